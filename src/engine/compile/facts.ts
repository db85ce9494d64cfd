import type { Column, ColumnType } from '#contracts/catalog.ts'
import type { Expression, Query } from '#contracts/query-plan.ts'
import { findSource, type Scope, scopeInside, storedColumn } from './scope.ts'

/** What the compiler knows of an expression's values. */
export type Facts = {
  readonly type: ColumnType
  readonly nullable: boolean
  /** NULLs have been seen in the data, or must be expected. */
  readonly hasNulls: boolean
  /** Never an integer: dividing it keeps the decimals. */
  readonly fractional: boolean
  /** Binary floating point. */
  readonly floating: boolean
  /** The stored column it is, unchanged. */
  readonly column: Column | null
}

const floatingType = /real|floa|doub/i

const plain = (type: ColumnType, nullable = true): Facts => ({
  type,
  nullable,
  hasNulls: false,
  fractional: false,
  floating: false,
  column: null,
})

/** A SQLite column declared as a date may hold the time too. */
const typeOfStored = (column: Column): ColumnType =>
  column.type === 'date' && (column.statistics?.min?.length ?? 0) > 10 ? 'datetime' : column.type

const ofStored = (column: Column, optional: boolean, scope: Scope): Facts => {
  const floating = column.type === 'number' && floatingType.test(column.databaseType)
  return {
    type: typeOfStored(column),
    nullable: optional || column.nullable,
    hasNulls: optional || (column.nullable && (column.statistics?.nullFraction ?? 0) > 0),
    fractional: column.type === 'number' && (floating || scope.dialect !== 'sqlite'),
    floating,
    column,
  }
}

const ofOutput = (query: Query, name: string, scope: Scope): Facts => {
  if (query.kind === 'compound') return ofOutput(query.left, name, scope)
  const output = query.columns.find((c) => c.name === name)
  return output ? factsOf(output.expression, scopeInside(query, scope)) : plain('other')
}

const ofColumn = (expression: Extract<Expression, { kind: 'column' }>, scope: Scope): Facts => {
  const place = findSource(scope, expression.table)
  const stored = storedColumn(place.source, expression.column)
  if (stored) return ofStored(stored, place.source.optional, scope)
  if (place.source.query) return ofOutput(place.source.query, expression.column, place.scope)
  return plain('other')
}

const joined = (a: Facts, b: Facts): Facts => ({
  type: a.type === 'number' || b.type === 'number' ? 'number' : a.type,
  nullable: a.nullable || b.nullable,
  hasNulls: a.hasNulls || b.hasNulls,
  fractional: a.fractional || b.fractional,
  floating: a.floating || b.floating,
  column: null,
})

const ofArithmetic = (expression: Extract<Expression, { kind: 'arithmetic' }>, scope: Scope): Facts => {
  const left = factsOf(expression.left, scope)
  const both = joined(left, factsOf(expression.right, scope))
  if (expression.operator === '/') return { ...both, type: 'number', fractional: true, nullable: true }
  return both
}

const ofAggregate = (name: string, argument: Facts | null): Facts => {
  if (name === 'count' || argument === null) return plain('integer', false)
  const kept = { ...argument, column: null }
  if (name === 'avg') return { ...kept, type: 'number', fractional: true }
  if (name === 'median') return { ...kept, type: 'number', fractional: true, floating: true }
  return kept
}

const ofCall = (expression: Extract<Expression, { kind: 'call' }>, scope: Scope): Facts => {
  const all = expression.arguments.map((a) => factsOf(a, scope))
  const first = all[0] ?? plain('other')
  switch (expression.function) {
    case 'length':
      return { ...plain('integer', first.nullable), hasNulls: first.hasNulls }
    case 'lower':
    case 'upper':
    case 'trim':
      return { ...plain('text', first.nullable), hasNulls: first.hasNulls }
    case 'concat':
      return plain('text', false)
    case 'round':
      return { ...first, type: 'number', fractional: true, column: null }
    case 'abs':
      return { ...first, column: null }
    case 'nullif':
      return { ...first, nullable: true, column: null }
    case 'coalesce':
      return { ...all.reduce(joined, first), nullable: all.every((f) => f.nullable), hasNulls: all.every((f) => f.hasNulls) }
    case 'current_date':
      return plain('date', false)
    case 'current_timestamp':
      return plain('datetime', false)
  }
}

const ofWindow = (expression: Extract<Expression, { kind: 'window' }>, scope: Scope): Facts => {
  switch (expression.function) {
    case 'rank':
    case 'dense_rank':
    case 'row_number':
      return plain('integer', false)
    case 'lag':
      return {
        ...(expression.argument ? factsOf(expression.argument, scope) : plain('other')),
        nullable: true,
        hasNulls: true,
        column: null,
      }
    default:
      return ofAggregate(expression.function, expression.argument ? factsOf(expression.argument, scope) : null)
  }
}

const ofLiteral = (expression: Extract<Expression, { kind: 'literal' }>): Facts => {
  const whole = typeof expression.value === 'number' && Number.isInteger(expression.value)
  const type = typeof expression.value === 'number' ? (whole ? 'integer' : 'number') : expression.type
  return { ...plain(type, expression.value === null), fractional: typeof expression.value === 'number' && !whole }
}

/** Type, nullability and arithmetic of an expression, read from the catalog. */
export const factsOf = (expression: Expression, scope: Scope): Facts => {
  switch (expression.kind) {
    case 'column':
      return ofColumn(expression, scope)
    case 'literal':
      return ofLiteral(expression)
    case 'arithmetic':
      return ofArithmetic(expression, scope)
    case 'aggregate':
      return ofAggregate(expression.function, expression.argument ? factsOf(expression.argument, scope) : null)
    case 'window':
      return ofWindow(expression, scope)
    case 'date_trunc': {
      const of = factsOf(expression.of, scope)
      return { ...of, type: expression.unit === 'hour' ? 'datetime' : 'date', column: null }
    }
    case 'date_part':
      return { ...factsOf(expression.of, scope), type: 'integer', column: null }
    case 'date_diff': {
      const both = joined(factsOf(expression.from, scope), factsOf(expression.to, scope))
      return { ...both, type: 'number', floating: true, fractional: expression.unit === 'day' || expression.unit === 'hour' }
    }
    case 'case': {
      const all = [...expression.branches.map((b) => b.value), ...(expression.otherwise ? [expression.otherwise] : [])].map((e) =>
        factsOf(e, scope),
      )
      const open = expression.otherwise === null
      const known = all.find((f) => f.type !== 'other') ?? plain('other')
      const merged = all.reduce(joined, known)
      return { ...merged, nullable: merged.nullable || open, hasNulls: merged.hasNulls || open, fractional: all.every((f) => f.fractional) }
    }
    case 'call':
      return ofCall(expression, scope)
    case 'subquery': {
      const first = firstOutput(expression.query)
      return { ...ofOutput(expression.query, first, scope), nullable: true, column: null }
    }
  }
}

const firstOutput = (query: Query): string => (query.kind === 'compound' ? firstOutput(query.left) : (query.columns[0]?.name ?? ''))

/** A PostgreSQL enum (or another type that only compares with itself): the catalog calls it text, the database doesn't. */
export const isEnumColumn = (column: Column | null): boolean =>
  column !== null &&
  column.type === 'text' &&
  !/^(text|character|char|varchar|bpchar|name|citext|string|"char")/i.test(column.databaseType.trim())
