import type { QueryPlan } from '#contracts/plan.ts'
import type { Query, Select } from '#contracts/query-plan.ts'
import type { Turn } from '../../interpretation.ts'
import type { Knowledge } from '../../understand/knowledge.ts'
import { findMentions } from '../../understand/links.ts'
import { cutPieces } from '../../understand/pieces.ts'
import { withRoleTables } from '../../understand/roles.ts'
import { fold, tokenize } from '../../understand/tokens.ts'
import { planQuestion, proposalOf, type QueryProposal } from '../ask-question.ts'
import { confidenceOf } from '../confidence.ts'
import type { Draft } from '../read/draft.ts'
import { type QuestionInput, readQuestion } from '../read/read-question.ts'
import { relationAssumptions } from '../relation-assumptions.ts'
import { readRoles } from '../role-links.ts'
import { withRealTables } from '../role-tables.ts'
import { looksLikeFollowUp } from './detect.ts'
import { mergeFollowUp, saysNothing } from './merge.ts'
import { headTable, readMoves, withoutMoves } from './moves.ts'
import { onlyRow } from './only-row.ts'
import { contextOf, previousOf } from './previous.ts'
import { retarget } from './retarget.ts'

/** The question of an earlier turn, read again. */
const readAgain = (question: QuestionInput, turn: Turn, earlier: readonly Turn[]): Query | null => {
  const tokens = tokenize(turn.question)
  const mentions = findMentions(turn.question, tokens, question.knowledge)
  const pieces = cutPieces(turn.question, tokens, mentions, question.language, question.today)
  const { context: _, ...rest } = question
  const input: QuestionInput = { ...rest, text: turn.question, overrides: {}, pieces }
  return (continueConversation(input, earlier, fold(turn.question).trim()) ?? planQuestion(input))?.plan.query ?? null
}

/** Whether the text turns to another table than the answer was about. */
const otherTable = (question: QuestionInput, select: Select, folded: string): string | null => {
  const head = headTable(question.pieces, folded)
  const { facts, entity } = contextOf(question.knowledge, select)
  return head !== facts && head !== entity ? head : null
}

/** What was computed over the rows of a query, over those of the changed one: where it still has the columns of before. */
const withinAgain = (around: Select, before: Select, merged: Select): Select => {
  const names = new Set(merged.columns.map((c) => c.name))
  return before.columns.every((c) => names.has(c.name)) ? { ...around, from: { kind: 'query', query: merged, as: around.from.as } } : merged
}

const pointsAtOne = /\b(?:ese|esa|este|esta|eso|he|she|it|his|her|its|that (?:one|\w+))\b/

/** The one row of an answer that is pointed at stays that row, whatever is asked of it. */
const pinned = (knowledge: Knowledge, select: Select, draft: Draft, folded: string): Select | null => {
  const asked = draft.measures.length > 0 && draft.ranking === null && pointsAtOne.test(folded)
  return asked ? onlyRow(knowledge, select, contextOf(knowledge, select).entity) : null
}

/**
 * Reads a text as going on from the query before it; null where it stands alone or nothing came before.
 * `looks`: how much it looks so, where that is known.
 */
export const continueConversation = (
  question: QuestionInput,
  history: readonly Turn[],
  folded: string,
  looks: number = looksLikeFollowUp(folded, question.pieces),
): QueryProposal | null => {
  const moves = readMoves(folded)
  const likely = moves.fresh ? 0 : looks
  const before = likely < 0.5 ? null : previousOf(question.knowledge, history, (turn, earlier) => readAgain(question, turn, earlier))
  if (!before) return null
  const said = readRoles(question.knowledge, question.pieces, question.overrides, before.roles)
  const knowledge = withRoleTables(question.knowledge, [...new Set([...before.roles, ...said.roles])])
  const here: QuestionInput = { ...question, knowledge, pieces: withoutMoves(said.pieces) }
  const other = otherTable(here, before.select, folded)
  const one = other ? onlyRow(knowledge, before.select, contextOf(knowledge, before.select).entity) : null
  const turned = other ? retarget(knowledge, one ?? before.select, other) : before.select
  const context = contextOf(knowledge, turned)
  const subject = context.entity ?? context.facts
  const draft = readQuestion({ ...here, context, overrides: { ...question.overrides, 'table:subject': subject } })
  if (!draft || (saysNothing(draft, moves) && !other)) return null
  const previous = pinned(knowledge, turned, draft, folded) ?? turned
  const merged = mergeFollowUp({ knowledge, previous, draft, moves, context: contextOf(knowledge, previous), folded })
  if (!merged) return null
  const whole = before.around && !other ? withinAgain(before.around, before.select, merged) : merged
  const query = withRealTables(whole, question.knowledge)
  const plan: QueryPlan = {
    version: 1,
    kind: 'query',
    query,
    assumptions: [...draft.assumptions, ...relationAssumptions(query, question.knowledge, question.language)],
    confidence: confidenceOf(draft, []) * (0.6 + 0.4 * likely),
  }
  return proposalOf(plan, draft)
}
