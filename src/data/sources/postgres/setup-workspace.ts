import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { T7Error } from '#contracts/error.ts'
import { toFailure } from './failure.ts'
import { grantRoles, type TableOwner } from './grants.ts'
import { roleNames, type WorkspaceRoles } from './roles.ts'

/** Something that can't be as it should; `doctor` says it in words. Codes: workspace.roles_missing, workspace.not_owner, workspace.owner_is_login, workspace.kept_not_ours (undo of dropped things will not work). */
export type SetupProblem = { readonly code: string; readonly params: Readonly<Record<string, string | number | readonly string[]>> }

export type WorkspaceSetup = {
  /** null where the server gives us no roles: statements run as the connecting role, and the guard alone tells levels apart. */
  readonly roles: WorkspaceRoles | null
  readonly problems: readonly SetupProblem[]
  /** The server's version, `18.4`. */
  readonly version: string
}

export type SetupOptions = {
  readonly url: string
  /** Gives tables that the connecting role owns to `t7_owner`. For the embedded database, which is T7's alone. */
  readonly takeOwnership: boolean
}

const keptSchema = 't7_kept'

const minimumVersion = 15

const lockNumber = 7_071_512

/** Others may make the same roles at the same time: they belong to the whole server. */
const isRace = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  (['42710', '23505', '40001', '40P01'].includes(error.code ?? '') || /concurrently (updated|deleted)/.test(error.message))

type Login = { readonly name: string; readonly mayMakeRoles: boolean }

const readLogin = async (client: pg.Client): Promise<Login> => {
  const { rows } = await client.query<{ name: string; may: boolean }>(
    'select rolname as name, rolcreaterole or rolsuper as may from pg_roles where rolname = current_user',
  )
  return { name: rows[0]?.name ?? '', mayMakeRoles: rows[0]?.may ?? false }
}

/** Names that exist, and of those the ones we may act as. */
const readRoles = async (client: pg.Client): Promise<{ readonly existing: ReadonlySet<string>; readonly usable: ReadonlySet<string> }> => {
  const { rows } = await client.query<{ name: string; usable: boolean }>(
    `select rolname as name, pg_has_role(current_user, oid, 'member') as usable from pg_roles where rolname = any($1)`,
    [Object.values(roleNames)],
  )
  return { existing: new Set(rows.map((row) => row.name)), usable: new Set(rows.filter((row) => row.usable).map((row) => row.name)) }
}

const inSavepoint = async (client: pg.Client, work: () => Promise<unknown>): Promise<boolean> => {
  await client.query('savepoint t7_setup')
  try {
    await work()
    await client.query('release savepoint t7_setup')
    return true
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || isRace(error)) throw error
    await client.query('rollback to savepoint t7_setup')
    return false
  }
}

/** Makes the roles that are missing and joins them. False where the server doesn't let us. */
const provideRoles = async (client: pg.Client, login: Login): Promise<boolean> => {
  const { existing, usable } = await readRoles(client)
  for (const name of Object.values(roleNames)) {
    if (usable.has(name)) continue
    if (!existing.has(name) && !login.mayMakeRoles) return false
    const done = await inSavepoint(client, async () => {
      if (!existing.has(name)) await client.query(`create role ${name} nologin`)
      await client.query(`grant ${name} to current_user`)
    })
    if (!done) return false
  }
  return true
}

const readVersion = async (client: pg.Client): Promise<{ readonly text: string; readonly major: number }> => {
  const { rows } = await client.query<{ text: string; number: string }>(
    `select split_part(current_setting('server_version'), ' ', 1) as text, current_setting('server_version_num') as number`,
  )
  return { text: rows[0]?.text ?? '', major: Math.floor(Number(rows[0]?.number ?? 0) / 10_000) }
}

const ownerProblems = (owner: TableOwner, login: Login): readonly SetupProblem[] => [
  ...(owner.kept ? [] : [{ code: 'workspace.kept_not_ours', params: { schema: keptSchema } }]),
  ...(owner.foreign.length === 0 ? [] : [{ code: 'workspace.not_owner', params: { tables: owner.foreign } }]),
  ...(owner.role === roleNames.owner ? [] : [{ code: 'workspace.owner_is_login', params: { role: login.name } }]),
]

const setupOnce = async (client: pg.Client, options: SetupOptions): Promise<WorkspaceSetup> => {
  const version = await readVersion(client)
  if (version.major < minimumVersion) {
    throw new T7Error({ code: 'workspace.old_version', kind: 'operational', params: { found: version.text, needed: minimumVersion } })
  }
  await client.query('select pg_advisory_xact_lock($1)', [lockNumber])
  const login = await readLogin(client)
  if (!(await provideRoles(client, login))) {
    await inSavepoint(client, () => client.query(`create schema if not exists ${keptSchema}`))
    return { roles: null, problems: [{ code: 'workspace.roles_missing', params: { role: login.name } }], version: version.text }
  }
  const owner = await grantRoles(client, { login: login.name, takeOwnership: options.takeOwnership })
  return { roles: { ...roleNames, owner: owner.role }, problems: ownerProblems(owner, login), version: version.text }
}

/**
 * Prepares a database to be a workspace: a database role per level of permission, what each may do on present and future tables,
 * and the schema for things kept aside. Safe to repeat and to run from several places at once.
 * Throws `workspace.old_version`, or the failures of a source.
 */
export const setupWorkspace = async (options: SetupOptions): Promise<WorkspaceSetup> => {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 5_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('begin')
      const setup = await setupOnce(client, options)
      await client.query('commit')
      return setup
    } catch (error) {
      if (attempt >= 10 || !isRace(error)) throw toFailure(error)
      await sleep(20 * attempt)
    } finally {
      await client.end().catch(() => {})
    }
  }
}
