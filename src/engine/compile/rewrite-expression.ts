import type { Condition, Expression, Order } from '#contracts/query-plan.ts'
import { mapChildren, mapOperands } from '../plan/map-expression.ts'

/** Replaces parts of an expression from the outside in; null = leave it and look inside. */
export type Replace = (expression: Expression) => Expression | null

/** The same expression with parts replaced. Subqueries are left as they are. */
export const rewriteExpression = (expression: Expression, replace: Replace): Expression =>
  replace(expression) ?? mapChildren(expression, (e) => rewriteExpression(e, replace))

export const rewriteCondition = (condition: Condition, replace: Replace): Condition =>
  mapOperands(condition, (e) => rewriteExpression(e, replace))

export const rewriteOrder = (order: Order, replace: Replace): Order => ({
  ...order,
  expression: rewriteExpression(order.expression, replace),
})
