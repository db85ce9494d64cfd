import type { ColumnType } from '#contracts/catalog.ts'
import type { Cell } from '#contracts/result.ts'
import { moneyOid } from './column-type.ts'

export type ReadCell = (text: string) => Cell

/** A number where a number can say it, its text otherwise (beyond 2^53, NaN, infinite). */
const readNumber: ReadCell = (text) => {
  const value = Number(text)
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : text
}

/** `$1,234.50` in whatever currency the server's locale has. */
const readMoney: ReadCell = (text) => readNumber(text.replace(/[^\d.-]/g, ''))

const readDateTime: ReadCell = (text) =>
  text.replace(/^(\d{4,}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:[+-]\d{2}(?::\d{2}){0,2})?$/, '$1T$2')

const keep: ReadCell = (text) => text

/** How to read PostgreSQL's text form of a type. */
export const cellReader = (type: ColumnType, oid: number): ReadCell => {
  switch (type) {
    case 'integer':
    case 'number':
      return oid === moneyOid ? readMoney : readNumber
    case 'boolean':
      return (text) => text === 't'
    case 'datetime':
      return readDateTime
    default:
      return keep
  }
}
