import type { QueryPlan } from '#contracts/plan.ts'
import type { Select } from '#contracts/query-plan.ts'
import type { Turn } from '../../interpretation.ts'
import type { Knowledge } from '../../understand/knowledge.ts'
import { type Role, withRoleTables } from '../../understand/roles.ts'
import { proposalOf, type QueryProposal } from '../ask-question.ts'
import { confidenceOf } from '../confidence.ts'
import { hasWindow, isAggregate } from '../expressions.ts'
import { type QuestionInput, readQuestion } from '../read/read-question.ts'
import { readQuery } from '../read-sql.ts'
import { relationAssumptions } from '../relation-assumptions.ts'
import { readRoles } from '../role-links.ts'
import { withRealTables, withRolesOf } from '../role-tables.ts'
import { looksLikeFollowUp } from './detect.ts'
import { mergeFollowUp, saysNothing } from './merge.ts'
import { withPlainAliases } from './normalize.ts'

type Previous = { readonly select: Select; readonly roles: readonly Role[] }

/** The last query of the conversation, as a select whose tables go by their own names and roles are tables of their own. */
const lastSelect = (history: readonly Turn[], knowledge: Knowledge): Previous | null => {
  for (const turn of [...history].reverse()) {
    const query =
      turn.plan?.kind === 'query' ? turn.plan.query : turn.plan === null && turn.sql ? readQuery(turn.sql, knowledge.catalog) : null
    if (query) {
      const last = withRolesOf(query, knowledge)
      const select = last.query.kind === 'select' ? withPlainAliases(last.query) : null
      return select && { select, roles: last.roles }
    }
    if (turn.plan?.kind === 'change') return null
  }
  return null
}

/** Reads a text as going on from the query before it; null where it stands alone or nothing came before. */
export const continueConversation = (question: QuestionInput, history: readonly Turn[], folded: string): QueryProposal | null => {
  const likely = looksLikeFollowUp(folded, question.pieces)
  const last = likely >= 0.5 ? lastSelect(history, question.knowledge) : null
  if (last?.select.from.kind !== 'table') return null
  const previous = last.select
  const said = readRoles(question.knowledge, question.pieces, question.overrides, last.roles)
  const knowledge = withRoleTables(question.knowledge, [...new Set([...last.roles, ...said.roles])])
  const figure =
    previous.groupBy.length > 0
      ? previous.columns.find((c) => isAggregate(c.expression) && !hasWindow(c.expression))?.expression
      : undefined
  const draft = readQuestion({
    ...question,
    knowledge,
    pieces: said.pieces,
    ...(figure ? { figure } : {}),
    followUp: true,
    overrides: { ...question.overrides, 'table:subject': last.select.from.table },
  })
  if (!draft || saysNothing(draft)) return null
  const merged = mergeFollowUp(knowledge, previous, draft, folded)
  if (!merged) return null
  const query = withRealTables(merged, question.knowledge)
  const plan: QueryPlan = {
    version: 1,
    kind: 'query',
    query,
    assumptions: [...draft.assumptions, ...relationAssumptions(query, question.knowledge, question.language)],
    confidence: confidenceOf(draft, []) * (0.6 + 0.4 * likely),
  }
  return proposalOf(plan, draft)
}
