import { findColumn, findTable } from '#contracts/catalog.ts'
import type { Condition, Expression, Order, Select } from '#contracts/query-plan.ts'
import type { Knowledge } from '../understand/knowledge.ts'
import { aggregate, allOf, childrenOf, expressionsOf, hasWindow, isAggregate, sameExpression } from './expressions.ts'

const distinctOf = (list: readonly Expression[]): readonly Expression[] =>
  list.filter((e, i) => list.findIndex((o) => sameExpression(e, o)) === i)

/** True where an expression has one value per group: grouped itself, or made of what is. */
const isSettled = (e: Expression, groupBy: readonly Expression[]): boolean => {
  if (groupBy.some((g) => sameExpression(g, e))) return true
  if (e.kind === 'aggregate' || e.kind === 'literal' || e.kind === 'subquery') return true
  return e.kind !== 'column' && childrenOf(e).every((c) => isSettled(c, groupBy))
}

const dependsOnKey = (knowledge: Knowledge, e: Expression, groupBy: readonly Expression[]): boolean => {
  if (e.kind !== 'column') return false
  const key = findTable(knowledge.catalog, e.table)?.primaryKey ?? []
  return key.length > 0 && key.every((k) => groupBy.some((g) => g.kind === 'column' && g.table === e.table && g.column === k))
}

const isBoolean = (knowledge: Knowledge, e: Expression): boolean => {
  const table = e.kind === 'column' ? findTable(knowledge.catalog, e.table) : undefined
  return table !== undefined && e.kind === 'column' && findColumn(table, e.column)?.type === 'boolean'
}

/** Groups are ordered by their least or greatest value, whichever comes first in that direction. */
const settleOrder = (knowledge: Knowledge, order: Order, groupBy: readonly Expression[]): readonly Order[] => {
  if (isSettled(order.expression, groupBy)) return [order]
  if (isAggregate(order.expression) || isBoolean(knowledge, order.expression)) return []
  return [{ ...order, expression: aggregate(order.direction === 'desc' ? 'max' : 'min', order.expression) }]
}

const settleHaving = (having: Condition | null, groupBy: readonly Expression[]): Condition | null => {
  const parts = having?.kind === 'and' ? having.parts : having ? [having] : []
  return allOf(parts.filter((p) => expressionsOf(p).every((e) => isSettled(e, groupBy) && !hasWindow(e))))
}

/** Rows that are not added up: nothing of groups may be left among them. */
const asRows = (select: Select): Select => ({
  ...select,
  having: null,
  orderBy: select.orderBy.filter((o) => !isAggregate(o.expression)),
  perGroup: select.perGroup && { ...select.perGroup, orderBy: select.perGroup.orderBy.filter((o) => !isAggregate(o.expression)) },
})

/** Whether every figure over other rows in it runs along what the query still groups by. */
const runsAlong = (e: Expression, groupBy: readonly Expression[]): boolean =>
  e.kind === 'window'
    ? [...e.partitionBy, ...e.orderBy.map((o) => o.expression)].every((part) => isSettled(part, groupBy))
    : childrenOf(e).every((c) => runsAlong(c, groupBy))

/** Makes a query with figures sound: what is shown beside them is grouped by, and what orders them has one value per group. */
export const settleGroups = (knowledge: Knowledge, select: Select): Select => {
  const columns = select.columns.filter((c) => runsAlong(c.expression, select.groupBy))
  const shown = columns.map((c) => c.expression)
  if (columns.length > 0 && columns.length < select.columns.length) return settleGroups(knowledge, { ...select, columns })
  if (select.groupBy.length === 0 && !shown.some(isAggregate)) return asRows(select)
  const loose = shown.filter((e) => !isAggregate(e) && !isSettled(e, select.groupBy))
  const orders = [...select.orderBy, ...(select.perGroup?.orderBy ?? [])].map((o) => o.expression)
  const partitions = select.perGroup?.partitionBy ?? []
  const groupBy = distinctOf([
    ...select.groupBy,
    ...loose,
    ...orders.filter((e) => dependsOnKey(knowledge, e, select.groupBy)),
    ...partitions.filter((e) => !isAggregate(e)),
  ])
  if (groupBy.length === 0) return { ...select, orderBy: [], perGroup: null, limit: null, having: settleHaving(select.having, groupBy) }
  const settle = (all: readonly Order[]): readonly Order[] => all.flatMap((o) => settleOrder(knowledge, o, groupBy))
  return {
    ...select,
    groupBy,
    having: settleHaving(select.having, groupBy),
    orderBy: settle(select.orderBy),
    perGroup: select.perGroup && { ...select.perGroup, orderBy: settle(select.perGroup.orderBy) },
  }
}
