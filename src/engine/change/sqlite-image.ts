import type { Cell } from '#contracts/result.ts'

const text = /^'(?:[^']|'')*'$/s
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const blob = /^X'(?:[0-9A-F]{2})*'$/i

/** A literal as SQLite's quote() writes it; anything else is refused, since it goes into statements as it stands. */
export const checkedLiteral = (literal: string): string => {
  if (literal === 'NULL' || text.test(literal) || number.test(literal) || blob.test(literal)) return literal
  throw new TypeError('not a literal of SQLite')
}

/** The value of a literal of quote(): numbers beyond 2^53 and blobs as text. */
export const cellOfLiteral = (literal: string): Cell => {
  if (literal === 'NULL') return null
  if (text.test(literal)) return literal.slice(1, -1).replaceAll("''", "'")
  if (!number.test(literal)) return literal
  const value = Number(literal)
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : literal
}
