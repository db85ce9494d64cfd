import type { Catalog, Column } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import type { Condition, Expression, From, Query, Select } from '#contracts/query-plan.ts'
import { freeAliases, sourcesOf } from '../compile/scope.ts'
import { columnOf, tableName } from './names.ts'
import { type NamedSource, nameSources, partName } from './source-names.ts'

/** What is needed to say a part of a plan: the language and what its table aliases stand for. */
export type Speech = {
  readonly catalog: Catalog
  readonly language: Language
  readonly sources: ReadonlyMap<string, NamedSource>
  /** Only one table is read and nothing outside it: its columns need not say whose they are. */
  readonly alone: boolean
  readonly outer: Speech | null
  /** How the parts say each other. */
  readonly say: {
    readonly expression: (expression: Expression, speech: Speech) => string
    readonly condition: (condition: Condition, speech: Speech) => string
    readonly query: (query: Query, speech: Speech) => string
  }
}

export const words = (speech: Pick<Speech, 'language'>, es: string, en: string): string => (speech.language === 'es' ? es : en)

/** A source as people hear of it, and the query it belongs to. */
const namedSource = (alias: string, speech: Speech): NamedSource | null =>
  speech.sources.get(alias) ?? (speech.outer ? namedSource(alias, speech.outer) : null)

export const insideSelect = (select: Select, speech: Speech): Speech => {
  const outside = [...freeAliases(select)].map((alias) => namedSource(alias, speech)).filter((one) => one !== null)
  const sources = nameSources(sourcesOf(select), outside, speech)
  return { ...speech, sources, alone: sources.size === 1 && outside.length === 0, outer: speech }
}

export const sourceOf = (alias: string, speech: Speech): From | null => namedSource(alias, speech)?.from ?? null

/** What a source is called: its table, "otros clientes" beside clientes, "la lista A"; empty where nothing needs to be said. */
export const sourceName = (alias: string, speech: Speech): string => namedSource(alias, speech)?.name ?? ''

/** What people call the table of a stored column. */
export const ownerName = (expression: Expression, table: string, speech: Speech): string => {
  const source = expression.kind === 'column' ? sourceOf(expression.table, speech) : null
  return source?.kind === 'table' ? partName(source, speech.catalog) : tableName(table)
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
