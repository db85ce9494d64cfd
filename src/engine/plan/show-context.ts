import type { Expression, OutputColumn, Query, Select } from '#contracts/query-plan.ts'
import { type Knowledge, natureAt, tableOf } from '../understand/knowledge.ts'
import { dateColumns, displayColumns, isNameless, moneyColumns } from './defaults.ts'
import { type ColumnExpression, column, expressionsOf, isAggregate, sameExpression } from './expressions.ts'
import { growTree, isSingle, joinsOf } from './join-tree.ts'
import { nameOutputs } from './select.ts'

/** Most columns a list is widened to. */
const widest = 7

const columnsIn = (select: Select): readonly ColumnExpression[] => {
  const used = [...(select.where ? expressionsOf(select.where) : []), ...select.orderBy.map((o) => o.expression)]
  return used.filter((e): e is ColumnExpression => e.kind === 'column')
}

/** What people want to see of a row beside its name: what it was chosen and ordered by, its date, worth and state. */
const facts = (knowledge: Knowledge, select: Select, table: string): readonly ColumnExpression[] => {
  const own = columnsIn(select).filter((c) => c.table === table)
  const { columns } = tableOf(knowledge, table)
  const categories = columns.filter((c) => natureAt(knowledge, table, c.name).category && !natureAt(knowledge, table, c.name).reference)
  return [
    ...own,
    ...dateColumns(knowledge, table).slice(0, 1),
    ...moneyColumns(knowledge, table).slice(0, 1),
    ...categories.map((c) => column(table, c.name)).slice(0, 3),
  ].filter((c) => !columns.find((x) => x.name === c.column)?.sensitive)
}

/** Names of what a row refers to, for rows that have no name of their own. */
const owners = (knowledge: Knowledge, table: string): readonly ColumnExpression[] =>
  isNameless(knowledge, table)
    ? (knowledge.graph.get(table) ?? [])
        .filter((s) => s.up && s.to !== table && !isNameless(knowledge, s.to))
        .flatMap((s) => displayColumns(knowledge, s.to).slice(0, 1))
        .slice(0, 2)
    : []

const merged = (present: readonly OutputColumn[], extra: readonly Expression[]): readonly OutputColumn[] => {
  const added = extra.filter(
    (e, i) => !present.some((p) => sameExpression(p.expression, e)) && extra.findIndex((o) => sameExpression(o, e)) === i,
  )
  return [
    ...present,
    ...nameOutputs(
      added,
      present.map((p) => p.name),
    ),
  ]
}

const isBareList = (knowledge: Knowledge, select: Select, table: string): boolean =>
  select.columns.every((c) => displayColumns(knowledge, table).some((d) => sameExpression(d, c.expression)))

const widenList = (knowledge: Knowledge, select: Select, table: string): Select => {
  if (!isBareList(knowledge, select, table))
    return { ...select, columns: merged(select.columns, select.distinct ? [] : select.orderBy.map((o) => o.expression)) }
  const named = owners(knowledge, table)
  const joined = select.joins.flatMap((j) => (j.source.kind === 'table' ? [j.source.table] : []))
  const tree = growTree(knowledge, table, [...joined, ...named.map((n) => n.table)])
  const near = named.filter((n) => tree.tables.has(n.table) && isSingle(tree, n.table))
  const left = new Set(near.map((n) => n.table).filter((t) => !joined.includes(t)))
  const fresh = joinsOf(knowledge, tree, left).filter((j) => j.source.kind === 'table' && left.has(j.source.table))
  const columns = merged(select.columns, [...near, ...facts(knowledge, select, table)]).slice(0, widest)
  return { ...select, joins: [...select.joins, ...fresh], columns }
}

/** Groups ranked or ordered by a figure show it. */
const showFigure = (select: Select): Select => {
  const orders = select.perGroup ? select.perGroup.orderBy : select.orderBy
  return { ...select, columns: merged(select.columns, orders.map((o) => o.expression).filter(isAggregate)) }
}

/**
 * Widens an answer for people: a bare list of names gets what they were chosen and ordered by and a few facts, a ranking gets its figure.
 * Rows and their order stay the same.
 */
export const showContext = (query: Query, knowledge: Knowledge): Query => {
  if (query.kind !== 'select' || query.from.kind !== 'table' || query.from.table !== query.from.as) return query
  if (query.groupBy.length > 0) return showFigure(query)
  if (query.columns.some((c) => isAggregate(c.expression)) || query.perGroup) return query
  return widenList(knowledge, query, query.from.table)
}
