import type { ColumnType } from '#contracts/catalog.ts'
import type { AggregateFunction, Comparison, Condition, Expression, Query } from '#contracts/query-plan.ts'
import type { Cell } from '#contracts/result.ts'

export type ColumnExpression = Extract<Expression, { kind: 'column' }>
export type Aggregate = Extract<Expression, { kind: 'aggregate' }>

export const column = (table: string, name: string): ColumnExpression => ({ kind: 'column', table, column: name })

export const literal = (value: Cell, type: ColumnType): Expression => ({ kind: 'literal', value, type })

export const compare = (left: Expression, operator: Comparison, right: Expression): Condition => ({
  kind: 'compare',
  operator,
  left,
  right,
})

export const aggregate = (
  name: AggregateFunction,
  argument: Expression | null,
  distinct = false,
  filter: Condition | null = null,
): Aggregate => ({
  kind: 'aggregate',
  function: name,
  argument,
  distinct,
  filter,
})

export const countAll: Aggregate = aggregate('count', null)

export const allOf = (parts: readonly Condition[]): Condition | null => {
  const flat = parts.flatMap((p) => (p.kind === 'and' ? p.parts : [p]))
  return flat.length === 0 ? null : flat.length === 1 ? (flat[0] ?? null) : { kind: 'and', parts: flat }
}

export const anyOf = (parts: readonly Condition[]): Condition | null => (parts.length <= 1 ? (parts[0] ?? null) : { kind: 'or', parts })

/** Half-open range of days: `start` included, `end` excluded. */
export const within = (date: Expression, type: ColumnType, start: string | null, end: string | null): readonly Condition[] => [
  ...(start ? [compare(date, '>=', literal(start, type))] : []),
  ...(end ? [compare(date, '<', literal(end, type))] : []),
]

/** Whether some part of an expression (not inside subqueries) satisfies a test. */
export const contains = (expression: Expression, test: (part: Expression) => boolean): boolean =>
  test(expression) || childrenOf(expression).some((part) => contains(part, test))

export const isAggregate = (expression: Expression): boolean => contains(expression, (e) => e.kind === 'aggregate')

/** True where part of an expression is taken over other rows of the answer. */
export const hasWindow = (expression: Expression): boolean => contains(expression, (e) => e.kind === 'window')

export const childrenOf = (expression: Expression): readonly Expression[] => {
  switch (expression.kind) {
    case 'column':
    case 'literal':
    case 'subquery':
      return []
    case 'arithmetic':
      return [expression.left, expression.right]
    case 'aggregate':
      return [...(expression.argument ? [expression.argument] : []), ...(expression.filter ? expressionsOf(expression.filter) : [])]
    case 'window':
      return [
        ...(expression.argument ? [expression.argument] : []),
        ...expression.partitionBy,
        ...expression.orderBy.map((o) => o.expression),
      ]
    case 'date_trunc':
    case 'date_part':
      return [expression.of]
    case 'date_diff':
      return [expression.from, expression.to]
    case 'case':
      return [
        ...expression.branches.flatMap((b) => [...expressionsOf(b.when), b.value]),
        ...(expression.otherwise ? [expression.otherwise] : []),
      ]
    case 'call':
      return expression.arguments
  }
}

export const expressionsOf = (condition: Condition): readonly Expression[] => {
  switch (condition.kind) {
    case 'compare':
      return [condition.left, condition.right]
    case 'between':
      return [condition.value, condition.low, condition.high]
    case 'in':
      return [condition.value, ...condition.options]
    case 'in_query':
    case 'is_null':
    case 'text':
      return [condition.value]
    case 'exists':
      return []
    case 'and':
    case 'or':
      return condition.parts.flatMap(expressionsOf)
    case 'not':
      return expressionsOf(condition.part)
  }
}

/** Tables (aliases) that an expression reads in its own scope. */
export const tablesIn = (expression: Expression): readonly string[] =>
  expression.kind === 'column' ? [expression.table] : childrenOf(expression).flatMap(tablesIn)

export const tablesInCondition = (condition: Condition): readonly string[] => expressionsOf(condition).flatMap(tablesIn)

export const sameExpression = (a: Expression, b: Expression): boolean => JSON.stringify(a) === JSON.stringify(b)

export const scalar = (query: Query): Expression => ({ kind: 'subquery', query })

/** Queries inside an expression, not those inside them. */
export const subqueriesIn = (e: Expression): readonly Query[] =>
  e.kind === 'subquery'
    ? [e.query]
    : [...childrenOf(e).flatMap(subqueriesIn), ...(e.kind === 'aggregate' && e.filter ? queriesInCondition(e.filter) : [])]

/** Queries inside a condition, not those inside them. */
export const queriesInCondition = (c: Condition): readonly Query[] => {
  switch (c.kind) {
    case 'exists':
      return [c.query]
    case 'in_query':
      return [c.query, ...subqueriesIn(c.value)]
    case 'and':
    case 'or':
      return c.parts.flatMap(queriesInCondition)
    case 'not':
      return queriesInCondition(c.part)
    default:
      return expressionsOf(c).flatMap(subqueriesIn)
  }
}
