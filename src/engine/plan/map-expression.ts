import type { Condition, Expression, Query } from '#contracts/query-plan.ts'

type Change = (part: Expression) => Expression
type ChangeQuery = (query: Query) => Query

const asItIs: ChangeQuery = (query) => query

/** An expression with each expression directly inside it changed; subqueries stay unless `query` changes them. */
export const mapChildren = (expression: Expression, change: Change, query = asItIs): Expression => {
  switch (expression.kind) {
    case 'column':
    case 'literal':
      return expression
    case 'subquery':
      return { ...expression, query: query(expression.query) }
    case 'arithmetic':
      return { ...expression, left: change(expression.left), right: change(expression.right) }
    case 'aggregate':
      return {
        ...expression,
        argument: expression.argument && change(expression.argument),
        filter: expression.filter && mapOperands(expression.filter, change, query),
      }
    case 'window':
      return {
        ...expression,
        argument: expression.argument && change(expression.argument),
        partitionBy: expression.partitionBy.map(change),
        orderBy: expression.orderBy.map((o) => ({ ...o, expression: change(o.expression) })),
      }
    case 'date_trunc':
    case 'date_part':
      return { ...expression, of: change(expression.of) }
    case 'date_diff':
      return { ...expression, from: change(expression.from), to: change(expression.to) }
    case 'case':
      return {
        ...expression,
        branches: expression.branches.map((b) => ({ when: mapOperands(b.when, change, query), value: change(b.value) })),
        otherwise: expression.otherwise && change(expression.otherwise),
      }
    case 'call':
      return { ...expression, arguments: expression.arguments.map(change) }
  }
}

/** A condition with every expression it compares changed; subqueries stay unless `query` changes them. */
export const mapOperands = (condition: Condition, change: Change, query = asItIs): Condition => {
  switch (condition.kind) {
    case 'compare':
      return { ...condition, left: change(condition.left), right: change(condition.right) }
    case 'between':
      return { ...condition, value: change(condition.value), low: change(condition.low), high: change(condition.high) }
    case 'in':
      return { ...condition, value: change(condition.value), options: condition.options.map(change) }
    case 'in_query':
      return { ...condition, value: change(condition.value), query: query(condition.query) }
    case 'is_null':
    case 'text':
      return { ...condition, value: change(condition.value) }
    case 'exists':
      return { ...condition, query: query(condition.query) }
    case 'and':
    case 'or':
      return { ...condition, parts: condition.parts.map((p) => mapOperands(p, change, query)) }
    case 'not':
      return { ...condition, part: mapOperands(condition.part, change, query) }
  }
}
