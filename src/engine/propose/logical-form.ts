import type { Comparison } from '#contracts/query-plan.ts'

/** Index of a column in `Schema.columns`; `everyRow` stands for `*`. */
export type ColumnIndex = number
export const everyRow: ColumnIndex = -1

export type Figure = 'none' | 'count' | 'sum' | 'avg' | 'min' | 'max'

/** A column, or something computed over one. */
export type Item = { readonly figure: Figure; readonly distinct: boolean; readonly column: ColumnIndex }

export type Operator = Comparison | 'contains' | 'starts' | 'ends' | 'lacks' | 'between' | 'empty' | 'filled'

export type Literal = string | number

export type Predicate =
  /** `values`: two for `between`, several where any of them will do. */
  | { readonly kind: 'value'; readonly item: Item; readonly operator: Operator; readonly values: readonly Literal[] }
  /** Compared with a figure over all rows of the column's table, or those that meet `where`. */
  | {
      readonly kind: 'figure'
      readonly column: ColumnIndex
      readonly operator: Comparison
      readonly of: Item
      readonly where: readonly Predicate[]
      readonly tables: readonly number[]
    }
  /** Among (or not among) what another query gives. */
  | { readonly kind: 'member'; readonly column: ColumnIndex; readonly negated: boolean; readonly inner: Core }

/** One SELECT over joined tables. `tables` are indexes in `Schema.tables`. */
export type Core = {
  readonly select: readonly Item[]
  readonly distinct: boolean
  readonly tables: readonly number[]
  readonly where: readonly Predicate[]
  readonly any: boolean
  readonly group: readonly ColumnIndex[]
  readonly having: readonly Predicate[]
  readonly order: { readonly by: Item; readonly direction: 'asc' | 'desc' } | null
  readonly limit: number | null
}

/**
 * What a question asks, reduced to what most questions are made of: the form the learned proposer builds and the ranker scores.
 * A plan says more; `abstractQuery` gives null for those, `realize` turns a form into a plan.
 */
export type LogicalForm = {
  readonly core: Core
  readonly combined: { readonly operator: 'union' | 'intersect' | 'except'; readonly core: Core } | null
}

export const plain = (column: ColumnIndex): Item => ({ figure: 'none', distinct: false, column })

/** Columns that predicates read, nested ones left out. */
export const columnsOfPredicate = (predicate: Predicate): readonly ColumnIndex[] =>
  predicate.kind === 'value' ? [predicate.item.column] : [predicate.column]

/** Columns that a core reads in its own scope, `*` left out. */
export const columnsOfCore = (core: Core): readonly ColumnIndex[] =>
  [
    ...core.select.map((item) => item.column),
    ...[...core.where, ...core.having].flatMap(columnsOfPredicate),
    ...core.group,
    ...(core.order ? [core.order.by.column] : []),
  ].filter((column) => column !== everyRow)
