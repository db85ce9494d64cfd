import { z } from 'zod'
import type { Run } from '#engine/ports.ts'
import { netChanges, type RowChange, type RowShape } from './captured-rows.ts'
import { type Conflict, ConflictFound, conflictOf, maximumConflicts } from './conflict.ts'
import { identifier, plain } from './quoting.ts'
import { cellOfLiteral, checkedLiteral } from './sqlite-image.ts'
import { type SqliteTableShape, sqliteShape } from './sqlite-shape.ts'
import { withoutSqliteTriggers } from './sqlite-triggers.ts'
import type { RowsItem } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'sqlite')

const literals = z.array(z.string())

/** A row as literals by column; `rowid` where the table numbers its rows. */
type Row = { readonly rowid: string | null; readonly values: ReadonlyMap<string, string> }

const rowOf = (image: string, shape: RowShape): Row => {
  const parts = literals.parse(JSON.parse(image)).map(checkedLiteral)
  const rowid = shape.rowid ? (parts.shift() ?? null) : null
  return { rowid, values: new Map(shape.columns.map((c, at) => [c, parts[at] ?? 'NULL'])) }
}

/** By key where there is one: the number of a row may change when the file is compacted, unless it is its key. */
const placeOf = (row: Row, shape: RowShape): string => {
  if (shape.key.length > 0) return shape.key.map((c) => `${q(c)} IS ${row.values.get(c) ?? 'NULL'}`).join(' AND ')
  return `rowid = ${row.rowid ?? 'NULL'}`
}

const labelOf = (row: Row, shape: RowShape): string =>
  shape.key.length > 0 ? shape.key.map((c) => String(cellOfLiteral(row.values.get(c) ?? 'NULL'))).join(', ') : (row.rowid ?? '')

const current = async (run: Run, table: string, row: Row, shape: RowShape): Promise<ReadonlyMap<string, string> | null> => {
  const found = await run(
    plain(`SELECT ${shape.columns.map((c) => `quote(${q(c)})`).join(', ')} FROM main.${q(table)} WHERE ${placeOf(row, shape)} LIMIT 1`),
  )
  const values = found.rows[0]
  return values === undefined ? null : new Map(shape.columns.map((c, at) => [c, String(values[at])]))
}

const shown = (literal: string | undefined): string | null => {
  const cell = cellOfLiteral(literal ?? 'NULL')
  return cell === null ? null : String(cell)
}

const stillAsLeft = async (run: Run, table: string, row: Row, shape: RowShape): Promise<readonly Conflict[]> => {
  const now = await current(run, table, row, shape)
  const key = labelOf(row, shape)
  if (now === null) return [conflictOf('change.row_gone', { table, key })]
  return shape.columns
    .filter((c) => now.get(c) !== row.values.get(c))
    .map((column) =>
      conflictOf('change.row_changed', { table, key, column, expected: shown(row.values.get(column)), found: shown(now.get(column)) }),
    )
}

const conflictsOf = async (run: Run, change: RowChange, shape: RowShape, afterKeys: ReadonlySet<string>): Promise<readonly Conflict[]> => {
  if (change.after !== null) {
    const found = await stillAsLeft(run, change.table, rowOf(change.after, shape), shape)
    if (found.length > 0) return found
  }
  if (change.before === null || change.beforeKey === change.afterKey || afterKeys.has(`${change.table}\u0000${change.beforeKey}`)) return []
  const row = rowOf(change.before, shape)
  return (await current(run, change.table, row, shape)) === null
    ? []
    : [conflictOf('change.row_taken', { table: change.table, key: labelOf(row, shape) })]
}

const restoreOne = async (run: Run, change: RowChange, shape: RowShape, live: SqliteTableShape): Promise<void> => {
  const table = `main.${q(change.table)}`
  if (change.after !== null && change.before === null) {
    await run(plain(`DELETE FROM ${table} WHERE ${placeOf(rowOf(change.after, shape), shape)}`))
    return
  }
  if (change.before === null) return
  const row = rowOf(change.before, shape)
  const numbered = live.rowid && live.rowidColumn === null && row.rowid !== null
  const pairs: (readonly [string, string])[] = [
    ...(numbered ? [['rowid', row.rowid ?? 'NULL'] as const] : []),
    ...[...row.values].map(([column, literal]) => [q(column), literal] as const),
  ]
  if (change.after === null)
    await run(plain(`INSERT INTO ${table} (${pairs.map(([c]) => c).join(', ')}) VALUES (${pairs.map(([, v]) => v).join(', ')})`))
  else
    await run(
      plain(`UPDATE ${table} SET ${pairs.map(([c, v]) => `${c} = ${v}`).join(', ')} WHERE ${placeOf(rowOf(change.after, shape), shape)}`),
    )
}

const refuseGoneColumns = (table: string, shape: RowShape, live: SqliteTableShape): void => {
  if (live.columns.length === 0) throw new ConflictFound([conflictOf('change.object_gone', { object: table })])
  const gone = shape.columns.filter((c) => !live.columns.includes(c))
  if (gone.length > 0) throw new ConflictFound(gone.map((c) => conflictOf('change.object_gone', { object: `${table}.${c}` })))
}

/** Gives rows back one by one in reverse, so that every state in between has been there before; throws ConflictFound if any has moved on. */
export const undoSqliteRows = async (run: Run, item: RowsItem): Promise<void> => {
  const tables = [...new Set(item.changes.map((c) => c.table))]
  const shapes = new Map<string, { shape: RowShape; live: SqliteTableShape }>()
  for (const table of tables) {
    const shape = item.shapes[table]
    if (shape === undefined) throw new TypeError(`no layout for ${table}`)
    const live = await sqliteShape(run, table)
    refuseGoneColumns(table, shape, live)
    shapes.set(table, { shape, live })
  }
  const known = (table: string) =>
    shapes.get(table) ?? { shape: { columns: [], key: [], rowid: false }, live: { columns: [], key: [], rowid: false, rowidColumn: null } }
  const net = netChanges(item.changes)
  const afterKeys = new Set(net.flatMap((c) => (c.afterKey === null ? [] : [`${c.table}\u0000${c.afterKey}`])))
  const conflicts: Conflict[] = []
  for (const change of net) {
    conflicts.push(...(await conflictsOf(run, change, known(change.table).shape, afterKeys)))
    if (conflicts.length >= maximumConflicts) break
  }
  if (conflicts.length > 0) throw new ConflictFound(conflicts.slice(0, maximumConflicts))
  await withoutSqliteTriggers(run, tables, async () => {
    for (const change of [...item.changes].reverse()) await restoreOne(run, change, known(change.table).shape, known(change.table).live)
  })
}
