import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Plan } from '#contracts/plan.ts'
import type { Query } from '#contracts/query-plan.ts'
import { compileQuery } from '#engine/compile/compile-query.ts'
import { tableStatements, translatedCatalog } from '#engine/compile/conformance/tables.ts'
import { loadGrammar, parseDialect, parsePostgres } from '#engine/guard/grammar.ts'
import type { Turn } from '#engine/interpretation.ts'
import { generateDemo } from '../../examples/demo/generate.ts'
import { breakTies } from '../support/engines/break-ties.ts'
import { rowDifference } from '../support/engines/compare-rows.ts'
import { openEngines } from '../support/engines/open-engines.ts'
import type { TestEngine } from '../support/engines/test-engine.ts'
import { createDemoDatabase } from './demo-database.ts'
import { createEngine } from './engine.ts'
import { examplesToday, readDialogues, readQuestions } from './read-examples.ts'

const demo = await createDemoDatabase()
const { catalog, read } = await createEngine(demo.database.url)
const { postgres, others } = await openEngines()

beforeAll(async () => {
  await loadGrammar()
  const rows = generateDemo({ today: examplesToday })
  for (const engine of [postgres, ...others])
    for (const sql of tableStatements(translatedCatalog(catalog, engine.dialect), rows)) await engine.run(sql)
})

afterAll(async () => {
  for (const engine of [postgres, ...others]) await engine.close()
  await demo.close()
})

type Asked = { readonly text: string; readonly plan: Plan | null }

const questions = (): readonly Asked[] =>
  readQuestions()
    .flatMap((one) => [one.es, one.en])
    .filter((text) => text !== undefined)
    .map((text) => ({ text, plan: read(text).best }))

const turns = (): readonly Asked[] =>
  readDialogues().flatMap((dialogue) => {
    const history: Turn[] = []
    return dialogue.turns.map((turn) => {
      const { best: plan } = read(turn.say, history)
      history.push({ question: turn.say, sql: null, plan })
      return { text: turn.say, plan }
    })
  })

/** What the engine makes of the examples: every different query, with a text that asks it. */
const queries: ReadonlyMap<string, { readonly text: string; readonly query: Query }> = new Map(
  [...questions(), ...turns()].flatMap(({ text, plan }) =>
    plan?.kind === 'query' ? [[JSON.stringify(plan.query), { text, query: breakTies(plan.query) }] as const] : [],
  ),
)

const answer = async (engine: TestEngine, query: Query) => {
  const { sql, parameters, inlined } = compileQuery(query, translatedCatalog(catalog, engine.dialect), engine.dialect)
  const parsed = engine.dialect === 'postgres' ? parsePostgres(sql) : parseDialect(sql, engine.dialect)
  expect(parsed, sql).toMatchObject({ kind: 'tree', statements: [expect.anything()] })
  expect((await engine.run(`explain ${inlined}`)).length).toBeGreaterThan(0)
  return engine.run(sql, parameters)
}

describe('the plans of the examples', () => {
  it('are many', () => {
    console.log(`${queries.size} different queries in ${[postgres, ...others].map((e) => e.name).join(', ')}`)
    expect(queries.size).toBeGreaterThan(150)
  })

  it.each(others)(
    'give in $name the rows that they give in PostgreSQL',
    async (engine) => {
      const wrong: string[] = []
      for (const { text, query } of queries.values()) {
        try {
          const difference = rowDifference(await answer(postgres, query), await answer(engine, query), query)
          if (difference !== null) wrong.push(`${text}: ${difference}`)
        } catch (error) {
          wrong.push(`${text}: ${String(error)}`)
        }
      }
      expect(wrong).toEqual([])
    },
    120_000,
  )
})
