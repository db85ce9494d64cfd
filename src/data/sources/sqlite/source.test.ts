import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import type { Role } from '#contracts/role.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { Source } from '#engine/ports.ts'
import { createSqliteSource, type SqliteSourceOptions } from './source.ts'

const folder = mkdtempSync(join(tmpdir(), 't7-sqlite-'))
const open: Source[] = []
afterAll(async () => {
  await Promise.all(open.map((source) => source.close()))
  rmSync(folder, { recursive: true, force: true })
})

let files = 0
const make = (sql: string, fill: (database: DatabaseSync) => void = () => {}): string => {
  files += 1
  const path = join(folder, `${files}.sqlite`)
  const database = new DatabaseSync(path)
  database.exec(sql)
  fill(database)
  database.close()
  return path
}
const use = (path: string, options: SqliteSourceOptions = {}): Source => {
  const source = createSqliteSource(path, options)
  open.push(source)
  return source
}
const statement = (sql: string, ...parameters: (string | number | boolean | null)[]): Statement => ({ sql, parameters, inlined: sql })

const code = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

const shop = `
  create table zonas (id integer primary key, nombre varchar(40) not null unique);
  create table clientes (
    id integer primary key autoincrement,
    nombre text not null, -- con tilde: "á", 'x'
    estado varchar(10) not null default 'activo' check (estado in ('activo', 'inactivo', 'd''oro')),
    activo integer check (activo in (0, 1)),
    vip boolean,
    alta date,
    visto text,
    nacido datetime,
    saldo decimal(10,2) constraint saldo_positivo check (saldo >= 0),
    mezcla,
    medida varchar(10),
    password text,
    zona integer references zonas(id) on delete cascade,
    constraint fechas check (alta is null or alta > '2000-01-01')
  );
  create index clientes_zona on clientes (zona);
  create view activos as select id, nombre from clientes where activo = 1;
  insert into zonas values (1, 'Norte'), (2, 'Sur');
  insert into clientes (nombre, activo, vip, alta, visto, nacido, saldo, mezcla, medida, password, zona) values
    ('Ana', 1, 1, '2024-02-29', '2024-03-01 10:00:00', '1/2/1990', 12.5, 'x', '1.5', 'secreta', 1),
    ('Luis', 0, 0, '2025-01-01', '2024-03-02 11:00:00', '3/4/1991', 0, 7, '22', null, 2),
    ('Eva', null, null, null, null, null, 9007199254740993, null, '300', null, null);
`

describe('catalog', () => {
  test('tells what is declared, and the meaning of what is stored', async () => {
    const { catalog, values } = await use(make(shop)).describe()
    const clientes = catalog.tables.find((table) => table.name === 'clientes')
    expect(Object.fromEntries(clientes?.columns.map((column) => [column.name, column.type]) ?? [])).toEqual({
      id: 'integer',
      nombre: 'text',
      estado: 'text',
      activo: 'boolean',
      vip: 'boolean',
      alta: 'date',
      visto: 'datetime',
      nacido: 'text',
      saldo: 'number',
      mezcla: 'text',
      medida: 'number',
      password: 'text',
      zona: 'integer',
    })
    expect(clientes?.rowCount).toBe(3)
    expect(clientes?.primaryKey).toEqual(['id'])
    expect(clientes?.columns[0]).toMatchObject({ generated: true, nullable: false })
    expect(clientes?.columns[2]).toMatchObject({
      allowedValues: ['activo', 'inactivo', "d'oro"],
      default: "'activo'",
      databaseType: 'varchar(10)',
    })
    expect(clientes?.columns.find((column) => column.name === 'medida')?.statistics).toMatchObject({ min: '1.5', max: '300' })
    expect(clientes?.checks.map((check) => check.name)).toEqual([
      'clientes_estado_check',
      'clientes_activo_check',
      'saldo_positivo',
      'fechas',
    ])
    expect(clientes?.checks[2]?.expression).toBe('saldo >= 0')
    expect(clientes?.indexes).toEqual([{ name: 'clientes_zona', columns: ['zona'], unique: false }])
    expect(catalog.tables.find((table) => table.name === 'zonas')?.uniques).toEqual([{ name: 'zonas_nombre_key', columns: ['nombre'] }])
    expect(catalog.tables.find((table) => table.name === 'activos')).toMatchObject({
      kind: 'view',
      definition: 'select id, nombre from clientes where activo = 1',
    })
    expect(catalog.relations).toEqual([
      {
        name: 'clientes_zona_fkey',
        from: { table: 'clientes', columns: ['zona'] },
        to: { table: 'zonas', columns: ['id'] },
        onDelete: 'cascade',
        declared: true,
      },
    ])
    expect(values).toContainEqual({ table: 'clientes', column: 'nombre', values: ['Ana', 'Eva', 'Luis'], complete: true })
    expect(values.some((list) => list.column === 'password')).toBe(false)
  })

  test('takes any name, empty tables, long values and NUL', async () => {
    const path = make(
      `create table "tabla con ""comillas"" y ñ" ("select" text, [a b] int, \`x\`\`y\` date, "ÁÉ" text primary key) without rowid;
       create table vacia (id integer primary key, nombre text, fecha date);
       create table larga (texto text);
       create view rota as select * from no_existe;`,
      (database) => {
        database.prepare('insert into larga values (?), (?)').run('x'.repeat(1_000_000), 'a\0b')
        database.prepare(`insert into "tabla con ""comillas"" y ñ" values (?, ?, ?, ?)`).run('valor', 1, '2024-01-01', 'clave')
      },
    )
    const source = use(path)
    const { catalog, values } = await source.describe()
    expect(catalog.tables.map((table) => [table.name, table.rowCount])).toEqual([
      ['larga', 2],
      ['tabla con "comillas" y ñ', 1],
      ['vacia', 0],
    ])
    expect(catalog.tables[1]?.columns.map((column) => [column.name, column.type])).toEqual([
      ['select', 'text'],
      ['a b', 'integer'],
      ['x`y', 'date'],
      ['ÁÉ', 'text'],
    ])
    expect(catalog.tables[2]?.columns.map((column) => column.type)).toEqual(['integer', 'text', 'date'])
    expect(values.find((list) => list.table === 'larga')).toEqual({ table: 'larga', column: 'texto', values: ['a\0b'], complete: false })
    const read = await source.read(statement('select texto from larga order by length(texto)'), { role: 'reader' }, 10)
    expect(read.rows.map((row) => String(row[0]).length)).toContain(1_000_000)
  })

  test('of 500 tables of 20 columns takes under two seconds of work', async () => {
    const columns = Array.from({ length: 19 }, (_, index) => `c${index} ${index % 2 === 0 ? 'text' : 'integer'}`).join(', ')
    const path = make('begin', (database) => {
      for (let table = 0; table < 500; table += 1) {
        database.exec(
          `create table t${table} (id integer primary key, ${columns}); insert into t${table} (c0, c1) values ('a${table}', ${table}), ('b', 2)`,
        )
      }
      database.exec('commit')
    })
    const before = process.cpuUsage()
    const { catalog, values } = await use(path, { values: { milliseconds: 60_000 } }).describe()
    const spent = process.cpuUsage(before)
    expect((spent.user + spent.system) / 1_000).toBeLessThan(2_000)
    expect(catalog.tables).toHaveLength(500)
    expect(values.filter((list) => list.values.length > 0)).toHaveLength(500)
  })

  test('is clear about files that are none', async () => {
    const text = join(folder, 'text.sqlite')
    writeFileSync(text, 'esto no es una base de datos, es un texto cualquiera')
    expect(await code(use(text).describe())).toBe('source.not_a_database')
    expect(await code(use(text).read(statement('select 1'), { role: 'reader' }, 1))).toBe('source.not_a_database')
    expect(await code(use(join(folder, 'missing.sqlite')).describe())).toBe('source.not_found')
    expect(await code(use(folder).describe())).toBe('source.not_a_database')
    const broken = join(folder, 'broken.sqlite')
    writeFileSync(broken, `SQLite format 3\0${'\x01'.repeat(5_000)}`)
    expect(await code(use(broken).describe())).toBe('source.not_a_database')
  })
})

describe('reading', () => {
  test('gives each type its form, and the stored column', async () => {
    const source = use(make(shop))
    await source.describe()
    const result = await source.read(
      statement(
        `select nombre, vip, alta, visto, saldo, activo, saldo * 2 as doble, x'dead' as b, date(visto) as dia from clientes where id = ?`,
        1,
      ),
      { role: 'reader' },
      10,
    )
    expect(result.rows).toEqual([['Ana', true, '2024-02-29', '2024-03-01T10:00:00', 12.5, true, 25, '\\xdead', '2024-03-01']])
    expect(result.columns.map((column) => column.type)).toEqual([
      'text',
      'boolean',
      'date',
      'datetime',
      'number',
      'boolean',
      'number',
      'binary',
      'date',
    ])
    expect(result.columns[0]?.source).toEqual({ table: 'clientes', column: 'nombre' })
    const big = await source.read(statement('select saldo from clientes where id = 3'), { role: 'reader' }, 10)
    expect(big.rows).toEqual([['9007199254740993']])
    expect((await source.read(statement('select ? = 1, ? is null', true, null), { role: 'reader' }, 10)).rows).toEqual([[1, 1]])
  })

  test('stops at the cap and says so', async () => {
    const source = use(
      make(
        'create table n (i int); with recursive r(i) as (select 1 union all select i + 1 from r where i < 100) insert into n select i from r',
      ),
    )
    const result = await source.read(statement('select i from n'), { role: 'reader' }, 10)
    expect([result.rows.length, result.truncated]).toEqual([10, true])
    expect((await source.read(statement('select i from n'), { role: 'reader' }, 100)).truncated).toBe(false)
  })

  const endless = 'with recursive r(i) as (select 1 union all select i + 1 from r) select count(*) from r'

  test('is stopped by time and by its signal, and goes on afterwards', async () => {
    const source = use(make(shop), { statementMilliseconds: 500 })
    expect(await code(source.read(statement(endless), { role: 'reader' }, 10))).toBe('source.timeout')
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 200)
    expect(await code(source.read(statement(endless), { role: 'reader', signal: controller.signal }, 10))).toBe('source.cancelled')
    expect((await source.read(statement('select count(*) from clientes'), { role: 'reader' }, 10)).rows).toEqual([[3]])
  })

  test('changes nothing and reaches nothing else', async () => {
    const source = use(make(shop))
    for (const sql of [
      'delete from clientes',
      'create table x (a)',
      'drop table clientes',
      `attach '${join(folder, 'other.sqlite')}' as other`,
      'pragma writable_schema = on',
      `select load_extension('x')`,
      'vacuum',
      `vacuum into '${join(folder, 'copy.sqlite')}'`,
    ]) {
      expect(await code(source.read(statement(sql), { role: 'admin' }, 10)), sql).toMatch(/permission_denied|statement_error/)
    }
    expect(await code(source.read(statement('select * from nadie'), { role: 'reader' }, 10))).toBe('source.statement_error')
  })
})

describe('changing', () => {
  const change = (source: Source, role: Role, sql: string, commit = false) => source.change({ role }, commit, (run) => run(statement(sql)))

  test('keeps nothing unless told to', async () => {
    const source = use(make(shop))
    const count = async () => (await source.read(statement('select count(*) from zonas'), { role: 'reader' }, 1)).rows[0]?.[0]
    expect((await change(source, 'editor', `insert into zonas (nombre) values ('Este'), ('Oeste')`)).affected).toBe(2)
    expect(await count()).toBe(2)
    await change(source, 'editor', `insert into zonas (nombre) values ('Este')`, true)
    expect(await count()).toBe(3)
    expect((await change(source, 'admin', 'create table nueva (id integer primary key)', true)).affected).toBe(0)
    expect((await source.describe()).catalog.tables.map((table) => table.name)).toContain('nueva')
  })

  test('maps violations', async () => {
    const source = use(make(shop))
    await expect(change(source, 'editor', `insert into zonas (nombre) values ('Sur')`)).rejects.toMatchObject({
      code: 'source.unique_violation',
      params: { table: 'zonas', column: 'nombre' },
    })
    expect(await code(change(source, 'editor', `update clientes set zona = 99`))).toBe('source.foreign_key_violation')
    await expect(change(source, 'editor', `update clientes set saldo = -1`)).rejects.toMatchObject({
      code: 'source.check_violation',
      params: { constraint: 'saldo_positivo' },
    })
    expect(await code(change(source, 'editor', `update clientes set nombre = null`))).toBe('source.not_null_violation')
  })

  test('is for those who may', async () => {
    const source = use(make(shop))
    const tries: readonly (readonly [string, readonly Role[]])[] = [
      [`insert into zonas (nombre) values ('q')`, ['editor', 'admin']],
      [`update zonas set nombre = 'q' where id = 1`, ['editor', 'admin']],
      ['delete from clientes', ['admin']],
      ['create table x (a)', ['editor', 'admin']],
      ['alter table clientes add column nota text', ['editor', 'admin']],
      [`attach '${join(folder, 'y.sqlite')}' as y`, []],
      ['pragma writable_schema = on', []],
    ]
    for (const [sql, allowed] of tries)
      for (const role of ['reader', 'editor', 'admin'] as const)
        expect([sql, role, (await code(change(source, role, sql))) === 'done']).toEqual([sql, role, allowed.includes(role)])
  })

  test('a stopped change leaves nothing behind', async () => {
    const source = use(make(shop), { statementMilliseconds: 500 })
    const endless = 'with recursive r(i) as (select 1 union all select i + 1 from r) update zonas set nombre = (select count(*) from r)'
    const failed = source.change({ role: 'admin' }, true, async (run) => {
      await run(statement('delete from clientes'))
      await run(statement(endless))
    })
    expect(await code(failed)).toBe('source.timeout')
    expect((await source.read(statement('select count(*) from clientes'), { role: 'reader' }, 1)).rows).toEqual([[3]])
    await change(source, 'admin', 'delete from clientes where id = 1', true)
  })

  test('foreign keys rest only where asked', async () => {
    const source = use(make(shop))
    const broken = 'update clientes set zona = 99'
    await source.change({ role: 'admin' }, false, (run) => run(statement(broken)), { foreignKeys: 'suspended' })
    expect(await code(change(source, 'admin', broken))).toBe('source.foreign_key_violation')
  })

  test('changes wait for each other', async () => {
    const source = use(make(shop))
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => change(source, 'editor', `insert into zonas (nombre) values ('z${index}')`, true)),
    )
    expect((await source.read(statement('select count(*) from zonas'), { role: 'reader' }, 1)).rows).toEqual([[12]])
  })
})
