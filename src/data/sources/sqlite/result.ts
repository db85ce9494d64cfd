import type { StatementSync } from 'node:sqlite'
import type { ColumnType } from '#contracts/catalog.ts'
import type { Cell, ResultColumn } from '#contracts/result.ts'
import { readCell, type StoredValue } from './cell.ts'
import { declaredType } from './column-type.ts'

/** Meaning of stored columns, by `table.column` in lower case. */
export type KnownTypes = ReadonlyMap<string, ColumnType>

export const typeKey = (table: string, column: string): string => `${table}.${column}`.toLowerCase()

const seenType = (values: readonly StoredValue[]): ColumnType => {
  const filled = values.filter((value) => value !== null)
  if (filled.length === 0) return 'other'
  if (filled.every((value) => typeof value === 'bigint')) return 'integer'
  if (filled.every((value) => typeof value === 'bigint' || typeof value === 'number')) return 'number'
  if (!filled.every((value) => typeof value === 'string')) return filled.some((value) => value instanceof Uint8Array) ? 'binary' : 'text'
  if (filled.every((value) => /^\d{4}-\d{2}-\d{2}$/.test(value))) return 'date'
  return filled.every((value) => /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d+)?$/.test(value)) ? 'datetime' : 'text'
}

/** Stored columns have their known meaning; computed ones that of their values. */
export const resultColumns = (
  statement: StatementSync,
  rows: readonly (readonly StoredValue[])[],
  known: KnownTypes,
): readonly ResultColumn[] =>
  statement.columns().map((column, index) => {
    const stored = column.table !== null && column.column !== null ? { table: column.table, column: column.column } : null
    const type =
      stored === null
        ? seenType(rows.map((row) => row[index] ?? null))
        : (known.get(typeKey(stored.table, stored.column)) ?? declaredType(column.type ?? ''))
    return { name: column.name, label: column.name, type, format: 'plain', source: stored }
  })

export const resultRows = (rows: readonly (readonly StoredValue[])[], columns: readonly ResultColumn[]): readonly (readonly Cell[])[] =>
  rows.map((row) => row.map((value, index) => readCell(value, columns[index]?.type ?? 'other')))
