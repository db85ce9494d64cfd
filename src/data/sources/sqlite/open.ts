import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { T7Error } from '#contracts/error.ts'
import { toFailure } from './failure.ts'
import { registerFunctions } from './functions.ts'

const header = 'SQLite format 3\0'

const hasHeader = (path: string): boolean => {
  const file = openSync(path, 'r')
  try {
    const start = Buffer.alloc(header.length)
    return readSync(file, start, 0, start.length, 0) === start.length && start.toString('latin1') === header
  } finally {
    closeSync(file)
  }
}

/** Throws `source.not_found`, `source.not_a_database` or `source.unavailable`. An empty file is an empty database. */
const checkFile = (path: string): void => {
  try {
    const found = statSync(path)
    if (found.isFile() && (found.size === 0 || hasHeader(path))) return
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
    throw new T7Error({
      code: missing ? 'source.not_found' : 'source.unavailable',
      kind: missing ? 'user' : 'operational',
      params: { path, message: cause instanceof Error ? cause.message : '' },
      cause,
    })
  }
  throw new T7Error({ code: 'source.not_a_database', kind: 'user', params: { path } })
}

/** Opens an existing file. Integers come as bigint, rows as arrays where the statement says so. */
export const openFile = (path: string, readOnly: boolean): DatabaseSync => {
  checkFile(path)
  try {
    const database = new DatabaseSync(path, {
      readOnly,
      timeout: 4_000,
      enableForeignKeyConstraints: true,
      enableDoubleQuotedStringLiterals: true,
      allowExtension: false,
    })
    registerFunctions(database)
    database.prepare('select count(*) from sqlite_schema').get()
    return database
  } catch (error) {
    throw toFailure(error)
  }
}
