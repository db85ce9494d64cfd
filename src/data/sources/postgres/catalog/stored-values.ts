import pg from 'pg'
import { z } from 'zod'
import type { Column, ColumnValues, Table } from '#contracts/catalog.ts'
import { queryJson } from './query-json.ts'

export type ValueLimits = {
  /** Distinct values kept of one column. */
  readonly perColumn: number
  /** Longest value kept, in characters. */
  readonly length: number
  /** Characters kept over all columns. */
  readonly characters: number
  /** For all tables together. */
  readonly milliseconds: number
  /** Rows read of one table: larger ones give what their first rows have. */
  readonly rows: number
}

export const defaultValueLimits: ValueLimits = { perColumn: 5_000, length: 120, characters: 8_000_000, milliseconds: 4_000, rows: 200_000 }

const valueRow = z.object({ c: z.number(), v: z.string().nullable() })

const quote = (text: string): string => pg.escapeIdentifier(text)

/** NULL stands for "there are longer ones". `octet_length` is known without reading a long value. */
const columnQuery = (column: Column, index: number, limits: ValueLimits): string => {
  const c = quote(column.name)
  const isText = `${c}::text`
  return `select ${index} as c, v from (select distinct case when octet_length(${isText}) <= ${limits.length * 4} and length(${isText}) <= ${limits.length} then ${isText} end as v
    from rows where ${c} is not null limit ${limits.perColumn + 2}) values_${index}`
}

const tableQuery = (schema: string, table: Table, columns: readonly Column[], limits: ValueLimits): string => {
  const source = `select ${columns.map((column) => quote(column.name)).join(', ')} from ${quote(schema)}.${quote(table.name)} limit ${limits.rows}`
  return `with rows as materialized (${source}) ${columns.map((column, index) => columnQuery(column, index, limits)).join(' union all ')}`
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Distinct stored texts of the given columns of a table, each sorted; at most `room` characters in all. */
export const readTableValues = async (
  client: pg.ClientBase,
  schema: string,
  table: Table,
  columns: readonly Column[],
  limits: ValueLimits,
): Promise<readonly ColumnValues[]> => {
  if (columns.length === 0) return []
  const found = await queryJson(client, tableQuery(schema, table, columns, limits), [], valueRow)
  const values: string[][] = columns.map(() => [])
  const partial = columns.map(() => (table.rowCount ?? 0) > limits.rows)
  for (const row of found) {
    if (row.v === null) partial[row.c] = true
    else values[row.c]?.push(row.v)
  }
  return columns.map((column, index) => {
    const list = values[index] ?? []
    const tooMany = list.length > limits.perColumn
    return {
      table: table.name,
      column: column.name,
      values: (tooMany ? list.slice(0, limits.perColumn) : list).sort(byCode),
      complete: !tooMany && partial[index] !== true,
    }
  })
}
