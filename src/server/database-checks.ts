import { describeUrl } from '#data/sources/postgres/connection.ts'
import { setupWorkspace } from '#data/sources/postgres/setup-workspace.ts'
import type { Check } from './checks.ts'
import type { Config } from './config.ts'
import { findRunning } from './running-record.ts'

const roleChecks = (problems: Awaited<ReturnType<typeof setupWorkspace>>['problems']): readonly Check[] =>
  problems.length === 0
    ? [{ part: 'roles', state: 'good', code: 'roles.fine', params: {} }]
    : problems.map(({ code, params }) => ({
        part: 'roles',
        state: 'warning',
        code,
        params: Object.fromEntries(
          Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
        ),
      }))

const checkServer = async (url: string, code: string, location: string, takeOwnership: boolean): Promise<readonly Check[]> => {
  const { version, problems } = await setupWorkspace({ url, takeOwnership })
  return [{ part: 'database', state: 'good', code, params: { version, location } }, ...roleChecks(problems)]
}

/** The database of a configuration: the one that runs, or what would run. @throws T7Error where it does not answer */
export const databaseChecks = async (config: Config): Promise<readonly Check[]> => {
  if (config.databaseUrl !== null) return checkServer(config.databaseUrl, 'database.external', describeUrl(config.databaseUrl), false)
  const running = findRunning(config.dataDirectory)
  if (running) return checkServer(running.databaseUrl, 'database.embedded', config.dataDirectory, true)
  const { provideBinaries } = await import('#data/embedded/binaries.ts')
  const { choosePostgresUser } = await import('#data/embedded/os-user.ts')
  const { reachableRoots } = await import('#data/embedded/place.ts')
  const { version } = provideBinaries(choosePostgresUser(), reachableRoots())
  return [{ part: 'database', state: 'good', code: 'database.embedded_stopped', params: { version } }]
}
