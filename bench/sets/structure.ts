import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Rows } from './compare-rows.ts'

export type Column = {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly standard: string | null
  readonly key: number
}
type ForeignKey = { readonly columns: readonly string[]; readonly to: string; readonly target: string | null; readonly onDelete: string }
type Index = { readonly columns: readonly string[]; readonly unique: boolean }

export type Table = {
  readonly name: string
  readonly sql: string
  readonly columns: readonly Column[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly indexes: readonly Index[]
  /** Sets of columns that cannot repeat. */
  readonly uniques: readonly (readonly string[])[]
}

export type Structure = { readonly tables: readonly Table[]; readonly views: readonly string[] }

const grid = z.array(z.array(z.union([z.string(), z.number(), z.null()])))

/** Opens a scratch file: nothing has to outlive a crash, so nothing waits for the disk. */
export const openScratch = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  database.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY')
  return database
}

/** The rows of a query as arrays. */
export const rowsOf = (database: DatabaseSync, sql: string): Rows => {
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  return grid.parse(statement.all())
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

const literal = (name: string): string => `'${name.replaceAll("'", "''")}'`

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

const foreignKeysOf = (database: DatabaseSync, name: string): readonly ForeignKey[] => {
  const parts = rowsOf(
    database,
    `SELECT id, seq, "table", "from", "to", on_delete FROM pragma_foreign_key_list(${literal(name)}, 'main') ORDER BY id, seq`,
  )
  const byId = Map.groupBy(parts, (part) => part[0])
  return [...byId.values()].map((group) => ({
    columns: group.map((part) => text(part[3])),
    to: text(group[0]?.[2]),
    target: group[0]?.[4] === null ? null : text(group[0]?.[4]),
    onDelete: text(group[0]?.[5]),
  }))
}

const tableOf = (database: DatabaseSync, name: string, sql: string): Table => {
  const columns = rowsOf(database, `SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(${literal(name)}, 'main')`).map(
    (row) => ({
      name: text(row[0]),
      type: text(row[1]).toUpperCase(),
      required: row[2] === 1,
      standard: row[3] === null ? null : text(row[3]),
      key: Number(row[4]),
    }),
  )
  const indexes = rowsOf(database, `SELECT name, "unique" FROM pragma_index_list(${literal(name)}, 'main')`).map(([index, unique]) => ({
    columns: rowsOf(database, `SELECT name FROM pragma_index_info(${literal(text(index))}, 'main')`).map((row) => text(row[0])),
    unique: unique === 1,
  }))
  const key = columns.filter((column) => column.key > 0).map((column) => column.name)
  const uniques = [...(key.length > 0 ? [key] : []), ...indexes.filter(({ unique }) => unique).map((index) => index.columns)]
  return { name, sql, columns, foreignKeys: foreignKeysOf(database, name), indexes, uniques }
}

/** What a database holds, without SQLite's own tables and those whose name starts with `_`. */
export const structureOf = (database: DatabaseSync): Structure => {
  const found = rowsOf(database, "SELECT type, name, sql FROM main.sqlite_master WHERE type IN ('table', 'view')").filter(
    ([, name]) => !/^(sqlite_|_)/.test(text(name)),
  )
  return {
    tables: found.filter(([type]) => type === 'table').map(([, name, sql]) => tableOf(database, text(name), text(sql))),
    views: found.filter(([type]) => type === 'view').map(([, name]) => text(name)),
  }
}

/** Small letters without accents, words joined by `_`. */
export const normal = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')

/** The names that match, the shortest first. */
export const matching = <T extends { readonly name: string }>(all: readonly T[], like: string): readonly T[] =>
  all.filter(({ name }) => new RegExp(like).test(normal(name))).sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1))

/** Everything that a database holds, to tell whether anything changed. */
export const dump = (file: string): string => {
  const database = new DatabaseSync(file, { readOnly: true })
  const { tables, views } = structureOf(database)
  const content = tables.map((table) => [
    table.name,
    table.sql.replace(/\s+/g, ' '),
    rowsOf(database, `SELECT * FROM ${quote(table.name)}`),
  ])
  database.close()
  return JSON.stringify([content, views])
}
