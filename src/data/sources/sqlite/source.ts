import { resolve } from 'node:path'
import { T7Error } from '#contracts/error.ts'
import type { RawResult, Run, Source } from '#engine/ports.ts'
import { type ContentLimits, defaultContentLimits } from './catalog/contents.ts'
import { type Description, describeFile } from './catalog/describe.ts'
import { toFailure } from './failure.ts'
import { openFile } from './open.ts'
import { createRemoteRunner } from './remote-runner.ts'
import { type KnownTypes, typeKey } from './result.ts'

export type SqliteSourceOptions = {
  /** Default true. */
  readonly writable?: boolean
  /** Per statement; default 15,000. */
  readonly statementMilliseconds?: number
  /** Largest result of a read; default 32,000,000. */
  readonly maximumBytes?: number
  readonly values?: Partial<ContentLimits>
}

const describeNow = (path: string, limits: ContentLimits): Description => {
  const database = openFile(path, true)
  try {
    return describeFile(database, limits)
  } catch (error) {
    throw toFailure(error)
  } finally {
    database.close()
  }
}

const knownTypes = (description: Description): KnownTypes =>
  new Map(
    description.catalog.tables.flatMap((table) => table.columns.map((column) => [typeKey(table.name, column.name), column.type] as const)),
  )

/** One at a time: SQLite has one writer, and a transaction spans several requests. */
const createQueue = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work)
    last = next.catch(() => {})
    return next
  }
}

/**
 * A SQLite file as a source. Statements run in a process of their own, so that time limits and signals can stop them; it starts with the
 * first. Describing reads here, within a time budget. Besides the codes of ports.ts: `source.not_found`, `source.not_a_database`, `source.read_only`.
 */
export const createSqliteSource = (file: string, options: SqliteSourceOptions = {}): Source => {
  const path = resolve(file)
  const limits: ContentLimits = { ...defaultContentLimits, ...options.values }
  const milliseconds = options.statementMilliseconds ?? 15_000
  const bytes = options.maximumBytes ?? 32_000_000
  let description: Description | null = null
  const remote = createRemoteRunner(path, () => (description === null ? null : { kind: 'know', types: knownTypes(description) }))
  const oneChange = createQueue()

  const describe = async (): Promise<Description> => {
    if (description === null) {
      description = describeNow(path, limits)
      if (remote.isRunning()) await remote.request({ kind: 'know', types: knownTypes(description) }, { milliseconds: 10_000 })
    }
    return description
  }

  return {
    dialect: 'sqlite',
    describe,
    forget: () => {
      description = null
    },
    read: async (statement, access, maximumRows) =>
      (await remote.request(
        { kind: 'read', statement, caps: { rows: maximumRows, bytes } },
        { milliseconds, signal: access.signal },
      )) as RawResult & {
        truncated: boolean
      },
    cost: async () => null,
    change: (access, commit, work, { foreignKeys } = { foreignKeys: 'enforced' }) =>
      oneChange(async () => {
        if (options.writable === false) throw new T7Error({ code: 'source.read_only', kind: 'user' })
        const limit = { milliseconds, signal: access.signal }
        const run: Run = async (statement, as = 'person') => (await remote.request({ kind: 'run', statement, as }, limit)) as RawResult
        await remote.request({ kind: 'begin', role: access.role, foreignKeys }, limit)
        try {
          const value = await work(run)
          await remote.request({ kind: 'end', commit }, { milliseconds })
          if (commit) description = null
          return value
        } catch (error) {
          await remote.request({ kind: 'end', commit: false }, { milliseconds }).catch(() => {})
          throw error
        }
      }),
    close: () => remote.close(),
  }
}
