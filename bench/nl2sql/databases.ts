import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Cell } from '#contracts/result.ts'
import { createSqliteSource } from '#data/sources/sqlite/source.ts'
import { ordersResult, sameResult } from '#engine/measure/same-result.ts'
import { type Knowledge, prepare } from '#engine/understand/knowledge.ts'

type Rows = readonly (readonly Cell[])[]

/** As the measure does: DISTINCT does not count. */
const withoutDistinct = (sql: string): string => sql.replace(/\bdistinct\b/gi, '')

const cellOf = (value: unknown): Cell =>
  value === null || typeof value === 'string' || typeof value === 'number'
    ? value
    : typeof value === 'bigint'
      ? Number(value)
      : value instanceof Uint8Array
        ? Buffer.from(value).toString('hex')
        : String(value)

/** Longer answers than this are not worth comparing while training. */
const caps = { rows: 6000, milliseconds: 300, kept: 300_000 }

export type Databases = {
  readonly knowledge: (database: string) => Promise<Knowledge>
  /** Whether a statement gives what the gold one gives; null where the gold one does not run. */
  readonly right: (database: string, gold: string, sql: string | null) => boolean | null
  readonly runs: (database: string, sql: string) => boolean
  readonly close: () => void
}

/** The practice databases, opened when they are first needed. `exact`: whole answers, however long. */
export const openDatabases = (folder: string, exact: boolean): Databases => {
  const opened = new Map<string, DatabaseSync>()
  const known = new Map<string, Promise<Knowledge>>()
  const answers = new Map<string, Rows | null>()
  const verdicts = new Map<string, boolean>()
  const pathOf = (database: string): string => {
    const usual = join(folder, 'databases', database, `${database}.sqlite`)
    return existsSync(usual) ? usual : join(folder, '..', 'business', `${database}.sqlite`)
  }
  const open = (database: string): DatabaseSync => {
    const found = opened.get(database) ?? new DatabaseSync(pathOf(database), { readOnly: true, enableDoubleQuotedStringLiterals: true })
    opened.set(database, found)
    return found
  }
  const read = (database: string, sql: string): Rows | null => {
    try {
      const statement = open(database).prepare(withoutDistinct(sql))
      statement.setReturnArrays(true)
      const rows: Cell[][] = []
      const start = performance.now()
      for (const row of statement.iterate() as Iterable<unknown>) {
        rows.push((row as unknown[]).map(cellOf))
        if (!exact && (rows.length > caps.rows || performance.now() - start > caps.milliseconds)) break
      }
      return rows
    } catch {
      return null
    }
  }
  const answer = (database: string, sql: string): Rows | null => {
    const key = `${database} ${sql}`
    const found = answers.get(key)
    if (found !== undefined) return found
    const rows = read(database, sql)
    if (answers.size > 50_000) answers.clear()
    answers.set(key, rows)
    return rows
  }
  const right = (database: string, gold: string, sql: string | null): boolean | null => {
    const wanted = answer(database, gold)
    if (!wanted) return null
    if (sql === null) return false
    const key = `${database} ${gold} ${sql}`
    const found = verdicts.get(key)
    if (found !== undefined) return found
    const given = read(database, sql)
    const same = given !== null && sameResult(wanted, given, ordersResult(withoutDistinct(gold)))
    if (verdicts.size > caps.kept) verdicts.clear()
    verdicts.set(key, same)
    return same
  }
  const knowledge = (database: string): Promise<Knowledge> => {
    const describe = async (): Promise<Knowledge> => prepare(await createSqliteSource(pathOf(database), { writable: false }).describe())
    const found = known.get(database) ?? describe()
    known.set(database, found)
    return found
  }
  return { knowledge, right, runs: (database, sql) => read(database, sql) !== null, close: () => opened.forEach((one) => void one.close()) }
}
