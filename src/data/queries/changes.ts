import type { Plan } from '#contracts/plan.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { Run } from '#engine/ports.ts'
import { type Database, toJson, written } from './database.ts'

/** A change that was made, with what takes it back (`undo`: the engine's record, as JSON). */
export type NewChange = {
  readonly id: string
  readonly askId: string | null
  readonly personId: string
  readonly plan: Plan
  /** With its values written in. */
  readonly sql: string
  readonly affected: number
  readonly catalogBefore: string
  /** null where it is not known yet. */
  readonly catalogAfter: string | null
  readonly undo: unknown
  readonly undoable: boolean
}

export type StoredChange = NewChange & {
  readonly state: 'applied' | 'undone'
  readonly appliedAt: string
  readonly undoneAt: string | null
  readonly undoneBy: string | null
}

const call = (sql: string, ...parameters: readonly string[]): Statement => ({ sql, parameters, inlined: sql })

/**
 * Keeps a change in the transaction that makes it (`run` is that of `source.change`, on the database of our own tables): both are
 * there or neither is, whenever T7 is killed.
 */
export const keepChange = async (run: Run, change: NewChange): Promise<void> => {
  await run(call('select t7.keep_change($1::jsonb)', toJson(change)), 'owner')
}

/** Marks a change as undone in the transaction that takes it back. False when it was undone already: the caller must then roll back. */
export const keepUndone = async (run: Run, changeId: string, person: string): Promise<boolean> => {
  const result = await run(call('select t7.keep_undone($1, $2)', changeId, person), 'owner')
  return result.rows[0]?.[0] === true
}

type ChangeRow = {
  readonly id: string
  readonly ask_id: string | null
  readonly person_id: string
  readonly plan: unknown
  readonly sql: string
  readonly affected: string
  readonly catalog_before: string
  readonly catalog_after: string | null
  readonly undo: unknown
  readonly undoable: boolean
  readonly state: 'applied' | 'undone'
  readonly applied_at: Date
  readonly undone_at: Date | null
  readonly undone_by: string | null
}

const toChange = (row: ChangeRow): StoredChange => ({
  id: row.id,
  askId: row.ask_id,
  personId: row.person_id,
  plan: written<Plan>(row.plan),
  sql: row.sql,
  affected: Number(row.affected),
  catalogBefore: row.catalog_before,
  catalogAfter: row.catalog_after,
  undo: row.undo,
  undoable: row.undoable,
  state: row.state,
  appliedAt: row.applied_at.toISOString(),
  undoneAt: row.undone_at?.toISOString() ?? null,
  undoneBy: row.undone_by,
})

export const createChangeStore = (database: Database) => ({
  find: async (id: string): Promise<StoredChange | null> => {
    const [row] = await database.query<ChangeRow>('select * from t7.changes where id = $1', [id])
    return row === undefined ? null : toChange(row)
  },
  /** Changes made since an instant, oldest first: what may stand in the way of an undo. */
  since: async (at: string): Promise<readonly StoredChange[]> =>
    (await database.query<ChangeRow>('select * from t7.changes where applied_at > $1 order by applied_at', [at])).map(toChange),
})
