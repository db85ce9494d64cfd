import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Dialect } from '#contracts/catalog.ts'
import { createGuard, type Guard } from './guard.ts'
import { salesCatalog } from './guard-fixture.ts'

let guard: Guard
beforeAll(async () => {
  guard = await createGuard()
})

const words =
  `select from where clientes pedidos nombre total delete drop table update set insert into values with as recursive union all ( ) , ; * . = '
  " -- /* */ $$ 1 'x' :: regclass pg_sleep lower count group by order limit returning for truncate create alter add column on join using case when then end
  not exists in null e' u&" pg_class t7 do begin`.split(/\s+/)

const writes = [
  'DELETE FROM clientes',
  'DROP TABLE clientes',
  'TRUNCATE clientes',
  "UPDATE clientes SET nombre = 'x'",
  "INSERT INTO zonas (nombre) VALUES ('x')",
  'CREATE TABLE nueva (id integer)',
  'ALTER TABLE clientes ADD COLUMN x integer',
]

const dialects: readonly Dialect[] = ['postgres', 'sqlite']
const catalogs = { postgres: salesCatalog('postgres'), sqlite: salesCatalog('sqlite') }

const kindFor = (sql: string, dialect: 'postgres' | 'sqlite'): string =>
  guard.judge({ sql, dialect, role: 'reader', catalog: catalogs[dialect], limit: 10 }).kind

/** What may stand around a write without making it harmless. */
const wrappings: readonly ((write: string) => string)[] = [
  (write) => write,
  (write) => `SELECT 1; ${write}`,
  (write) => `${write}; SELECT 1`,
  (write) => `WITH x AS (${write} RETURNING *) SELECT * FROM x`,
  (write) => `SELECT * FROM (WITH x AS (${write} RETURNING *) SELECT * FROM x) t`,
  (write) => `EXPLAIN ANALYZE ${write}`,
  (write) => `/* SELECT 1 */ ${write}`,
  (write) => `SELECT 1 -- comentario\n; ${write}`,
  (write) => `DO $$ BEGIN ${write}; END $$`,
  (write) => `PREPARE p AS ${write}`,
  (write) => `BEGIN; ${write}; COMMIT`,
]

describe('the guard, whatever it is given', () => {
  it('never throws on garbage and never asks a reader to confirm', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((all) => all.join(' ')),
    )
    fc.assert(
      fc.property(text, fc.constantFrom(...dialects), (sql, dialect) => {
        expect(['allow', 'refuse']).toContain(kindFor(sql, dialect === 'sqlite' ? 'sqlite' : 'postgres'))
      }),
      { numRuns: 400 },
    )
  })

  it('never allows a reader a statement with a write in it', () => {
    const spaced = fc.constantFrom(' ', '\n', '\t', '/**/', ' /* x */ ')
    const cased = fc.constantFrom<(text: string) => string>(
      (text) => text.toLowerCase(),
      (text) => text.toUpperCase(),
      (text) => text,
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...writes),
        fc.constantFrom(...wrappings),
        spaced,
        cased,
        fc.boolean(),
        (write, wrap, space, change, lite) => {
          const sql = wrap(change(write).replaceAll(' ', space))
          expect(kindFor(sql, lite ? 'sqlite' : 'postgres'), sql).toBe('refuse')
        },
      ),
      { numRuns: 400 },
    )
  })

  it('allows nothing but reads after any mutation of a write', () => {
    const mutation = fc.record({ at: fc.nat(60), remove: fc.nat(6), insert: fc.constantFrom('', ...words) })
    fc.assert(
      fc.property(fc.constantFrom(...writes), fc.array(mutation, { maxLength: 3 }), fc.boolean(), (write, mutations, lite) => {
        const sql = mutations.reduce((text, { at, remove, insert }) => `${text.slice(0, at)} ${insert} ${text.slice(at + remove)}`, write)
        const verdict = guard.judge({
          sql,
          dialect: lite ? 'sqlite' : 'postgres',
          role: 'reader',
          catalog: catalogs[lite ? 'sqlite' : 'postgres'],
          limit: 10,
        })
        if (verdict.kind === 'allow') expect(verdict.reading.classes).toEqual(['read'])
        expect(verdict.kind).not.toBe('confirm')
      }),
      { numRuns: 400 },
    )
  })

  it('keeps values in strings from meaning anything', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }).filter((text) => !/\p{Cc}/u.test(text)),
        (text) => {
          expect(kindFor(`SELECT * FROM clientes WHERE nombre = '${text.replaceAll("'", "''")}'`, 'postgres')).toBe('allow')
        },
      ),
      { numRuns: 200 },
    )
  })
})
