import type { Table } from '#contracts/catalog.ts'
import type { Day } from '../../calendar.ts'
import type { Scope } from '../scope.ts'
import type { Words } from '../spans.ts'
import { completeRow } from './complete-row.ts'
import { type RowsRead, readRows } from './read-rows.ts'

export type Inferred = { readonly table: Table; readonly read: RowsRead; readonly score: number }

/** How many of a row's values are rows of other tables. */
const referencesIn = (table: Table, read: RowsRead, scope: Scope): number => {
  const columns = new Set(scope.knowledge.catalog.relations.filter((r) => r.from.table === table.name).flatMap((r) => r.from.columns))
  return [...(read.rows[0]?.keys() ?? [])].filter((c) => columns.has(c)).length
}

const scoreOf = (table: Table, read: RowsRead, scope: Scope): number => {
  const values = read.rows.reduce((sum, row) => sum + row.size, 0)
  const missing = read.rows[0] ? completeRow(read.rows[0], table, 0, scope).missing.length : 5
  return (
    values +
    read.labelled * 1.5 +
    referencesIn(table, read, scope) -
    read.unread.length * 2 -
    read.unsure * 1.2 -
    missing * 1.5 -
    read.problems.length * 2
  )
}

/** The table whose columns the values fit best; null where none fits or two fit alike. `references` = how many other rows it must join. */
export const inferTable = (words: Words, scope: Scope, day: Day | null, references = 0): Inferred | null => {
  const readings = scope.knowledge.catalog.tables
    .filter((t) => t.kind === 'table')
    .map((table) => {
      const read = readRows(words, table, scope, day)
      return { table, read, score: scoreOf(table, read, scope) }
    })
    .filter(
      ({ table, read }) =>
        read.rows.length > 0 &&
        referencesIn(table, read, scope) >= references &&
        (references === 0 || (read.unread.length === 0 && read.unsure === 0)),
    )
    .sort((a, b) => b.score - a.score)
  const [best, second] = readings
  if (!best || best.score < 1 || (second && best.score - second.score < 0.5)) return null
  return best
}
