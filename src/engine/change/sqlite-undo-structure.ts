import type { Run } from '#engine/ports.ts'
import type { DefinedObject } from './change-script.ts'
import { type Conflict, ConflictFound, conflictOf, maximumConflicts } from './conflict.ts'
import { sameText } from './identifier-words.ts'
import { identifier, plain, textLiteral } from './quoting.ts'
import { cellOfLiteral } from './sqlite-image.ts'
import { discardSqliteKept, keptTableName, sqliteRowKey } from './sqlite-keep.ts'
import { readObjects } from './sqlite-objects.ts'
import { restoreTable } from './sqlite-restore-table.ts'
import type { KeptValues, ObjectChange, SqliteItem } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'sqlite')

const stop = (...conflicts: readonly Conflict[]): never => {
  throw new ConflictFound(conflicts)
}

const find = (objects: readonly DefinedObject[], of: ObjectChange): DefinedObject | undefined =>
  objects.find((o) => o.kind === of.kind && o.name === of.name)

/** Everything that the step touched must still be as the step left it. */
const checkObjects = (item: SqliteItem, now: readonly DefinedObject[]): void => {
  const conflicts = item.objects.flatMap((change) => {
    const found = find(now, change)?.sql ?? null
    if (found === change.after || (found !== null && change.after !== null && sameText(found, change.after))) return []
    if (change.after === null) return [conflictOf('change.name_taken', { object: change.name })]
    if (found === null) return [conflictOf('change.object_gone', { object: change.name })]
    return [conflictOf('change.object_changed', { object: change.name, detail: found })]
  })
  if (conflicts.length > 0) stop(...conflicts)
}

const checkCreated = async (run: Run, item: SqliteItem, now: readonly DefinedObject[]): Promise<void> => {
  for (const change of item.objects) {
    if (change.kind !== 'table' || change.before !== null) continue
    const grown = now.filter((o) => o.table === change.name && o.name !== change.name && !item.objects.some((c) => c.name === o.name))
    const readers = now.filter((o) => o.name !== change.name && o.table !== change.name && refersTo(o, change.name))
    if (grown.length + readers.length > 0)
      stop(...[...grown, ...readers].map((o) => conflictOf('change.object_changed', { object: o.name, detail: `-> ${change.name}` })))
    const rows = Number((await run(plain(`SELECT count(*) FROM main.${q(change.name)}`))).rows[0]?.[0] ?? 0)
    if (rows > 0) stop(conflictOf('change.rows_added', { table: change.name, rows }))
  }
}

const refersTo = (object: DefinedObject, table: string): boolean => {
  const name = table.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  if (object.kind === 'view') return new RegExp(`\\b(?:from|join)\\s+["'\`\\[]?${name}\\b`, 'i').test(object.sql)
  return object.kind === 'table' && new RegExp(`\\breferences\\s+["'\`\\[]?${name}\\b`, 'i').test(object.sql)
}

const checkAdded = async (run: Run, item: SqliteItem): Promise<void> => {
  const { added, step } = item
  if (added === null || !added.checked || added.value === null || step.kind !== 'add_column') return
  const found = await run(
    plain(`SELECT count(*) FROM main.${q(step.table)} WHERE quote(${q(added.column)}) <> ${textLiteral(added.value, 'sqlite')}`),
  )
  const rows = Number(found.rows[0]?.[0] ?? 0)
  if (rows > 0) stop(conflictOf('change.values_added', { table: step.table, column: added.column, rows }))
}

const shown = (literal: unknown): string | null => {
  const cell = cellOfLiteral(String(literal))
  return cell === null ? null : String(cell)
}

const checkRetyped = async (run: Run, table: string, kept: KeptValues): Promise<void> => {
  const found = await run(
    plain(`SELECT k.t7_key, k.t7_new, quote(t.${q(kept.column)}) FROM main.${q(table)} AS t JOIN main.${q(keptTableName(kept.name))} AS k
ON k.t7_key = ${sqliteRowKey('t', kept.key, 'rowid')} WHERE k.t7_new IS NOT quote(t.${q(kept.column)}) LIMIT ${maximumConflicts}`),
  )
  if (found.rows.length === 0) return
  stop(
    ...found.rows.map((row) =>
      conflictOf('change.row_changed', { table, key: String(row[0]), column: kept.column, expected: shown(row[1]), found: shown(row[2]) }),
    ),
  )
}

const dropWord: Readonly<Record<ObjectChange['kind'], string>> = { table: 'TABLE', index: 'INDEX', trigger: 'TRIGGER', view: 'VIEW' }

/** Views, triggers and indexes that the step made or made anew step aside; those of a rebuilt table go with it. */
const clear = async (run: Run, item: SqliteItem): Promise<void> => {
  for (const kind of ['view', 'trigger', 'index'] as const)
    for (const change of item.objects)
      if (change.kind === kind && change.after !== null) await run(plain(`DROP ${dropWord[kind]} IF EXISTS main.${q(change.name)}`))
}

const restoreTables = async (run: Run, item: SqliteItem, now: readonly DefinedObject[]): Promise<void> => {
  for (const change of item.objects) {
    if (change.kind !== 'table') continue
    if (change.before === null) await run(plain(`DROP TABLE main.${q(change.name)}`))
    else await restoreTable(run, item, change, change.before, now)
  }
}

const restoreOthers = async (run: Run, item: SqliteItem): Promise<void> => {
  const present = await readObjects(run)
  for (const kind of ['index', 'trigger', 'view'] as const)
    for (const change of item.objects)
      if (change.kind === kind && change.before !== null && find(present, change) === undefined) await run(plain(change.before))
}

const renameBack = async (run: Run, item: SqliteItem, now: readonly DefinedObject[]): Promise<void> => {
  const { step } = item
  if (step.kind === 'rename_table') {
    if (!now.some((o) => o.name === step.to)) stop(conflictOf('change.object_gone', { object: step.to }))
    if (now.some((o) => o.name === step.table)) stop(conflictOf('change.name_taken', { object: step.table }))
    await run(plain(`ALTER TABLE main.${q(step.to)} RENAME TO ${q(step.table)}`))
  }
  if (step.kind !== 'rename_column') return
  const columns = (await run(plain(`SELECT name FROM pragma_table_info(${textLiteral(step.table, 'sqlite')})`))).rows.map((r) =>
    String(r[0]),
  )
  if (!columns.includes(step.to)) stop(conflictOf('change.object_gone', { object: `${step.table}.${step.to}` }))
  if (columns.includes(step.column)) stop(conflictOf('change.name_taken', { object: `${step.table}.${step.column}` }))
  await run(plain(`ALTER TABLE main.${q(step.table)} RENAME COLUMN ${q(step.to)} TO ${q(step.column)}`))
}

/** Takes one structure step back by giving every object that it touched its old text; throws ConflictFound if one has moved on. */
export const undoSqliteItem = async (run: Run, item: SqliteItem): Promise<void> => {
  const now = await readObjects(run)
  const { step, kept } = item
  if (step.kind === 'rename_table' || step.kind === 'rename_column') return renameBack(run, item, now)
  checkObjects(item, now)
  await checkCreated(run, item, now)
  await checkAdded(run, item)
  if (step.kind === 'change_type' && kept?.kind === 'values') await checkRetyped(run, step.table, kept)
  await run(plain('PRAGMA legacy_alter_table = ON'))
  await clear(run, item)
  await restoreTables(run, item, now)
  await restoreOthers(run, item)
  await run(plain('PRAGMA legacy_alter_table = OFF'))
  if (kept !== null) await discardSqliteKept(run, kept)
}
