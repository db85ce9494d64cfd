import type { Run } from '#engine/ports.ts'
import { plain, textLiteral } from './quoting.ts'

/** What is needed to read and write whole rows of a SQLite table. */
export type SqliteTableShape = {
  /** Columns that can be written, in order; generated ones are left out. */
  readonly columns: readonly string[]
  readonly key: readonly string[]
  /** It has a rowid (not WITHOUT ROWID). */
  readonly rowid: boolean
  /** The single INTEGER PRIMARY KEY column that is the rowid, if any. */
  readonly rowidColumn: string | null
}

/** Reads the shape of a table; an unknown table has no columns. */
export const sqliteShape = async (run: Run, table: string): Promise<SqliteTableShape> => {
  const name = textLiteral(table, 'sqlite')
  const info = await run(plain(`SELECT name, type, pk, hidden FROM pragma_table_xinfo(${name}) ORDER BY cid`))
  const listed = await run(plain(`SELECT wr FROM pragma_table_list(${name}) WHERE schema = 'main'`))
  const rowid = Number(listed.rows[0]?.[0] ?? 0) === 0
  const keyed = info.rows.filter((r) => Number(r[2]) > 0).sort((a, b) => Number(a[2]) - Number(b[2]))
  const single = keyed.length === 1 ? keyed[0] : undefined
  return {
    columns: info.rows.filter((r) => Number(r[3]) === 0).map((r) => String(r[0])),
    key: keyed.map((r) => String(r[0])),
    rowid,
    rowidColumn: rowid && single !== undefined && String(single[1]).toUpperCase() === 'INTEGER' ? String(single[0]) : null,
  }
}
