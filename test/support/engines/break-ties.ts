import type { Order, Query } from '#contracts/query-plan.ts'

/**
 * The same query with rows that tie put in the order of what is shown: which of them comes first, or within a limit, is each engine's own
 * affair. Only the outermost select is changed.
 */
export const breakTies = (query: Query): Query => {
  if (query.kind === 'compound') return query
  const shown = query.columns.map((column): Order => ({ expression: column.expression, direction: 'asc' }))
  const { orderBy, perGroup } = query
  return {
    ...query,
    orderBy: orderBy.length > 0 || query.limit !== null ? [...orderBy, ...shown] : orderBy,
    perGroup: perGroup && !perGroup.ties ? { ...perGroup, orderBy: [...perGroup.orderBy, ...shown] } : perGroup,
  }
}
