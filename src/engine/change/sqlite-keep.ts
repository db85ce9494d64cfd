import type { Run } from '#engine/ports.ts'
import { identifier, plain, textLiteral } from './quoting.ts'
import { type SqliteTableShape, sqliteShape } from './sqlite-shape.ts'
import type { Kept, KeptValues } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'sqlite')

export const keptTableName = (name: string): string => `_t7_kept_${name}`

/** The text that identifies a row of `alias`: its key, else its number. */
export const sqliteRowKey = (alias: string, key: readonly string[], rowid: string): string =>
  key.length > 0 ? `json_array(${key.map((c) => `quote(${alias}.${q(c)})`).join(', ')})` : `CAST(${alias}.${rowid} AS TEXT)`

const keyWithout = (shape: SqliteTableShape, column: string): readonly string[] =>
  shape.key.includes(column) && shape.rowid ? [] : shape.key

/** Keeps every value of a column beside the key of its row. */
export const keepSqliteValues = async (run: Run, table: string, column: string, name: string): Promise<KeptValues> => {
  const key = keyWithout(await sqliteShape(run, table), column)
  const id = sqliteRowKey('t', key, 'rowid')
  await run(
    plain(
      `CREATE TABLE ${q(keptTableName(name))} AS SELECT ${id} AS t7_key, t.${q(column)} AS t7_old, typeof(t.${q(column)}) AS t7_type, NULL AS t7_new FROM main.${q(table)} AS t`,
    ),
  )
  await run(plain(`CREATE INDEX ${q(`${keptTableName(name)}_key`)} ON ${q(keptTableName(name))} (t7_key)`))
  return { kind: 'values', name, column, key: [...key] }
}

/** The values after a retype, so that an undo can tell whether somebody changed them since. */
export const keepSqliteNewValues = async (run: Run, table: string, kept: KeptValues): Promise<void> => {
  const id = sqliteRowKey('t', kept.key, 'rowid')
  const from = `FROM main.${q(table)} AS t WHERE ${id} = t7_key`
  await run(plain(`UPDATE ${q(keptTableName(kept.name))} SET t7_new = (SELECT quote(t.${q(kept.column)}) ${from})`))
}

/** A copy of all rows of a table that is about to be dropped. */
export const keepSqliteTable = async (run: Run, table: string, name: string): Promise<Kept> => {
  const shape = await sqliteShape(run, table)
  const columns = [...(shape.rowid ? ['t.rowid AS _t7_rowid'] : []), ...shape.columns.map((c) => `t.${q(c)}`)]
  await run(plain(`CREATE TABLE ${q(keptTableName(name))} AS SELECT ${columns.join(', ')} FROM main.${q(table)} AS t`))
  return { kind: 'table', name, renamed: [] }
}

export const readSequence = async (run: Run, table: string): Promise<number | null> => {
  const exists = await run(plain("SELECT count(*) FROM main.sqlite_master WHERE name = 'sqlite_sequence'"))
  if (Number(exists.rows[0]?.[0]) === 0) return null
  const found = await run(plain(`SELECT seq FROM main.sqlite_sequence WHERE name = ${textLiteral(table, 'sqlite')}`))
  return found.rows[0]?.[0] == null ? null : Number(found.rows[0][0])
}

export const discardSqliteKept = async (run: Run, kept: Kept): Promise<void> => {
  await run(plain(`DROP TABLE IF EXISTS main.${q(keptTableName(kept.name))}`))
}
