import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { T7Error } from '#contracts/error.ts'

/** The operating-system account that PostgreSQL runs as; null = the account T7 itself runs as. */
export type OsUser = { readonly name: string; readonly uid: number; readonly gid: number }

const accountNames = ['t7', 'postgres'] as const

const findAccount = (name: string): OsUser | null => {
  let text: string
  try {
    text = readFileSync('/etc/passwd', 'utf8')
  } catch {
    return null
  }
  for (const line of text.split('\n')) {
    const [account, , uid, gid] = line.split(':')
    if (account === name && uid !== undefined && gid !== undefined) return { name, uid: Number(uid), gid: Number(gid) }
  }
  return null
}

const runs = (command: string, parameters: readonly string[]): boolean => spawnSync(command, parameters, { stdio: 'ignore' }).status === 0

const createAccount = (name: string): OsUser | null => {
  const made =
    runs('useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', name]) ||
    runs('adduser', ['--system', '--group', '--no-create-home', name])
  return made ? findAccount(name) : null
}

/**
 * PostgreSQL refuses to run as root. As root this gives an unprivileged account, made when the machine has none; otherwise null.
 * Throws `embedded.no_os_user` when there is none and none can be made.
 */
export const choosePostgresUser = (): OsUser | null => {
  if (process.getuid?.() !== 0) return null
  for (const name of accountNames) {
    const account = findAccount(name)
    if (account !== null && account.uid !== 0) return account
  }
  const account = createAccount('t7') ?? findAccount('nobody')
  if (account === null || account.uid === 0) throw new T7Error({ code: 'embedded.no_os_user', kind: 'operational' })
  return account
}

/** What `spawn` needs to run as that account. */
export const identity = (user: OsUser | null): { uid: number; gid: number } | Record<never, never> =>
  user === null ? {} : { uid: user.uid, gid: user.gid }

/** Runs `work` so that what it makes can be read by other accounts, whatever umask T7 was started with. */
export const withOpenUmask = <T>(work: () => T): T => {
  const before = process.umask(0o022)
  try {
    return work()
  } finally {
    process.umask(before)
  }
}
