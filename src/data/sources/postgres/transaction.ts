import pg from 'pg'
import { T7Error } from '#contracts/error.ts'
import { endsConnection, toFailure } from './failure.ts'
import { limitAnswer } from './limit-answer.ts'

export type Limits = {
  readonly statementMilliseconds: number
  readonly lockMilliseconds: number
  readonly idleMilliseconds: number
}

export type TransactionOptions = {
  readonly readOnly: boolean
  /** `set local role`; null = stay who we are. */
  readonly role: string | null
  readonly schema: string
  readonly limits: Limits
  readonly signal?: AbortSignal
}

export type Connections = {
  readonly pool: pg.Pool
  /** For the connection that cancels. */
  readonly url: string
}

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true

const cancelBackend = async (url: string, pid: number): Promise<void> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select pg_cancel_backend($1)', [pid])
  } catch {
    // The server is gone or full: the statement's own timeout remains.
  } finally {
    await client.end().catch(() => {})
  }
}

/** Cancels what the client runs when the signal fires. `settle` waits for a cancel on its way, so that it can't hit the next user of the connection. */
const cancelOnAbort = async (client: pg.PoolClient, url: string, signal: AbortSignal | undefined) => {
  if (signal === undefined) return { settle: async () => {} }
  const { rows } = await client.query({ text: 'select pg_backend_pid()', rowMode: 'array' })
  const pid = Number(rows[0]?.[0])
  let pending: Promise<void> = Promise.resolve()
  const abort = (): void => {
    pending = cancelBackend(url, pid)
  }
  if (isAborted(signal)) throw new T7Error({ code: 'source.cancelled', kind: 'operational' })
  signal.addEventListener('abort', abort, { once: true })
  return {
    settle: async () => {
      signal.removeEventListener('abort', abort)
      await pending
    },
  }
}

const opening = (options: TransactionOptions): string =>
  [
    `begin ${options.readOnly ? 'read only' : 'read write'}`,
    `set local search_path to ${pg.escapeIdentifier(options.schema)}`,
    `set local statement_timeout to ${options.limits.statementMilliseconds}`,
    `set local lock_timeout to ${options.limits.lockMilliseconds}`,
    `set local idle_in_transaction_session_timeout to ${options.limits.idleMilliseconds}`,
    `set local datestyle to 'ISO, YMD'`,
    `set local intervalstyle to 'postgres'`,
    `set local bytea_output to 'hex'`,
    `set local extra_float_digits to 1`,
    `set local cursor_tuple_fraction to 1`,
    ...(options.role === null ? [] : [`set local role ${pg.escapeIdentifier(options.role)}`]),
  ].join('; ')

const borrow = async (pool: pg.Pool): Promise<pg.PoolClient> => {
  try {
    return await pool.connect()
  } catch (error) {
    throw toFailure(error)
  }
}

/** Idle connections may have died with the server: one that fails at the first word is replaced once. */
const begin = async (pool: pg.Pool, text: string): Promise<pg.PoolClient> => {
  for (let attempt = 1; ; attempt += 1) {
    const client = await borrow(pool)
    try {
      await client.query(text)
      return client
    } catch (error) {
      const lost = endsConnection(error)
      if (!lost) await client.query('rollback').catch(() => {})
      client.release(lost)
      if (!lost || attempt >= 3) throw toFailure(error)
    }
  }
}

/**
 * Runs `work` in one transaction, committed when `commit(result)` is true, rolled back otherwise and when `work` throws.
 * All failures come out as T7Error.
 */
export const inTransaction = async <T>(
  connections: Connections,
  options: TransactionOptions,
  commit: boolean,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> => {
  if (isAborted(options.signal)) throw new T7Error({ code: 'source.cancelled', kind: 'operational' })
  const client = await begin(connections.pool, opening(options))
  let broken = false
  const onError = (): void => {
    broken = true
  }
  client.on('error', onError)
  const unlimit = limitAnswer(client)
  let settle: () => Promise<void> = async () => {}
  try {
    ;({ settle } = await cancelOnAbort(client, connections.url, options.signal))
    const result = await work(client)
    await settle()
    const ended = await client.query(commit ? 'commit' : 'rollback')
    // PostgreSQL answers a COMMIT after a failed statement with ROLLBACK.
    if (commit && ended.command === 'ROLLBACK') throw new T7Error({ code: 'source.not_committed', kind: 'bug' })
    return result
  } catch (error) {
    await settle()
    if (endsConnection(error)) broken = true
    else await client.query('rollback').catch(onError)
    throw toFailure(error, { cancelled: isAborted(options.signal) })
  } finally {
    unlimit()
    client.removeListener('error', onError)
    client.release(broken)
  }
}
