import type pg from 'pg'
import { toFailure } from '../sources/postgres/failure.ts'

/** T7's own tables. Failures of the database throw T7Error `source.*`. */
export type Database = {
  query<Row extends pg.QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>
  /** One transaction; throwing inside rolls back. */
  transaction<T>(work: (database: Pick<Database, 'query'>) => Promise<T>): Promise<T>
}

const runner =
  (client: Pick<pg.ClientBase, 'query'>): Database['query'] =>
  async <Row extends pg.QueryResultRow>(sql: string, parameters: readonly unknown[] = []) => {
    try {
      return (await client.query<Row>(sql, [...parameters])).rows
    } catch (error) {
      throw toFailure(error)
    }
  }

export const createDatabase = (pool: pg.Pool): Database => ({
  query: runner(pool),
  transaction: async (work) => {
    let client: pg.PoolClient
    try {
      client = await pool.connect()
    } catch (error) {
      throw toFailure(error)
    }
    let broken = false
    try {
      await client.query('begin')
      const result = await work({ query: runner(client) })
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch(() => {
        broken = true
      })
      throw toFailure(error)
    } finally {
      client.release(broken)
    }
  },
})

/** PostgreSQL holds neither NUL nor half a surrogate pair: both become the replacement character. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd')

export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner))

/** What we wrote ourselves, checked then by its type: read back as it is, as parsing every stored answer again would cost more than it finds. */
export const written = <T>(stored: unknown): T => stored as T
