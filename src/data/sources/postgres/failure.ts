import pg from 'pg'
import { type ErrorParams, T7Error } from '#contracts/error.ts'

/**
 * Codes: source.unique_violation, source.foreign_key_violation, source.check_violation, source.not_null_violation,
 * source.type_mismatch, source.division_by_zero, source.too_large, source.statement_error (user); source.unavailable, source.timeout,
 * source.cancelled, source.lock_timeout, source.permission_denied (operational).
 */
const bySqlState: Readonly<Record<string, string>> = {
  '23505': 'source.unique_violation',
  '23503': 'source.foreign_key_violation',
  '23001': 'source.foreign_key_violation',
  '23514': 'source.check_violation',
  '23P01': 'source.check_violation',
  '44000': 'source.check_violation',
  '23502': 'source.not_null_violation',
  '22P02': 'source.type_mismatch',
  '22P03': 'source.type_mismatch',
  '22007': 'source.type_mismatch',
  '22008': 'source.type_mismatch',
  '22003': 'source.type_mismatch',
  '22001': 'source.type_mismatch',
  '22021': 'source.type_mismatch',
  '22023': 'source.type_mismatch',
  '42804': 'source.type_mismatch',
  '42846': 'source.type_mismatch',
  '22012': 'source.division_by_zero',
  // A parameter without a value, in a statement typed by hand.
  '08P01': 'source.statement_error',
  '53200': 'source.too_large',
  '53400': 'source.too_large',
  '54000': 'source.too_large',
  '54001': 'source.too_large',
  '57014': 'source.timeout',
  '25P03': 'source.timeout',
  '25P04': 'source.timeout',
  '55P03': 'source.lock_timeout',
  '40P01': 'source.lock_timeout',
  '40001': 'source.lock_timeout',
  '42501': 'source.permission_denied',
  '25006': 'source.permission_denied',
  '28000': 'source.unavailable',
  '28P01': 'source.unavailable',
  '3D000': 'source.unavailable',
}

const unavailableClasses = new Set(['08', '53', '57', '58'])

const operational = new Set(['source.unavailable', 'source.timeout', 'source.cancelled', 'source.lock_timeout', 'source.permission_denied'])

const codeOf = (error: pg.DatabaseError, cancelled: boolean): string => {
  const state = error.code ?? ''
  if (state === '57014' && (cancelled || error.message.includes('user request'))) return 'source.cancelled'
  // How PostgreSQL says that a value would pass its limit of 1 GB: an internal error.
  if (state === 'XX000' && /^invalid memory alloc request size/.test(error.message)) return 'source.too_large'
  const known = bySqlState[state]
  if (known !== undefined) return known
  return unavailableClasses.has(state.slice(0, 2)) ? 'source.unavailable' : 'source.statement_error'
}

const paramsOf = (error: pg.DatabaseError, prefix: number): ErrorParams => ({
  message: error.message,
  detail: error.detail ?? null,
  hint: error.hint ?? null,
  constraint: error.constraint ?? null,
  table: error.table ?? null,
  column: error.column ?? null,
  sqlState: error.code ?? null,
  position: error.position === undefined ? null : Math.max(1, Number(error.position) - prefix),
})

const isDatabaseError = (error: unknown): error is pg.DatabaseError => error instanceof pg.DatabaseError

/** Lost or refused connections come as plain errors of the network. */
const networkFailure = (error: Error): T7Error =>
  new T7Error({ code: 'source.unavailable', kind: 'operational', params: { message: error.message }, cause: error, retryable: true })

/**
 * What the driver threw, as T7Error. `cancelled`: the person's signal had fired. `prefix`: characters that were put before the
 * statement, so that `position` counts in the person's own text (from 1).
 */
export const toFailure = (error: unknown, about: { readonly cancelled?: boolean; readonly prefix?: number } = {}): T7Error => {
  if (error instanceof T7Error) return error
  if (isDatabaseError(error)) {
    const code = codeOf(error, about.cancelled === true)
    return new T7Error({
      code,
      kind: operational.has(code) ? 'operational' : 'user',
      params: paramsOf(error, about.prefix ?? 0),
      cause: error,
      retryable: code === 'source.unavailable' || code === 'source.lock_timeout',
    })
  }
  if (about.cancelled === true) return new T7Error({ code: 'source.cancelled', kind: 'operational', cause: error })
  if (error instanceof Error && (hasSystemCode(error) || isLostConnection(error))) return networkFailure(error)
  return new T7Error({
    code: 'source.failed',
    kind: 'bug',
    params: { message: error instanceof Error ? error.message : String(error) },
    cause: error,
  })
}

const hasSystemCode = (error: Error): boolean => 'code' in error && typeof error.code === 'string' && /^E[A-Z_]+$/.test(error.code)

const isLostConnection = (error: Error): boolean =>
  error instanceof AggregateError ||
  /connection terminated|timeout exceeded when trying to connect|not queryable|client was closed/i.test(error.message)

const origin = (error: unknown): unknown => (error instanceof T7Error ? error.cause : error)

/** The connection that gave this error is of no more use. */
export const endsConnection = (error: unknown): boolean => {
  const cause = origin(error)
  if (isDatabaseError(cause)) return /^(08(?!P01)|57P0|25P0[34])/.test(cause.code ?? '')
  return cause instanceof Error && !(cause instanceof T7Error) && (hasSystemCode(cause) || isLostConnection(cause))
}

/** The catalog in memory no longer tells the truth: a table, column or type it names is not there. */
export const showsStaleCatalog = (error: unknown): boolean => {
  const cause = origin(error)
  return isDatabaseError(cause) && ['42P01', '42703', '42704'].includes(cause.code ?? '')
}
