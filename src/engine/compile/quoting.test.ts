import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dialect } from '#contracts/catalog.ts'
import { createTestDatabase } from '../../../test/support/postgres.ts'
import { compileExpression } from './compile-expression.ts'
import { compileQuery, tableScope } from './compile-query.ts'
import { catalogFor } from './conformance/fixture.ts'
import { as, is, match, select, table, text } from './conformance/plan-words.ts'
import { render } from './render.ts'

const database = await createTestDatabase()
const client = new pg.Client({ connectionString: database.url })
const sqlite = new DatabaseSync(':memory:')

beforeAll(async () => {
  await client.connect()
})
afterAll(async () => {
  await client.end()
})

const hostile = [
  "Robert'); DROP TABLE clientes;--",
  "'",
  "''",
  '\\',
  "\\'",
  '"',
  '""',
  '`',
  '$1',
  '?',
  '$$',
  '--',
  '/*',
  '*/',
  ';',
  '%',
  '_',
  '!',
  '[',
  ']',
  '{',
  'á',
  'Ñ',
  'ü',
  '😀',
  '\n',
  '\t',
  ' ',
  'select',
  'null',
  "E'",
  'x',
  '\u0301',
] as const

const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...hostile), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 20 }).filter((s) => !s.includes('\0') && s.isWellFormed()),
)

/** Without combining marks, which join the letter before them. */
const unmarkedText = hostileText.filter((s) => !/\p{M}|\u200d|[\u1160-\u11ff]/u.test(s.normalize('NFC')))

/** PostgreSQL keeps 63 bytes of a name. */
const identifier = hostileText.filter((s) => s !== '' && Buffer.byteLength(s) <= 60)

const oneIn = (statement: { readonly sql: string; readonly parameters: readonly unknown[] }): unknown => {
  const prepared = sqlite.prepare(statement.sql)
  prepared.setReturnArrays(true)
  const row = prepared.get(
    ...statement.parameters.map((p) => (typeof p === 'boolean' ? Number(p) : (p as string | number | null))),
  ) as unknown
  return Array.isArray(row) ? row[0] : undefined
}

const oneInPostgres = async (text: string, values: readonly unknown[] = []): Promise<unknown> => {
  const result = await client.query({ text, values: [...values], rowMode: 'array' })
  return (result.rows[0] as readonly unknown[] | undefined)?.[0]
}

const literal = (value: string, dialect: Dialect) =>
  render(sql`select ${compileExpression(text(value), tableScope(catalogFor(dialect), dialect))}`, dialect)

describe('hostile texts', () => {
  it('come back from PostgreSQL as they went, as parameters and written in', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (value) => {
        const statement = literal(value, 'postgres')
        expect(await oneInPostgres(statement.sql, statement.parameters)).toBe(value)
        expect(await oneInPostgres(statement.inlined)).toBe(value)
      }),
      { numRuns: 200 },
    )
  })

  it('come back from SQLite as they went, NUL included', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.constantFrom('a\0b', '\0', "\0'\0")), (value) => {
        const statement = literal(value, 'sqlite')
        expect(oneIn({ sql: statement.inlined, parameters: [] })).toBe(value)
        if (!value.includes('\0')) expect(oneIn(statement)).toBe(value)
      }),
      { numRuns: 300 },
    )
  })

  it('are found by their own pieces, whatever wildcards they hold', async () => {
    await fc.assert(
      fc.asyncProperty(unmarkedText, unmarkedText, unmarkedText, async (before, wanted, after) => {
        for (const how of ['contains', 'equals', 'starts', 'ends'] as const) {
          const stored = { contains: before + wanted + after, equals: wanted, starts: wanted + after, ends: before + wanted }[
            how
          ].normalize('NFC')
          const found = select(table('t'), [as(text('sí'), 'x')], {
            from: { kind: 'query', as: 't', query: select('zonas', [as(text(stored), 'v')], { limit: 1 }) },
            where: match({ kind: 'column', table: 't', column: 'v' }, how, wanted.normalize('NFC')),
          })
          const lite = compileQuery(found, catalogFor('sqlite'), 'sqlite')
          expect(oneIn({ sql: lite.inlined, parameters: [] }), lite.inlined).toBe('sí')
          const postgres = compileQuery(found, catalogFor('postgres'), 'postgres')
          expect(await oneInPostgres(postgres.sql, postgres.parameters), postgres.inlined).toBe('sí')
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('hostile names', () => {
  it('are tables and columns like any other, in both engines', async () => {
    const catalog = catalogFor('sqlite')
    await fc.assert(
      fc.asyncProperty(identifier, identifier, hostileText, async (name, column, value) => {
        const quoted = (n: string): string => `"${n.replaceAll('"', '""')}"`
        const make = [`drop table if exists ${quoted(name)}`, `create table ${quoted(name)} (${quoted(column)} text)`]
        const stored = `insert into ${quoted(name)} values ('${value.replaceAll("'", "''")}')`
        const plan = select(table(name), [as({ kind: 'column', table: name, column }, column)], {
          from: table(name),
          where: is({ kind: 'column', table: name, column }, '=', text(value)),
          orderBy: [{ expression: { kind: 'column', table: name, column }, direction: 'desc' }],
        })
        const postgres = compileQuery(plan, catalogFor('postgres'), 'postgres')
        await client.query([...make, stored].join(';\n'))
        expect(await oneInPostgres(postgres.sql, postgres.parameters)).toBe(value)
        expect(await oneInPostgres(postgres.inlined)).toBe(value)
        await client.query(`drop table ${quoted(name)}`)
        if (/^sqlite_/i.test(name)) return
        sqlite.exec([...make, stored].join(';\n'))
        expect(oneIn({ sql: compileQuery(plan, catalog, 'sqlite').inlined, parameters: [] })).toBe(value)
        sqlite.exec(`drop table ${quoted(name)}`)
      }),
      { numRuns: 60 },
    )
  })
})

describe('MySQL texts', () => {
  it('escape what would end them', () => {
    expect(literal("a\\' or 1=1 -- \0", 'mysql').inlined).toBe("select 'a\\\\'' or 1=1 -- \\0'")
  })
})

beforeAll(() => {
  sqlite.exec("create table zonas (id integer, nombre text); insert into zonas values (1, 'Norte')")
})
beforeAll(async () => {
  await client.query("create table zonas (id integer, nombre text); insert into zonas values (1, 'Norte')")
})
