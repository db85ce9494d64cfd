import { type Catalog, type Column, type ColumnType, findColumn, findTable } from '#contracts/catalog.ts'
import type { Expression, From, Query, Select } from '#contracts/query-plan.ts'

const sourceType = (from: From, column: string, catalog: Catalog): ColumnType => {
  if (from.kind === 'table') {
    const table = findTable(catalog, from.table)
    return (table === undefined ? undefined : findColumn(table, column)?.type) ?? 'other'
  }
  return viewColumns(from.query, catalog).find((c) => c.name === column)?.type ?? 'other'
}

const typeOf = (of: Expression, select: Select, catalog: Catalog): ColumnType => {
  switch (of.kind) {
    case 'column': {
      const from = [select.from, ...select.joins.map((j) => j.source)].find((f) => f.as === of.table)
      return from === undefined ? 'other' : sourceType(from, of.column, catalog)
    }
    case 'literal':
      return of.type
    case 'arithmetic':
    case 'date_diff':
      return 'number'
    case 'aggregate':
    case 'window':
      return aggregateType(of.function, of.argument, select, catalog)
    case 'date_trunc':
      return of.unit === 'hour' ? 'datetime' : 'date'
    case 'date_part':
      return 'integer'
    case 'case':
      return of.branches[0] === undefined ? 'other' : typeOf(of.branches[0].value, select, catalog)
    case 'call':
      return callType(of, select, catalog)
    case 'subquery':
      return viewColumns(of.query, catalog)[0]?.type ?? 'other'
  }
}

const aggregateType = (name: string, argument: Expression | null, select: Select, catalog: Catalog): ColumnType => {
  if (name === 'count' || name.includes('rank') || name === 'row_number') return 'integer'
  if (name === 'avg' || name === 'median' || argument === null) return 'number'
  return typeOf(argument, select, catalog)
}

const callType = (of: Extract<Expression, { kind: 'call' }>, select: Select, catalog: Catalog): ColumnType => {
  switch (of.function) {
    case 'length':
      return 'integer'
    case 'current_date':
      return 'date'
    case 'current_timestamp':
      return 'datetime'
    case 'lower':
    case 'upper':
    case 'trim':
    case 'concat':
      return 'text'
    default:
      return of.arguments[0] === undefined ? 'other' : typeOf(of.arguments[0], select, catalog)
  }
}

/** The columns that a view over this query shows, with types as far as the plan tells. */
export const viewColumns = (query: Query, catalog: Catalog): Column[] => {
  if (query.kind === 'compound') return viewColumns(query.left, catalog)
  return query.columns.map((c) => {
    const type = typeOf(c.expression, query, catalog)
    return {
      name: c.name,
      type,
      databaseType: type,
      nullable: true,
      default: null,
      generated: false,
      description: null,
      synonyms: [],
      sensitive: false,
      allowedValues: null,
      statistics: null,
    }
  })
}
