import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { T7Error } from '#contracts/error.ts'

export type Lock = { release(): void }

const holderOf = (file: string): number | null => {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
    return Number.isInteger(pid) ? pid : null
  } catch {
    return null
  }
}

const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 5

/**
 * One T7 per cluster. The lock is the operating system's own file lock, held through SQLite, so that it ends with the process
 * however that ends. Throws `embedded.already_running` with the holder's `pid` (0 when unknown).
 */
export const takeLock = (home: string): Lock => {
  const pidFile = join(home, 't7.pid')
  const database = new DatabaseSync(join(home, 't7.lock'))
  try {
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (cause) {
    database.close()
    if (!isBusy(cause)) throw cause
    throw new T7Error({ code: 'embedded.already_running', kind: 'user', params: { pid: holderOf(pidFile) ?? 0, home }, cause })
  }
  writeFileSync(pidFile, `${process.pid}\n`)
  return {
    release: () => {
      if (!database.isOpen) return
      rmSync(pidFile, { force: true })
      database.close()
    },
  }
}
