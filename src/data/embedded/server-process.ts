import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { T7Error } from '#contracts/error.ts'
import type { Binaries } from './binaries.ts'
import { identity, type OsUser } from './os-user.ts'
import { hasEnded, servesCluster, waitForEnd } from './process-table.ts'

export type ServerProcess = { readonly child: ChildProcess; readonly pid: number; readonly port: number }

export type ServerOptions = {
  readonly binaries: Binaries
  readonly user: OsUser | null
  readonly cluster: string
  readonly logFile: string
  /** null = any free one. */
  readonly port: number | null
  readonly settings: Readonly<Record<string, string>>
}

const maximumLogBytes = 5_000_000
const startMilliseconds = 60_000
const stopMilliseconds = 15_000

const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid')

const readPidFile = (cluster: string): readonly string[] => {
  try {
    return readFileSync(pidFile(cluster), 'utf8').split('\n')
  } catch {
    return []
  }
}

const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

const tail = (file: string, from: number): string => {
  try {
    return readFileSync(file).subarray(from).toString('utf8').trim().split('\n').slice(-12).join('\n')
  } catch {
    return ''
  }
}

const openLog = (file: string): { readonly descriptor: number; readonly size: number } => {
  const kept = existsSync(file) && statSync(file).size < maximumLogBytes
  const descriptor = openSync(file, kept ? 'a' : 'w', 0o600)
  return { descriptor, size: kept ? statSync(file).size : 0 }
}

/** Asks for a fast shutdown, which loses nothing committed; after a while insists. */
const endServer = async (pid: number): Promise<void> => {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await waitForEnd(pid, stopMilliseconds)) return
  }
}

/** Stops a server that outlived the T7 that started it, and removes the pid file of one that is gone. To be called under the lock. */
export const stopOrphan = async (cluster: string): Promise<boolean> => {
  const pid = Number.parseInt(readPidFile(cluster)[0] ?? '', 10)
  if (!Number.isInteger(pid) || pid <= 0) return false
  if (servesCluster(pid, cluster)) {
    await endServer(pid)
    return true
  }
  rmSync(pidFile(cluster), { force: true })
  return false
}

/** The eighth line of the pid file says when connections are accepted. */
const isReady = (cluster: string, pid: number): boolean => {
  const lines = readPidFile(cluster)
  return lines[0]?.trim() === String(pid) && lines[7]?.trim() === 'ready'
}

const startOnce = async (options: ServerOptions): Promise<ServerProcess | { readonly failure: string }> => {
  const port = options.port ?? (await findFreePort())
  const log = openLog(options.logFile)
  const settings = Object.entries({ ...options.settings, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(options.binaries.postgres, ['-D', options.cluster, ...settings], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.descriptor, log.descriptor],
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    ...identity(options.user),
  })
  closeSync(log.descriptor)
  const pid = child.pid
  const failed = new Promise<true>((resolve) => {
    child.once('error', () => resolve(true))
    child.once('exit', () => resolve(true))
  })
  if (pid === undefined) return { failure: 'could not be started' }
  const deadline = Date.now() + startMilliseconds
  while (!isReady(options.cluster, pid)) {
    const ended = await Promise.race([failed, sleep(10, false as const)])
    if (ended || hasEnded(pid)) return { failure: tail(options.logFile, log.size) }
    if (Date.now() > deadline) {
      await endServer(pid)
      return { failure: `not ready after ${startMilliseconds} ms\n${tail(options.logFile, log.size)}` }
    }
  }
  child.unref()
  return { child, pid, port }
}

/** Processes of a killed server need a moment to notice; a free port may be taken in between. */
const isPassing = (failure: string): boolean => /shared memory block|lock file|Address already in use/i.test(failure)

/** Starts PostgreSQL and returns when it accepts connections. Throws `embedded.start_failed` with what it said. */
export const startServer = async (options: ServerOptions): Promise<ServerProcess> => {
  for (let attempt = 1; ; attempt += 1) {
    const started = await startOnce(options)
    if (!('failure' in started)) return started
    if (attempt >= 20 || !isPassing(started.failure)) {
      throw new T7Error({
        code: 'embedded.start_failed',
        kind: 'operational',
        params: { message: started.failure, log: options.logFile, cluster: options.cluster },
      })
    }
    await stopOrphan(options.cluster)
    await sleep(250)
  }
}

export const stopServer = (server: ServerProcess): Promise<void> => endServer(server.pid)
