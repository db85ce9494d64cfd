import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { init, parse } from '@guanmingchiu/sqlparser-ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dialect } from '#contracts/catalog.ts'
import { type Query, query as queryContract } from '#contracts/query-plan.ts'
import type { Statement } from '#contracts/verdict.ts'
import { createTestDatabase } from '../../../../test/support/postgres.ts'
import { compileQuery } from '../compile-query.ts'
import { catalogFor, oddTable, setupFor } from './fixture.ts'
import { plans } from './plans.ts'

const names = Object.keys(plans)
const planOf = (name: string): Query => plans[name] ?? expect.fail(name)
const compiled = (name: string, dialect: Dialect): Statement => compileQuery(planOf(name), catalogFor(dialect), dialect)

const database = await createTestDatabase()
const client = new pg.Client({ connectionString: database.url, types: { getTypeParser: () => (value: string) => value } })
const sqlite = new DatabaseSync(':memory:')

beforeAll(async () => {
  sqlite.exec(setupFor('sqlite'))
  await client.connect()
  await client.query(setupFor('postgres'))
  await init()
})

afterAll(async () => {
  await client.end()
})

type Rows = readonly (readonly unknown[])[]

/** Spellings differ between engines (numbers as text, t and f, precision): the values don't. */
const plain = (value: unknown): unknown => {
  if (value === null || value === undefined) return null
  if (value === 't') return 1
  if (value === 'f') return 0
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) && !/^0\d/.test(value)) return plain(Number(value))
  return typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value
}

const isOrdered = (query: Query): boolean => query.kind === 'select' && (query.orderBy.length > 0 || query.perGroup !== null)

const comparable = (rows: Rows, query: Query): Rows => {
  const all = rows.map((row) => row.map(plain))
  return isOrdered(query) ? all : all.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
}

const inPostgres = async (sql: string, parameters: readonly unknown[], query: Query): Promise<Rows> => {
  const result = await client.query({ text: sql, values: [...parameters], rowMode: 'array' })
  return comparable(result.rows, query)
}

const inSqlite = (sql: string, parameters: Statement['parameters'], query: Query): Rows => {
  const statement = sqlite.prepare(sql)
  statement.setReturnArrays(true)
  const rows = statement.all(...parameters.map((p) => (typeof p === 'boolean' ? Number(p) : p))) as unknown as Rows
  return comparable(rows, query)
}

describe('a plan compiled', () => {
  it.each(names)('%s: is a plan of the contract', (name) => {
    expect(() => queryContract.parse(planOf(name))).not.toThrow()
  })

  it.each(names)('%s: gives the same rows in PostgreSQL and SQLite, with parameters and written in', async (name) => {
    const query = planOf(name)
    const postgres = compiled(name, 'postgres')
    const lite = compiled(name, 'sqlite')
    const expected = await inPostgres(postgres.sql, postgres.parameters, query)
    expect(await inPostgres(postgres.inlined, [], query)).toEqual(expected)
    expect(inSqlite(lite.sql, lite.parameters, query)).toEqual(expected)
    expect(inSqlite(lite.inlined, [], query)).toEqual(expected)
    if (name !== 'in nothing' && !name.startsWith('odd id')) expect(expected.length).toBeGreaterThan(0)
  })

  it.each(['postgres', 'sqlite', 'mysql', 'duckdb'] as const)('in %s is the SQL that was agreed', (dialect) => {
    const file = join(import.meta.dirname, 'golden', `${dialect}.sql`)
    const text = `${names.map((name) => `-- ${name}\n${compiled(name, dialect).inlined};`).join('\n\n')}\n`
    if (process.env.T7_UPDATE_GOLDEN === '1' || !existsSync(file)) writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  })

  it.each(names)('%s: is read by the grammars of MySQL and DuckDB', (name) => {
    for (const [dialect, grammar] of [
      ['mysql', 'mysql'],
      ['duckdb', 'duckdb'],
    ] as const)
      expect(() => parse(compiled(name, dialect).inlined, grammar), compiled(name, dialect).inlined).not.toThrow()
  })

  it('leaves nothing of a value in the SQL that carries parameters', () => {
    const { sql, parameters } = compiled('in a list', 'postgres')
    expect(sql).toBe('select "id" from "clientes" where "ciudad" in ($1, $2) order by "id"')
    expect(parameters).toEqual(['Bilbao', 'Málaga'])
  })

  it('names its sources, odd as they are', () => {
    expect(compiled('odd identifiers', 'mysql').inlined).toContain(`\`${oddTable.replaceAll('`', '``')}\``)
  })
})
