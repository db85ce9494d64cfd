import type { Catalog } from '#contracts/catalog.ts'
import type { QueryPlan } from '#contracts/plan.ts'
import type { Select } from '#contracts/query-plan.ts'
import type { Turn } from '../../interpretation.ts'
import type { QueryProposal } from '../ask-question.ts'
import { confidenceOf } from '../confidence.ts'
import { hasWindow, isAggregate } from '../expressions.ts'
import { type QuestionInput, readQuestion } from '../read/read-question.ts'
import { readQuery } from '../read-sql.ts'
import { looksLikeFollowUp } from './detect.ts'
import { mergeFollowUp, saysNothing } from './merge.ts'
import { withPlainAliases } from './normalize.ts'

/** The last query of the conversation, as a select whose tables go by their own names. */
const lastSelect = (history: readonly Turn[], catalog: Catalog): Select | null => {
  for (const turn of [...history].reverse()) {
    const query = turn.plan?.kind === 'query' ? turn.plan.query : turn.plan === null && turn.sql ? readQuery(turn.sql, catalog) : null
    if (query) return query.kind === 'select' ? withPlainAliases(query) : null
    if (turn.plan?.kind === 'change') return null
  }
  return null
}

/** Reads a text as going on from the query before it; null where it stands alone or nothing came before. */
export const continueConversation = (question: QuestionInput, history: readonly Turn[], folded: string): QueryProposal | null => {
  const likely = looksLikeFollowUp(folded, question.pieces)
  const previous = likely >= 0.5 ? lastSelect(history, question.knowledge.catalog) : null
  if (previous?.from.kind !== 'table') return null
  const figure =
    previous.groupBy.length > 0
      ? previous.columns.find((c) => isAggregate(c.expression) && !hasWindow(c.expression))?.expression
      : undefined
  const draft = readQuestion({
    ...question,
    ...(figure ? { figure } : {}),
    followUp: true,
    overrides: { ...question.overrides, 'table:subject': previous.from.table },
  })
  if (!draft || saysNothing(draft)) return null
  const query = mergeFollowUp(question.knowledge, previous, draft, folded)
  if (!query) return null
  const plan: QueryPlan = {
    version: 1,
    kind: 'query',
    query,
    assumptions: draft.assumptions,
    confidence: confidenceOf(draft, []) * (0.6 + 0.4 * likely),
  }
  return { plan, draft }
}
