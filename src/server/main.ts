import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { T7Error } from '#contracts/error.ts'
import { createGuard } from '#engine/guard/guard.ts'
import { type Identify, localActor } from './actor.ts'
import { createApp } from './app.ts'
import { Asks } from './asking/asks.ts'
import { engineRuns } from './asking/engine-runs.ts'
import type { Config } from './config.ts'
import { hasDemo, provideDemo } from './demo.ts'
import { FairQueue } from './fair-queue.ts'
import { home } from './home.ts'
import { knowledgeOf } from './known-source.ts'
import { listen } from './listen.ts'
import { localNow } from './local-now.ts'
import { createLog, type Log } from './log.ts'
import { Metrics } from './metrics.ts'
import { recoverAsks } from './recover.ts'
import { findRunning, removeRunning, writeRunning } from './running-record.ts'
import { version } from './version.ts'
import { webDirectory } from './web-build.ts'
import { openWorkspace, type Workspace } from './workspace.ts'
import { workspaceService } from './workspace-service.ts'

export type Steps = {
  /** Runs while the database starts: the web app is bundled here. */
  readonly prepare: () => Promise<void>
  readonly progress: (step: 'startingDatabase' | 'loadingDemo') => void
}

export type RunningServer = { readonly url: string; close(): Promise<void> }

/** Time that running asks get to end when the server closes, in milliseconds. */
const patience = 5_000

const gauges = (metrics: Metrics, queue: FairQueue): void => {
  metrics.gauge('t7_asks_running', 'Asks at work', () => queue.running)
  metrics.gauge('t7_asks_waiting', 'Asks that wait for their turn', () => queue.waiting)
  metrics.gauge('process_resident_memory_bytes', 'Memory of this process', () => process.memoryUsage.rss())
  metrics.gauge('process_uptime_seconds', 'Time since the start', () => process.uptime())
}

export type Composition = {
  readonly config: Config
  readonly workspace: Workspace
  readonly log: Log
  /** Who makes a request. Only tests and, later, accounts give another than the local person. */
  readonly identify?: Identify
  readonly web?: string | null
}

/** Wires the server over an open workspace. The app is a value; nothing listens yet. */
export const compose = async ({ config, workspace, log, identify, web }: Composition) => {
  const guard = await createGuard()
  const knowledge = knowledgeOf(workspace.source)
  const metrics = new Metrics()
  const queue = new FairQueue(config.asksAtOnce)
  gauges(metrics, queue)
  const now = () => new Date().toISOString()
  const newId = () => randomUUID().replaceAll('-', '')
  const limits = { rows: config.maximumRows, cost: config.costCeiling }
  const runs = engineRuns({ source: workspace.source, guard, knowledge, changes: workspace.changes, limits, newId, now })
  const asks = new Asks({ store: workspace.asks, runs, queue, metrics, log, newId, now })
  const app = createApp({
    config,
    log,
    metrics,
    identify: identify ?? (async () => localActor(config.language)),
    asks,
    conversations: workspace.conversations,
    workspace: workspaceService({ workspace, guard, knowledge }),
    about: async () => ({ name: 'T7', demo: await hasDemo(workspace) }),
    ready: workspace.ping,
    web: web ?? null,
    version,
  })
  return { app, asks, knowledge }
}

const refuseSecond = (config: Config): void => {
  const running = findRunning(config.dataDirectory)
  if (running && config.databaseUrl === null)
    throw new T7Error({ code: 'server.already_running', kind: 'user', params: { pid: running.pid, url: running.url } })
}

/**
 * Starts everything and listens. The address is taken first, so that one in use is known at once.
 * @throws T7Error `server.already_running`, `server.port_in_use`, and whatever keeps the database from starting
 */
export const startServer = async (config: Config, steps: Steps): Promise<RunningServer> => {
  refuseSecond(config)
  const socket = await listen(config.host, config.port)
  const log = await createLog(config.logLevel)
  let workspace: Workspace | null = null
  try {
    steps.progress('startingDatabase')
    const prepared = steps.prepare()
    prepared.catch(() => {})
    workspace = await openWorkspace(config, log)
    if (config.demo) await provideDemo(workspace, localNow().slice(0, 10), () => steps.progress('loadingDemo'))
    if (workspace.kind === 'embedded') await recoverAsks(workspace)
    await prepared
    const web = existsSync(join(webDirectory(home), 'index.html')) ? webDirectory(home) : null
    const { app, asks, knowledge } = await compose({ config, workspace, log, web })
    socket.serve(app.fetch)
    // Read the catalog before the first person asks.
    knowledge().catch((error: unknown) => log.warn({ cause: String(error) }, 'catalog not read'))
    writeRunning(config.dataDirectory, { pid: process.pid, url: socket.url, databaseUrl: workspace.url })
    return { url: socket.url, close: () => close(config, socket, asks, workspace) }
  } catch (error) {
    await socket.close()
    await workspace?.close()
    throw error
  }
}

const close = async (config: Config, socket: { close(): Promise<void> }, asks: Asks, workspace: Workspace | null): Promise<void> => {
  removeRunning(config.dataDirectory)
  await asks.close(patience)
  await socket.close()
  await workspace?.close()
}
