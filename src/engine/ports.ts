import type { Catalog, ColumnValues, Dialect } from '#contracts/catalog.ts'
import type { Cell, ResultColumn } from '#contracts/result.ts'
import type { Role } from '#contracts/role.ts'
import type { Statement } from '#contracts/verdict.ts'

/** Who acts, and how much they may use. `signal` cancels the running statement on the server. */
export type Access = { readonly role: Role; readonly signal?: AbortSignal }

/** `affected`: rows inserted, updated or deleted; 0 for a SELECT. Column types are the source's best knowledge. */
export type RawResult = {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly Cell[])[]
  readonly affected: number
}

/**
 * `as` tells whose rights a statement needs: `person` (default) = those of the access's role; `owner` = T7's own bookkeeping around a change
 * (capture triggers, what is kept for undo, the undo itself), run as the owner of the tables whatever the statement is. Only for sources with database roles.
 */
export type Run = (statement: Statement, as?: 'person' | 'owner') => Promise<RawResult>

/**
 * `suspended` matters to SQLite alone: foreign keys are not enforced during this transaction (`PRAGMA foreign_keys = OFF` before it begins,
 * `ON` after it ends), as rebuilding a table needs; the work itself checks them before it ends. Others ignore it.
 */
export type ChangeOptions = { readonly foreignKeys: 'enforced' | 'suspended' }

/**
 * A database that questions run on. Failures of the database throw T7Error with `kind: user` codes where a person can mend it
 * (`source.unique_violation`, `source.foreign_key_violation`, `source.check_violation`, `source.not_null_violation`,
 * `source.type_mismatch`, `source.division_by_zero`, `source.statement_error`), `operational` otherwise
 * (`source.unavailable`, `source.timeout`, `source.cancelled`, `source.lock_timeout`, `source.permission_denied`).
 * Params hold what the database said: constraint, table, column, detail, message.
 */
export interface Source {
  readonly dialect: Dialect
  /** Structure and stored values, read again after `forget()` or a structure change made through `change`. */
  describe(): Promise<{ readonly catalog: Catalog; readonly values: readonly ColumnValues[] }>
  forget(): void
  /** Read-only, under the role, with statement timeout; at most `maximumRows` rows (`truncated` tells if there were more). */
  read(statement: Statement, access: Access, maximumRows: number): Promise<RawResult & { readonly truncated: boolean }>
  /** The planner's cost of a statement, in the dialect's own unit; null where the dialect has none. */
  cost(statement: Statement, access: Access): Promise<number | null>
  /** One transaction. `commit` false = always rolled back. Throwing inside rolls back. */
  change<T>(access: Access, commit: boolean, work: (run: Run) => Promise<T>, options?: ChangeOptions): Promise<T>
  close(): Promise<void>
}
