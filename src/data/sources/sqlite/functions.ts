import type { DatabaseSync } from 'node:sqlite'

/** Lower case without diacritics. */
const fold = (value: unknown): string | null =>
  value === null || value === undefined
    ? null
    : String(value)
        .normalize('NFD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()

/** `t7_fold(text)`: for T7's own look-ups only; SQL that is shown or exported must run in any SQLite. */
export const registerFunctions = (database: DatabaseSync): void => {
  database.function('t7_fold', { deterministic: true }, (value) => fold(value))
}
