import type { Catalog, Column, ColumnType, Dialect, Table } from '#contracts/catalog.ts'
import { identifier, identifiers } from '../../change/quoting.ts'
import { type Scalar, writeLiteral } from '../literal.ts'

/** A table with its rows, as arrays in the order of `columns`. */
export type FilledTable = {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Scalar[])[]
}

type OtherDialect = Exclude<Dialect, 'postgres'>

/** Types that are called otherwise than in PostgreSQL. */
const typeNames: Readonly<Record<OtherDialect, Partial<Record<ColumnType, string>>>> = {
  sqlite: { text: 'TEXT', integer: 'INTEGER', boolean: 'BOOLEAN', date: 'DATE', datetime: 'TIMESTAMP' },
  mysql: { text: 'varchar(500)', integer: 'bigint', boolean: 'boolean', date: 'date', datetime: 'datetime' },
  duckdb: { text: 'varchar', integer: 'bigint', boolean: 'boolean', date: 'date', datetime: 'timestamp' },
}

const doubleNames: Readonly<Record<OtherDialect, string>> = { sqlite: 'REAL', mysql: 'double', duckdb: 'double' }

const isMembersOnly = (column: Column): boolean => column.allowedValues !== null && column.databaseType !== 'text'

const translatedType = (column: Column, dialect: OtherDialect): string => {
  if (isMembersOnly(column) && dialect !== 'sqlite')
    return `enum(${(column.allowedValues ?? []).map((v) => writeLiteral(v, null, dialect)).join(', ')})`
  if (column.type !== 'number') return typeNames[dialect][column.type] ?? column.databaseType
  return column.databaseType === 'double precision' ? doubleNames[dialect] : column.databaseType.replace('numeric', 'decimal')
}

/** The catalog that a database of another dialect would have with the tables of a PostgreSQL one. */
export const translatedCatalog = (catalog: Catalog, dialect: Dialect): Catalog =>
  dialect === 'postgres'
    ? catalog
    : {
        ...catalog,
        dialect,
        tables: catalog.tables.map((table) => ({
          ...table,
          columns: table.columns.map((column) => ({ ...column, databaseType: translatedType(column, dialect) })),
        })),
      }

const createTable = (table: Table, dialect: Dialect): string =>
  `create table ${identifier(table.name, dialect)} (${table.columns.map((c) => `${identifier(c.name, dialect)} ${c.databaseType}`).join(', ')})`

const createEnums = (table: Table): readonly string[] =>
  table.columns
    .filter(isMembersOnly)
    .map(
      (c) => `create type ${c.databaseType} as enum (${(c.allowedValues ?? []).map((v) => writeLiteral(v, null, 'postgres')).join(', ')})`,
    )

const rowsAtOnce = 500

const insertRows = (table: FilledTable, dialect: Dialect): readonly string[] => {
  const tuples = table.rows.map((row) => `(${row.map((cell) => writeLiteral(cell, null, dialect)).join(', ')})`)
  const target = `${identifier(table.name, dialect)} (${identifiers(table.columns, dialect)})`
  return Array.from({ length: Math.ceil(tuples.length / rowsAtOnce) }, (_, at) => tuples.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce)).map(
    (some) => `insert into ${target} values ${some.join(', ')}`,
  )
}

/** Statements that make the tables of a catalog and fill them: the same rows in every dialect. */
export const tableStatements = (catalog: Catalog, filled: readonly FilledTable[]): readonly string[] => [
  ...(catalog.dialect === 'postgres' ? catalog.tables.flatMap(createEnums) : []),
  ...catalog.tables.map((table) => createTable(table, catalog.dialect)),
  ...filled.flatMap((table) => insertRows(table, catalog.dialect)),
]
