import { z } from 'zod'
import { prepareDatabase } from '#data/prepare-database.ts'
import { createPairStore } from '#data/queries/accuracy-pairs.ts'
import { createRunStore } from '#data/queries/accuracy-runs.ts'
import { createAskStore } from '#data/queries/asks.ts'
import { createChangeStore } from '#data/queries/changes.ts'
import { createConversationStore } from '#data/queries/conversations.ts'
import { createDatabase } from '#data/queries/database.ts'
import { createSettingStore } from '#data/queries/settings.ts'
import { createOwnPool, describeUrl } from '#data/sources/postgres/connection.ts'
import type { SetupProblem } from '#data/sources/postgres/setup-workspace.ts'
import { createPostgresSource } from '#data/sources/postgres/source.ts'
import type { Source } from '#engine/ports.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'

/** The database that T7 works on: its own tables, and the workspace as a source. */
export type Workspace = {
  readonly kind: 'embedded' | 'external'
  readonly url: string
  readonly version: string
  /** For people: a folder, or an address without its password. */
  readonly location: string
  readonly problems: readonly SetupProblem[]
  readonly source: Source
  readonly asks: ReturnType<typeof createAskStore>
  readonly changes: ReturnType<typeof createChangeStore>
  readonly conversations: ReturnType<typeof createConversationStore>
  readonly pairs: ReturnType<typeof createPairStore>
  readonly runs: ReturnType<typeof createRunStore>
  readonly settings: ReturnType<typeof createSettingStore>
  /** Resolves when the database answers; throws T7Error `source.unavailable` otherwise. */
  ping(): Promise<void>
  close(): Promise<void>
}

type Server = { readonly url: string; readonly location: string; stop(): Promise<void> }

/** Starts the embedded PostgreSQL. Throws the codes of `startEmbedded`. */
const startOwn = async (config: Config, log: Log): Promise<Server> => {
  const { startEmbedded } = await import('#data/embedded/start.ts')
  const server = await startEmbedded({ dataDir: config.dataDirectory, log: (line) => log.info({ line }, 'postgres') })
  if (server.recovered) log.warn({}, 'a database that had outlived its T7 was recovered')
  return { url: server.url, location: server.location, stop: () => server.stop() }
}

/** Connects to a database that is already there, prepared for T7: its tables, roles and rights. */
export const connectWorkspace = async (config: Config, server: Server, kind: Workspace['kind']): Promise<Workspace> => {
  const { url, location } = server
  const prepared = await prepareDatabase({ url, takeOwnership: kind === 'embedded' })
  const pool = createOwnPool({ url, maximumConnections: 6, applicationName: 't7' })
  const database = createDatabase(pool)
  const source = createPostgresSource({
    url,
    roles: prepared.roles,
    writable: true,
    maximumConnections: config.asksAtOnce + 2,
    limits: { statementMilliseconds: config.statementSeconds * 1000 },
  })
  const settings = createSettingStore(database)
  return {
    kind,
    url,
    location,
    version: prepared.version,
    problems: prepared.problems,
    source,
    asks: createAskStore(database),
    changes: createChangeStore(database),
    conversations: createConversationStore(database),
    pairs: createPairStore(database),
    runs: createRunStore(database),
    settings,
    ping: async () => {
      await settings.read('ping', z.unknown())
    },
    close: async () => {
      await source.close()
      await pool.end()
      await server.stop()
    },
  }
}

/** Opens the workspace of a configuration: the database at `databaseUrl`, or the embedded one. */
export const openWorkspace = async (config: Config, log: Log): Promise<Workspace> => {
  if (config.databaseUrl !== null) {
    const server = { url: config.databaseUrl, location: describeUrl(config.databaseUrl), stop: async () => {} }
    return connectWorkspace(config, server, 'external')
  }
  const server = await startOwn(config, log)
  try {
    return await connectWorkspace(config, server, 'embedded')
  } catch (error) {
    await server.stop()
    throw error
  }
}
