import pg from 'pg'
import { superuserName } from './cluster.ts'
import type { Place } from './place.ts'

/** The role T7 connects as, and the name of its database. */
const ownName = 't7'

const connectionUrl = (input: { user: string; password: string; port: number; database: string }): string =>
  `postgres://${input.user}:${encodeURIComponent(input.password)}@127.0.0.1:${input.port}/${input.database}`

export const superuserUrl = (place: Place, port: number): string =>
  connectionUrl({ user: superuserName, password: place.record.superuserPassword, port, database: 'postgres' })

export const ownUrl = (place: Place, port: number): string =>
  connectionUrl({ user: ownName, password: place.record.password, port, database: ownName })

/** T7 connects as a role that may make roles but is no superuser, and owns its database. Made on the first start, checked on all. */
export const provideAccount = async (place: Place, port: number): Promise<void> => {
  const client = new pg.Client({ connectionString: superuserUrl(place, port) })
  await client.connect()
  try {
    const found = await client.query<{ role: boolean; database: boolean }>(
      `select exists(select from pg_roles where rolname = $1) as role, exists(select from pg_database where datname = $1) as database`,
      [ownName],
    )
    const name = client.escapeIdentifier(ownName)
    if (found.rows[0]?.role !== true) {
      await client.query(`create role ${name} login createrole password ${client.escapeLiteral(place.record.password)}`)
    }
    if (found.rows[0]?.database !== true) {
      await client.query(`create database ${name} owner ${name}`)
      await client.query(`revoke connect on database ${name} from public`)
    }
  } finally {
    await client.end()
  }
}
