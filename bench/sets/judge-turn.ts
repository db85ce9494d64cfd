import { DatabaseSync } from 'node:sqlite'
import { type How, holdsRows } from './compare-rows.ts'
import type { Turn } from './read-sets.ts'
import { rowsOf } from './structure.ts'

const howOf = (turn: Turn, width: number): How => ({
  tolerance: turn.tol ?? 1e-6,
  percent: turn.pct_cols,
  months: turn.period === 'month',
  ...(turn.order_matters ? { order: turn.order_cols ?? Array.from({ length: width }, (_, column) => column) } : {}),
})

/** Whether a query gives the rows of the gold or of one of its other readings; order is counted on the columns that the reading has. */
export const isRight = (file: string, turn: Turn, sql: string | null): boolean => {
  if (sql === null) return false
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const given = rowsOf(database, sql)
    return [turn.gold_sqlite, ...turn.gold_sqlite_alt].some((reading) => {
      const gold = rowsOf(database, reading)
      const width = gold[0]?.length ?? 0
      const how = howOf(turn, width)
      return holdsRows(gold, given, how.order === undefined ? how : { ...how, order: how.order.map((column) => column % width) })
    })
  } catch {
    return false
  } finally {
    database.close()
  }
}
