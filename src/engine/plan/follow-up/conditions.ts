import type { Condition, Expression, Query } from '#contracts/query-plan.ts'
import { type ColumnExpression, childrenOf, expressionsOf } from '../expressions.ts'

export const partsOf = (condition: Condition | null): readonly Condition[] =>
  condition === null ? [] : condition.kind === 'and' ? condition.parts : [condition]

/** Columns an expression reads in its own scope. */
export const columnsOf = (e: Expression): readonly ColumnExpression[] => (e.kind === 'column' ? [e] : childrenOf(e).flatMap(columnsOf))

/** Columns a condition compares in its own scope. */
export const columnsIn = (condition: Condition): readonly ColumnExpression[] => expressionsOf(condition).flatMap(columnsOf)

/** What a condition is about, as a key: the columns it compares. */
export const aboutOf = (condition: Condition): string =>
  [...new Set(columnsIn(condition).map((c) => `${c.table}.${c.column}`))].sort().join(',')

/** Conditions that leave rows out by what they are; several hold at once. */
export const isExclusion = (condition: Condition): boolean =>
  (condition.kind === 'compare' && condition.operator === '<>') ||
  ((condition.kind === 'in' || condition.kind === 'in_query' || condition.kind === 'text') && condition.negated)

const inQuery = (query: Query): readonly ColumnExpression[] => {
  if (query.kind === 'compound') return [...inQuery(query.left), ...inQuery(query.right)]
  const sources = [query.from, ...query.joins.map((j) => j.source)]
  const own = new Set(sources.map((s) => s.as))
  const expressions = [...query.columns, ...query.orderBy].map((c) => c.expression)
  const conditions = [query.where, query.having, ...query.joins.map((j) => j.on)].filter((c) => c !== null)
  return [...[...expressions, ...query.groupBy].flatMap(columnsRead), ...conditions.flatMap(columnsTested)].filter((c) => !own.has(c.table))
}

/** Columns that an expression reads of the query it stands in, from within subqueries too. */
export const columnsRead = (e: Expression): readonly ColumnExpression[] => {
  if (e.kind === 'column') return [e]
  if (e.kind === 'subquery') return inQuery(e.query)
  if (e.kind === 'aggregate') return [...(e.argument ? columnsRead(e.argument) : []), ...(e.filter ? columnsTested(e.filter) : [])]
  return childrenOf(e).flatMap(columnsRead)
}

/** The same for a condition. */
export const columnsTested = (c: Condition): readonly ColumnExpression[] => {
  switch (c.kind) {
    case 'exists':
      return inQuery(c.query)
    case 'in_query':
      return [...columnsRead(c.value), ...inQuery(c.query)]
    case 'and':
    case 'or':
      return c.parts.flatMap(columnsTested)
    case 'not':
      return columnsTested(c.part)
    default:
      return expressionsOf(c).flatMap(columnsRead)
  }
}
