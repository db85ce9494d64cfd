import type { Condition, Expression, Order, Select } from '#contracts/query-plan.ts'
import { type Knowledge, natureAt, tableOf } from '../../understand/knowledge.ts'
import { findPath } from '../../understand/relation-graph.ts'
import { dateColumns, displayColumns, factAmount } from '../defaults.ts'
import { aggregate, allOf, type ColumnExpression, column, countAll, isAggregate } from '../expressions.ts'
import { fromTable } from '../join-tree.ts'
import { mapCondition, mapExpression } from '../map-query.ts'
import { nameOutputs } from '../select.ts'
import { columnsIn, columnsOf, columnsTested, partsOf } from './conditions.ts'

/** Siblings share what they belong to, and nothing of one tells of the other: orders and visits of a client. */
const areSiblings = (knowledge: Knowledge, from: string, to: string): boolean => {
  const steps = findPath(knowledge.graph, from, to)?.steps
  if (!steps) return true
  const up = steps.findIndex((s) => s.up)
  return up >= 0 && steps.slice(up).some((s) => !s.up)
}

/** What a column is seen from another table: itself where rows of that belong to its own, else what plays its part there. */
const carried = (knowledge: Knowledge, of: ColumnExpression, to: string): ColumnExpression | null => {
  if (of.table === to || !areSiblings(knowledge, to, of.table)) return of
  if (natureAt(knowledge, of.table, of.column).temporal) return dateColumns(knowledge, to)[0] ?? null
  return tableOf(knowledge, to).columns.some((c) => c.name === of.column) ? column(to, of.column) : null
}

const carryExpression = (knowledge: Knowledge, e: Expression, to: string): readonly Expression[] =>
  columnsOf(e).some((c) => carried(knowledge, c, to) === null)
    ? []
    : [mapExpression(e, (part) => (part.kind === 'column' ? (carried(knowledge, part, to) ?? part) : part))]

const carryCondition = (knowledge: Knowledge, c: Condition, to: string, tables: ReadonlySet<string>): readonly Condition[] => {
  const stays = columnsTested(c).every((o) => carried(knowledge, o, to) === o)
  if (stays) return [c]
  const own = columnsIn(c)
  if (own.length === 0 || own.some((o) => carried(knowledge, o, to) === null)) return []
  return [mapCondition(c, (part) => (part.kind === 'column' && tables.has(part.table) ? (carried(knowledge, part, to) ?? part) : part))]
}

const figureFor = (knowledge: Knowledge, figure: Expression, to: string): Expression => {
  const amount = factAmount(knowledge, to)
  return figure.kind === 'aggregate' && figure.function !== 'count' && amount ? aggregate(figure.function, amount) : countAll
}

const columnsFor = (knowledge: Knowledge, select: Select, to: string): readonly Expression[] => {
  const shown = select.columns.map((c) => c.expression)
  const figures = shown.filter(isAggregate)
  if (figures.length === 0 && select.groupBy.length === 0) return displayColumns(knowledge, to)
  const groups = shown.filter((e) => !isAggregate(e)).flatMap((e) => carryExpression(knowledge, e, to))
  return [...groups, figureFor(knowledge, figures[0] ?? countAll, to)]
}

/** The same question of another table: filters and groups that mean something there are kept, its rows are listed or counted. */
export const retarget = (knowledge: Knowledge, select: Select, to: string): Select => {
  const tables = new Set([select.from, ...select.joins.map((j) => j.source)].map((s) => s.as))
  const order = (o: Order): readonly Order[] =>
    isAggregate(o.expression)
      ? [{ ...o, expression: figureFor(knowledge, o.expression, to) }]
      : carryExpression(knowledge, o.expression, to).map((expression) => ({ ...o, expression }))
  const listed = select.groupBy.length === 0 && !select.columns.some((c) => isAggregate(c.expression))
  return {
    ...select,
    from: fromTable(to),
    joins: [],
    columns: nameOutputs(columnsFor(knowledge, select, to)),
    where: allOf(partsOf(select.where).flatMap((c) => carryCondition(knowledge, c, to, tables))),
    groupBy: select.groupBy.flatMap((g) => carryExpression(knowledge, g, to)),
    having: null,
    perGroup: null,
    orderBy: listed ? [] : select.orderBy.flatMap(order),
    limit: listed ? null : select.limit,
  }
}
