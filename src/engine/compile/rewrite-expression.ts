import type { Condition, Expression, Order } from '#contracts/query-plan.ts'

/** Replaces parts of an expression from the outside in; null = leave it and look inside. */
export type Replace = (expression: Expression) => Expression | null

export const same = (a: Expression, b: Expression): boolean => JSON.stringify(a) === JSON.stringify(b)

export const rewriteOrder = (order: Order, replace: Replace): Order => ({
  ...order,
  expression: rewriteExpression(order.expression, replace),
})

/** The same expression with parts replaced. Subqueries are left as they are. */
export const rewriteExpression = (expression: Expression, replace: Replace): Expression => {
  const replaced = replace(expression)
  if (replaced) return replaced
  const inner = (e: Expression): Expression => rewriteExpression(e, replace)
  switch (expression.kind) {
    case 'column':
    case 'literal':
    case 'subquery':
      return expression
    case 'arithmetic':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) }
    case 'aggregate':
      return {
        ...expression,
        argument: expression.argument && inner(expression.argument),
        filter: expression.filter && rewriteCondition(expression.filter, replace),
      }
    case 'window':
      return {
        ...expression,
        argument: expression.argument && inner(expression.argument),
        partitionBy: expression.partitionBy.map(inner),
        orderBy: expression.orderBy.map((o) => rewriteOrder(o, replace)),
      }
    case 'date_trunc':
    case 'date_part':
      return { ...expression, of: inner(expression.of) }
    case 'date_diff':
      return { ...expression, from: inner(expression.from), to: inner(expression.to) }
    case 'case':
      return {
        ...expression,
        branches: expression.branches.map((b) => ({ when: rewriteCondition(b.when, replace), value: inner(b.value) })),
        otherwise: expression.otherwise && inner(expression.otherwise),
      }
    case 'call':
      return { ...expression, arguments: expression.arguments.map(inner) }
  }
}

export const rewriteCondition = (condition: Condition, replace: Replace): Condition => {
  const inner = (e: Expression): Expression => rewriteExpression(e, replace)
  switch (condition.kind) {
    case 'compare':
      return { ...condition, left: inner(condition.left), right: inner(condition.right) }
    case 'between':
      return { ...condition, value: inner(condition.value), low: inner(condition.low), high: inner(condition.high) }
    case 'in':
      return { ...condition, value: inner(condition.value), options: condition.options.map(inner) }
    case 'in_query':
    case 'is_null':
    case 'text':
      return { ...condition, value: inner(condition.value) }
    case 'exists':
      return condition
    case 'and':
    case 'or':
      return { ...condition, parts: condition.parts.map((p) => rewriteCondition(p, replace)) }
    case 'not':
      return { ...condition, part: rewriteCondition(condition.part, replace) }
  }
}

/** Whether some part of an expression (not inside subqueries) satisfies a test. */
export const contains = (expression: Expression, test: (part: Expression) => boolean): boolean => {
  let found = false
  rewriteExpression(expression, (part) => {
    found ||= test(part)
    return null
  })
  return found
}

export const conditionContains = (condition: Condition, test: (part: Expression) => boolean): boolean => {
  let found = false
  rewriteCondition(condition, (part) => {
    found ||= test(part)
    return null
  })
  return found
}
