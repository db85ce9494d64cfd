import type { DatabaseSync } from 'node:sqlite'
import type { Cell } from './compare-rows.ts'
import { type Column, quote, rowsOf, type Structure, type Table } from './structure.ts'

/** A value that the column takes, for a row that is only tried. */
const standIn = (table: Table, column: Column, count: number): Cell => {
  const listed = new RegExp(`CHECK\\s*\\(\\s*"?${column.name}"?\\s+IN\\s*\\(\\s*'([^']*)'`, 'i').exec(table.sql)
  if (listed?.[1] !== undefined) return listed[1]
  if (/DATETIME|TIMESTAMP/.test(column.type)) return '2026-01-05 10:00:00'
  if (column.type.startsWith('DATE') || /^(fecha|date)/i.test(column.name)) return '2026-01-05'
  if (/BOOL/.test(column.type)) return 1
  return /INT|NUM|DEC|REAL|FLOA|DOUB/.test(column.type) ? 5 : `zz${count}${column.name.slice(0, 3)}`
}

const referenced = (database: DatabaseSync, structure: Structure, table: Table, column: Column): Cell | undefined => {
  const key = table.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === column.name)
  const target = structure.tables.find(({ name }) => name.toLowerCase() === key?.to.toLowerCase())
  if (key === undefined || target === undefined) return undefined
  const name = key.target ?? target.columns.find((one) => one.key > 0)?.name ?? 'rowid'
  return rowsOf(database, `SELECT ${quote(name)} FROM main.${quote(target.name)} ORDER BY rowid LIMIT 1`)[0]?.[0] ?? null
}

const isOwnNumber = (table: Table, column: Column): boolean =>
  column.key > 0 && column.type === 'INTEGER' && table.columns.filter(({ key }) => key > 0).length === 1

let count = 0

/** Adds a row with the values given and whatever else the table demands. */
export const addRow = (database: DatabaseSync, structure: Structure, table: Table, given: Readonly<Record<string, Cell>>): void => {
  count += 1
  const demanded = table.columns.filter(
    (column) =>
      !Object.hasOwn(given, column.name) && !isOwnNumber(table, column) && (column.required || column.key > 0) && column.standard === null,
  )
  const filled = demanded.map((column): readonly [string, Cell] => {
    const other = referenced(database, structure, table, column)
    return [column.name, other === undefined ? standIn(table, column, count) : other]
  })
  const row = [...Object.entries(given), ...filled]
  const names = row.map(([name]) => quote(name)).join(', ')
  database
    .prepare(`INSERT INTO main.${quote(table.name)} (${names}) VALUES (${row.map(() => '?').join(', ')})`)
    .run(...row.map(([, value]) => value))
}

/** Whether the work is accepted; it is always taken back. `null` = it is, otherwise the database's complaint. */
export const refusalOf = (database: DatabaseSync, work: () => void): string | null => {
  database.exec('PRAGMA foreign_keys = ON; BEGIN')
  try {
    work()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    database.exec('ROLLBACK; PRAGMA foreign_keys = OFF')
  }
}
