import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'

export type TestDatabase = {
  /** As the role T7 itself connects as: owner of the database, may make roles, no superuser. */
  readonly url: string
  /** The same database as superuser. */
  readonly superuserUrl: string
  readonly name: string
  /** Runs SQL text (several statements allowed) as T7's own role. */
  run(sql: string, parameters?: readonly unknown[]): Promise<pg.QueryResult>
  drop(): Promise<void>
}

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

const runOnce = async (url: string, sql: string, parameters?: readonly unknown[]): Promise<pg.QueryResult> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await (parameters === undefined ? client.query(sql) : client.query(sql, [...parameters]))
  } finally {
    await client.end()
  }
}

/**
 * A fresh, empty database on the run's server. Call it at the top of a test file (`const database = await createTestDatabase()`):
 * it is dropped after the file's tests. From inside a hook or test, call `drop()` yourself (the end of the run drops it otherwise).
 */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const server = inject('testServer')
  const name = `${server.prefix}${randomBytes(5).toString('hex')}`
  const owner = server.owner === null ? '' : ` owner ${server.owner}`
  await runOnce(server.superuserUrl, `create database ${name}${owner}`)
  const url = withDatabase(server.url, name)
  let dropped = false
  const drop = async (): Promise<void> => {
    if (dropped) return
    dropped = true
    await runOnce(server.superuserUrl, `drop database if exists ${name} with (force)`)
  }
  try {
    afterAll(drop)
  } catch {
    // Called from inside a test: the caller drops it.
  }
  return { url, superuserUrl: withDatabase(server.superuserUrl, name), name, run: (sql, parameters) => runOnce(url, sql, parameters), drop }
}
