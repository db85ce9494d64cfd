import type { Catalog } from '#contracts/catalog.ts'
import { findColumn, findTable } from '#contracts/catalog.ts'
import type { Expression, From, Query, Select } from '#contracts/query-plan.ts'
import { childrenOf, expressionsOf, isAggregate, queriesInCondition, sameExpression, subqueriesIn } from '../expressions.ts'

type Sources = ReadonlyMap<string, string | null>

const sourcesOf = (select: Select): readonly From[] => [select.from, ...select.joins.map((j) => j.source)]

/** Whether an expression has one value per group: grouped itself, made of such, or a column of a row whose key is grouped. */
const isGrouped = (select: Select, sources: Sources, catalog: Catalog, e: Expression): boolean => {
  if (select.groupBy.some((g) => sameExpression(g, e))) return true
  if (e.kind === 'literal' || e.kind === 'aggregate' || e.kind === 'subquery') return true
  if (e.kind !== 'column') return childrenOf(e).every((c) => isGrouped(select, sources, catalog, c))
  const table = findTable(catalog, sources.get(e.table) ?? '')
  if (!table || table.primaryKey.length === 0) return false
  return table.primaryKey.every((k) => select.groupBy.some((g) => g.kind === 'column' && g.table === e.table && g.column === k))
}

const orders = (select: Select): readonly Expression[] =>
  [...select.orderBy, ...(select.perGroup?.orderBy ?? [])].map((o) => o.expression).concat(select.perGroup?.partitionBy ?? [])

const groupFaults = (select: Select, sources: Sources, catalog: Catalog): readonly string[] => {
  const shown = select.columns.map((c) => c.expression)
  const aggregated = select.groupBy.length > 0 || select.having !== null || [...shown, ...orders(select)].some(isAggregate)
  if (!aggregated) return []
  const loose = [...shown, ...orders(select), ...(select.having ? expressionsOf(select.having) : [])].filter(
    (e) => !isGrouped(select, sources, catalog, e),
  )
  return loose.map((e) => `not grouped: ${JSON.stringify(e)}`)
}

const columnsIn = (e: Expression): readonly { readonly table: string; readonly column: string }[] =>
  e.kind === 'column' ? [e] : childrenOf(e).flatMap(columnsIn)

const unknownColumns = (select: Select, scope: Sources, catalog: Catalog): readonly string[] => {
  const used = [
    ...select.columns.map((c) => c.expression),
    ...orders(select),
    ...select.groupBy,
    ...[select.where, select.having, ...select.joins.map((j) => j.on)].flatMap((c) => (c ? expressionsOf(c) : [])),
  ].flatMap(columnsIn)
  return used.flatMap(({ table, column }) => {
    if (!scope.has(table)) return [`no source ${table}`]
    const stored = scope.get(table)
    if (stored === null || stored === undefined) return []
    const found = findTable(catalog, stored)
    return found && findColumn(found, column) ? [] : [`no column ${table}.${column}`]
  })
}

/** What is wrong with a query for the strictest of the dialects; empty where nothing is. */
export const queryFaults = (query: Query, catalog: Catalog, outer: Sources = new Map()): readonly string[] => {
  if (query.kind === 'compound') return [...queryFaults(query.left, catalog, outer), ...queryFaults(query.right, catalog, outer)]
  const aliases = sourcesOf(query).map((s) => s.as)
  const own: Sources = new Map(sourcesOf(query).map((s) => [s.as, s.kind === 'table' ? s.table : null]))
  const scope: Sources = new Map([...outer, ...own])
  const names = query.columns.map((c) => c.name)
  const shown = query.columns.map((c) => c.expression)
  const conditions = [query.where, query.having].filter((c) => c !== null)
  const inner = [...conditions.flatMap(queriesInCondition), ...[...shown, ...orders(query)].flatMap(subqueriesIn)]
  return [
    ...(names.length === 0 ? ['nothing is shown'] : []),
    ...(new Set(names).size < names.length ? [`names repeat: ${names.join(', ')}`] : []),
    ...(new Set(aliases).size < aliases.length ? [`sources repeat: ${aliases.join(', ')}`] : []),
    ...unknownColumns(query, scope, catalog),
    ...groupFaults(query, own, catalog),
    ...(query.where && expressionsOf(query.where).some(isAggregate) ? ['aggregate in where'] : []),
    ...(query.groupBy.some(isAggregate) ? ['aggregate in group by'] : []),
    ...(query.limit !== null && (!Number.isInteger(query.limit) || query.limit < 0) ? [`limit ${query.limit}`] : []),
    ...(query.perGroup && (!Number.isInteger(query.perGroup.limit) || query.perGroup.limit < 1) ? [`limit ${query.perGroup.limit}`] : []),
    ...inner.flatMap((q) => queryFaults(q, catalog, scope)),
    ...sourcesOf(query).flatMap((s) => (s.kind === 'query' ? queryFaults(s.query, catalog, outer) : [])),
  ]
}
