import type { Condition, Expression, Select } from '#contracts/query-plan.ts'
import { type Knowledge, natureAt } from '../../understand/knowledge.ts'
import { displayColumns, factAmount, isNameless, keyColumns, reachesOne } from '../defaults.ts'
import { aggregate, countAll, isAggregate, sameExpression } from '../expressions.ts'
import type { Context, Draft } from '../read/draft.ts'
import { columnsOf } from './conditions.ts'
import { repeatsRows } from './joins.ts'
import type { Moves } from './moves.ts'

/** What an answer shows and how it is grouped. `counted`: its rows are counted instead. */
export type Shape = {
  readonly outputs: readonly Expression[]
  readonly groupBy: readonly Expression[]
  readonly having: Condition | null
  readonly counted: boolean
}

type Before = {
  readonly knowledge: Knowledge
  readonly previous: Select
  readonly draft: Draft
  readonly moves: Moves
  readonly context: Context
}

const shownBefore = ({ previous }: Before): readonly Expression[] => previous.columns.map((c) => c.expression)

const figuresBefore = (before: Before): readonly Expression[] => shownBefore(before).filter(isAggregate)

const has = (list: readonly Expression[], e: Expression): boolean => list.some((o) => sameExpression(o, e))

const unchanged = (before: Before): Shape => ({
  outputs: shownBefore(before),
  groupBy: before.previous.groupBy,
  having: before.previous.having,
  counted: false,
})

const hidden = (before: Before): Shape | null => {
  const named = before.draft.outputs.map((o) => o.expression)
  const left = shownBefore(before).filter((e) => !has(named, e))
  return left.length > 0 && left.length < before.previous.columns.length ? { ...unchanged(before), outputs: left } : null
}

/** Dates cut into other units are the same group, said anew. */
const isSameAxis = (one: Expression, two: Expression): boolean =>
  (one.kind === 'date_trunc' || one.kind === 'date_part') &&
  (two.kind === 'date_trunc' || two.kind === 'date_part') &&
  sameExpression(one.of, two.of)

const regrouped = (before: Before): Shape => {
  const { knowledge, draft, moves, previous } = before
  const keys = draft.groups.flatMap((g) =>
    g.entity ? [...keyColumns(knowledge, g.entity), ...displayColumns(knowledge, g.entity)] : [g.expression],
  )
  const shown = draft.groups.flatMap((g): readonly Expression[] => (g.entity ? displayColumns(knowledge, g.entity) : [g.expression]))
  const figures = figuresBefore(before)
  const measures = draft.measures.map((m) => m.expression)
  const within = (moves.add || moves.split) && figures.length > 0
  const stays = (e: Expression): boolean => within && !isAggregate(e) && !keys.some((k) => isSameAxis(k, e))
  const made = measures.length > 0 ? measures : figures.length > 0 ? figures : [countAll]
  return {
    outputs: [...shownBefore(before).filter(stays), ...shown, ...made],
    groupBy: [...previous.groupBy.filter(stays), ...keys],
    having: null,
    counted: false,
  }
}

/** "¿cuántos?" with nothing named is about the rows there were. */
const isBareCount = ({ draft }: Before): boolean =>
  draft.measures.length === 1 &&
  draft.measures.every((m) => sameExpression(m.expression, countAll) && !draft.named.some((n) => n.at > m.at && n.at - m.at <= 3))

/** Rows that joins repeat are counted once each. */
const countOf = ({ knowledge, previous, context }: Before, e: Expression, table: string): Expression => {
  if (!sameExpression(e, countAll)) return e
  const root = previous.from.kind === 'table' ? previous.from.table : table
  const below = table !== root && table !== context.facts && reachesOne(knowledge, root, table)
  const [key, second] = keyColumns(knowledge, table)
  const repeated = below || previous.distinct || (table === root && repeatsRows(knowledge, previous))
  return repeated && key && !second ? aggregate('count', key, true) : e
}

/** What "cuánto suman" adds up: the number shown, else what rows are worth. */
const summed = ({ knowledge, context, previous }: Before): Expression | null => {
  const shown = previous.columns
    .map((c) => c.expression)
    .find((e) => e.kind === 'column' && natureAt(knowledge, e.table, e.column).numeric && !natureAt(knowledge, e.table, e.column).key)
  const amount = shown ?? factAmount(knowledge, context.facts)
  return amount && aggregate('sum', amount)
}

const remeasured = (before: Before): Shape => {
  const { draft, moves, previous, context } = before
  const figures = figuresBefore(before)
  const grouped = previous.groupBy.length > 0
  const bare = isBareCount(before)
  if (bare && grouped && (previous.having !== null || figures.length === 0) && !moves.add) return { ...unchanged(before), counted: true }
  const made = draft.measures.map((m) => countOf(before, m.expression, bare ? (context.entity ?? context.facts) : m.table))
  if (grouped && moves.total) return { outputs: made, groupBy: [], having: null, counted: false }
  const groups = grouped ? shownBefore(before).filter((e) => !isAggregate(e)) : []
  return {
    outputs: moves.add && figures.length > 0 ? [...shownBefore(before), ...made] : [...groups, ...made],
    groupBy: grouped ? previous.groupBy : [],
    having: null,
    counted: false,
  }
}

/** Columns of the thing that rows stand for go beside them; others replace what a list shows. */
const reshown = (before: Before): Shape => {
  const { knowledge, draft, moves, previous, context } = before
  const named = draft.outputs.map((o) => o.expression)
  const shown = shownBefore(before)
  if (previous.groupBy.length > 0) {
    const own = named.every((e) => columnsOf(e).every((c) => c.table === context.entity))
    if (own || moves.add)
      return { outputs: [...shown, ...named], groupBy: [...previous.groupBy, ...named], having: previous.having, counted: false }
    return { outputs: named, groupBy: [], having: null, counted: false }
  }
  const nameless =
    context.entity !== null &&
    isNameless(knowledge, context.entity) &&
    !named.some((e) => e.kind === 'column' && e.table === context.entity)
  const identified = nameless ? shown.filter((e) => !isAggregate(e)) : []
  return { outputs: moves.add ? [...shown, ...named] : [...identified, ...named], groupBy: [], having: null, counted: false }
}

const asksSum = (folded: string): boolean =>
  /\b(?:cuanto (?:suman?|es|son|sale|dinero)|suman|que (?:suma|total)|sum(?:med)? up|add up|how much (?:is|do|does|are))\b/.test(folded)

/** What is shown and grouped after a follow-up. */
export const shapeAfter = (before: Before, folded: string): Shape => {
  const { draft, moves, previous } = before
  const hides = moves.hide ? hidden(before) : null
  if (hides) return hides
  if (draft.groups.length > 0) return regrouped(before)
  if (asksSum(folded) && draft.outputs.length === 0) {
    const figure = figuresBefore(before)[0] ?? summed(before)
    if (figure) return { outputs: [figure], groupBy: [], having: null, counted: false }
  }
  if (draft.measures.length > 0) return remeasured(before)
  if (draft.outputs.length > 0) return reshown(before)
  if (moves.total && previous.groupBy.length > 0) return { outputs: figuresBefore(before), groupBy: [], having: null, counted: false }
  return unchanged(before)
}
