import type { ColumnType } from '#contracts/catalog.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { constantOf, nameParts, nodeOf, type TreeNode } from '#engine/guard/postgres-tree.ts'
import { type Frame, notRepresentable, typeOf } from './read-sql-frame.ts'

type Literal = Extract<Expression, { kind: 'literal' }>

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)
const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text)

const literal = (value: Literal['value'], type: ColumnType): Literal => ({ kind: 'literal', value, type })

export const constantLiteral = (node: TreeNode): Literal => {
  const value = constantOf(node)
  if (value === undefined) throw notRepresentable('constant')
  if (value === null) return literal(null, 'other')
  if (typeof value === 'string') return literal(value, 'text')
  if (typeof value === 'boolean') return literal(value, 'boolean')
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) throw notRepresentable('number too large')
  return literal(value, node.fields.fval === undefined ? 'integer' : 'number')
}

const castTypes: Readonly<Record<string, ColumnType>> = {
  date: 'date',
  timestamp: 'datetime',
  timestamptz: 'datetime',
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  int4: 'integer',
  int8: 'integer',
  int2: 'integer',
  integer: 'integer',
  numeric: 'number',
  float8: 'number',
  float4: 'number',
  real: 'number',
  bool: 'boolean',
}

/** The meaning of a type's name in a cast; null = unknown. */
export const castType = (typeName: unknown): ColumnType | null => {
  const node = nodeOf(typeName, 'typeName')
  if (node === null || nodeOf(node.fields.arrayBounds) !== null || Array.isArray(node.fields.arrayBounds)) return null
  return castTypes[nameParts(node.fields.names).at(-1) ?? ''] ?? null
}

const castText = (text: string, to: ColumnType): Literal | null => {
  if (to === 'text') return literal(text, 'text')
  if (to === 'date' && isDate(text)) return literal(text, 'date')
  if (to === 'datetime' && (isDate(text) || isInstant(text)))
    return literal(isDate(text) ? `${text} 00:00:00` : text.replace('T', ' '), 'datetime')
  if ((to === 'integer' || to === 'number') && text.trim() !== '' && Number.isFinite(Number(text))) return literal(Number(text), to)
  if (to === 'boolean') return /^(t|true|f|false)$/i.test(text) ? literal(/^t/i.test(text), 'boolean') : null
  return null
}

/** A written value cast to a type, where the result can be written too; null otherwise. */
export const castLiteral = (of: Literal, to: ColumnType): Literal | null => {
  if (of.value === null) return literal(null, to)
  if (typeof of.value === 'string') return castText(of.value, to)
  if (to === 'text') return literal(String(of.value), 'text')
  if (typeof of.value === 'number' && (to === 'number' || (to === 'integer' && Number.isInteger(of.value)))) return literal(of.value, to)
  return of.type === to ? of : null
}

const periodStart = (text: string): string | null => {
  if (/^\d{4}-\d{2}$/.test(text)) return `${text}-01`
  if (/^\d{4}$/.test(text)) return `${text}-01-01`
  return isDate(text) ? text : null
}

/** A literal beside what it is compared with: years and months that strftime gives as texts become numbers and dates, dates get their type. */
export const literalBeside = (of: Expression, beside: Expression, frame: Frame): Expression => {
  if (of.kind !== 'literal' || typeof of.value !== 'string') return of
  if (beside.kind === 'date_part') {
    if (!/^\d+$/.test(of.value)) throw notRepresentable('part of a date compared with a text')
    return literal(Number(of.value), 'integer')
  }
  if (beside.kind === 'date_trunc') {
    const start = periodStart(of.value)
    if (start === null) throw notRepresentable('period compared with a text')
    return literal(start, 'date')
  }
  const type = typeOf(beside, frame)
  if (type === 'date' && isDate(of.value)) return literal(of.value, 'date')
  if (type === 'datetime' && isDate(of.value)) return literal(of.value, 'datetime')
  if (type === 'datetime' && isInstant(of.value)) return literal(of.value.replace('T', ' '), 'datetime')
  if ((type === 'integer' || type === 'number') && beside.kind === 'column' && of.value.trim() !== '' && Number.isFinite(Number(of.value)))
    return literal(Number(of.value), type)
  return of
}
