import { z } from 'zod'

/** SQL dialects that plans compile to. */
export const dialect = z.enum(['postgres', 'sqlite', 'mysql', 'duckdb'])
export type Dialect = z.infer<typeof dialect>

/** The meaning of a column's values, whatever the database calls its type. */
export const columnType = z.enum(['text', 'integer', 'number', 'boolean', 'date', 'datetime', 'time', 'json', 'uuid', 'binary', 'other'])
export type ColumnType = z.infer<typeof columnType>

/** Facts about the stored values of a column, taken from the data; `min`/`max` as text in the database's own spelling. */
export const columnStatistics = z.object({
  distinctCount: z.number().nullable(),
  nullFraction: z.number().nullable(),
  min: z.string().nullable(),
  max: z.string().nullable(),
})

export const column = z.object({
  name: z.string(),
  type: columnType,
  /** The type as the database spells it: `numeric(10,2)`. */
  databaseType: z.string(),
  nullable: z.boolean(),
  /** Default as SQL text, null when there is none. */
  default: z.string().nullable(),
  /** The database fills it by itself: identity, serial, rowid, generated. */
  generated: z.boolean(),
  description: z.string().nullable(),
  synonyms: z.array(z.string()),
  /** Never shown to model providers, nor sampled. */
  sensitive: z.boolean(),
  /** Values that a CHECK ... IN or an enum type allows; null when any value is. */
  allowedValues: z.array(z.string()).nullable(),
  statistics: columnStatistics.nullable(),
})
export type Column = z.infer<typeof column>

export const uniqueKey = z.object({ name: z.string(), columns: z.array(z.string()) })
export const checkRule = z.object({ name: z.string(), expression: z.string() })
export const tableIndex = z.object({ name: z.string(), columns: z.array(z.string()), unique: z.boolean() })

export const table = z.object({
  name: z.string(),
  kind: z.enum(['table', 'view']),
  description: z.string().nullable(),
  synonyms: z.array(z.string()),
  /** Exact for small tables, the planner's estimate for large ones, null when unknown. */
  rowCount: z.number().nullable(),
  columns: z.array(column),
  primaryKey: z.array(z.string()),
  uniques: z.array(uniqueKey),
  checks: z.array(checkRule),
  indexes: z.array(tableIndex),
  /** A view's SELECT as the database prints it; null for tables. */
  definition: z.string().nullable(),
})
export type Table = z.infer<typeof table>

/** A foreign key, declared in the database or inferred from names, types and values. `from` refers to `to`. */
export const relation = z.object({
  name: z.string(),
  from: z.object({ table: z.string(), columns: z.array(z.string()) }),
  to: z.object({ table: z.string(), columns: z.array(z.string()) }),
  onDelete: z.enum(['no_action', 'restrict', 'cascade', 'set_null', 'set_default']),
  declared: z.boolean(),
})
export type Relation = z.infer<typeof relation>

/** What T7 knows of a source's structure. Only the schema that questions run on; names are unqualified. */
export const catalog = z.object({
  dialect,
  /** Changes whenever the structure does: a confirmation is bound to it. */
  version: z.string(),
  tables: z.array(table),
  relations: z.array(relation),
})
export type Catalog = z.infer<typeof catalog>

/** Distinct stored texts of one column, for value lookup. `complete` is false when there were more than were read. */
export type ColumnValues = {
  readonly table: string
  readonly column: string
  readonly values: readonly string[]
  readonly complete: boolean
}

export const findTable = (of: Catalog, name: string): Table | undefined => of.tables.find((t) => t.name === name)

export const findColumn = (of: Table, name: string): Column | undefined => of.columns.find((c) => c.name === name)
