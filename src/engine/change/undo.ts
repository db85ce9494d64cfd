import { T7Error } from '#contracts/error.ts'
import type { Run } from '#engine/ports.ts'
import { type Conflict, ConflictFound, conflictOf } from './conflict.ts'
import { plain } from './quoting.ts'
import { sideOf } from './side-of.ts'
import type { UndoRecord } from './undo-record.ts'

export type Undone =
  /** Store `record` in place of the old one: it says that it has been used. */
  | { readonly kind: 'undone'; readonly record: UndoRecord; readonly rows: number }
  /** Nothing changed. */
  | { readonly kind: 'conflicts'; readonly conflicts: readonly Conflict[] }

const refused = (...conflicts: readonly Conflict[]): Undone => ({ kind: 'conflicts', conflicts })

/** What the database refuses while things are put back: today's rows don't fit the old rules, or an object is in the way. */
const conflictFrom = (error: unknown): readonly Conflict[] => {
  if (error instanceof ConflictFound) return error.conflicts
  if (error instanceof T7Error && error.code === 'change.broken_references')
    return [
      conflictOf('change.rows_refer', {
        table: String(error.params.table),
        target: String(error.params.target),
        rows: Number(error.params.rows),
      }),
    ]
  if (error instanceof T7Error && error.kind === 'user')
    return [
      conflictOf('change.violates', {
        constraint: String(error.params.constraint ?? error.params.column ?? ''),
        message: String(error.params.message ?? error.code),
      }),
    ]
  throw error
}

/**
 * Takes a change back inside the caller's transaction (`source.change(access, true, ...)`): all of it, or nothing and the exact reasons.
 * Works from the record alone, so also after a restart. Throws T7Error only for operational failures.
 */
export const undo = async (run: Run, record: UndoRecord): Promise<Undone> => {
  if (record.undone) return refused(conflictOf('change.already_undone', {}))
  if (record.impossible !== null)
    return refused(conflictOf('change.cannot_undo', { code: record.impossible.code, ...record.impossible.params }))
  const side = sideOf(record.dialect)
  await run(plain('SAVEPOINT t7_undo'), 'owner')
  try {
    const checkReferences = await side.watchReferences(run)
    for (const item of [...record.items].reverse()) await side.undoItem(run, item)
    await side.settle(run)
    await checkReferences()
    await run(plain('RELEASE SAVEPOINT t7_undo'), 'owner')
  } catch (error) {
    const conflicts = conflictFrom(error)
    await run(plain('ROLLBACK TO SAVEPOINT t7_undo'), 'owner')
    await run(plain('RELEASE SAVEPOINT t7_undo'), 'owner')
    return refused(...conflicts)
  }
  const rows = record.items.reduce((sum, i) => sum + (i.kind === 'rows' ? i.changes.length : 0), 0)
  return { kind: 'undone', record: { ...record, undone: true }, rows }
}
