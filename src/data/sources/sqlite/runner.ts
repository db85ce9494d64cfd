import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { T7Error } from '#contracts/error.ts'
import type { Role } from '#contracts/role.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { RawResult } from '#engine/ports.ts'
import { installAuthorizer, type Rights } from './authorizer.ts'
import type { StoredValue } from './cell.ts'
import { toFailure } from './failure.ts'
import { openFile } from './open.ts'
import { type KnownTypes, resultColumns, resultRows } from './result.ts'

export type ReadCaps = { readonly rows: number; readonly bytes: number }

type Connection = { readonly database: DatabaseSync; readonly act: (as: Rights) => void }

type Values = readonly StoredValue[]

const parameter = (value: string | number | boolean | null): string | number | null => (typeof value === 'boolean' ? Number(value) : value)

const connect = (path: string, readOnly: boolean): Connection => {
  const database = openFile(path, readOnly)
  return { database, act: installAuthorizer(database).act }
}

const prepare = (connection: Connection, statement: Statement, rights: Rights): StatementSync => {
  connection.act(rights)
  const prepared = connection.database.prepare(statement.sql)
  prepared.setReadBigInts(true)
  prepared.setReturnArrays(true)
  return prepared
}

/** With `setReturnArrays`, node:sqlite gives rows as arrays; its types don't know. */
const iterate = (prepared: StatementSync, statement: Statement): Iterable<Values> =>
  prepared.iterate(...statement.parameters.map(parameter)) as unknown as Iterable<Values>

const sizeOf = (row: Values): number =>
  row.reduce(
    (sum: number, value) =>
      sum + (typeof value === 'string' ? value.length : value instanceof Uint8Array ? Math.min(value.byteLength, 2_000) : 8),
    0,
  )

const collect = (rows: Iterable<Values>, caps: ReadCaps): { readonly rows: readonly Values[]; readonly truncated: boolean } => {
  const kept: Values[] = []
  let bytes = 0
  for (const row of rows) {
    if (kept.length >= caps.rows || bytes >= caps.bytes) return { rows: kept, truncated: true }
    kept.push(row)
    bytes += sizeOf(row)
  }
  return { rows: kept, truncated: false }
}

const changingWords = /^\s*(?:--[^\n]*\n|\/\*[\s\S]*?\*\/|\s)*(insert|update|delete|replace|with)\b/i

const countChanges = (database: DatabaseSync, counter: 'changes' | 'total_changes'): number =>
  Number(database.prepare(`select ${counter}() as n`).get()?.n ?? 0)

const runIn = (connection: Connection, statement: Statement, rights: Rights, known: KnownTypes): RawResult => {
  const before = countChanges(connection.database, 'total_changes')
  const prepared = prepare(connection, statement, rights)
  const { rows } = collect(iterate(prepared, statement), { rows: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY })
  const changed = changingWords.test(statement.sql) && countChanges(connection.database, 'total_changes') !== before
  const affected = changed ? countChanges(connection.database, 'changes') : 0
  const columns = resultColumns(prepared, rows, known)
  return { columns, rows: resultRows(rows, columns), affected }
}

/** Statements on one SQLite file, synchronously: a connection that only reads, and one for changes opened when first needed. */
export const createRunner = (path: string) => {
  let reader: Connection | null = null
  let writer: Connection | null = null
  let known: KnownTypes = new Map()
  let role: Role = 'reader'
  let suspended = false
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw toFailure(error)
    }
  }
  const change = (): Connection => {
    if (writer === null) throw new T7Error({ code: 'source.unavailable', kind: 'operational', params: { message: 'no transaction' } })
    return writer
  }
  const restore = (connection: Connection): void => {
    connection.act('owner')
    if (suspended) connection.database.exec('PRAGMA foreign_keys = ON')
    suspended = false
  }
  return {
    know: (types: KnownTypes): void => {
      known = types
    },
    read: (statement: Statement, caps: ReadCaps): RawResult & { truncated: boolean } =>
      guarded(() => {
        reader ??= connect(path, true)
        const prepared = prepare(reader, statement, 'reader')
        const { rows, truncated } = collect(iterate(prepared, statement), caps)
        const columns = resultColumns(prepared, rows, known)
        return { columns, rows: resultRows(rows, columns), affected: 0, truncated }
      }),
    begin: (as: Role, foreignKeys: 'enforced' | 'suspended'): void =>
      guarded(() => {
        writer ??= connect(path, false)
        role = as
        writer.act('owner')
        if (foreignKeys === 'suspended') {
          suspended = true
          writer.database.exec('PRAGMA foreign_keys = OFF')
        }
        writer.database.exec('BEGIN IMMEDIATE')
      }),
    run: (statement: Statement, as: 'person' | 'owner'): RawResult =>
      guarded(() => runIn(change(), statement, as === 'owner' ? 'owner' : role, known)),
    /** A commit that fails (a rule checked at the end) leaves nothing behind. */
    end: (commit: boolean): void =>
      guarded(() => {
        const connection = change()
        connection.act('owner')
        try {
          connection.database.exec(commit ? 'COMMIT' : 'ROLLBACK')
        } catch (error) {
          if (commit) connection.database.exec('ROLLBACK')
          else if (connection.database.isTransaction) throw error
          if (commit) throw error
        } finally {
          restore(connection)
        }
      }),
    close: (): void => {
      reader?.database.close()
      writer?.database.close()
      reader = null
      writer = null
    },
  }
}
