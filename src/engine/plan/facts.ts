import type { Condition, Expression, Query } from '#contracts/query-plan.ts'
import { natureAt } from '../understand/knowledge.ts'
import { dateFor, displayColumns, reachesOne } from './defaults.ts'
import { aggregate, type ColumnExpression, column, scalar, tablesInCondition } from './expressions.ts'
import { relatedRows } from './join-tree.ts'
import { mapCondition } from './map-query.ts'
import type { Draft, Measure } from './read/draft.ts'
import { nameOutputs, simpleSelect } from './select.ts'

/** The one thing that figures are told for: "objetivo y facturación de cada comercial". */
const entityOf = (draft: Draft): string | null => {
  const [group] = draft.groups
  return draft.groups.length === 1 ? (group?.entity ?? null) : null
}

/** A date condition on one kind of row, said of another kind. */
const onDateOf = (draft: Draft, condition: Condition, table: string): Condition | null => {
  const date = dateFor(draft.knowledge, table)
  if (!date) return null
  return mapCondition(condition, (e): Expression => (e.kind === 'column' ? date : e))
}

/** What bounds the rows of one figure: what was said of them, and the period said of another figure. */
const boundsOf = (draft: Draft, entity: string, measure: Measure, kinds: ReadonlySet<string>): readonly Condition[] =>
  draft.where.flatMap(({ condition, kind }) => {
    const tables = tablesInCondition(condition)
    if (tables.every((t) => t === entity)) return []
    if (tables.every((t) => t === measure.table || reachesOne(draft.knowledge, measure.table, t))) return [condition]
    const moved = kind === 'period' && tables.some((t) => kinds.has(t) || t !== entity) ? onDateOf(draft, condition, measure.table) : null
    return moved ? [moved] : []
  })

const ownConditions = (draft: Draft, entity: string): readonly Condition[] =>
  draft.where.filter((w) => tablesInCondition(w.condition).every((t) => t === entity)).map((w) => w.condition)

const isMoney = (draft: Draft, of: ColumnExpression): boolean => natureAt(draft.knowledge, of.table, of.column).money

/** The figure of one row's own rows; without any, a count is none and a sum nothing. */
const figureOf = (draft: Draft, entity: string, measure: Measure, kinds: ReadonlySet<string>): Expression | null => {
  const where = boundsOf(draft, entity, measure, kinds)
  const extra = where.flatMap(tablesInCondition).filter((t) => t !== measure.table)
  const query = relatedRows(draft.knowledge, entity, measure.table, where, [measure.expression], extra)
  return query && scalar(query)
}

/**
 * Figures over rows of different tables, or of things that may have none, each computed apart for every row of the thing they are told
 * for; null where joining them does as well.
 */
export const figuresApart = (draft: Draft): Query | null => {
  const entity = entityOf(draft)
  const kinds = new Set(draft.measures.map((m) => m.table))
  const plain = draft.ranking === null && draft.percent === null && !draft.running && !draft.previous && draft.compared === null
  if (!entity || !plain || draft.having.length > 0 || draft.averagePer || draft.existences.length > 0) return null
  if (kinds.has(entity) || (kinds.size < 2 && !draft.withNone) || kinds.size === 0) return null
  const figures = draft.measures.map((m) => figureOf(draft, entity, m, kinds))
  if (figures.some((f) => f === null)) return null
  const shown = displayColumns(draft.knowledge, entity)
  const select = simpleSelect(entity, [], ownConditions(draft, entity))
  return { ...select, columns: nameOutputs([...shown, ...figures.flatMap((f) => f ?? [])]) }
}

/** "pedidos y visitas de cada comercial": things named side by side before what they are told for are counted, or summed where they hold one amount. */
export const readFacts = (draft: Draft): void => {
  const entity = entityOf(draft)
  const group = draft.groups[0]
  if (!entity || !group || draft.measures.length > 1 || draft.ranking || draft.having.length > 0) return
  const sides = draft.named.filter((n) => n.at < group.at && n.table !== entity && !reachesOne(draft.knowledge, entity, n.table))
  const joined = draft.pieces.slice(0, group.at).some((p) => p.kind === 'cue' && p.cue.name === 'and')
  const known = new Set(draft.measures.map((m) => m.table))
  const fresh = sides.filter((n, i) => !known.has(n.table) && sides.findIndex((o) => o.table === n.table) === i)
  if (!joined || fresh.length + known.size < 2) return
  for (const { table, at } of fresh) draft.measures.push({ expression: amountOf(draft, table), table, at })
  draft.measures.sort((a, b) => a.at - b.at)
}

const planned = /objetiv|meta|goal|target|presupuesto|budget/i

const amountOf = (draft: Draft, table: string): Expression => {
  const only =
    draft.knowledge.catalog.tables.find((t) => t.name === table)?.columns.filter((c) => isMoney(draft, column(table, c.name))) ?? []
  const [first] = only
  return planned.test(table) && only.length === 1 && first ? aggregate('sum', column(table, first.name)) : aggregate('count', null)
}
