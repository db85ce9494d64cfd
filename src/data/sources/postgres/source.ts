import pg from 'pg'
import { z } from 'zod'
import { T7Error } from '#contracts/error.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { Access, Run, Source } from '#engine/ports.ts'
import { describeSchema } from './catalog/describe.ts'
import { defaultValueLimits, type ValueLimits } from './catalog/stored-values.ts'
import { createRawPool } from './connection.ts'
import { createDescriptionMemory } from './description-memory.ts'
import { showsStaleCatalog } from './failure.ts'
import { readRows, runStatement } from './read.ts'
import { toRawResult } from './result.ts'
import { firstWord, isTransactionControl, roleForStatement, type WorkspaceRoles } from './roles.ts'
import { type Connections, inTransaction, type Limits, type TransactionOptions } from './transaction.ts'

export type PostgresSourceOptions = {
  readonly url: string
  /** Default `public`. */
  readonly schema?: string
  /** Database roles of a workspace, from `setupWorkspace`; null = run as the connecting role (a source that is only asked). */
  readonly roles?: WorkspaceRoles | null
  /** Whether `change` is possible. Default: false; the workspace has true. */
  readonly writable?: boolean
  /** Default 10. */
  readonly maximumConnections?: number
  /** Milliseconds; default: statements 15,000, locks 4,000, idle in transaction 30,000. */
  readonly limits?: Partial<Limits>
  /** Largest result of a read, in bytes of text; default 32,000,000. */
  readonly maximumBytes?: number
  readonly values?: Partial<ValueLimits>
  /** A description older than this is read again behind the scenes when asked for; default 60,000 ms. */
  readonly maximumAgeMilliseconds?: number
}

const defaultLimits: Limits = { statementMilliseconds: 15_000, lockMilliseconds: 4_000, idleMilliseconds: 30_000 }

const explained = z.array(z.object({ Plan: z.object({ 'Total Cost': z.number() }) }))

/**
 * A PostgreSQL database (15 or later) as a source. Nothing connects before the first use. Reads run in read-only transactions;
 * changes need `writable`. A database that went away is `source.unavailable`, and is found again by the next call.
 */
export const createPostgresSource = (options: PostgresSourceOptions): Source => {
  const pool = createRawPool(options)
  const connections: Connections = { pool, url: options.url }
  const roles = options.roles ?? null
  const schema = options.schema ?? 'public'
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const valueLimits: ValueLimits = { ...defaultValueLimits, ...options.values }
  const bytes = options.maximumBytes ?? 32_000_000

  const transaction = (readOnly: boolean, role: string | null, signal?: AbortSignal): TransactionOptions => ({
    readOnly,
    role,
    schema,
    limits,
    ...(signal === undefined ? {} : { signal }),
  })
  const memory = createDescriptionMemory(
    () => inTransaction(connections, transaction(true, null), false, (client) => describeSchema(client, schema, valueLimits)),
    options.maximumAgeMilliseconds ?? 60_000,
  )
  const noticing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (showsStaleCatalog(error)) memory.forget()
      throw error
    }
  }
  const roleOf = (access: Access): string | null => (roles === null ? null : roles[access.role])

  return {
    dialect: 'postgres',
    describe: async () => {
      const { catalog, values } = await memory.get()
      return { catalog, values }
    },
    forget: memory.forget,
    read: (statement, access, maximumRows) =>
      noticing(
        inTransaction(connections, transaction(true, roleOf(access), access.signal), false, (client) =>
          readRows(client, statement, memory.context(), { rows: maximumRows, bytes }, access.signal),
        ),
      ),
    cost: (statement, access) =>
      noticing(
        inTransaction(connections, transaction(true, roleOf(access), access.signal), false, async (client) => {
          if (!explainable.has(firstWord(statement.sql))) return null
          const plan = await runStatement(client, { ...statement, sql: `explain (format json) ${statement.sql}` }, access.signal)
          return explained.parse(JSON.parse(String(plan.rows[0]?.[0])))[0]?.Plan['Total Cost'] ?? null
        }),
      ),
    change: async (access, commit, work) => {
      if (options.writable !== true) throw new T7Error({ code: 'source.read_only', kind: 'user' })
      let changed = false
      const result = await noticing(
        inTransaction(connections, transaction(false, roleOf(access), access.signal), commit, async (client) => {
          const run: Run = async (statement: Statement, as = 'person') => {
            if (roles !== null && !isTransactionControl(statement.sql)) {
              const role = as === 'owner' ? roles.owner : roleForStatement(statement.sql, access.role, roles)
              await runStatement(client, plain(`set local role ${pg.escapeIdentifier(role)}`))
            }
            changed ||= !readingWords.has(firstWord(statement.sql))
            return toRawResult(await runStatement(client, statement, access.signal), memory.context())
          }
          const value = await work(run)
          // Rules that are checked at the end must speak in a preview too.
          if (!commit) await runStatement(client, plain('set constraints all immediate'), access.signal)
          return value
        }),
      )
      if (commit && changed) memory.forget()
      return result
    },
    close: () => pool.end(),
  }
}

const plain = (sql: string): Statement => ({ sql, parameters: [], inlined: sql })

const explainable = new Set(['select', 'with', 'values', 'table', 'insert', 'update', 'delete', 'merge', ''])
const readingWords = new Set(['select', 'values', 'table', 'savepoint', 'release', 'rollback', 'explain', 'show'])
