import type { Run } from '#engine/ports.ts'
import type { DefinedObject } from './change-script.ts'
import { identifier, plain, textLiteral } from './quoting.ts'
import { keptTableName, readSequence, sqliteRowKey } from './sqlite-keep.ts'
import { type SqliteTableShape, sqliteShape } from './sqlite-shape.ts'
import type { KeptValues, ObjectChange, SqliteItem } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'sqlite')

const aside = '_t7_aside'

/** `INSERT ... SELECT` from the rows set aside; rowids go along where they are not a column anyway. */
const copyBack = (
  name: string,
  target: SqliteTableShape,
  from: string,
  columns: readonly string[],
  extra: readonly (readonly [string, string])[],
  tail: string,
  numbered: boolean,
): string => {
  const rowid = numbered && target.rowid && target.rowidColumn === null
  const pairs: (readonly [string, string])[] = [
    ...(rowid ? [['rowid', 'c._t7_rowid'] as const] : []),
    ...columns.map((c) => [q(c), `c.${q(c)}`] as const),
    ...extra,
  ]
  return `INSERT INTO main.${q(name)} (${pairs.map(([c]) => c).join(', ')}) SELECT ${pairs.map(([, v]) => v).join(', ')} FROM ${from} ${tail}`
}

const setAside = async (run: Run, name: string, live: SqliteTableShape): Promise<void> => {
  const columns = [...(live.rowid ? ['t.rowid AS _t7_rowid'] : []), ...live.columns.map((c) => `t.${q(c)}`)]
  await run(plain(`CREATE TEMP TABLE ${aside} AS SELECT ${columns.join(', ')} FROM main.${q(name)} AS t`))
}

/** Rows whose value was kept get it back; rows that came since keep theirs, or the default of a column that was away. */
const copyWithKept = async (
  run: Run,
  name: string,
  target: SqliteTableShape,
  live: SqliteTableShape,
  kept: KeptValues,
  shared: readonly string[],
): Promise<void> => {
  const id = sqliteRowKey('c', kept.key, '_t7_rowid')
  const others = shared.filter((c) => c !== kept.column)
  const join = `temp.${aside} AS c JOIN main.${q(keptTableName(kept.name))} AS k ON k.t7_key = ${id}`
  await run(plain(copyBack(name, target, join, others, [[q(kept.column), 'k.t7_old']], '', live.rowid)))
  const rest = `WHERE NOT EXISTS (SELECT 1 FROM main.${q(keptTableName(kept.name))} AS k WHERE k.t7_key = ${id})`
  await run(plain(copyBack(name, target, `temp.${aside} AS c`, shared, [], rest, live.rowid)))
}

const restoreSequence = async (run: Run, name: string, sequence: number | null): Promise<void> => {
  if (sequence === null || (await readSequence(run, name)) === null) {
    if (sequence !== null)
      await run(plain(`INSERT INTO main.sqlite_sequence (name, seq) VALUES (${textLiteral(name, 'sqlite')}, ${sequence})`))
    return
  }
  await run(plain(`UPDATE main.sqlite_sequence SET seq = ${sequence} WHERE name = ${textLiteral(name, 'sqlite')}`))
}

const bringBack = async (run: Run, item: SqliteItem, name: string, sql: string): Promise<void> => {
  await run(plain(sql))
  if (item.kept?.kind !== 'table') throw new TypeError('a dropped table was kept')
  const target = await sqliteShape(run, name)
  const kept = `main.${q(keptTableName(item.kept.name))} AS c`
  await run(plain(copyBack(name, target, kept, target.columns, [], '', target.rowid)))
  if (item.sequence !== null) await restoreSequence(run, name, item.sequence)
}

/** Gives a table its old text: rows aside, drop, make, rows back, and whatever else was on it since. */
export const restoreTable = async (
  run: Run,
  item: SqliteItem,
  change: ObjectChange,
  sql: string,
  now: readonly DefinedObject[],
): Promise<void> => {
  const { name } = change
  if (change.after === null) return bringBack(run, item, name, sql)
  const live = await sqliteShape(run, name)
  const sequence = await readSequence(run, name)
  await setAside(run, name, live)
  await run(plain(`DROP TABLE main.${q(name)}`))
  await run(plain(sql))
  const target = await sqliteShape(run, name)
  const shared = target.columns.filter((c) => live.columns.includes(c))
  const own = 'table' in item.step && item.step.table === name
  if (own && item.kept?.kind === 'values' && target.columns.includes(item.kept.column))
    await copyWithKept(run, name, target, live, item.kept, shared)
  else await run(plain(copyBack(name, target, `temp.${aside} AS c`, shared, [], '', live.rowid)))
  await run(plain(`DROP TABLE temp.${aside}`))
  if (sequence !== null) await restoreSequence(run, name, sequence)
  const changed = (o: DefinedObject): boolean => item.objects.some((c) => c.kind === o.kind && c.name === o.name)
  for (const object of now)
    if (object.table === name && (object.kind === 'index' || object.kind === 'trigger') && !changed(object)) await run(plain(object.sql))
}
