import type { QueryPlan } from '#contracts/plan.ts'
import { buildQuery } from './build-query.ts'
import { confidenceOf } from './confidence.ts'
import type { Draft } from './read/draft.ts'
import { type QuestionInput, readQuestion } from './read/read-question.ts'

export type QueryProposal = { readonly plan: QueryPlan; readonly draft: Draft }

/** Reads a question and plans it; null where nothing in it belongs to the catalog. */
export const planQuestion = (input: QuestionInput): QueryProposal | null => {
  const draft = readQuestion(input)
  if (!draft) return null
  const { query, unreachable } = buildQuery(draft)
  const plan: QueryPlan = { version: 1, kind: 'query', query, assumptions: draft.assumptions, confidence: confidenceOf(draft, unreachable) }
  return { plan, draft }
}
