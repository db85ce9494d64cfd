import { accessSync, constants, existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { T7Error } from '#contracts/error.ts'
import type { Config } from './config.ts'
import { home } from './home.ts'
import { findRunning } from './running-record.ts'
import { version } from './version.ts'
import { webState } from './web-build.ts'

/** One thing looked at. `code` names what was found; `params` fill its words. */
export type Check = {
  readonly part: 'node' | 't7' | 'configuration' | 'data' | 'disk' | 'port' | 'database' | 'roles' | 'web' | 'engine'
  readonly state: 'good' | 'warning' | 'bad'
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

const check = (part: Check['part'], state: Check['state'], code: string, params: Check['params'] = {}): Check => ({
  part,
  state,
  code,
  params,
})

const nodeCheck = (): Check => {
  const major = Number(process.versions.node.split('.')[0])
  const params = { version: process.versions.node, path: process.execPath }
  return major >= 24 ? check('node', 'good', 'node.fine', params) : check('node', 'bad', 'node.old', params)
}

const nearestExisting = (path: string): string => (existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path)))

const isWritable = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const dataCheck = (config: Config): Check => {
  const path = config.dataDirectory
  if (!existsSync(path)) {
    return isWritable(nearestExisting(path))
      ? check('data', 'good', 'data.will_be_made', { path })
      : check('data', 'bad', 'data.not_writable', { path })
  }
  return isWritable(path) ? check('data', 'good', 'data.fine', { path }) : check('data', 'bad', 'data.not_writable', { path })
}

/** Free space below which a database is in danger, in megabytes. */
const leastMegabytes = 500

const diskCheck = async (config: Config): Promise<Check> => {
  const facts = await statfs(nearestExisting(config.dataDirectory))
  const megabytes = Math.floor((facts.bavail * facts.bsize) / 1_048_576)
  return check('disk', megabytes >= leastMegabytes ? 'good' : 'warning', megabytes >= leastMegabytes ? 'disk.fine' : 'disk.low', {
    megabytes,
  })
}

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })

const portCheck = async (config: Config): Promise<Check> => {
  const running = findRunning(config.dataDirectory)
  if (running) return check('port', 'good', 'port.running', { url: running.url, pid: running.pid })
  const params = { host: config.host, port: config.port, other: config.port + 1 }
  return (await isFree(config.host, config.port)) ? check('port', 'good', 'port.free', params) : check('port', 'bad', 'port.taken', params)
}

const webCheck = async (): Promise<Check> => {
  const state = await webState(home)
  return check('web', state === 'current' ? 'good' : 'warning', `web.${state}`)
}

const engineCheck = async (): Promise<Check> => {
  const started = performance.now()
  try {
    const { createGuard } = await import('#engine/guard/guard.ts')
    await import('#engine/interpret.ts')
    await createGuard()
    return check('engine', 'good', 'engine.fine', { milliseconds: Math.round(performance.now() - started) })
  } catch (error) {
    return check('engine', 'bad', 'engine.broken', { message: String(error) })
  }
}

const asBad = (part: Check['part'], error: unknown): Check => {
  const known = error instanceof T7Error ? error : null
  const message = String(known?.params.message ?? (error instanceof Error ? error.message : error))
  return check(part, 'bad', known?.code ?? 'database.failed', { message })
}

/** Looks at everything T7 needs here, changing nothing: what runs, where, which versions, and what is wrong. */
export const runChecks = async (
  config: Config,
  databaseChecks: (config: Config) => Promise<readonly Check[]>,
): Promise<readonly Check[]> => {
  const database = databaseChecks(config).catch((error: unknown) => [asBad('database', error)])
  return [
    nodeCheck(),
    check('t7', 'good', 't7.version', { version, home }),
    check('configuration', 'good', config.file === null ? 'configuration.defaults' : 'configuration.file', { file: config.file ?? '' }),
    dataCheck(config),
    await diskCheck(config),
    await portCheck(config),
    ...(await database),
    await webCheck(),
    await engineCheck(),
  ]
}
