import type { Catalog } from '#contracts/catalog.ts'
import type { Run } from '#engine/ports.ts'
import type { CaptureLimits, RowShape } from './captured-rows.ts'
import { staleReason, tokenOf } from './change-token.ts'
import { type Change, type Executed, execute } from './execute.ts'
import { plain } from './quoting.ts'
import type { RowsItem, UndoItem, UndoRecord } from './undo-record.ts'

export type ApplyInput = {
  readonly change: Change
  /** As it is now, freshly described. */
  readonly catalog: Catalog
  /** Unique among changes; letters, digits and underscores, at most 40. Names what is kept aside. */
  readonly id: string
  /** The preview's token; null = nobody saw a preview (batch). */
  readonly token: string | null
  readonly limits?: CaptureLimits
}

export type Applied = {
  readonly kind: 'applied'
  readonly record: UndoRecord
  /** Rows changed by the statements themselves, without cascades. */
  readonly affected: number
  /** What ran, values written in. */
  readonly sql: string
}

/** Nothing changed: the structure or the rows are not those of the preview. */
export type Stale = {
  readonly kind: 'stale'
  readonly code: 'change.stale'
  readonly params: { readonly reason: 'plan' | 'structure' | 'rows' }
}

const itemsOf = (executed: Executed): readonly UndoItem[] =>
  executed.done.map((d) =>
    d.kind === 'structure' ? d.item : { kind: 'rows', changes: [...d.captured.changes], shapes: mutable(d.captured.shapes) },
  )

const mutable = (shapes: Readonly<Record<string, RowShape>>): RowsItem['shapes'] =>
  Object.fromEntries(Object.entries(shapes).map(([table, s]) => [table, { columns: [...s.columns], key: [...s.key], rowid: s.rowid }]))

const idPattern = /^[A-Za-z0-9_]{1,40}$/

/** The statements that ran, as text; for a hand-written statement its own. */
export const sqlOf = (change: Change, executed: Executed): string =>
  change.kind === 'statement' ? change.statement.inlined : executed.parts.flatMap((p) => p.statements.map((s) => s.inlined)).join(';\n')

/**
 * Runs a confirmed change inside the caller's transaction (`source.change(access, true, ...)`) and returns what takes it back.
 * With a token, answers `stale` and leaves everything as it was if the structure or the affected rows are not those of the preview.
 * Throws T7Error when the database refuses (the caller's transaction then rolls back).
 */
export const apply = async (run: Run, input: ApplyInput): Promise<Applied | Stale> => {
  if (!idPattern.test(input.id)) throw new TypeError(`not an id: ${input.id}`)
  await run(plain('SAVEPOINT t7_change'), 'owner')
  const executed = await execute({ run, ...input })
  const reason = input.token === null ? null : staleReason(input.token, tokenOf(input.change, input.catalog, executed))
  if (reason !== null) {
    await run(plain('ROLLBACK TO SAVEPOINT t7_change'), 'owner')
    return { kind: 'stale', code: 'change.stale', params: { reason } }
  }
  await run(plain('RELEASE SAVEPOINT t7_change'), 'owner')
  const { impossible } = executed
  const record: UndoRecord = {
    version: 1,
    id: input.id,
    dialect: input.catalog.dialect,
    items: impossible === null ? [...itemsOf(executed)] : [],
    impossible,
    undone: false,
  }
  return { kind: 'applied', record, affected: executed.affected, sql: sqlOf(input.change, executed) }
}
