import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#contracts/role.ts'
import type { Statement } from '#contracts/verdict.ts'
import { createTestDatabase } from '../../../../test/support/postgres.ts'
import { setupWorkspace } from './setup-workspace.ts'
import { createPostgresSource } from './source.ts'

const database = await createTestDatabase()

const statement = (sql: string, ...parameters: (string | number | boolean | null)[]): Statement => ({ sql, parameters, inlined: sql })

const structure = `
  create type nivel as enum ('bajo', 'medio', 'alto');
  create domain correo as text check (value like '%@%');
  create table zonas (id int generated always as identity primary key, nombre varchar(40) not null unique);
  comment on table zonas is 'Zonas comerciales';
  comment on column zonas.nombre is 'Nombre de la zona';
  create table clientes (
    id int generated always as identity primary key,
    nombre text not null,
    email correo,
    estado text not null default 'activo' check (estado in ('activo', 'inactivo', 'd''oro')),
    prioridad nivel,
    puntos int check (puntos in (1, 2, 3)),
    saldo numeric(10,2) default 0 check (saldo >= 0),
    alta date not null default current_date,
    visto timestamptz,
    contrasena text,
    zona_id int references zonas on delete set null,
    constraint alta_razonable check (alta > '2000-01-01')
  );
  create index clientes_zona on clientes (zona_id);
  create unique index clientes_email on clientes (lower(email));
  create view clientes_activos as select id, nombre from clientes where estado = 'activo';
  insert into zonas (nombre) values ('Norte'), ('Sur');
  insert into clientes (nombre, email, prioridad, puntos, saldo, alta, visto, contrasena, zona_id)
    values ('Ana Núñez', 'ana@x.es', 'alto', 1, 12.5, '2024-02-29', '2024-03-01 10:00:00+00', 'secreta', 1), ('Luis', null, null, null, 0, '2025-01-01', null, null, null);
`

beforeAll(async () => {
  await database.run(structure)
  await database.run('create schema t7; create table t7.asks (id int)')
})

const open = async (): Promise<ReturnType<typeof createPostgresSource>> => {
  const setup = await setupWorkspace({ url: database.url, takeOwnership: true })
  return createPostgresSource({ url: database.url, roles: setup.roles, writable: true, limits: { statementMilliseconds: 1_000 } })
}
const source = await (async () => {
  await database.run('select 1')
  return open()
})()
afterAll(() => source.close())

const code = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

describe('catalog', () => {
  test('has what the database declares', async () => {
    await setupWorkspace({ url: database.url, takeOwnership: true })
    source.forget()
    const { catalog, values } = await source.describe()
    expect(catalog.tables.map((table) => [table.name, table.kind, table.rowCount])).toEqual([
      ['clientes', 'table', 2],
      ['clientes_activos', 'view', null],
      ['zonas', 'table', 2],
    ])
    const clientes = catalog.tables[0]
    expect(clientes?.primaryKey).toEqual(['id'])
    expect(
      Object.fromEntries(clientes?.columns.map((column) => [column.name, [column.type, column.databaseType, column.nullable]]) ?? []),
    ).toEqual({
      id: ['integer', 'integer', false],
      nombre: ['text', 'text', false],
      email: ['text', 'correo', true],
      estado: ['text', 'text', false],
      prioridad: ['text', 'nivel', true],
      puntos: ['integer', 'integer', true],
      saldo: ['number', 'numeric(10,2)', true],
      alta: ['date', 'date', false],
      visto: ['datetime', 'timestamp with time zone', true],
      contrasena: ['text', 'text', true],
      zona_id: ['integer', 'integer', true],
    })
    const allowed = Object.fromEntries(clientes?.columns.map((column) => [column.name, column.allowedValues]) ?? [])
    expect(allowed).toMatchObject({
      estado: ['activo', 'inactivo', "d'oro"],
      prioridad: ['bajo', 'medio', 'alto'],
      puntos: ['1', '2', '3'],
      saldo: null,
    })
    expect(clientes?.columns.find((column) => column.name === 'contrasena')?.sensitive).toBe(true)
    expect(clientes?.columns.find((column) => column.name === 'id')?.generated).toBe(true)
    expect(clientes?.columns.find((column) => column.name === 'saldo')?.statistics).toEqual({
      distinctCount: 2,
      nullFraction: 0,
      min: '0.00',
      max: '12.50',
    })
    expect(clientes?.indexes).toEqual([
      { name: 'clientes_email', columns: ['lower(email::text)'], unique: true },
      { name: 'clientes_zona', columns: ['zona_id'], unique: false },
    ])
    expect(clientes?.checks.map((check) => check.name)).toContain('alta_razonable')
    expect(catalog.tables[2]).toMatchObject({
      description: 'Zonas comerciales',
      uniques: [{ name: 'zonas_nombre_key', columns: ['nombre'] }],
    })
    expect(catalog.tables[1]?.definition).toContain('SELECT')
    expect(catalog.relations).toEqual([
      {
        name: 'clientes_zona_id_fkey',
        from: { table: 'clientes', columns: ['zona_id'] },
        to: { table: 'zonas', columns: ['id'] },
        onDelete: 'set_null',
        declared: true,
      },
    ])
    expect(values.find((list) => list.table === 'clientes' && list.column === 'nombre')).toEqual({
      table: 'clientes',
      column: 'nombre',
      values: ['Ana Núñez', 'Luis'],
      complete: true,
    })
    expect(values.some((list) => list.column === 'contrasena')).toBe(false)
  })
})

describe('reading', () => {
  const read = (sql: string, ...parameters: (string | number | boolean | null)[]) =>
    source.read(statement(sql, ...parameters), { role: 'reader' }, 100)

  test('gives each type its form', async () => {
    await source.describe()
    const result =
      await read(`select 1::int2 a, 9007199254740993::int8 b, 1.50::numeric(10,2) c, 'NaN'::float8 d, true e, date '2024-02-29' f,
      timestamp '2024-02-29 10:00:00.5' g, timestamptz '2024-02-29 10:00:00+00' h, time '10:30' i, '{"a":1}'::jsonb j, '\\xDEAD'::bytea k, null l,
      'alto'::nivel m, interval '1 day 2 hours' n, array[1,2] o, 'ñ' p`)
    expect(result.rows[0]?.slice(0, 7)).toEqual([1, '9007199254740993', 1.5, 'NaN', true, '2024-02-29', '2024-02-29T10:00:00.5'])
    expect(result.rows[0]?.[7]).toMatch(/^2024-02-\d\dT\d\d:00:00$/)
    expect(result.rows[0]?.slice(8)).toEqual(['10:30:00', '{"a": 1}', '\\xdead', null, 'alto', '1 day 02:00:00', '{1,2}', 'ñ'])
    expect(result.columns.map((column) => column.type).join(' ')).toBe(
      'integer integer number number boolean date datetime datetime time json binary text text other other text',
    )
  })

  test('knows which stored column a result column is', async () => {
    await source.describe()
    const result = await read('select c.nombre as cliente, count(*) from clientes c group by 1')
    expect(result.columns.map((column) => column.source)).toEqual([{ table: 'clientes', column: 'nombre' }, null])
  })

  test('stops at the cap and says so', async () => {
    const result = await source.read(statement('select g from generate_series(1, 1000) g'), { role: 'reader' }, 10)
    expect([result.rows.length, result.truncated]).toEqual([10, true])
    const whole = await source.read(statement('select g from generate_series(1, $1::int) g', 10), { role: 'reader' }, 10)
    expect([whole.rows.length, whole.truncated]).toEqual([10, false])
  })

  test('stops at the size cap', async () => {
    const small = createPostgresSource({ url: database.url, maximumBytes: 1_000_000 })
    const result = await small.read(statement(`select repeat('x', 100000) from generate_series(1, 100000)`), { role: 'reader' }, 100_000)
    await small.close()
    expect(result.truncated).toBe(true)
    expect(result.rows.length).toBeLessThan(250)
  })

  test('refuses a value that no result could hold, and the source stays good', async () => {
    const patient = createPostgresSource({ url: database.url, maximumBytes: 1_000_000 })
    for (const size of [2_000_000, 140 * 1024 * 1024, 1_100_000_000])
      await expect(patient.read(statement(`select repeat('x', ${size})`), { role: 'reader' }, 10)).rejects.toMatchObject({
        code: 'source.too_large',
      })
    expect((await patient.read(statement('select 1'), { role: 'reader' }, 10)).rows).toEqual([[1]])
    await patient.close()
  })

  test('maps failures, with the place in the text as written', async () => {
    await expect(read('select nombre from clientez')).rejects.toMatchObject({
      code: 'source.statement_error',
      kind: 'user',
      params: { position: 20 },
    })
    expect(await code(read('select 1/0'))).toBe('source.division_by_zero')
    expect(await code(read(`select 'x'::int`))).toBe('source.type_mismatch')
    expect(await code(read('select pg_sleep(5)'))).toBe('source.timeout')
    expect(await code(read('select 1; select 2'))).toBe('source.statement_error')
  })

  test('is cancelled by its signal, at once, and the connection stays good', async () => {
    const slow = createPostgresSource({ url: database.url, maximumConnections: 1 })
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 100)
    const before = Date.now()
    expect(await code(slow.read(statement('select pg_sleep(10)'), { role: 'reader', signal: controller.signal }, 10))).toBe(
      'source.cancelled',
    )
    expect(Date.now() - before).toBeLessThan(3_000)
    expect((await slow.read(statement('select 1'), { role: 'reader' }, 10)).rows).toEqual([[1]])
    expect(await code(slow.read(statement('select 1'), { role: 'reader', signal: AbortSignal.abort() }, 10))).toBe('source.cancelled')
    await slow.close()
  })

  test('gives the planner cost', async () => {
    const cheap = await source.cost(statement('select * from zonas where id = $1', 1), { role: 'reader' })
    const dear = await source.cost(statement('select * from clientes a, clientes b, clientes c, generate_series(1, 1000000)'), {
      role: 'reader',
    })
    expect(cheap).toBeGreaterThan(0)
    expect(dear).toBeGreaterThan((cheap ?? 0) * 100)
  })
})

describe('changing', () => {
  const change = (role: Role, sql: string, commit = false) => source.change({ role }, commit, (run) => run(statement(sql)))

  test('keeps nothing unless told to', async () => {
    const insert = `insert into zonas (nombre) values ('Este')`
    const counted = () => source.read(statement('select count(*) from zonas'), { role: 'reader' }, 1)
    expect((await change('editor', insert)).affected).toBe(1)
    expect((await counted()).rows).toEqual([[2]])
    await expect(
      source.change({ role: 'editor' }, true, async (run) => {
        await run(statement(insert))
        throw new Error('no')
      }),
    ).rejects.toThrow()
    expect((await counted()).rows).toEqual([[2]])
    await change('editor', insert, true)
    expect((await counted()).rows).toEqual([[3]])
  })

  test('maps violations', async () => {
    await expect(change('editor', `insert into zonas (nombre) values ('Sur')`)).rejects.toMatchObject({
      code: 'source.unique_violation',
      params: { constraint: 'zonas_nombre_key', table: 'zonas' },
    })
    expect(await code(change('editor', `insert into clientes (nombre, zona_id) values ('x', 99)`))).toBe('source.foreign_key_violation')
    expect(await code(change('editor', `insert into clientes (nombre, saldo) values ('x', -1)`))).toBe('source.check_violation')
    expect(await code(change('editor', `insert into clientes (nombre) values (null)`))).toBe('source.not_null_violation')
    expect(await code(change('editor', `update clientes set saldo = 'barato'`))).toBe('source.type_mismatch')
  })

  test('shows rules that are checked at the end in a preview too', async () => {
    await change('admin', 'create table hijos (zona int references zonas deferrable initially deferred)', true)
    expect(await code(change('admin', 'insert into hijos values (99)'))).toBe('source.foreign_key_violation')
    expect(await code(change('admin', 'insert into hijos values (99)', true))).toBe('source.foreign_key_violation')
    await change('admin', 'drop table hijos', true)
  })

  test('goes on after a savepoint', async () => {
    const affected = await source.change({ role: 'editor' }, false, async (run) => {
      await run(statement('savepoint a'))
      await run(statement('insert into clientes (nombre) values (null)')).catch(() => null)
      await run(statement('rollback to savepoint a'))
      return (await run(statement(`update zonas set nombre = nombre || '!'`))).affected
    })
    expect(affected).toBeGreaterThan(1)
  })

  const tries: readonly (readonly [string, string, readonly Role[]])[] = [
    ['select', 'select * from clientes', ['reader', 'editor', 'admin']],
    ['insert', `insert into zonas (nombre) values ('q')`, ['editor', 'admin']],
    ['update', `update zonas set nombre = 'q' where id = 1`, ['editor', 'admin']],
    ['delete', 'delete from clientes', ['admin']],
    ['delete in a WITH', 'with gone as (delete from clientes returning *) select * from gone', ['admin']],
    ['truncate', 'truncate clientes', ['admin']],
    ['create table', 'create table nueva (id int)', ['editor', 'admin']],
    ['create view', 'create view v as select * from zonas', ['editor', 'admin']],
    ['create index', 'create index i on clientes (nombre)', ['editor', 'admin']],
    ['add column', 'alter table clientes add column nota text', ['editor', 'admin']],
    ['drop default', 'alter table clientes alter column saldo drop default', ['editor', 'admin']],
    ['comment', `comment on table clientes is 'x'`, ['editor', 'admin']],
    ['drop column', 'alter table clientes drop column puntos', ['admin']],
    ['drop column without the word', 'alter table clientes /* x */ drop "puntos"', ['admin']],
    ['drop table', 'drop table clientes cascade', ['admin']],
    ['drop view', 'drop view clientes_activos', ['admin']],
    ['select into', 'select * into copia from clientes', []],
    ['temporary table', 'create temp table x (id int)', []],
    ['create function', 'create function f() returns int language sql as $$ select 1 $$', []],
    ['do block', 'do $$ begin delete from clientes; end $$', ['admin']],
    ['change of owner', 'alter table clientes owner to t7_admin', []],
    ['own tables', 'select * from t7.asks', []],
    ['own tables, structure', 'create table t7.mine (id int)', []],
    ['server file', `select pg_read_file('/etc/passwd')`, []],
    ['server folder', `select pg_ls_dir('.')`, []],
    ['copy to program', `copy zonas to program 'cat'`, []],
    ['server passwords', 'select * from pg_authid', []],
    ['new role', 'create role intruder', []],
    ['extension', 'create extension pgcrypto', []],
    ['server settings', `alter system set fsync = off`, []],
  ]
  test.each(tries)('%s is for those who may', async (_what, sql, allowed) => {
    for (const role of ['reader', 'editor', 'admin'] as const) {
      const found = await code(change(role, sql))
      expect([role, found], sql).toEqual([
        role,
        allowed.includes(role) ? 'done' : expect.stringMatching(/permission_denied|statement_error/),
      ])
      if (!allowed.includes(role)) expect(found).not.toBe('done')
    }
  })

  test('a reading transaction changes nothing, whatever the role', async () => {
    for (const sql of [
      'delete from clientes',
      `with x as (insert into zonas (nombre) values ('q') returning 1) select * from x`,
      `select nextval('zonas_id_seq')`,
    ]) {
      expect(await code(source.read(statement(sql), { role: 'admin' }, 10)), sql).not.toBe('done')
    }
  })

  test('new tables can be used by every level at once', async () => {
    await change('editor', 'create table recientes (id int generated always as identity primary key, serie serial, nombre text)', true)
    await change('editor', `insert into recientes (nombre) values ('a')`, true)
    expect((await source.read(statement('select nombre from recientes'), { role: 'reader' }, 10)).rows).toEqual([['a']])
    expect((await source.describe()).catalog.tables.map((table) => table.name)).toContain('recientes')
    await change('admin', 'drop table recientes', true)
    expect((await source.describe()).catalog.tables.map((table) => table.name)).not.toContain('recientes')
  })

  test('bookkeeping runs as the owner where told so', async () => {
    const affected = await source.change({ role: 'editor' }, false, async (run) => {
      await run(statement('create temp table before_images (id int) on commit drop'), 'owner')
      await run(statement('create schema t7_kept_1'), 'owner')
      await run(statement('alter table clientes set schema t7_kept_1'), 'owner')
      return (await run(statement('delete from t7_kept_1.clientes'), 'owner')).affected
    })
    expect(affected).toBeGreaterThan(0)
  })

  test('a source that is only asked refuses changes', async () => {
    const asked = createPostgresSource({ url: database.url })
    expect(await code(asked.change({ role: 'admin' }, true, (run) => run(statement('delete from clientes'))))).toBe('source.read_only')
    await asked.close()
  })
})

test('a broken connection is replaced', async () => {
  const one = createPostgresSource({ url: database.url, maximumConnections: 1 })
  await one.read(statement('select 1'), { role: 'reader' }, 1)
  await database.run(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 't7' and datname = current_database()`,
  )
  expect((await one.read(statement('select 2'), { role: 'reader' }, 1)).rows).toEqual([[2]])
  await one.close()
})

test('the version follows the structure and nothing else', async () => {
  const version = async () => {
    source.forget()
    return (await source.describe()).catalog.version
  }
  const before = await version()
  await database.run(`update zonas set nombre = 'Centro' where id = 1`)
  expect(await version()).toBe(before)
  await database.run('alter table zonas add column nota text')
  expect(await version()).not.toBe(before)
})
