import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import { compileQuery } from '#engine/compile/compile-query.ts'
import { interpret } from '#engine/interpret.ts'
import type { RawResult, Source } from '#engine/ports.ts'
import { prepare } from '#engine/understand/knowledge.ts'
import { createSqliteSource } from './source.ts'

const folder = mkdtempSync(join(tmpdir(), 't7-hard-'))
const open: { close: () => unknown }[] = []
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()))
  chmodSync(join(folder, 'solo-lectura'), 0o700)
  rmSync(folder, { recursive: true, force: true })
})

let files = 0
const make = (sql: string, at = folder): string => {
  files += 1
  const path = join(at, `${files}.sqlite`)
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
  return path
}

const use = (path: string): Source => {
  const source = createSqliteSource(path)
  open.push(source)
  return source
}

/** What the engine answers to a question on a file, read from the file. */
const ask = async (source: Source, text: string, rows = 1_000): Promise<RawResult & { truncated: boolean }> => {
  const described = await source.describe()
  const { decision } = interpret({ text, language: null, overrides: {}, now: '2026-11-24T10:00', history: [] }, prepare(described))
  if (decision.kind !== 'act' || decision.plan.kind !== 'query') return expect.fail(`${text}: ${decision.kind}`)
  const statement = compileQuery(decision.plan.query, described.catalog, 'sqlite')
  return source.read(statement, { role: 'reader' }, rows)
}

describe('names', () => {
  const odd = `
    create table "T_CLI_01" (cod_cli integer primary key, "nombre del cliente" text, "año" integer, "select" text, "di""cho" real);
    insert into "T_CLI_01" values (1, 'Ana', 2020, 'x', 1.5), (2, 'Luis', 2021, 'y', 2.5);
    create table "order" ("group" text, "from" integer, "línea de pedido" text);
    insert into "order" values ('uno', 3, 'a'), ('dos', 4, 'b'), ('dos', 5, 'b');
  `
  test.each([
    ['cuántos clientes hay', [[2]]],
    ['nombre del cliente de T_CLI_01', [['Ana'], ['Luis']]],
    ['how many orders are there', [[3]]],
    ['línea de pedido distinta de order', [['a'], ['b']]],
  ])('reserved words, spaces, quotes, accents and codes: %s', async (text, rows) => {
    expect((await ask(use(make(odd)), text)).rows.toSorted()).toEqual(rows)
  })
})

describe('structures', () => {
  test('no tables, tables without rows or key, views, generated columns and very wide rows', async () => {
    expect((await use(make('')).describe()).catalog.tables).toEqual([])
    const wide = Array.from({ length: 1_500 }, (_, index) => `c${index} integer`).join(', ')
    const source = use(
      make(`
        create table vacia (id integer primary key, ciudad text);
        create table sin_clave (nombre text, precio real, doble real generated always as (precio * 2) virtual);
        insert into sin_clave (nombre, precio) values ('pan', 1), ('pan', 1), ('vino', 5);
        create view caros as select nombre, precio from sin_clave where precio > 2;
        create table ancha (${wide});
        insert into ancha (c0) values (7);
      `),
    )
    const { catalog } = await source.describe()
    expect(catalog.tables.map((table) => [table.name, table.columns.length, table.rowCount])).toEqual([
      ['ancha', 1_500, 1],
      ['caros', 2, 1],
      ['sin_clave', 3, 3],
      ['vacia', 2, 0],
    ])
    expect((await ask(source, 'cuántas filas tiene vacia')).rows).toEqual([[0]])
    expect((await ask(source, 'media del doble de sin_clave')).rows).toEqual([[(2 + 2 + 10) / 3]])
    expect((await ask(source, 'nombre de los caros')).rows).toEqual([['vino']])
  })

  test('relations in a circle and columns named alike in ten tables', async () => {
    const alike = Array.from({ length: 10 }, (_, index) => `create table t${index} (id integer primary key, nombre text, estado text);`)
    const source = use(
      make(`
        ${alike.join('\n')}
        create table departamentos (id integer primary key, nombre text, director_id integer references personas);
        create table personas (id integer primary key, nombre text, departamento_id integer references departamentos);
        pragma foreign_keys = off;
        insert into departamentos values (1, 'Ventas', 1), (2, 'Compras', 2);
        insert into personas values (1, 'Ana', 2), (2, 'Luis', 1), (3, 'Eva', 1);
      `),
    )
    expect((await ask(source, 'número de personas por departamento')).rows.toSorted()).toEqual([
      ['Compras', 1],
      ['Ventas', 2],
    ])
  })
})

describe('values', () => {
  test('a megabyte of text, blobs, bytes that are no text and integers beyond what JavaScript counts', async () => {
    const source = use(
      make(`
        create table documentos (id integer primary key, titulo text, cuerpo text, foto blob, grande integer, raro text);
        insert into documentos values
          (1, 'Corto', replace(hex(zeroblob(500000)), '00', 'ab'), zeroblob(1000000), 9007199254740993, cast(x'ff41fe' as text)),
          (2, 'Otro', 'poco', x'00ff', -9223372036854775808, 'normal');
      `),
    )
    const { values } = await source.describe()
    expect(values.find(({ column }) => column === 'cuerpo')).toMatchObject({ values: ['poco'], complete: false })
    expect(values.some(({ column }) => column === 'foto')).toBe(false)
    const { rows } = await source.read(
      { sql: 'select grande, foto, raro, length(cuerpo) from documentos order by id', parameters: [], inlined: '' },
      { role: 'reader' },
      10,
    )
    expect(rows.map((row) => row[0])).toEqual(['9007199254740993', '-9223372036854775808'])
    expect(rows.map((row) => String(row[1]).length < 3_000)).toEqual([true, true])
    expect(rows.map((row) => row[2])).toEqual(['\uFFFDA\uFFFD', 'normal'])
    expect((await ask(source, 'cuerpo del documento Corto')).rows[0]?.[0]).toHaveLength(1_000_000)
  })

  test('an answer stops growing at its cap of bytes', async () => {
    const path = make(`create table notas (id integer primary key, texto text);
      insert into notas select value, value || replace(hex(zeroblob(500000)), '00', 'ab') from (with recursive n(value) as (select 1 union all select value + 1 from n limit 60) select value from n)`)
    const source = use(path)
    const { rows, truncated } = await ask(source, 'texto de las notas')
    expect(truncated).toBe(true)
    expect(rows.length).toBeLessThan(40)
  })
})

describe('files that others hold', () => {
  test('one that another program has locked is said to be busy, and answers afterwards', async () => {
    const path = make('create table cobros (id integer primary key); insert into cobros values (1)')
    const holder = new DatabaseSync(path)
    open.push(holder)
    holder.exec('begin exclusive')
    await expect(use(path).describe()).rejects.toMatchObject({ code: 'source.lock_timeout', retryable: true })
    holder.exec('rollback')
    expect((await ask(use(path), 'cuántos cobros hay')).rows).toEqual([[1]])
  })

  test('one with a journal of its own (WAL) is read while another writes', async () => {
    const path = make('pragma journal_mode = wal; create table pagos (id integer primary key); insert into pagos values (1)')
    const writer = new DatabaseSync(path)
    open.push(writer)
    writer.exec('begin immediate; insert into pagos values (2)')
    const source = use(path)
    expect((await ask(source, 'cuántos pagos hay')).rows).toEqual([[1]])
    writer.exec('commit')
    expect((await ask(source, 'cuántos pagos hay')).rows).toEqual([[2]])
  })

  test('one in a folder where nothing may be written', async () => {
    const place = join(folder, 'solo-lectura')
    mkdirSync(place)
    const path = make('create table pagos (id integer primary key); insert into pagos values (1)', place)
    chmodSync(path, 0o400)
    chmodSync(place, 0o500)
    expect((await ask(use(path), 'cuántos pagos hay')).rows).toEqual([[1]])
  })
})
