import type { Run } from '#engine/ports.ts'
import { type Conflict, ConflictFound, conflictOf } from './conflict.ts'
import { type DefinedColumn, type DefinedTable, readDefinition, readView } from './postgres-definition.ts'
import { columnBack, retypeBack } from './postgres-give-back.ts'
import { countRows, discardPostgresKept, isKept, returnTable } from './postgres-keep.ts'
import { viewDetails } from './postgres-structure.ts'
import { withoutTriggers } from './postgres-triggers.ts'
import { identifier, plain, textLiteral, withParameters } from './quoting.ts'
import type { PostgresItem } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'postgres')

const stop = (...conflicts: readonly Conflict[]): never => {
  throw new ConflictFound(conflicts)
}

const present = async (run: Run, name: string): Promise<DefinedTable> =>
  (await readDefinition(run, name)) ?? stop(conflictOf('change.object_gone', { object: name }))

const refuseTaken = async (run: Run, name: string): Promise<void> => {
  if ((await readDefinition(run, name)) !== null) stop(conflictOf('change.name_taken', { object: name }))
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Parts of `of` that `other` lacks or has otherwise. */
const missing = <T extends { name: string }>(of: readonly T[], other: readonly T[]): readonly T[] =>
  of.filter((one) => !other.some((o) => same(o, one)))

const changedSince = (table: string, parts: readonly { name: string }[], now: readonly { name: string }[]): readonly Conflict[] =>
  parts.flatMap((part) => {
    const found = now.find((n) => n.name === part.name)
    if (found === undefined) return [conflictOf('change.object_gone', { object: `${table}.${part.name}` })]
    return same(found, part)
      ? []
      : [conflictOf('change.object_changed', { object: `${table}.${part.name}`, detail: difference(part, found) })]
  })

const difference = (expected: object, found: object): string =>
  Object.entries(expected)
    .filter(([key, value]) => !same(value, (found as Record<string, unknown>)[key]))
    .map(([key, value]) => `${key}: ${JSON.stringify(value)} -> ${JSON.stringify((found as Record<string, unknown>)[key])}`)
    .join('; ')

/** Only what the step itself changed must still be as the step left it; the rest of the table is free to have moved on. */
const checkUnchanged = (before: DefinedTable, after: DefinedTable, now: DefinedTable): void => {
  const conflicts = [
    ...changedSince(now.name, missing(after.columns, before.columns), now.columns),
    ...changedSince(now.name, missing(after.rules, before.rules), now.rules),
    ...changedSince(now.name, missing(after.indexes, before.indexes), now.indexes),
  ]
  if (conflicts.length > 0) stop(...conflicts)
  if (after.comment !== before.comment && now.comment !== after.comment)
    stop(conflictOf('change.object_changed', { object: now.name, detail: `comment: ${after.comment} -> ${now.comment}` }))
}

const checkAddedValues = async (run: Run, item: PostgresItem, table: string): Promise<void> => {
  const { added } = item
  if (added === null || !added.checked) return
  const found = await run(
    withParameters(`SELECT count(*)::integer FROM ${q(table)} WHERE ${q(added.column)}::text IS DISTINCT FROM $1`, [added.value]),
  )
  const rows = Number(found.rows[0]?.[0] ?? 0)
  if (rows > 0) stop(conflictOf('change.values_added', { table, column: added.column, rows }))
}

/** A made table goes only while it is as it was made and holds nothing. */
const dropCreatedTable = async (run: Run, after: DefinedTable): Promise<void> => {
  const now = await present(run, after.name)
  const grown = [...missing(now.columns, after.columns), ...missing(now.rules, after.rules), ...missing(now.indexes, after.indexes)]
  const conflicts = [
    ...changedSince(now.name, [...after.columns, ...after.rules, ...after.indexes], [...now.columns, ...now.rules, ...now.indexes]),
    ...grown.map((g) => conflictOf('change.object_changed', { object: `${now.name}.${g.name}`, detail: '+' })),
    ...now.views.map((v) => conflictOf('change.object_changed', { object: v.name, detail: `-> ${now.name}` })),
    ...now.incoming.map((r) => conflictOf('change.object_changed', { object: `${r.table}.${r.name}`, detail: `-> ${now.name}` })),
  ]
  if (conflicts.length > 0) stop(...dedupe(conflicts))
  const rows = await countRows(run, after.name)
  if (rows > 0) stop(conflictOf('change.rows_added', { table: after.name, rows }))
  await run(plain(`DROP TABLE ${q(after.name)}`))
}

const dedupe = (conflicts: readonly Conflict[]): readonly Conflict[] =>
  conflicts.filter((c, at) => conflicts.findIndex((o) => same(o.params.object, c.params.object)) === at)

const dropCreatedView = async (run: Run, after: DefinedTable): Promise<void> => {
  const now = await present(run, after.name)
  if (
    !same(
      now.columns.map((c) => [c.name, c.type]),
      after.columns.map((c) => [c.name, c.type]),
    )
  )
    stop(conflictOf('change.object_changed', { object: after.name, detail: 'columns' }))
  if (now.views.length > 0)
    stop(...now.views.map((v) => conflictOf('change.object_changed', { object: v.name, detail: `-> ${after.name}` })))
  await run(plain(`DROP VIEW ${q(after.name)}`))
}

const restoreViews = async (run: Run, item: PostgresItem): Promise<void> => {
  for (const view of item.views) {
    await refuseTaken(run, view.name)
    await run(
      plain(`CREATE ${view.kind === 'm' ? 'MATERIALIZED VIEW' : 'VIEW'} ${q(view.name)} AS ${view.definition.replace(/;\s*$/, '')}`),
    )
    for (const statement of viewDetails(view)) await run(statement)
  }
}

const restoreRules = async (run: Run, before: DefinedTable): Promise<void> => {
  const now = await present(run, before.name)
  for (const index of before.indexes) if (!now.indexes.some((i) => i.name === index.name)) await run(plain(index.definition))
  for (const rule of before.rules)
    if (!now.rules.some((r) => r.name === rule.name))
      await run(plain(`ALTER TABLE ${q(before.name)} ADD CONSTRAINT ${q(rule.name)} ${rule.definition}`))
  for (const rule of before.incoming) {
    if (now.incoming.some((r) => r.name === rule.name && r.table === rule.table)) continue
    if ((await readDefinition(run, rule.table)) === null) stop(conflictOf('change.object_gone', { object: rule.table }))
    await run(plain(`ALTER TABLE ${q(rule.table)} ADD CONSTRAINT ${q(rule.name)} ${rule.definition}`))
  }
}

/** A dropped table comes back from where it was kept, with its rows, then everything that pointed at it. */
const bringBackTable = async (run: Run, item: PostgresItem, before: DefinedTable): Promise<void> => {
  await refuseTaken(run, before.name)
  if (item.kept?.kind !== 'table') throw new TypeError('a dropped table was kept')
  if (!(await isKept(run, item.kept.name))) stop(conflictOf('change.object_gone', { object: before.name }))
  await returnTable(run, item.kept, before.name)
  await restoreRules(run, before)
  await restoreViews(run, item)
}

const settle = async (run: Run, table: string, before: DefinedColumn, now: DefinedColumn): Promise<void> => {
  const alter = `ALTER TABLE ${q(table)} ALTER COLUMN ${q(before.name)}`
  if (before.generated === '' && before.default !== now.default)
    await run(plain(before.default === null ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${before.default}`))
  if (before.notNull !== now.notNull) await run(plain(`${alter} ${before.notNull ? 'SET' : 'DROP'} NOT NULL`))
  if (before.comment !== now.comment) await run(plain(`COMMENT ON COLUMN ${q(table)}.${q(before.name)} IS ${commentText(before.comment)}`))
}

const commentText = (comment: string | null): string => (comment === null ? 'NULL' : textLiteral(comment, 'postgres'))

/** Turns the table back from `after` to `before`: what the step added goes, what it took comes back. */
const reshape = async (run: Run, item: PostgresItem, before: DefinedTable, after: DefinedTable): Promise<void> => {
  const now = await present(run, after.name)
  checkUnchanged(before, after, now)
  const table = now.name
  if (item.step.kind === 'change_type') for (const view of [...item.views].reverse()) await dropUnchangedView(run, view.name)
  for (const rule of missing(after.rules, before.rules)) await run(plain(`ALTER TABLE ${q(table)} DROP CONSTRAINT ${q(rule.name)}`))
  for (const index of missing(after.indexes, before.indexes))
    if (!before.indexes.some((i) => i.name === index.name)) await run(plain(`DROP INDEX ${q(index.name)}`))
  for (const column of after.columns) if (!before.columns.some((c) => c.name === column.name)) await dropAdded(run, item, now, column.name)
  await withoutTriggers(run, [table], () => valuesBack(run, item, before, now))
  await settleColumns(run, before, after)
  await restoreRules(run, before)
  await restoreViews(run, item)
  if (before.comment !== after.comment)
    await run(plain(`COMMENT ON ${now.kind === 'v' ? 'VIEW' : 'TABLE'} ${q(table)} IS ${commentText(before.comment)}`))
}

const valuesBack = async (run: Run, item: PostgresItem, before: DefinedTable, now: DefinedTable): Promise<void> => {
  if (item.kept?.kind !== 'values') return
  const { kept } = item
  const wanted = before.columns.find((c) => c.name === kept.column)
  const current = now.columns.find((c) => c.name === kept.column)
  if (wanted === undefined) return
  if (item.step.kind === 'change_type') await (current === undefined ? undefined : retypeBack(run, kept, before, wanted, current))
  else if (current !== undefined) stop(conflictOf('change.name_taken', { object: `${before.name}.${kept.column}` }))
  else await columnBack(run, kept, before, wanted)
}

const settleColumns = async (run: Run, before: DefinedTable, after: DefinedTable): Promise<void> => {
  const now = await present(run, after.name)
  for (const column of missing(before.columns, after.columns)) {
    const current = now.columns.find((c) => c.name === column.name)
    if (current !== undefined) await settle(run, now.name, column, current)
  }
}

const dropUnchangedView = async (run: Run, name: string): Promise<void> => {
  if ((await readView(run, name)) === null) stop(conflictOf('change.object_gone', { object: name }))
  await run(plain(`DROP VIEW ${q(name)}`))
}

const dropAdded = async (run: Run, item: PostgresItem, now: DefinedTable, column: string): Promise<void> => {
  const after = item.after ?? now
  const users = [...now.rules, ...now.indexes].filter((r) => r.columns.includes(column))
  const known = [...after.rules, ...after.indexes].map((r) => r.name)
  const grown = users.filter((u) => !known.includes(u.name))
  if (grown.length > 0)
    stop(...grown.map((g) => conflictOf('change.object_changed', { object: `${now.name}.${g.name}`, detail: `-> ${column}` })))
  await checkAddedValues(run, item, now.name)
  await run(plain(`ALTER TABLE ${q(now.name)} DROP COLUMN ${q(column)}`))
}

const renameBack = async (run: Run, item: PostgresItem): Promise<void> => {
  const { step } = item
  if (step.kind === 'rename_table') {
    const now = await present(run, step.to)
    await refuseTaken(run, step.table)
    await run(plain(`ALTER ${now.kind === 'v' ? 'VIEW' : 'TABLE'} ${q(step.to)} RENAME TO ${q(step.table)}`))
  }
  if (step.kind === 'rename_column') {
    const now = await present(run, step.table)
    if (!now.columns.some((c) => c.name === step.to)) stop(conflictOf('change.object_gone', { object: `${step.table}.${step.to}` }))
    if (now.columns.some((c) => c.name === step.column)) stop(conflictOf('change.name_taken', { object: `${step.table}.${step.column}` }))
    await run(plain(`ALTER TABLE ${q(step.table)} RENAME COLUMN ${q(step.to)} TO ${q(step.column)}`))
  }
}

/** Takes one structure step back, or throws ConflictFound. Runs inside the caller's transaction. */
export const undoPostgresItem = async (run: Run, item: PostgresItem): Promise<void> => {
  const { step, before, after } = item
  if (step.kind === 'rename_table' || step.kind === 'rename_column') await renameBack(run, item)
  else if (before === null && after !== null) await (after.kind === 'v' ? dropCreatedView(run, after) : dropCreatedTable(run, after))
  else if (after === null && before !== null)
    await (step.kind === 'drop_view' ? restoreViews(run, item) : bringBackTable(run, item, before))
  else if (before !== null && after !== null) await reshape(run, item, before, after)
  if (item.kept !== null) await discardPostgresKept(run, item.kept)
}
