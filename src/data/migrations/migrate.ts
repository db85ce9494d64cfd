import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { T7Error } from '#contracts/error.ts'
import { toFailure } from '../sources/postgres/failure.ts'

export type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly checksum: string }

/** Any number that no other program on the same database is likely to lock. */
const lockNumber = 7_071_513

/** The migrations of a folder (`0001-what-it-does.sql`), in order. */
export const readMigrations = (folder: string): readonly Migration[] =>
  readdirSync(folder)
    .filter((file) => /^\d{4}-.+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8')
      const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')
      return { number: Number(file.slice(0, 4)), name: file.slice(5, -4), sql, checksum }
    })

type Applied = { readonly number: number; readonly name: string; readonly checksum: string }

const readApplied = async (client: pg.Client): Promise<readonly Applied[]> => {
  await client.query(`create schema if not exists t7;
    create table if not exists t7.migrations (
      number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`)
  return (await client.query<Applied>('select number, name, checksum from t7.migrations order by number')).rows
}

const check = (migrations: readonly Migration[], applied: readonly Applied[]): void => {
  for (const done of applied) {
    const known = migrations.find((migration) => migration.number === done.number)
    if (known === undefined)
      throw new T7Error({ code: 'migrations.newer', kind: 'operational', params: { number: done.number, name: done.name } })
    if (known.checksum !== done.checksum) {
      throw new T7Error({ code: 'migrations.changed', kind: 'operational', params: { number: done.number, name: done.name } })
    }
  }
}

const apply = async (client: pg.Client, migration: Migration): Promise<void> => {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into t7.migrations (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/**
 * Brings T7's own tables up to date, forward only; several that start at once wait for each other. Returns how many migrations ran.
 * Throws `migrations.changed` (a file is not what was applied), `migrations.newer` (the database is ahead of this T7), or a source's failures.
 */
export const migrate = async (url: string, folder: string = import.meta.dirname): Promise<number> => {
  const migrations = readMigrations(folder)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select pg_advisory_lock($1)', [lockNumber])
    const applied = await readApplied(client)
    check(migrations, applied)
    const missing = migrations.filter((migration) => !applied.some((done) => done.number === migration.number))
    for (const migration of missing) await apply(client, migration)
    return missing.length
  } catch (error) {
    throw toFailure(error)
  } finally {
    await client.end().catch(() => {})
  }
}
