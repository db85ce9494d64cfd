import type { Dialect } from '#contracts/catalog.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { failure } from './failure.ts'
import { textLiteral } from './quoting.ts'

const numberText = (value: number): string => {
  if (!Number.isFinite(value)) throw new TypeError('a literal number must be finite')
  return String(value)
}

/** A literal as text for DDL, where parameters can't stand. */
export const literalText = (value: string | number | boolean | null, dialect: Dialect): string => {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return dialect === 'sqlite' ? (value ? '1' : '0') : value ? 'true' : 'false'
  return textLiteral(value, dialect)
}

/** A column's default: a literal, or the current date or time. Throws `change.default_not_constant`. */
export const defaultText = (of: Expression, dialect: Dialect, where: { table: string; column: string }): string => {
  if (of.kind === 'literal') return literalText(of.value, dialect)
  if (of.kind === 'call' && of.function === 'current_date') return dialect === 'mysql' ? '(CURRENT_DATE)' : 'CURRENT_DATE'
  if (of.kind === 'call' && of.function === 'current_timestamp') return 'CURRENT_TIMESTAMP'
  throw failure('change.default_not_constant', where)
}
