import type pg from 'pg'
import type { Cell } from '#contracts/result.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { RawResult } from '#engine/ports.ts'
import { toFailure } from './failure.ts'
import { tooLarge } from './limit-answer.ts'
import { type RawRows, type ResultContext, resultColumns, resultRows } from './result.ts'
import { firstWord } from './roles.ts'

export type ReadCaps = { readonly rows: number; readonly bytes: number }

const withoutEnd = (sql: string): string => sql.replace(/[\s;]+$/, '')

const runRaw = async (client: pg.PoolClient, text: string, values: readonly unknown[]): Promise<RawRows> => {
  const query: pg.QueryArrayConfig & { queryMode: 'extended' } = { text, values: [...values], rowMode: 'array', queryMode: 'extended' }
  return client.query(query)
}

/** Runs one statement, never more: the extended protocol takes no second one. Failures are T7Error. */
export const runStatement = async (client: pg.PoolClient, statement: Statement, signal?: AbortSignal): Promise<RawRows> => {
  try {
    return await runRaw(client, withoutEnd(statement.sql), statement.parameters)
  } catch (error) {
    throw toFailure(error, { cancelled: signal?.aborted === true })
  }
}

const sizeOf = (rows: readonly (readonly (string | null)[])[]): number =>
  rows.reduce((sum, row) => row.reduce((size, value) => size + (value?.length ?? 0) + 4, sum), 0)

const rowsThatFit = (rows: readonly (readonly (string | null)[])[], bytes: number): number => {
  let size = 0
  const over = rows.findIndex((row) => {
    size += sizeOf([row])
    return size > bytes
  })
  return over < 0 ? rows.length : over
}

const declaration = 'declare t7_rows no scroll cursor for '

/** Reads through a cursor, so that a result of any size costs no more than its caps. */
const readCursor = async (
  client: pg.PoolClient,
  statement: Statement,
  context: ResultContext,
  caps: ReadCaps,
  signal: AbortSignal | undefined,
): Promise<RawResult & { truncated: boolean }> => {
  try {
    await runRaw(client, `${declaration}${withoutEnd(statement.sql)}`, statement.parameters)
  } catch (error) {
    throw toFailure(error, { cancelled: signal?.aborted === true, prefix: declaration.length })
  }
  const rows: (readonly Cell[])[] = []
  let bytes = 0
  let batch = 200
  for (;;) {
    const wanted = Math.min(batch, caps.rows + 1 - rows.length)
    const part: RawRows = await client.query({ text: `fetch ${wanted} from t7_rows`, rowMode: 'array' })
    const columns = resultColumns(part.fields, context)
    const fitting = rowsThatFit(part.rows, caps.bytes - bytes)
    rows.push(...resultRows({ ...part, rows: part.rows.slice(0, fitting) }, context))
    if (rows.length === 0 && part.rows.length > 0) throw tooLarge()
    if (fitting < part.rows.length) return { columns, rows: rows.slice(0, caps.rows), affected: 0, truncated: true }
    bytes += sizeOf(part.rows)
    if (rows.length > caps.rows) return { columns, rows: rows.slice(0, caps.rows), affected: 0, truncated: true }
    if (part.rows.length < wanted) return { columns, rows, affected: 0, truncated: false }
    if (bytes >= caps.bytes) return { columns, rows, affected: 0, truncated: true }
    batch = Math.max(1, Math.min(5_000, Math.floor((caps.bytes - bytes) / (bytes / rows.length))))
  }
}

const cursorWords = new Set(['select', 'with', 'values', 'table', ''])

/** At most the capped rows; `truncated` tells that there were more. */
export const readRows = async (
  client: pg.PoolClient,
  statement: Statement,
  context: ResultContext,
  caps: ReadCaps,
  signal?: AbortSignal,
): Promise<RawResult & { truncated: boolean }> => {
  if (cursorWords.has(firstWord(statement.sql))) return readCursor(client, statement, context, caps, signal)
  const result = await runStatement(client, statement, signal)
  const rows = resultRows(result, context)
  return {
    columns: resultColumns(result.fields, context),
    rows: rows.slice(0, caps.rows),
    affected: 0,
    truncated: rows.length > caps.rows,
  }
}
