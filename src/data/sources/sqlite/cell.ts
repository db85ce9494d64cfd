import type { ColumnType } from '#contracts/catalog.ts'
import type { Cell } from '#contracts/result.ts'

/** A value as node:sqlite gives it, integers as bigint. */
export type StoredValue = null | bigint | number | string | Uint8Array

const longestBinary = 1_000

const readBinary = (bytes: Uint8Array): string => {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, longestBinary)).toString('hex')
  return `\\x${hex}${bytes.byteLength > longestBinary ? '…' : ''}`
}

const readInteger = (value: bigint): number | string =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString()

const readText = (text: string, type: ColumnType): string => {
  switch (type) {
    case 'date':
      return text.replace(/^(\d{4}-\d{2}-\d{2})[ T].*$/, '$1')
    case 'datetime':
      return text.replace(/^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|[+-]\d{2}:?\d{2})?$/, '$1T$2')
    default:
      return text
  }
}

/** The value as results carry it. */
export const readCell = (value: StoredValue, type: ColumnType): Cell => {
  if (value === null) return null
  if (typeof value === 'bigint') return type === 'boolean' && (value === 0n || value === 1n) ? value === 1n : readInteger(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  return typeof value === 'string' ? readText(value, type) : readBinary(value)
}
