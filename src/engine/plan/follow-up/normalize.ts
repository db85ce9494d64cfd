import type { Condition, Expression, From, Order, Query, Select } from '#contracts/query-plan.ts'
import { mapChildren, mapOperands } from '../map-expression.ts'

/** Changes every expression, from the inside out; subqueries keep their own scope, but see outer names changed. */
export const mapExpression = (expression: Expression, change: (e: Expression) => Expression): Expression =>
  change(
    mapChildren(
      expression,
      (e) => mapExpression(e, change),
      (query) => mapQuery(query, change),
    ),
  )

export const mapCondition = (condition: Condition, change: (e: Expression) => Expression): Condition =>
  mapOperands(
    condition,
    (e) => mapExpression(e, change),
    (query) => mapQuery(query, change),
  )

const mapOrder = (order: Order, change: (e: Expression) => Expression): Order => ({
  ...order,
  expression: mapExpression(order.expression, change),
})

const mapFrom = (from: From, change: (e: Expression) => Expression): From =>
  from.kind === 'query' ? { ...from, query: mapQuery(from.query, change) } : from

export const mapQuery = (query: Query, change: (e: Expression) => Expression): Query => {
  if (query.kind === 'compound') return { ...query, left: mapQuery(query.left, change), right: mapQuery(query.right, change) }
  return mapSelect(query, change)
}

export const mapSelect = (select: Select, change: (e: Expression) => Expression): Select => ({
  ...select,
  from: mapFrom(select.from, change),
  joins: select.joins.map((j) => ({ ...j, source: mapFrom(j.source, change), on: mapCondition(j.on, change) })),
  columns: select.columns.map((c) => ({ ...c, expression: mapExpression(c.expression, change) })),
  where: select.where && mapCondition(select.where, change),
  groupBy: select.groupBy.map((g) => mapExpression(g, change)),
  having: select.having && mapCondition(select.having, change),
  perGroup: select.perGroup && {
    ...select.perGroup,
    partitionBy: select.perGroup.partitionBy.map((p) => mapExpression(p, change)),
    orderBy: select.perGroup.orderBy.map((o) => mapOrder(o, change)),
  },
  orderBy: select.orderBy.map((o) => mapOrder(o, change)),
})

/** Gives every table its own name as alias where each stands once; null where one stands twice or a source is a subquery. */
export const withPlainAliases = (select: Select): Select | null => {
  const sources = [select.from, ...select.joins.map((j) => j.source)]
  const tables = sources.flatMap((s) => (s.kind === 'table' ? [s.table] : []))
  if (tables.length !== sources.length || new Set(tables).size !== tables.length) return null
  const names = new Map(sources.flatMap((s) => (s.kind === 'table' ? [[s.as, s.table] as const] : [])))
  const renamed = mapSelect(select, (e) => (e.kind === 'column' ? { ...e, table: names.get(e.table) ?? e.table } : e))
  const plain = (from: From): From => (from.kind === 'table' ? { ...from, as: from.table } : from)
  return { ...renamed, from: plain(renamed.from), joins: renamed.joins.map((j) => ({ ...j, source: plain(j.source) })) }
}
