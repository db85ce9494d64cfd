import { T7Error } from '#contracts/error.ts'
import { describeUrl } from '#data/sources/postgres/connection.ts'
import type { Config } from './config.ts'
import { createLog } from './log.ts'
import { findRunning } from './running-record.ts'
import { connectWorkspace, openWorkspace, type Workspace } from './workspace.ts'

/** The workspace for a command: beside a T7 that serves the same data folder, its database, without starting another. */
export const openBeside = async (config: Config): Promise<Workspace> => {
  const log = await createLog('error')
  const running = config.databaseUrl === null ? findRunning(config.dataDirectory) : null
  if (running === null) return openWorkspace(config, log)
  const { databaseUrl: url } = running
  try {
    return await connectWorkspace(config, { url, location: describeUrl(url), stop: async () => {} }, 'embedded')
  } catch (error) {
    // What the folder says of a running T7 was left by one that is gone.
    if (error instanceof T7Error && error.code === 'source.unavailable') return openWorkspace(config, log)
    throw error
  }
}
