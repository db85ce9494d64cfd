import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ownUrl, provideAccount, superuserUrl } from './accounts.ts'
import { provideBinaries } from './binaries.ts'
import { provideCluster } from './cluster.ts'
import { takeLock } from './lock.ts'
import { choosePostgresUser } from './os-user.ts'
import { claimPlace, findHome, reachableRoots } from './place.ts'
import { type ServerOptions, type ServerProcess, startServer, stopOrphan, stopServer } from './server-process.ts'
import { serverSettings } from './settings.ts'

export type EmbeddedOptions = {
  readonly dataDir: string
  /** IANA time zone of the server; default: the machine's. */
  readonly timeZone?: string
  /** Over the built-in PostgreSQL settings. */
  readonly settings?: Readonly<Record<string, string>>
  readonly log?: (line: string) => void
}

export type EmbeddedPostgres = {
  /** Of T7's own database, as its own role. Holds a password: never log it. */
  readonly url: string
  /** Of the maintenance database, as superuser. Only for tests and setup. */
  readonly superuserUrl: string
  /** The folder of the cluster, for people. */
  readonly location: string
  readonly version: string
  readonly port: number
  /** A server that had outlived its T7 was found and stopped first. */
  readonly recovered: boolean
  pid(): number
  stop(): Promise<void>
}

/** Starts the server again when it ends by itself, on the same port, until stopped. */
const supervise = (first: ServerProcess, options: ServerOptions, log: (line: string) => void) => {
  let current = first
  let stopped = false
  let restarting: Promise<void> = Promise.resolve()
  const kill = (): void => {
    try {
      process.kill(current.pid, 'SIGINT')
    } catch {
      // Already gone.
    }
  }
  const restart = async (): Promise<void> => {
    for (let pause = 200; !stopped; pause = Math.min(pause * 2, 10_000)) {
      try {
        await stopOrphan(options.cluster)
        current = await startServer(options)
        watch()
        return
      } catch (error) {
        log(`PostgreSQL did not start again: ${error instanceof Error ? error.message : String(error)}`)
        await sleep(pause)
      }
    }
  }
  const watch = (): void => {
    current.child.once('exit', () => {
      if (stopped) return
      log('PostgreSQL ended by itself: starting it again')
      restarting = restart()
    })
  }
  watch()
  process.once('exit', kill)
  return {
    pid: () => current.pid,
    stop: async (): Promise<void> => {
      if (stopped) return
      stopped = true
      process.removeListener('exit', kill)
      await restarting
      await stopServer(current)
    },
  }
}

/**
 * Starts the embedded PostgreSQL of a data folder, making it on the first start. Recovers whatever a killed T7 left behind.
 * Throws `embedded.already_running` (pid), `embedded.start_failed`, `embedded.initdb_failed`, `embedded.no_binaries`,
 * `embedded.no_os_user`, `embedded.no_place`, `embedded.other_version`, `embedded.bad_record`.
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const user = choosePostgresUser()
  const at = findHome(options.dataDir, user)
  const lock = takeLock(at.home)
  try {
    const recovered = await stopOrphan(join(at.home, 'cluster'))
    const place = claimPlace(at)
    const binaries = provideBinaries(user, reachableRoots())
    await provideCluster(place, binaries, user)
    const logs = join(place.dataDir, 'logs')
    mkdirSync(logs, { recursive: true, mode: 0o700 })
    const zone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
    const server: Omit<ServerOptions, 'port'> = {
      binaries,
      user,
      cluster: place.cluster,
      logFile: join(logs, 'postgres.log'),
      settings: { ...serverSettings(binaries.share, zone), ...options.settings },
    }
    const started = await startServer({ ...server, port: null })
    const supervisor = supervise(started, { ...server, port: started.port }, options.log ?? (() => {}))
    try {
      await provideAccount(place, started.port)
    } catch (error) {
      await supervisor.stop()
      throw error
    }
    return {
      url: ownUrl(place, started.port),
      superuserUrl: superuserUrl(place, started.port),
      location: place.cluster,
      version: binaries.version,
      port: started.port,
      recovered,
      pid: supervisor.pid,
      stop: async () => {
        await supervisor.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
