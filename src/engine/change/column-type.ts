import type { ColumnType, Dialect } from '#contracts/catalog.ts'

export type TypeSpec = { readonly type: ColumnType; readonly length: number | null; readonly scale: number | null }

const numeric = (precision: number, scale: number | null): string => `numeric(${precision},${scale ?? 2})`

const postgresType = ({ type, length, scale }: TypeSpec): string => {
  switch (type) {
    case 'text':
    case 'other':
      return length === null ? 'text' : `varchar(${length})`
    case 'integer':
      return 'integer'
    case 'number':
      return scale === null ? 'numeric' : numeric(14, scale)
    case 'datetime':
      return 'timestamp'
    case 'json':
      return 'jsonb'
    case 'binary':
      return 'bytea'
    case 'boolean':
    case 'date':
    case 'time':
    case 'uuid':
      return type
  }
}

/** SQLite stores by affinity: the names say the meaning, and the affinity stays right (a DATE column holds its ISO text as it is). */
const sqliteType = ({ type, length, scale }: TypeSpec): string => {
  switch (type) {
    case 'text':
    case 'other':
      return length === null ? 'TEXT' : `VARCHAR(${length})`
    case 'integer':
      return 'INTEGER'
    case 'number':
      return scale === null ? 'NUMERIC' : numeric(14, scale).toUpperCase()
    case 'boolean':
      return 'BOOLEAN'
    case 'date':
      return 'DATE'
    case 'datetime':
      return 'DATETIME'
    case 'time':
      return 'TIME'
    case 'json':
      return 'JSON'
    case 'uuid':
      return 'UUID'
    case 'binary':
      return 'BLOB'
  }
}

const mysqlType = ({ type, length, scale }: TypeSpec): string => {
  switch (type) {
    case 'text':
    case 'other':
      return `varchar(${length ?? 255})`
    case 'integer':
      return 'int'
    case 'number':
      return `decimal(${scale === null ? '18,4' : `14,${scale}`})`
    case 'boolean':
      return 'boolean'
    case 'uuid':
      return 'char(36)'
    case 'binary':
      return 'blob'
    case 'date':
    case 'datetime':
    case 'time':
    case 'json':
      return type
  }
}

const duckdbType = ({ type, length, scale }: TypeSpec): string => {
  switch (type) {
    case 'text':
    case 'other':
      return length === null ? 'varchar' : `varchar(${length})`
    case 'number':
      return scale === null ? 'double' : `decimal(14,${scale})`
    case 'datetime':
      return 'timestamp'
    case 'binary':
      return 'blob'
    case 'integer':
    case 'boolean':
    case 'date':
    case 'time':
    case 'json':
    case 'uuid':
      return type
  }
}

/** The database's name of a type. `length` in characters (text), `scale` in decimals (number). */
export const databaseType = (spec: TypeSpec, dialect: Dialect): string => {
  switch (dialect) {
    case 'postgres':
      return postgresType(spec)
    case 'sqlite':
      return sqliteType(spec)
    case 'mysql':
      return mysqlType(spec)
    case 'duckdb':
      return duckdbType(spec)
  }
}
