import type { Condition, Expression, From, Order, Query, Select } from '#contracts/query-plan.ts'
import { mapChildren, mapOperands } from '../map-expression.ts'

type Source = (table: TableSource) => TableSource
type TableSource = Extract<From, { kind: 'table' }>

const asItIs: Source = (table) => table

/** Changes every expression, from the inside out, and every table read; subqueries keep their own scope, but see outer names changed. */
export const mapExpression = (expression: Expression, change: (e: Expression) => Expression, source = asItIs): Expression =>
  change(
    mapChildren(
      expression,
      (e) => mapExpression(e, change, source),
      (query) => mapQuery(query, change, source),
    ),
  )

export const mapCondition = (condition: Condition, change: (e: Expression) => Expression, source = asItIs): Condition =>
  mapOperands(
    condition,
    (e) => mapExpression(e, change, source),
    (query) => mapQuery(query, change, source),
  )

const mapOrder = (order: Order, change: (e: Expression) => Expression, source: Source): Order => ({
  ...order,
  expression: mapExpression(order.expression, change, source),
})

const mapFrom = (from: From, change: (e: Expression) => Expression, source: Source): From =>
  from.kind === 'query' ? { ...from, query: mapQuery(from.query, change, source) } : source(from)

export const mapQuery = (query: Query, change: (e: Expression) => Expression, source = asItIs): Query => {
  if (query.kind === 'compound')
    return { ...query, left: mapQuery(query.left, change, source), right: mapQuery(query.right, change, source) }
  return mapSelect(query, change, source)
}

export const mapSelect = (select: Select, change: (e: Expression) => Expression, source = asItIs): Select => {
  const expression = (e: Expression): Expression => mapExpression(e, change, source)
  const condition = (c: Condition): Condition => mapCondition(c, change, source)
  const order = (o: Order): Order => mapOrder(o, change, source)
  return {
    ...select,
    from: mapFrom(select.from, change, source),
    joins: select.joins.map((j) => ({ ...j, source: mapFrom(j.source, change, source), on: condition(j.on) })),
    columns: select.columns.map((c) => ({ ...c, expression: expression(c.expression) })),
    where: select.where && condition(select.where),
    groupBy: select.groupBy.map(expression),
    having: select.having && condition(select.having),
    perGroup: select.perGroup && {
      ...select.perGroup,
      partitionBy: select.perGroup.partitionBy.map(expression),
      orderBy: select.perGroup.orderBy.map(order),
    },
    orderBy: select.orderBy.map(order),
  }
}

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
