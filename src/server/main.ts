import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { T7Error } from '#contracts/error.ts'
import { createGuard } from '#engine/guard/guard.ts'
import { interpret } from '#engine/interpret.ts'
import { engineProposer } from '#engine/measure/engine-proposer.ts'
import { exampleQuestions } from '#engine/plan/example-questions.ts'
import type { Knowledge } from '#engine/understand/knowledge.ts'
import { acceptAnswer } from './accuracy/accept-answer.ts'
import { Accuracy } from './accuracy/accuracy.ts'
import { measurePorts } from './accuracy/measure-ports.ts'
import { type Identify, localActor } from './actor.ts'
import { createApp } from './app.ts'
import { Asks } from './asking/asks.ts'
import { engineRuns } from './asking/engine-runs.ts'
import type { Config } from './config.ts'
import { hasDemo, provideDemo } from './demo.ts'
import { FairQueue } from './fair-queue.ts'
import { home } from './home.ts'
import { knowledgeOf } from './known-source.ts'
import { type Listening, listen } from './listen.ts'
import { liveness } from './liveness.ts'
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
  const proposer = engineProposer
  const rated = acceptAnswer({ pairs: workspace.pairs, proposer, knowledge, newId })
  const asks = new Asks({ store: workspace.asks, runs, queue, metrics, log, rated, newId, now })
  const ports = measurePorts({ source: workspace.source, guard, knowledge, proposer, cost: config.costCeiling })
  const accuracy = new Accuracy({ pairs: workspace.pairs, runs: workspace.runs, ports, version, log, newId })
  const app = createApp({
    config,
    log,
    metrics,
    identify: identify ?? (async () => localActor(config.language)),
    asks,
    conversations: workspace.conversations,
    workspace: workspaceService({ workspace, guard, knowledge }),
    accuracy,
    about: async () => ({ name: 'T7', demo: await hasDemo(workspace) }),
    ready: workspace.ping,
    web: web ?? null,
    version,
  })
  return { app, asks, accuracy, knowledge }
}

/** Another T7 that is in the way is said as such, and where; whatever else is stays as it is. */
const asAlreadyRunning = async (config: Config, error: unknown): Promise<unknown> => {
  if (!(error instanceof T7Error)) return error
  const running = findRunning(config.dataDirectory)
  const inTheWay = error.code === 'server.port_in_use' && (await isT7(String(error.params.url)))
  if (running && (error.code === 'embedded.already_running' || (inTheWay && running.url === error.params.url)))
    return new T7Error({ code: 'server.already_running', kind: 'user', params: { pid: running.pid, url: running.url }, cause: error })
  return inTheWay ? new T7Error({ code: 'server.port_has_t7', kind: 'user', params: error.params, cause: error }) : error
}

const isT7 = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(2_000) })
    return response.ok && liveness.safeParse(await response.json()).success
  } catch {
    return false
  }
}

/** How old a running ask must be before a server that is not alone on its database takes it for abandoned. */
const abandonedAfter = 5 * 60_000

/** Ends what killed servers left running: at once where this one is alone, from time to time where others share the database. */
const recover = async (workspace: Workspace, log: Log): Promise<() => void> => {
  const alone = workspace.kind === 'embedded'
  const count = await recoverAsks(workspace, alone ? 0 : abandonedAfter)
  if (count > 0) log.info({ count }, 'asks of an earlier run were brought to an end')
  if (alone) return () => {}
  const sweep = setInterval(() => void recoverAsks(workspace, abandonedAfter).catch(() => {}), abandonedAfter)
  sweep.unref()
  return () => clearInterval(sweep)
}

/** The first person should not wait for the catalog to be read and the engine to warm up. */
const warmUp = async (knowledge: () => Promise<Knowledge>, config: Config): Promise<void> => {
  const known = await knowledge()
  const now = localNow()
  for (const text of exampleQuestions(known, config.language, now.slice(0, 10)))
    interpret({ text, language: null, overrides: {}, now, history: [] }, known)
}

type Begun = { readonly config: Config; readonly socket: Listening; readonly log: Log; readonly steps: Steps }

const serveWorkspace = async ({ config, socket, log, steps }: Begun, workspace: Workspace): Promise<RunningServer> => {
  if (config.demo) await provideDemo(workspace, localNow().slice(0, 10), () => steps.progress('loadingDemo'))
  const stopRecovering = await recover(workspace, log)
  const web = existsSync(join(webDirectory(home), 'index.html')) ? webDirectory(home) : null
  const { app, asks, accuracy, knowledge } = await compose({ config, workspace, log, web })
  socket.serve(app.fetch)
  writeRunning(config.dataDirectory, { pid: process.pid, url: socket.url, databaseUrl: workspace.url })
  setImmediate(() => void warmUp(knowledge, config).catch((error: unknown) => log.warn({ cause: String(error) }, 'catalog not read')))
  const close = async (): Promise<void> => {
    removeRunning(config.dataDirectory)
    stopRecovering()
    accuracy.cancel()
    await asks.close(patience)
    await socket.close()
    await workspace.close()
  }
  return { url: socket.url, close }
}

/**
 * Starts everything and listens. The address is taken first, so that one in use is known at once.
 * @throws T7Error `server.already_running`, `server.port_in_use`, and whatever keeps the database from starting
 */
export const startServer = async (config: Config, steps: Steps): Promise<RunningServer> => {
  try {
    const socket = await listen(config.host, config.port)
    return await startOn(config, steps, socket)
  } catch (error) {
    throw await asAlreadyRunning(config, error)
  }
}

const startOn = async (config: Config, steps: Steps, socket: Listening): Promise<RunningServer> => {
  const log = await createLog(config.logLevel)
  let workspace: Workspace | null = null
  try {
    steps.progress('startingDatabase')
    const prepared = steps.prepare()
    prepared.catch(() => {})
    workspace = await openWorkspace(config, log)
    await prepared
    return await serveWorkspace({ config, socket, log, steps }, workspace)
  } catch (error) {
    await socket.close()
    await workspace?.close()
    throw error
  }
}
