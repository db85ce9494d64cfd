import type { Condition, Expression, From, Order, Query, Select } from '#contracts/query-plan.ts'
import { mapChildren, mapOperands } from './map-expression.ts'

type TableSource = Extract<From, { kind: 'table' }>
type Source = (table: TableSource) => TableSource

const asItIs: Source = (table) => table

type Change = {
  readonly expression: (e: Expression) => Expression
  readonly condition: (c: Condition) => Condition
  readonly query: (q: Query) => Query
  readonly source?: Source
}

/** Changes each part of a select on its own. */
export const mapParts = (select: Select, change: Change): Select => {
  const order = (o: Order): Order => ({ ...o, expression: change.expression(o.expression) })
  const from = (f: From): From => (f.kind === 'query' ? { ...f, query: change.query(f.query) } : (change.source ?? asItIs)(f))
  return {
    ...select,
    from: from(select.from),
    joins: select.joins.map((j) => ({ ...j, source: from(j.source), on: change.condition(j.on) })),
    columns: select.columns.map((c) => ({ ...c, expression: change.expression(c.expression) })),
    where: select.where && change.condition(select.where),
    groupBy: select.groupBy.map(change.expression),
    having: select.having && change.condition(select.having),
    perGroup: select.perGroup && {
      ...select.perGroup,
      partitionBy: select.perGroup.partitionBy.map(change.expression),
      orderBy: select.perGroup.orderBy.map(order),
    },
    orderBy: select.orderBy.map(order),
  }
}

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

export const mapQuery = (query: Query, change: (e: Expression) => Expression, source = asItIs): Query =>
  query.kind === 'compound'
    ? { ...query, left: mapQuery(query.left, change, source), right: mapQuery(query.right, change, source) }
    : mapParts(query, {
        expression: (e) => mapExpression(e, change, source),
        condition: (c) => mapCondition(c, change, source),
        query: (q) => mapQuery(q, change, source),
        source,
      })
