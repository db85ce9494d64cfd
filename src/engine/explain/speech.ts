import type { Catalog, Column, Relation } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import type { Condition, Expression, From, Query, Select } from '#contracts/query-plan.ts'
import { sourcesOf } from '../compile/scope.ts'
import { rolesOf } from '../understand/roles.ts'
import { columnName, columnOf, isNaming, tableName } from './names.ts'

/** What is needed to say a part of a plan: the language and what its table aliases stand for. */
export type Speech = {
  readonly catalog: Catalog
  readonly language: Language
  readonly sources: ReadonlyMap<string, From>
  readonly outer: Speech | null
  /** How the parts say each other. */
  readonly say: {
    readonly expression: (expression: Expression, speech: Speech) => string
    readonly condition: (condition: Condition, speech: Speech) => string
    readonly query: (query: Query, speech: Speech) => string
  }
}

export const words = (speech: Pick<Speech, 'language'>, es: string, en: string): string => (speech.language === 'es' ? es : en)

export const insideSelect = (select: Select, speech: Speech): Speech => ({
  ...speech,
  sources: new Map(sourcesOf(select).map((s) => [s.as, s])),
  outer: speech,
})

export const sourceOf = (alias: string, speech: Speech): From | null =>
  speech.sources.get(alias) ?? (speech.outer ? sourceOf(alias, speech.outer) : null)

/** What people call a table here: by its name, or by the part it plays ("equipo local"). */
export const sourceName = ({ table, as }: Extract<From, { kind: 'table' }>, speech: Speech): string =>
  as !== table && rolesOf(speech.catalog).some((role) => role.alias === as && role.table === table) ? columnName(as) : tableName(table)

/** What people call the table of a stored column. */
export const ownerName = (expression: Expression, table: string, speech: Speech): string => {
  const source = expression.kind === 'column' ? sourceOf(expression.table, speech) : null
  return source?.kind === 'table' ? sourceName(source, speech) : tableName(table)
}

/** The stored column behind an expression that is a column, through subselects; null when computed. */
export const storedColumn = (expression: Expression, speech: Speech): { readonly table: string; readonly column: Column } | null => {
  if (expression.kind !== 'column') return null
  const source = sourceOf(expression.table, speech)
  if (source?.kind === 'table') {
    const column = columnOf(speech.catalog, source.table, expression.column)
    return column ? { table: source.table, column } : null
  }
  const output = source ? outputOf(source.query, expression.column, speech) : null
  return output ? storedColumn(output.expression, output.speech) : null
}

type Output = { readonly expression: Expression; readonly speech: Speech }

/** What an output column of a query is made of. */
export const outputOf = (query: Query, name: string, speech: Speech): Output | null => {
  if (query.kind === 'compound') return outputOf(query.left, name, speech)
  const found = query.columns.find((c) => c.name === name)
  return found ? { expression: found.expression, speech: insideSelect(query, speech) } : null
}

const samePair = (relation: Relation, a: string, b: string): boolean =>
  relation.from.columns.some((c, i) => {
    const from = `${relation.from.table}.${c}`
    const to = `${relation.to.table}.${relation.to.columns[i] ?? ''}`
    return (from === a && to === b) || (from === b && to === a)
  })

/** Whether a condition only says that two tables go together by a relation of the catalog. */
export const isRelationLink = (condition: Condition, speech: Speech): boolean => {
  if (condition.kind === 'and') return condition.parts.every((p) => isRelationLink(p, speech))
  if (condition.kind !== 'compare' || condition.operator !== '=') return false
  const left = storedColumn(condition.left, speech)
  const right = storedColumn(condition.right, speech)
  if (!left || !right) return false
  return speech.catalog.relations.some((r) => samePair(r, `${left.table}.${left.column.name}`, `${right.table}.${right.column.name}`))
}

/** What an EXISTS is about: the table its relations lead to, the tables between, and what is asked of its rows beyond being related. */
export type Existence = {
  readonly table: string
  readonly via: readonly string[]
  readonly rest: readonly Condition[]
  readonly linked: boolean
  readonly inner: Speech
}

/** Whether a condition asks something of a table's rows other than their name. */
const asksOf = (condition: Condition, table: string, speech: Speech): boolean => {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.parts.some((p) => asksOf(p, table, speech))
  const value =
    condition.kind === 'compare' ? condition.left : condition.kind === 'exists' || condition.kind === 'not' ? null : condition.value
  const stored = value && storedColumn(value, speech)
  return stored !== null && stored !== undefined && stored.table === table && !isNaming(stored.column.name)
}

/** Reads a subquery that only follows relations; null where it does more. */
export const existenceOf = (query: Query, speech: Speech): Existence | null => {
  if (query.kind !== 'select' || query.from.kind !== 'table' || query.groupBy.length > 0 || query.having !== null) return null
  const inner = insideSelect(query, speech)
  const joined = query.joins.flatMap((j) => (j.source.kind === 'table' && isRelationLink(j.on, inner) ? [j.source.table] : []))
  if (joined.length < query.joins.length) return null
  const parts = query.where?.kind === 'and' ? query.where.parts : query.where ? [query.where] : []
  const rest = parts.filter((p) => !isRelationLink(p, inner))
  const path = [query.from.table, ...joined]
  const table =
    rest.length === 0
      ? (path.at(-1) ?? query.from.table)
      : (path.findLast((t) => rest.some((c) => asksOf(c, t, inner))) ?? query.from.table)
  return { table, via: rest.length === 0 ? path.slice(0, -1) : [], rest, linked: rest.length < parts.length, inner }
}
