import type { ColumnType, Dialect } from '#contracts/catalog.ts'
import type { Facts } from './facts.ts'
import { isEnumColumn } from './facts.ts'
import { type Cast, type Scalar, type Value, value } from './literal.ts'

const numberCast = (of: number): Cast => {
  if (!Number.isInteger(of)) return 'decimal'
  if (Math.abs(of) < 2 ** 31) return 'integer'
  return Math.abs(of) < 2 ** 63 ? 'bigint' : 'decimal'
}

const typeCasts: Partial<Readonly<Record<ColumnType, Cast>>> = {
  text: 'text',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
}

/** SQLite compares dates as text: the literal must be spelled as the stored values are. */
const spelled = (text: string, dialect: Dialect, beside: Facts | null): string => {
  if (dialect !== 'sqlite') return text
  const withT = beside?.column?.statistics?.min?.charAt(10) === 'T'
  return text.replace(/^(\d{4}-\d{2}-\d{2})[T ](?=\d)/, withT ? '$1T' : '$1 ')
}

/** A value standing alone, typed by itself. */
export const freeValue = (of: Scalar, type: ColumnType, dialect: Dialect): Value => {
  if (typeof of === 'number') return value(of, numberCast(of))
  if (typeof of === 'boolean') return value(of, 'boolean')
  if (of === null) return value(null, typeCasts[type] ?? null)
  const temporal = type === 'date' || type === 'datetime'
  return value(temporal ? spelled(of, dialect, null) : of, typeCasts[type] ?? 'text')
}

const truths: ReadonlyMap<Scalar, boolean> = new Map<Scalar, boolean>([
  [1, true],
  [0, false],
  ['1', true],
  ['0', false],
  ['true', true],
  ['false', false],
])

const asStored = (of: string | number | boolean, type: ColumnType): string | number | boolean => {
  switch (type) {
    case 'text':
      return String(of)
    case 'integer':
    case 'number': {
      if (typeof of === 'boolean') return Number(of)
      const read = typeof of === 'string' && of.trim() !== '' ? Number(of) : of
      return typeof read === 'number' && Number.isFinite(read) ? read : of
    }
    case 'boolean':
      return truths.get(of) ?? of
    default:
      return of
  }
}

/** A value compared with an expression, in that expression's own type. */
export const valueBeside = (of: Scalar, type: ColumnType, beside: Facts, dialect: Dialect): Value => {
  if (of === null) return value(null, null, beside.type)
  const stored = asStored(of, beside.type)
  if (typeof stored === 'number') return value(stored, numberCast(stored))
  if (typeof stored === 'boolean') return value(stored, 'boolean')
  const temporal = beside.type === 'date' || beside.type === 'datetime'
  const text = temporal || type === 'date' || type === 'datetime' ? spelled(stored, dialect, beside) : stored
  return value(text, null, beside.column?.databaseType ?? beside.type)
}

/** Whether a text can be compared with an enum column as it is; PostgreSQL refuses texts that are no member. */
export const needsTextCast = (beside: Facts, texts: readonly Scalar[], dialect: Dialect): boolean =>
  dialect === 'postgres' &&
  isEnumColumn(beside.column) &&
  texts.some((t) => typeof t === 'string' && !(beside.column?.allowedValues ?? []).includes(t))
