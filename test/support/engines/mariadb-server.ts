import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type MariadbServer = { readonly socket: string; stop(): Promise<void> }

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** `T7_MARIADBD`, the PATH, and where Debian puts servers. */
const findMariadbd = (): string | null => {
  const chosen = process.env.T7_MARIADBD
  if (chosen) return runs(chosen) ? chosen : null
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, 'mariadbd')).find(runs) ?? null
}

const findInstaller = (mariadbd: string): string | null =>
  [dirname(mariadbd), join(dirname(dirname(mariadbd)), 'bin')].map((folder) => join(folder, 'mariadb-install-db')).find(runs) ?? null

/** The server lives as long as the pipe to its shell: it ends with this process, however that ends, and its folder goes with it. */
const lifeline = 'folder="$1"; shift; "$@" & server=$!; read -r _; kill "$server"; wait "$server"; rm -rf "$folder"'

const absent = (reason: string): null => {
  console.warn(
    `MariaDB: ${reason}. Its part of the dialect tests is left out. Debian has it as mariadb-server-core; T7_MARIADBD names another.`,
  )
  return null
}

/** An empty MariaDB of its own, reached by a socket and not by the network; null, and a word on the console, where this machine has none. */
export const startMariadb = async (): Promise<MariadbServer | null> => {
  const mariadbd = findMariadbd()
  if (mariadbd === null) return absent('no mariadbd on this machine')
  const installer = findInstaller(mariadbd)
  if (installer === null) return absent(`no mariadb-install-db beside ${mariadbd}`)
  const folder = mkdtempSync(join(tmpdir(), 't7-mariadb-'))
  const socket = join(folder, 'socket')
  const common = ['--no-defaults', `--datadir=${join(folder, 'data')}`, `--user=${userInfo().username}`]
  const installed = spawnSync(installer, [...common, '--auth-root-authentication-method=normal', '--skip-test-db'], { encoding: 'utf8' })
  if (installed.status !== 0) throw new Error(`mariadb-install-db: ${installed.stderr}${installed.stdout}`)
  const server = [mariadbd, ...common, `--socket=${socket}`, '--skip-networking', '--innodb-flush-log-at-trx-commit=0']
  const shell = spawn('/bin/sh', ['-c', lifeline, 'sh', folder, ...server], { stdio: ['pipe', 'ignore', 'ignore'] })
  const ended = new Promise<void>((resolve) => shell.once('close', () => resolve()))
  for (let waited = 0; !existsSync(socket) && shell.exitCode === null && waited < 600; waited++) await sleep(50)
  return {
    socket,
    stop: async () => {
      shell.stdin.end()
      await ended
    },
  }
}
