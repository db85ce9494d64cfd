import { type Catalog, type ColumnType, findTable, type Table } from '#contracts/catalog.ts'
import { T7Error } from '#contracts/error.ts'
import type { Condition, Expression, Query } from '#contracts/query-plan.ts'
import type { Fields, TreeNode } from '#engine/guard/postgres-tree.ts'

/** A column of something in FROM: how the text calls it, and how the plan does. */
export type SourceColumn = { readonly called: string; readonly name: string; readonly type: ColumnType }

export type Source = {
  readonly called: string
  readonly as: string
  readonly columns: readonly SourceColumn[]
  /** Columns that USING or NATURAL merged into an earlier source's. */
  readonly merged: ReadonlySet<string>
}

export type Named = { readonly query: Query; readonly columns: readonly SourceColumn[] }

/** What names mean at some place of the text. */
export type Frame = {
  readonly sources: readonly Source[]
  readonly outer: Frame | null
  readonly named: ReadonlyMap<string, Named>
  /** Output columns by name, where they may be referred to. */
  readonly outputs: ReadonlyMap<string, Expression>
  readonly windows: ReadonlyMap<string, Fields>
}

/** How to go on reading below: the readers of expressions, conditions and queries need each other. */
export type Reading = {
  readonly catalog: Catalog
  /** Changes must mean exactly what was written: nothing is read more widely. */
  readonly strict: boolean
  readonly expression: (node: TreeNode | null, frame: Frame) => Expression
  readonly condition: (node: TreeNode | null, frame: Frame) => Condition
  readonly query: (select: Fields, frame: Frame) => Named
}

export const notRepresentable = (what: string): T7Error => new T7Error({ code: 'plan.not_representable', kind: 'user', params: { what } })

export const emptyFrame: Frame = { sources: [], outer: null, named: new Map(), outputs: new Map(), windows: new Map() }

export const foldName = (name: string, catalog: Catalog): string => (catalog.dialect === 'postgres' ? name : name.toLowerCase())

export const tableCalled = (name: string, catalog: Catalog): Table | undefined =>
  findTable(catalog, name) ?? catalog.tables.find((table) => foldName(table.name, catalog) === foldName(name, catalog))

export const columnsOf = (table: Table, catalog: Catalog): readonly SourceColumn[] =>
  table.columns.map((column) => ({ called: foldName(column.name, catalog), name: column.name, type: column.type }))

const inSource = (source: Source, column: string): SourceColumn | undefined => source.columns.find((one) => one.called === column)

const asExpression = (source: Source, column: SourceColumn): Expression => ({ kind: 'column', table: source.as, column: column.name })

/** `alias.column`, from the innermost query outwards. */
export const qualifiedColumn = (alias: string, column: string, frame: Frame): Expression => {
  for (let at: Frame | null = frame; at !== null; at = at.outer) {
    const source = at.sources.find((one) => one.called === alias)
    if (source === undefined) continue
    const found = inSource(source, column)
    if (found === undefined) break
    return asExpression(source, found)
  }
  throw notRepresentable(`${alias}.${column}`)
}

/** A column named alone: of the innermost query that has it, and only once. */
export const bareColumn = (column: string, frame: Frame): Expression => {
  for (let at: Frame | null = frame; at !== null; at = at.outer) {
    const found = at.sources.flatMap((source) => {
      const one = source.merged.has(column) ? undefined : inSource(source, column)
      return one === undefined ? [] : [asExpression(source, one)]
    })
    if (found.length > 1) throw notRepresentable(`${column} is ambiguous`)
    const output = at.outputs.get(column)
    const [only] = found
    if (only !== undefined) return only
    if (output !== undefined) return output
  }
  throw notRepresentable(column)
}

const sourceOf = (alias: string, frame: Frame | null): Source | undefined =>
  frame === null ? undefined : (frame.sources.find((one) => one.as === alias) ?? sourceOf(alias, frame.outer))

/** The type of an expression's values, 'other' where it isn't known. */
export const typeOf = (expression: Expression, frame: Frame): ColumnType => {
  switch (expression.kind) {
    case 'column':
      return sourceOf(expression.table, frame)?.columns.find((one) => one.name === expression.column)?.type ?? 'other'
    case 'literal':
      return expression.type
    case 'aggregate':
      if (expression.function === 'count') return 'integer'
      if (expression.function === 'avg' || expression.function === 'median' || expression.argument === null) return 'number'
      return typeOf(expression.argument, frame)
    case 'window':
      if (expression.argument === null || expression.function === 'count') return 'integer'
      return expression.function === 'avg' ? 'number' : typeOf(expression.argument, frame)
    case 'arithmetic': {
      const [left, right] = [typeOf(expression.left, frame), typeOf(expression.right, frame)]
      if (expression.operator === '/' || left === 'number' || right === 'number') return 'number'
      return left === 'integer' && right === 'integer' ? 'integer' : left
    }
    case 'date_trunc':
      return 'date'
    case 'date_part':
      return 'integer'
    case 'date_diff':
      return 'number'
    case 'case':
      return expression.branches[0] === undefined ? 'other' : typeOf(expression.branches[0].value, frame)
    case 'call':
      return callType(expression, frame)
    case 'subquery':
      return 'other'
  }
}

const callType = (call: Extract<Expression, { kind: 'call' }>, frame: Frame): ColumnType => {
  const [first] = call.arguments
  if (call.function === 'length') return 'integer'
  if (call.function === 'current_date') return 'date'
  if (call.function === 'current_timestamp') return 'datetime'
  if (call.function === 'round') return 'number'
  if (call.function === 'abs' || call.function === 'nullif' || call.function === 'coalesce')
    return first === undefined ? 'other' : typeOf(first, frame)
  return 'text'
}
