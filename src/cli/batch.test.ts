import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { batch } from './batch.ts'

const folder = mkdtempSync(join(tmpdir(), 't7-batch-'))
const file = join(folder, 'tienda', 'tienda.sqlite')
const out = join(folder, 'out.jsonl')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(() => {
  rmSync(join(folder, 'tienda'), { recursive: true, force: true })
  mkdirSync(join(folder, 'tienda'))
  const database = new DatabaseSync(file)
  database.exec(`create table clientes (id integer primary key, nombre text not null, ciudad text);
    insert into clientes (nombre, ciudad) values ('Ana', 'Sevilla'), ('Luis', 'Sevilla'), ('Eva', 'Málaga')`)
  database.close()
})

type Line = { id: unknown; kind: string; sql: string | null; ms: number; needs?: object; refused?: { code: string; message: string } }

const run = async (records: readonly object[], ...options: string[]): Promise<readonly Line[]> => {
  const input = join(folder, 'in.jsonl')
  writeFileSync(input, records.map((record) => JSON.stringify(record)).join('\n'))
  expect(await batch([input, '--databases', folder, '--out', out, '--now', '2026-11-15', ...options], 'es')).toBe(0)
  return readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

const rows = (sql: string): unknown[] => {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

test('answers every record in order, with SQL that runs as it stands', async () => {
  const lines = await run([
    { id: 'a', db_id: 'tienda', question: '¿cuántos clientes hay?' },
    { db: 'tienda', question: 'select nombre from clientes', query: 'SELECT 1' },
    { id: 'c', db_id: 'tienda', question: '' },
    { id: 'd', db_id: 'no_existe', question: 'x' },
    { id: 'e', db_id: 'tienda' },
    { id: 'f', db_id: 'tienda', question: 'drop table clientes', role: 'editor' },
  ])
  expect(lines.map(({ id }) => id)).toEqual(['a', 1, 'c', 'd', 'e', 'f'])
  expect(lines.map(({ kind }) => kind)).toEqual(['query', 'query', 'refuse', 'refuse', 'refuse', 'refuse'])
  expect(Object.values(rows(lines[0]?.sql ?? '')[0] ?? {})).toEqual([3])
  expect(rows(lines[1]?.sql ?? '')).toHaveLength(3)
  expect(lines.slice(2).map((line) => line.refused?.code)).toEqual([
    'ask.empty',
    'cli.no_file',
    'batch.bad_record',
    'guard.class_not_allowed',
  ])
})

test('a file that is no database stops nothing, and is said so in the language of the record', async () => {
  writeFileSync(join(folder, 'texto.sqlite'), 'not a database, but long enough to hold a header')
  const lines = await run([
    { db: 'texto', question: '¿cuántos clientes hay?' },
    { db: 'texto', question: 'how many customers are there?', lang: 'en' },
    { db: 'tienda', question: '¿cuántos clientes hay?' },
  ])
  expect(lines.map(({ kind, refused }) => [kind, refused?.code])).toEqual([
    ['refuse', 'source.not_a_database'],
    ['refuse', 'source.not_a_database'],
    ['query', undefined],
  ])
  expect(lines[0]?.refused?.message).toMatch(/^Ese archivo no es una base de datos SQLite: /)
  expect(lines[1]?.refused?.message).toMatch(/^That file is not a SQLite database: /)
})

test('a change that no row meets is refused, as it is in the chat', async () => {
  const [some, none] = await run(
    [
      { db_id: 'tienda', question: 'cambia la ciudad de Ana a Cádiz', role: 'admin' },
      { db_id: 'tienda', question: 'borra los clientes con id 99', role: 'admin' },
    ],
    '--apply',
  )
  expect(some?.kind).toBe('data_change')
  expect(rows("select count(*) from clientes where ciudad = 'Cádiz'")).toEqual([{ 'count(*)': 1 }])
  expect(none?.refused?.code ?? none?.kind).toBe('change.nothing_to_change')
  expect(rows('select count(*) from clientes')).toEqual([{ 'count(*)': 3 }])
})

test('changes nothing without --apply', async () => {
  const [line] = await run([{ db_id: 'tienda', question: "update clientes set ciudad = 'Cádiz' where nombre = 'Ana'" }])
  expect(line).toMatchObject({ kind: 'data_change', needs: { confirmations: 1 } })
  expect(rows("select 1 from clientes where ciudad = 'Cádiz'")).toHaveLength(0)
})

test('with --apply runs changes in order, each on what the one before left', async () => {
  const ask = (question: string, more: object = {}) => ({ db_id: 'tienda', question, ...more })
  const lines = await run(
    [
      ask("update clientes set ciudad = 'Cádiz' where nombre = 'Ana'"),
      ask('create table zonas (id integer primary key, nombre text not null unique)'),
      ask("insert into zonas (nombre) values ('Sur'), ('Norte')"),
      ask("insert into zonas (nombre) values ('Sur')"),
      ask('delete from zonas where id = 1', { role: 'editor' }),
      ask('delete from zonas where id = 2'),
    ],
    '--apply',
  )
  expect(lines.map(({ kind }) => kind)).toEqual(['data_change', 'schema_change', 'data_change', 'refuse', 'refuse', 'data_change'])
  expect(lines[3]?.refused?.code).toBe('source.unique_violation')
  expect(lines[5]?.needs).toEqual({ confirmations: 2 })
  expect(rows('select nombre from zonas')).toEqual([{ nombre: 'Sur' }])
  expect(rows("select nombre from clientes where ciudad = 'Cádiz'")).toEqual([{ nombre: 'Ana' }])
})
