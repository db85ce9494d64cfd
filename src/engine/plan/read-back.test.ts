import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Query } from '#contracts/query-plan.ts'
import { compileQuery } from '#engine/compile/compile-query.ts'
import { loadGrammar } from '#engine/guard/grammar.ts'
import { interpret } from '../interpret.ts'
import { salesKnowledge, salesToday } from '../understand/testing/sales-catalog.ts'
import { readQuery } from './read-sql.ts'
import { randomQuestion } from './testing/random-questions.ts'

beforeAll(loadGrammar)

const planned = (text: string): Query | null => {
  const { best } = interpret({ text, language: null, overrides: {}, now: salesToday, history: [] }, salesKnowledge)
  return best?.kind === 'query' ? best.query : null
}

/** Ranks within groups and medians are written as more than one query, and the day of a date as the date: they read otherwise. */
const isWrittenApart = (query: Query): boolean => /"(?:perGroup":\{|function":"median|unit":"day)/.test(JSON.stringify(query))

describe.each(['sqlite', 'postgres'] as const)('statements of the engine in %s', (dialect) => {
  const catalog = { ...salesKnowledge.catalog, dialect }

  it('are read back as what they say', () => {
    fc.assert(
      fc.property(randomQuestion, (text) => {
        const query = planned(text)
        if (query === null || isWrittenApart(query)) return
        const sql = compileQuery(query, catalog, dialect).inlined
        const back = readQuery(sql, catalog)
        expect(back === null ? `unread: ${sql}` : compileQuery(back, catalog, dialect).inlined).toBe(sql)
      }),
      { numRuns: 400, seed: 7 },
    )
  })
})
