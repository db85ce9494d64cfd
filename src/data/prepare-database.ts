import { migrate } from './migrations/migrate.ts'
import { type SetupOptions, setupWorkspace, type WorkspaceSetup } from './sources/postgres/setup-workspace.ts'

export type PreparedDatabase = WorkspaceSetup & { readonly migrations: number }

/** Everything a database needs before T7 works on it: our own tables, then roles and rights of the workspace. Safe to repeat. */
export const prepareDatabase = async (options: SetupOptions): Promise<PreparedDatabase> => {
  const migrations = await migrate(options.url)
  return { ...(await setupWorkspace(options)), migrations }
}
