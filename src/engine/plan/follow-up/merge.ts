import type { Condition, Expression, Order, Select } from '#contracts/query-plan.ts'
import { addUnits, isDay } from '../../understand/calendar.ts'
import type { Knowledge } from '../../understand/knowledge.ts'
import { displayColumns, isNameless, keyColumns } from '../defaults.ts'
import { allOf, countAll, expressionsOf, isAggregate, sameExpression, tablesIn, tablesInCondition } from '../expressions.ts'
import { growTree, joinsOf } from '../join-tree.ts'
import type { Draft } from '../read/draft.ts'
import { nameOutputs } from '../select.ts'
import { addComparisons } from '../series.ts'
import { settleGroups } from '../settle-groups.ts'
import { asksToAdd } from './detect.ts'
import { mapCondition } from './normalize.ts'

const partsOf = (condition: Condition | null): readonly Condition[] =>
  condition === null ? [] : condition.kind === 'and' ? condition.parts : [condition]

const columnsOf = (condition: Condition): string =>
  [...new Set(expressionsOf(condition).flatMap((e) => (e.kind === 'column' ? [`${e.table}.${e.column}`] : [])))].sort().join(',')

const isExclusion = (condition: Condition): boolean =>
  (condition.kind === 'compare' && condition.operator === '<>') || (condition.kind === 'in' && condition.negated)

/** "¿y la siguiente semana?", "y del mes anterior", said of the same period again: one further on. */
const moved = (condition: Condition, draft: Draft): Condition => {
  const piece = draft.pieces.find((p) => p.kind === 'period')
  const back = /anterior|previous|before|pasad/i.test(draft.text)
  const on = /siguiente|proxim|próxim|next|following/i.test(draft.text)
  if (piece?.kind !== 'period' || back === on) return condition
  return mapCondition(condition, (e) =>
    e.kind === 'literal' && typeof e.value === 'string' && isDay(e.value)
      ? { ...e, value: addUnits(e.value, piece.period.unit, back ? -1 : 1) }
      : e,
  )
}

/** New conditions take the place of old ones on the same columns, except exclusions, which add. */
const mergeWhere = (previous: Condition | null, draft: Draft): readonly Condition[] => {
  const before = partsOf(previous).map((c) => JSON.stringify(c))
  const fresh = draft.where.map((w) =>
    w.kind === 'period' && partsOf(w.condition).every((c) => before.includes(JSON.stringify(c))) ? moved(w.condition, draft) : w.condition,
  )
  const touched = new Set(fresh.filter((c) => !isExclusion(c)).map(columnsOf))
  return [...partsOf(previous).filter((c) => !touched.has(columnsOf(c)) || isExclusion(c)), ...fresh]
}

const distinctOf = (list: readonly Expression[]): readonly Expression[] =>
  list.filter((e, i) => list.findIndex((o) => sameExpression(e, o)) === i)

type Shape = { readonly outputs: readonly Expression[]; readonly groupBy: readonly Expression[]; readonly keepHaving: boolean }

const groupsOf = (knowledge: Knowledge, draft: Draft): { readonly keys: readonly Expression[]; readonly shown: readonly Expression[] } => ({
  keys: draft.groups.flatMap((g) =>
    g.entity ? [...keyColumns(knowledge, g.entity), ...displayColumns(knowledge, g.entity)] : [g.expression],
  ),
  shown: draft.groups.flatMap((g): readonly Expression[] => (g.entity ? displayColumns(knowledge, g.entity) : [g.expression])),
})

const aggregatesOf = (select: Select): readonly Expression[] => select.columns.map((c) => c.expression).filter(isAggregate)

/** What is shown and grouped after a follow-up: new groups keep the figure, new figures keep the groups, new columns replace or join the old. */
const mergeShape = (knowledge: Knowledge, previous: Select, draft: Draft, folded: string): Shape => {
  const before = previous.columns.map((c) => c.expression)
  const figures = aggregatesOf(previous)
  const plain = draft.outputs.map((o) => o.expression)
  const measures = draft.measures.map((m) => m.expression)
  const add = asksToAdd(folded)
  if (draft.groups.length > 0) {
    const { keys, shown } = groupsOf(knowledge, draft)
    const keep = add && figures.length > 0
    const kept = keep ? before.filter((e) => !isAggregate(e)) : []
    const made = measures.length > 0 ? measures : figures.length > 0 ? figures : [countAll]
    return { outputs: [...kept, ...shown, ...made], groupBy: [...(keep ? previous.groupBy : []), ...keys], keepHaving: false }
  }
  if (measures.length > 0) {
    const grouped = previous.groupBy.length > 0
    const groups = grouped ? before.filter((e) => !isAggregate(e)) : []
    return {
      outputs: add && figures.length > 0 ? [...before, ...measures] : [...groups, ...measures],
      groupBy: grouped ? previous.groupBy : [],
      keepHaving: false,
    }
  }
  if (plain.length > 0) {
    if (figures.length > 0 && previous.groupBy.length > 0 && add)
      return { outputs: [...before, ...plain], groupBy: [...previous.groupBy, ...plain], keepHaving: true }
    const identified =
      isNameless(knowledge, draft.subject) && !plain.some((e) => e.kind === 'column' && e.table !== draft.subject)
        ? before.filter((e) => !isAggregate(e))
        : []
    return { outputs: add ? [...before, ...plain] : [...identified, ...plain], groupBy: [], keepHaving: false }
  }
  return { outputs: before, groupBy: previous.groupBy, keepHaving: true }
}

const limitSaid = (draft: Draft): number | null => {
  for (const [at, piece] of draft.pieces.entries()) {
    const next = draft.pieces[at + 1]
    if (
      piece.kind === 'number' &&
      Number.isInteger(piece.value) &&
      piece.value > 0 &&
      piece.value <= 1000 &&
      next &&
      ((next.kind === 'number' && next.ordinal) || /^primer|^first/i.test(next.said))
    )
      return piece.value
    if (piece.kind === 'cue' && piece.cue.name === 'top' && next?.kind === 'number' && Number.isSafeInteger(next.value) && next.value > 0)
      return next.value
  }
  return null
}

const orderOf = (previous: Select, draft: Draft, shape: Shape): readonly Order[] => {
  const figure = shape.outputs.find(isAggregate)
  if (draft.ranking) {
    const wanted = draft.ranking.by ?? figure
    const by = shape.groupBy.length > 0 && wanted && !isAggregate(wanted) ? figure : wanted
    return by ? [{ expression: by, direction: draft.ranking.direction }] : previous.orderBy
  }
  const turn = draft.pieces.find((p, at) => p.kind === 'cue' && (p.cue.name === 'most' || p.cue.name === 'least') && !draft.used.has(at))
  if (turn?.kind === 'cue' && previous.orderBy.length > 0)
    return previous.orderBy.map((o) => ({ ...o, direction: turn.cue.name === 'most' ? 'desc' : 'asc' }))
  if (draft.order.length > 0)
    return draft.order.flatMap((o) => {
      const expression = o.expression === 'measure' ? figure : o.expression
      return expression ? [{ expression, direction: o.direction }] : []
    })
  const units = draft.groups.filter((g) => g.unit !== null).map((g): Order => ({ expression: g.expression, direction: 'asc' }))
  if (units.length > 0) return units
  return previous.orderBy.filter(
    (o) => !isAggregate(o.expression) || shape.outputs.some((e) => sameExpression(e, o.expression)) || shape.groupBy.length > 0,
  )
}

/** Applies what a follow-up says to the query before it; null where no relation joins the two. `previous` has plain aliases. */
export const mergeFollowUp = (knowledge: Knowledge, previous: Select, draft: Draft, folded: string): Select | null => {
  const shape = mergeShape(knowledge, previous, draft, folded)
  const where = mergeWhere(previous.where, draft)
  const orderBy = orderOf(previous, draft, shape)
  const root = previous.from.kind === 'table' ? previous.from.table : draft.subject
  const having = [...(shape.keepHaving ? partsOf(previous.having) : []), ...draft.having]
  const outputs = distinctOf(shape.outputs)
  const needed = [
    ...outputs.flatMap(tablesIn),
    ...shape.groupBy.flatMap(tablesIn),
    ...where.flatMap(tablesInCondition),
    ...having.flatMap(tablesInCondition),
    ...(draft.compared ? tablesInCondition(draft.compared.current) : []),
    ...orderBy.flatMap((o) => tablesIn(o.expression)),
  ]
  const tree = growTree(knowledge, root, [...previous.joins.flatMap((j) => (j.source.kind === 'table' ? [j.source.table] : [])), ...needed])
  if (tree.unreachable.length > 0) return null
  const aggregated = outputs.some(isAggregate)
  const merged: Select = {
    ...previous,
    joins: joinsOf(
      knowledge,
      tree,
      new Set(previous.joins.flatMap((j) => (j.type === 'left' && j.source.kind === 'table' ? [j.source.table] : []))),
    ),
    columns: nameOutputs(outputs),
    where: allOf(where),
    groupBy: distinctOf(shape.groupBy),
    having: allOf(having),
    orderBy: aggregated && shape.groupBy.length === 0 ? [] : orderBy,
    limit:
      aggregated && shape.groupBy.length === 0
        ? null
        : (limitSaid(draft) ??
          (draft.ranking?.said || previous.limit === null ? draft.ranking?.limit : previous.limit) ??
          (draft.groups.length > 0 || draft.where.length > 0 ? (draft.groups.length > 0 ? null : previous.limit) : previous.limit)),
    perGroup: draft.groups.length > 0 || draft.measures.length > 0 ? null : previous.perGroup,
    distinct: previous.distinct && !aggregated,
  }
  return settleGroups(knowledge, addComparisons(draft, settleGroups(knowledge, merged)))
}

/** True where a follow-up changes nothing that was understood. */
export const saysNothing = (draft: Draft): boolean =>
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
  limitSaid(draft) === null
