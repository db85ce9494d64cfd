import { type ErrorParams, T7Error } from '#contracts/error.ts'

/** Extended result codes: https://sqlite.org/rescode.html */
const byExtended: Readonly<Record<number, string>> = {
  2067: 'source.unique_violation',
  1555: 'source.unique_violation',
  2579: 'source.unique_violation',
  787: 'source.foreign_key_violation',
  1811: 'source.foreign_key_violation',
  275: 'source.check_violation',
  1299: 'source.not_null_violation',
  3091: 'source.type_mismatch',
}

const byPrimary: Readonly<Record<number, string>> = {
  3: 'source.permission_denied',
  5: 'source.lock_timeout',
  6: 'source.lock_timeout',
  8: 'source.read_only',
  7: 'source.too_large',
  9: 'source.timeout',
  10: 'source.unavailable',
  11: 'source.not_a_database',
  13: 'source.unavailable',
  14: 'source.unavailable',
  18: 'source.too_large',
  20: 'source.type_mismatch',
  23: 'source.permission_denied',
  26: 'source.not_a_database',
}

const operational = new Set(['source.unavailable', 'source.timeout', 'source.cancelled', 'source.lock_timeout', 'source.permission_denied'])

const codeNumber = (error: Error): number => ('errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0)

/** `UNIQUE constraint failed: clientes.email, clientes.zona` and `CHECK constraint failed: nombre_o_condición`. */
const subject = (message: string): ErrorParams => {
  const found = message.match(/constraint failed: (.*)$/s)?.[1]
  if (found === undefined) return { constraint: null, table: null, column: null }
  const columns = [...found.matchAll(/([^.,]+)\.([^,]+)/g)]
  if (message.startsWith('CHECK') || columns.length === 0) return { constraint: found, table: null, column: null }
  return { constraint: null, table: columns[0]?.[1]?.trim() ?? null, column: columns.map((column) => column[2]?.trim()).join(', ') }
}

const isPlain = (error: unknown): error is Error => error instanceof Error

/** What node:sqlite threw, as T7Error with the codes of ports.ts. */
export const toFailure = (error: unknown): T7Error => {
  if (error instanceof T7Error) return error
  if (!isPlain(error) || !('errcode' in error)) {
    const message = isPlain(error) ? error.message : String(error)
    return new T7Error({ code: 'source.statement_error', kind: 'user', params: { message }, cause: error })
  }
  const number = codeNumber(error)
  const code = byExtended[number] ?? byPrimary[number & 0xff] ?? 'source.statement_error'
  return new T7Error({
    code,
    kind: operational.has(code) ? 'operational' : 'user',
    params: { message: error.message, detail: null, ...subject(error.message) },
    cause: error,
    retryable: code === 'source.lock_timeout',
  })
}
