import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { hasEnded } from '#data/embedded/process-table.ts'
import { stopOrphan } from '#data/embedded/server-process.ts'
import { startEmbedded } from '#data/embedded/start.ts'

/** How tests reach the run's PostgreSQL. `owner` null = new databases belong to the connecting role. */
export type TestServer = { readonly superuserUrl: string; readonly url: string; readonly owner: string | null; readonly prefix: string }

declare module 'vitest' {
  interface ProvidedContext {
    readonly testServer: TestServer
  }
}

const folderPrefix = 't7-test-'

/** Servers and folders of runs that were killed. */
const sweep = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(name.match(/^t7-test-(\d+)-/)?.[1])
    if (!Number.isInteger(pid) || !hasEnded(pid)) continue
    const folder = join(tmpdir(), name)
    await stopOrphan(join(folder, 'postgres', 'cluster')).catch(() => false)
    rmSync(folder, { recursive: true, force: true })
  }
}

const dropDatabases = async (server: TestServer): Promise<void> => {
  const client = new pg.Client({ connectionString: server.superuserUrl })
  await client.connect()
  const left = await client.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [server.prefix])
  for (const { datname } of left.rows) await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`)
  await client.end()
}

/** One PostgreSQL for the whole run: an embedded one, or the server at `T7_TEST_DATABASE_URL` (its role must be able to make databases and roles). */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const prefix = `t7_test_${process.pid}_`
  const external = process.env.T7_TEST_DATABASE_URL
  if (external !== undefined && external !== '') {
    const server: TestServer = { superuserUrl: external, url: external, owner: null, prefix }
    project.provide('testServer', server)
    return () => dropDatabases(server)
  }
  await sweep()
  const dataDir = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`))
  // As root, PostgreSQL runs as another user, who must get in.
  chmodSync(dataDir, 0o711)
  const embedded = await startEmbedded({ dataDir, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } })
  project.provide('testServer', { superuserUrl: embedded.superuserUrl, url: embedded.url, owner: 't7', prefix })
  return async () => {
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
