import { type Catalog, type Column, type Dialect, findColumn, findTable, type Table } from '#contracts/catalog.ts'
import { T7Error } from '#contracts/error.ts'
import type { Condition, Expression, From, Query, Select } from '#contracts/query-plan.ts'
import type { Fragment } from './render.ts'

/** SQL text with how tightly its outermost operator binds, so that parentheses are written only where needed. */
export type Piece = { readonly fragment: Fragment; readonly binds: Binding }
export type Binding = 'atom' | 'product' | 'sum'

/** The three compilers, which call each other. */
export type Building = {
  readonly piece: (expression: Expression, scope: Scope) => Piece
  readonly condition: (condition: Condition, scope: Scope) => Fragment
  readonly query: (query: Query, outer: Scope) => Fragment
  /** A select whose rows only need to exist. */
  readonly existence: (select: Select, outer: Scope) => Fragment
}

export type ScopeSource = {
  readonly table: Table | null
  readonly query: Query | null
  /** On the right of a left join: any of its columns may be NULL. */
  readonly optional: boolean
}

/** What names mean at one place of a query. */
export type Scope = {
  readonly catalog: Catalog
  readonly dialect: Dialect
  readonly build: Building
  readonly sources: ReadonlyMap<string, ScopeSource>
  readonly outer: Scope | null
  /** Columns are written with their table. */
  readonly qualified: boolean
}

export type Place = { readonly source: ScopeSource; readonly scope: Scope; readonly outer: boolean }

export const findSource = (scope: Scope, alias: string): Place => {
  let at: Scope | null = scope
  while (at !== null) {
    const source = at.sources.get(alias)
    if (source !== undefined) return { source, scope: at, outer: at !== scope }
    at = at.outer
  }
  throw new T7Error({ code: 'compile.unknown_alias', kind: 'bug', params: { alias } })
}

export const storedColumn = (source: ScopeSource, name: string): Column | null =>
  source.table === null ? null : (findColumn(source.table, name) ?? null)

/** Plans don't change, and their parts are asked about many times. */
const knownFree = new WeakMap<object, ReadonlySet<string>>()

/** Table aliases that a part of a plan uses without defining them. */
export const freeAliases = (part: unknown): ReadonlySet<string> => {
  if (typeof part !== 'object' || part === null) return new Set()
  const known = knownFree.get(part)
  if (known) return known
  const found = findFree(part)
  knownFree.set(part, found)
  return found
}

const findFree = (part: object): ReadonlySet<string> => {
  if (Array.isArray(part)) return union(part.map(freeAliases))
  if ('kind' in part && part.kind === 'column' && 'table' in part && typeof part.table === 'string') return new Set([part.table])
  const all = union(Object.values(part).map(freeAliases))
  if (!('kind' in part) || part.kind !== 'select') return all
  const own = new Set(sourcesOf(part as Select).map((s) => s.as))
  return new Set([...all].filter((alias) => !own.has(alias)))
}

const union = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> => new Set(sets.flatMap((s) => [...s]))

export const sourcesOf = (select: Select): readonly From[] => [select.from, ...select.joins.map((j) => j.source)]

const sourceIn = (from: From, catalog: Catalog, optional: boolean): ScopeSource =>
  from.kind === 'table'
    ? { table: findTable(catalog, from.table) ?? null, query: null, optional }
    : { table: null, query: from.query, optional }

/** The scope inside a select: its own sources over those of the query around it. */
export const scopeInside = (select: Select, outer: Scope): Scope => {
  const sources = new Map([[select.from.as, sourceIn(select.from, outer.catalog, false)]])
  for (const join of select.joins) sources.set(join.source.as, sourceIn(join.source, outer.catalog, join.type === 'left'))
  return { ...outer, sources, outer, qualified: sources.size > 1 || freeAliases(select).size > 0 }
}
