/**
 * Codes that this feature throws or returns, with the params of each. Their words live in `engine/explain/messages.ts`.
 *
 * Failures (T7Error):
 * - change.unknown_table {table}; change.unknown_column {table, column}; change.unknown_constraint {table, name}; change.unknown_index {table, name}; change.unknown_view {name}
 * - change.already_exists {name}: a table, view or index of that name is there
 * - change.column_exists {table, column}; change.constraint_exists {table, name}
 * - change.needs_fill {table, column}: a required column without default on a table that has rows
 * - change.default_not_constant {table, column}: a default that is neither a literal nor the current date or time
 * - change.last_column {table}: a table can't lose its only column
 * - change.value_count {table, expected, found}: an insert row with the wrong number of values
 * - change.unsupported {dialect, kind}: this dialect can't do that kind of change here
 * - change.references_view {table}: a reference to something that is not a table
 * - change.broken_references {table, target, rows}: after the change some rows would refer to rows that don't exist
 *
 * Values of `apply`:
 * - change.stale {reason: 'structure' | 'rows'}: the catalog or the affected rows are not those of the preview
 *
 * Why a change can't be undone (`undoable.code`):
 * - change.too_large {rows, limit}: more rows than are kept
 * - change.not_captured {what}: hand-written statement whose structure change has no known inverse
 *
 * Conflicts of `undo`:
 * - change.already_undone {}
 * - change.cannot_undo {code}: recorded as impossible when it was applied
 * - change.row_changed {table, key, column, expected, found}; change.row_gone {table, key}; change.row_taken {table, key}: its key is in use again
 * - change.rows_added {table, rows}: rows that came since would be lost
 * - change.rows_refer {table, target, rows}: rows that came since refer to what would go
 * - change.object_gone {object}; change.object_changed {object, detail}; change.name_taken {object}
 * - change.values_added {table, column, rows}: values written since into a column that would go
 * - change.violates {constraint, message}: the restored rules don't fit today's rows
 */
export const changeCodes = [
  'change.unknown_table',
  'change.unknown_column',
  'change.unknown_constraint',
  'change.unknown_index',
  'change.unknown_view',
  'change.already_exists',
  'change.column_exists',
  'change.constraint_exists',
  'change.needs_fill',
  'change.default_not_constant',
  'change.last_column',
  'change.value_count',
  'change.unsupported',
  'change.references_view',
  'change.broken_references',
  'change.stale',
  'change.too_large',
  'change.not_captured',
  'change.already_undone',
  'change.cannot_undo',
  'change.row_changed',
  'change.row_gone',
  'change.row_taken',
  'change.rows_added',
  'change.rows_refer',
  'change.object_gone',
  'change.object_changed',
  'change.name_taken',
  'change.values_added',
  'change.violates',
] as const

export type ChangeCode = (typeof changeCodes)[number]
