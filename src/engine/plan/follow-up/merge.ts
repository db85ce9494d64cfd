import type { Condition, Expression, OutputColumn, Select } from '#contracts/query-plan.ts'
import type { Knowledge } from '../../understand/knowledge.ts'
import { aggregate, allOf, isAggregate, sameExpression } from '../expressions.ts'
import type { Context, Draft, Grouping } from '../read/draft.ts'
import { nameOutputs } from '../select.ts'
import { addComparisons } from '../series.ts'
import { settleGroups } from '../settle-groups.ts'
import { periodsCompared, valuesCompared } from './comparison.ts'
import { partsOf } from './conditions.ts'
import { mergeWhere } from './filters.ts'
import { withJoins } from './joins.ts'
import type { Moves } from './moves.ts'
import { limitAfter, limitSaid, orderAfter } from './ranking.ts'
import { type Shape, shapeAfter } from './shape.ts'

const distinctOf = (list: readonly Expression[]): readonly Expression[] =>
  list.filter((e, i) => list.findIndex((o) => sameExpression(e, o)) === i)

/** The groups of a query as a question would have asked for them. */
const groupingsOf = (select: Select): Grouping[] =>
  select.groupBy.map((expression) => ({ expression, entity: null, unit: expression.kind === 'date_trunc' ? expression.unit : null, at: 0 }))

/** "¿qué porcentaje son?": the rows there were, of all there are. */
const shareOfAll = (select: Select): Select | null => {
  const figure = select.columns.map((c) => c.expression).find((e) => e.kind === 'aggregate')
  const whole = figure?.kind === 'aggregate' ? figure : aggregate('count', null)
  if (!select.where || select.groupBy.length > 0 || whole.function === 'avg') return null
  const part: Expression = { ...whole, filter: select.where }
  const hundred: Expression = { kind: 'literal', value: 100, type: 'integer' }
  const share: Expression = {
    kind: 'arithmetic',
    operator: '/',
    left: { kind: 'arithmetic', operator: '*', left: hundred, right: part },
    right: whole,
  }
  return {
    ...select,
    where: null,
    columns: [{ expression: share, name: 'percent', label: '' }],
    distinct: false,
    orderBy: [],
    perGroup: null,
    limit: null,
  }
}

/** Comparisons name what they add alike every time. */
const withUniqueNames = (select: Select): Select => {
  const taken = new Set<string>()
  const columns = select.columns.map((c) => {
    let name = c.name
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${c.name}_${n}`
    taken.add(name.toLowerCase())
    return { ...c, name }
  })
  return { ...select, columns }
}

const withComparisons = (knowledge: Knowledge, draft: Draft, select: Select): Select => {
  if (draft.percent && select.groupBy.length === 0) {
    const share = shareOfAll(select)
    if (share) return settleGroups(knowledge, share)
  }
  return settleGroups(
    knowledge,
    addComparisons(
      { ...draft, groups: groupingsOf(select), where: [], percent: draft.percent && 'share' },
      settleGroups(knowledge, select),
    ),
  )
}

/** Columns that were shown keep their names. */
const columnsAfter = (previous: Select, outputs: readonly Expression[]): readonly OutputColumn[] => {
  const kept = outputs.map((e) => previous.columns.find((c) => sameExpression(c.expression, e)))
  const taken = kept.flatMap((c) => (c ? [c.name] : []))
  const named = nameOutputs(
    outputs.filter((_, at) => kept[at] === undefined),
    taken,
  )
  return outputs.flatMap((e, at) => kept[at] ?? named.find((c) => c.expression === e) ?? [])
}

const shaped = (previous: Select, draft: Draft, shape: Shape, where: Condition | null, folded: string): Select => {
  const outputs = distinctOf(shape.outputs)
  const aggregated = outputs.some(isAggregate)
  const single = aggregated && shape.groupBy.length === 0
  return {
    ...previous,
    columns: columnsAfter(previous, outputs),
    where,
    groupBy: distinctOf(shape.groupBy),
    having: allOf([...partsOf(shape.having), ...draft.having]),
    orderBy: single ? [] : orderAfter(previous, draft, shape, folded),
    limit: limitAfter(previous, draft, shape),
    perGroup: draft.groups.length > 0 || draft.measures.length > 0 ? null : previous.perGroup,
    distinct: previous.distinct && !aggregated,
  }
}

/** Counts the rows of a query. */
const countRows = (inner: Select): Select => ({
  kind: 'select',
  from: { kind: 'query', query: { ...inner, orderBy: inner.limit === null ? [] : inner.orderBy }, as: 'counted' },
  joins: [],
  columns: [{ expression: aggregate('count', null), name: 'total', label: '' }],
  distinct: false,
  where: null,
  groupBy: [],
  having: null,
  perGroup: null,
  orderBy: [],
  limit: null,
})

export type FollowUp = {
  readonly knowledge: Knowledge
  /** Under plain aliases; `select` of it may already be about another table. */
  readonly previous: Select
  readonly draft: Draft
  readonly moves: Moves
  readonly context: Context
  readonly folded: string
}

/** Applies what a follow-up says to the query before it; null where no relation joins the two. */
export const mergeFollowUp = ({ knowledge, previous, draft, moves, context, folded }: FollowUp): Select | null => {
  const values = moves.compare ? valuesCompared(draft, previous) : null
  const sides = moves.compare && !values ? periodsCompared(draft, moves, previous, context.date) : null
  const said: Draft =
    values || sides
      ? { ...draft, where: [], measures: [], outputs: [], groups: [], previous: false, compared: sides?.compared ?? null }
      : draft
  const from = values ?? sides?.select ?? previous
  const shape = shapeAfter({ knowledge, previous: from, draft: said, moves, context }, folded)
  const where = mergeWhere(said, moves, from.where, context.entity ?? context.facts)
  const merged = shaped(from, said, shape, where, folded)
  const compared = withComparisons(knowledge, said, merged)
  const joined = withJoins(knowledge, previous, compared)
  if (!joined) return null
  const named = withUniqueNames(joined)
  return shape.counted ? countRows(named) : named
}

/** True where a follow-up changes nothing that was understood. */
export const saysNothing = (draft: Draft, moves: Moves): boolean =>
  draft.where.length +
    draft.groups.length +
    draft.measures.length +
    draft.outputs.length +
    draft.having.length +
    draft.order.length +
    draft.existences.length ===
    0 &&
  !draft.ranking &&
  !draft.percent &&
  !draft.running &&
  !draft.previous &&
  !moves.reset &&
  !moves.total &&
  limitSaid(draft) === null
