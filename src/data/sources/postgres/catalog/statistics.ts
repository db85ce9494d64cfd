import pg from 'pg'
import { z } from 'zod'
import type { Column, Table } from '#contracts/catalog.ts'
import { queryJson } from './query-json.ts'
import type { ColumnRow, TableRow } from './structure.ts'

export type TableStatistics = { readonly rowCount: number | null; readonly columns: readonly Column['statistics'][] }

const exactBytes = 64_000_000

const ordered: ReadonlySet<string> = new Set(['integer', 'number', 'date', 'datetime', 'time'])

const facts = z.tuple([z.number(), z.number().nullable(), z.string().nullable(), z.string().nullable()])
const factsRow = z.object({ total: z.number(), columns: z.array(facts) })

const isKey = (table: Table, column: Column): boolean =>
  (table.primaryKey.length === 1 && table.primaryKey[0] === column.name) ||
  table.uniques.some((unique) => unique.columns.length === 1 && unique.columns[0] === column.name)

const columnFacts = (table: Table, column: Column): string => {
  const c = pg.escapeIdentifier(column.name)
  if (!ordered.has(column.type) || column.sensitive) return `json_build_array(count(${c}), null, null, null)`
  const distinct = isKey(table, column) ? `count(${c})` : `count(distinct ${c})`
  return `json_build_array(count(${c}), ${distinct}, min(${c})::text, max(${c})::text)`
}

const countRows = async (client: pg.ClientBase, schema: string, table: Table): Promise<TableStatistics> => {
  const from = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table.name)}`
  const parts = table.columns.map((column) => columnFacts(table, column))
  const array = parts.length === 0 ? `'[]'::json` : `array_to_json(array[${parts.join(', ')}])`
  const [row] = await queryJson(client, `select count(*) as total, ${array} as columns from ${from}`, [], factsRow)
  if (row === undefined) return { rowCount: null, columns: table.columns.map(() => null) }
  return {
    rowCount: row.total,
    columns: row.columns.map(([filled, distinctCount, min, max]) => ({
      distinctCount,
      nullFraction: row.total === 0 ? null : (row.total - filled) / row.total,
      min,
      max,
    })),
  }
}

/** What the planner believes, where counting would take long. A negative `distinct` is a fraction of the rows. */
const estimate = (row: TableRow, columns: readonly ColumnRow[]): TableStatistics => {
  const rowCount = row.estimate < 0 ? null : Math.round(row.estimate)
  return {
    rowCount,
    columns: columns.map((column) => ({
      distinctCount:
        column.distinct === null
          ? null
          : column.distinct >= 0
            ? Math.round(column.distinct)
            : rowCount === null
              ? null
              : Math.round(-column.distinct * rowCount),
      nullFraction: column.nulls,
      min: null,
      max: null,
    })),
  }
}

/** Row count and column statistics: exact for tables up to 64 MB, the planner's estimates for larger ones, none for views. */
export const readStatistics = async (
  client: pg.ClientBase,
  schema: string,
  table: Table,
  row: TableRow,
  columns: readonly ColumnRow[],
): Promise<TableStatistics> => {
  if (row.view) return { rowCount: null, columns: table.columns.map(() => null) }
  return row.bytes > exactBytes ? estimate(row, columns) : countRows(client, schema, table)
}
