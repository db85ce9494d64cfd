import type { Condition, Expression, From, Order, Query, Select } from '#contracts/query-plan.ts'

/** Changes every column's table by `rename` in the query's own scope (subqueries keep theirs, but see outer names renamed). */
export const mapExpression = (expression: Expression, change: (e: Expression) => Expression): Expression => {
  const go = (e: Expression): Expression => mapExpression(e, change)
  const inner = ((): Expression => {
    switch (expression.kind) {
      case 'column':
      case 'literal':
        return expression
      case 'subquery':
        return { ...expression, query: mapQuery(expression.query, change) }
      case 'arithmetic':
        return { ...expression, left: go(expression.left), right: go(expression.right) }
      case 'aggregate':
        return {
          ...expression,
          argument: expression.argument && go(expression.argument),
          filter: expression.filter && mapCondition(expression.filter, change),
        }
      case 'window':
        return {
          ...expression,
          argument: expression.argument && go(expression.argument),
          partitionBy: expression.partitionBy.map(go),
          orderBy: expression.orderBy.map((o) => mapOrder(o, change)),
        }
      case 'date_trunc':
      case 'date_part':
        return { ...expression, of: go(expression.of) }
      case 'date_diff':
        return { ...expression, from: go(expression.from), to: go(expression.to) }
      case 'case':
        return {
          ...expression,
          branches: expression.branches.map((b) => ({ when: mapCondition(b.when, change), value: go(b.value) })),
          otherwise: expression.otherwise && go(expression.otherwise),
        }
      case 'call':
        return { ...expression, arguments: expression.arguments.map(go) }
    }
  })()
  return change(inner)
}

export const mapCondition = (condition: Condition, change: (e: Expression) => Expression): Condition => {
  const go = (e: Expression): Expression => mapExpression(e, change)
  switch (condition.kind) {
    case 'compare':
      return { ...condition, left: go(condition.left), right: go(condition.right) }
    case 'between':
      return { ...condition, value: go(condition.value), low: go(condition.low), high: go(condition.high) }
    case 'in':
      return { ...condition, value: go(condition.value), options: condition.options.map(go) }
    case 'in_query':
      return { ...condition, value: go(condition.value), query: mapQuery(condition.query, change) }
    case 'is_null':
    case 'text':
      return { ...condition, value: go(condition.value) }
    case 'exists':
      return { ...condition, query: mapQuery(condition.query, change) }
    case 'and':
    case 'or':
      return { ...condition, parts: condition.parts.map((p) => mapCondition(p, change)) }
    case 'not':
      return { ...condition, part: mapCondition(condition.part, change) }
  }
}

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
