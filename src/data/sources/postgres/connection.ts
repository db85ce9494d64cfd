import pg from 'pg'
import { T7Error } from '#contracts/error.ts'

export type PoolOptions = {
  readonly url: string
  /** Default 10. */
  readonly maximumConnections?: number
  readonly applicationName?: string
}

/** Every value arrives as PostgreSQL spells it; `cell.ts` alone gives it a JavaScript type. */
const rawTypes = { getTypeParser: () => (value: string | Buffer) => value }

const createPool = (options: PoolOptions, types: pg.CustomTypesConfig | undefined): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maximumConnections ?? 10,
    application_name: options.applicationName ?? 't7',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    ...(types === undefined ? {} : { types }),
  })
  // An idle connection that ends is replaced by the next query: nothing to report.
  pool.on('error', () => {})
  return pool
}

/** For questions and changes on a source: values as text. */
export const createRawPool = (options: PoolOptions): pg.Pool => createPool(options, rawTypes)

/** For T7's own tables: values as `pg` parses them. */
export const createOwnPool = (options: PoolOptions): pg.Pool => createPool(options, undefined)

/** The address without its password, for people and logs. */
export const describeUrl = (url: string): string => {
  try {
    const parsed = new URL(url)
    return `${parsed.hostname}${parsed.port === '' ? '' : `:${parsed.port}`}${parsed.pathname}`
  } catch {
    throw new T7Error({ code: 'source.bad_url', kind: 'user' })
  }
}
