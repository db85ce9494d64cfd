import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Dialect } from '#contracts/catalog.ts'
import { type Query, query as queryContract } from '#contracts/query-plan.ts'
import type { Statement } from '#contracts/verdict.ts'
import { rowDifference } from '../../../../test/support/engines/compare-rows.ts'
import { openEngines } from '../../../../test/support/engines/open-engines.ts'
import type { Rows, TestEngine } from '../../../../test/support/engines/test-engine.ts'
import { loadGrammar, parseDialect, parsePostgres } from '../../guard/grammar.ts'
import { compileQuery } from '../compile-query.ts'
import { catalogFor, fixtureRows, oddTable } from './fixture.ts'
import { plans } from './plans.ts'
import { tableStatements } from './tables.ts'

const names = Object.keys(plans)
const planOf = (name: string): Query => plans[name] ?? expect.fail(name)
const compiled = (name: string, dialect: Dialect): Statement => compileQuery(planOf(name), catalogFor(dialect), dialect)
const mayBeEmpty = (name: string): boolean => name === 'in nothing' || name.startsWith('odd id')

const engines = await openEngines()
const { postgres, others } = engines

beforeAll(async () => {
  await loadGrammar()
  for (const engine of [postgres, ...others])
    for (const sql of tableStatements(catalogFor(engine.dialect), fixtureRows)) await engine.run(sql)
})

afterAll(async () => {
  for (const engine of [postgres, ...others]) await engine.close()
})

/** The rows of a plan, after seeing that the values written in give the same as parameters. */
const rowsOf = async (name: string, engine: TestEngine): Promise<Rows> => {
  const { sql, parameters, inlined } = compiled(name, engine.dialect)
  const rows = await engine.run(sql, parameters)
  expect(rowDifference(rows, await engine.run(inlined), planOf(name)), inlined).toBeNull()
  return rows
}

describe('a plan compiled', () => {
  it.each(names)('%s: is a plan of the contract', (name) => {
    expect(() => queryContract.parse(planOf(name))).not.toThrow()
  })

  it.each(['postgres', 'sqlite', 'mysql', 'duckdb'] as const)('in %s is the SQL that was agreed', (dialect) => {
    const file = join(import.meta.dirname, 'golden', `${dialect}.sql`)
    const text = `${names.map((name) => `-- ${name}\n${compiled(name, dialect).inlined};`).join('\n\n')}\n`
    if (process.env.T7_UPDATE_GOLDEN === '1' || !existsSync(file)) writeFileSync(file, text)
    expect(text).toBe(readFileSync(file, 'utf8'))
  })

  it.each(names)('%s: is read back by the grammar of each dialect as one statement', (name) => {
    for (const dialect of ['postgres', 'sqlite', 'mysql', 'duckdb'] as const) {
      const { sql, inlined } = compiled(name, dialect)
      for (const text of [sql, inlined]) {
        const parsed = dialect === 'postgres' ? parsePostgres(text) : parseDialect(text, dialect)
        expect(parsed, text).toMatchObject({ kind: 'tree', statements: [expect.anything()] })
      }
    }
  })

  it.each(names)('%s: gives rows in PostgreSQL', async (name) => {
    const rows = await rowsOf(name, postgres)
    if (!mayBeEmpty(name)) expect(rows.length).toBeGreaterThan(0)
  })

  describe.each(others)('in $name', (engine) => {
    it.each(names)('%s: is planned, and gives the rows of PostgreSQL', async (name) => {
      const { inlined } = compiled(name, engine.dialect)
      expect((await engine.run(`explain ${inlined}`)).length).toBeGreaterThan(0)
      expect(rowDifference(await rowsOf(name, postgres), await rowsOf(name, engine), planOf(name)), inlined).toBeNull()
    })
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
