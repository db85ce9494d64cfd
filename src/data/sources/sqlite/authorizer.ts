import { constants, type DatabaseSync } from 'node:sqlite'
import type { Role } from '#contracts/role.ts'

/** Whose rights a statement has: a level's, or T7's own bookkeeping. */
export type Rights = Role | 'owner'

const { SQLITE_OK, SQLITE_DENY } = constants

const refusedAlways: ReadonlySet<number> = new Set([constants.SQLITE_ATTACH, constants.SQLITE_DETACH])
const refusedFunctions: ReadonlySet<string> = new Set(['load_extension', 'readfile', 'writefile', 'edit', 'fts3_tokenizer'])

const readingPragmas: ReadonlySet<string> = new Set([
  'table_info',
  'table_xinfo',
  'table_list',
  'index_list',
  'index_info',
  'index_xinfo',
  'foreign_key_list',
  'foreign_key_check',
])
const changingPragmas: ReadonlySet<string> = new Set([
  ...readingPragmas,
  'recursive_triggers',
  'defer_foreign_keys',
  'legacy_alter_table',
  'foreign_keys',
  'integrity_check',
  'quick_check',
])

const harmless: ReadonlySet<number> = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_RECURSIVE,
  constants.SQLITE_TRANSACTION,
  constants.SQLITE_SAVEPOINT,
])

/**
 * The database's own guard for one connection, as SQLite has no roles: nobody reaches other files, readers change nothing, and only an
 * admin deletes rows (dropping a table deletes its rows too, and rebuilding one drops the old).
 */
export const installAuthorizer = (database: DatabaseSync) => {
  let rights: Rights = 'reader'
  let dropping: string | null = null
  const mayDelete = (table: string | null, schema: string | null): boolean =>
    rights === 'admin' || rights === 'owner' || schema === 'temp' || (table !== null && (table === dropping || table.startsWith('sqlite_')))
  database.setAuthorizer((action, first, second, schema) => {
    if (refusedAlways.has(action)) return SQLITE_DENY
    if (action === constants.SQLITE_FUNCTION) return refusedFunctions.has((second ?? '').toLowerCase()) ? SQLITE_DENY : SQLITE_OK
    if (action === constants.SQLITE_PRAGMA) {
      const name = (first ?? '').toLowerCase()
      return (rights === 'reader' ? readingPragmas : changingPragmas).has(name) ? SQLITE_OK : SQLITE_DENY
    }
    if (harmless.has(action)) return SQLITE_OK
    if (rights === 'reader') return SQLITE_DENY
    if (action === constants.SQLITE_DROP_TABLE) dropping = first
    if (action === constants.SQLITE_DELETE) return mayDelete(first, schema) ? SQLITE_OK : SQLITE_DENY
    return SQLITE_OK
  })
  return {
    /** To be called before each statement is prepared. */
    act: (as: Rights): void => {
      rights = as
      dropping = null
    },
  }
}
