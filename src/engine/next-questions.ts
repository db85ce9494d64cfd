import type { Language, QueryPlan } from '#contracts/plan.ts'
import type { Query } from '#contracts/query-plan.ts'
import { tableName } from './explain/names.ts'
import { singularOf } from './explain/nouns.ts'
import { interpret } from './interpret.ts'
import { exampleQuestions } from './plan/example-questions.ts'
import { thresholds } from './plan/thresholds.ts'
import type { Knowledge } from './understand/knowledge.ts'

const wanted = 3

const firstTable = (query: Query): string | null => {
  if (query.kind === 'compound') return firstTable(query.left)
  return query.from.kind === 'table' ? query.from.table : firstTable(query.from.query)
}

/** What people ask next, cheapest to say first; those that mean nothing here fall out when they are read. */
const candidates = (plan: QueryPlan, knowledge: Knowledge, language: Language): readonly string[] => {
  const table = firstTable(plan.query)
  const parents = (knowledge.graph.get(table ?? '') ?? []).filter((step) => step.up && step.to !== table).map((step) => step.to)
  const owners = [...new Set(parents)].slice(0, 2).map((name) => singularOf(tableName(name), language))
  return language === 'es'
    ? ['ahora por mes', ...owners.map((name) => `ahora por ${name}`), '¿y el año pasado?', '¿y el mes pasado?']
    : ['now by month', ...owners.map((name) => `now by ${name}`), 'and last year?', 'and last month?']
}

export type Asked = { readonly text: string; readonly plan: QueryPlan; readonly now: string }

/** Next questions after an answer: only those that the engine itself reads with confidence, as other questions than the one just answered. */
export const nextQuestions = (asked: Asked, knowledge: Knowledge, language: Language): readonly string[] => {
  const history = [{ question: asked.text, sql: null, plan: asked.plan }]
  const same = JSON.stringify(asked.plan.query)
  const seen = new Set([same])
  const understood = candidates(asked.plan, knowledge, language).filter((text) => {
    const { decision } = interpret({ text, language, overrides: {}, now: asked.now, history }, knowledge)
    if (decision.kind !== 'act' || decision.plan.kind !== 'query' || decision.plan.confidence < thresholds.middle) return false
    const query = JSON.stringify(decision.plan.query)
    return !seen.has(query) && seen.add(query) !== undefined
  })
  const others = exampleQuestions(knowledge, language, asked.now.slice(0, 10)).filter((text) => text !== asked.text)
  return [...understood, ...others].slice(0, wanted)
}
