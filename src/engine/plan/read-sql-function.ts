import type { AggregateFunction, DatePart, DateUnit, Expression, Order, ScalarFunction, WindowFunction } from '#contracts/query-plan.ts'
import { type Fields, isFields, nameParts, nodeOf, nodesOf, type TreeNode, textOf } from '#engine/guard/postgres-tree.ts'
import { modifiedUnit } from './read-sql-folded.ts'
import { type Frame, notRepresentable, type Reading, typeOf } from './read-sql-frame.ts'
import { castLiteral } from './read-sql-literal.ts'

const aggregates: Readonly<Record<string, AggregateFunction>> = { count: 'count', sum: 'sum', avg: 'avg', min: 'min', max: 'max' }
const windows: ReadonlySet<string> = new Set(['sum', 'avg', 'count', 'min', 'max', 'rank', 'dense_rank', 'row_number', 'lag'])
const scalars: Readonly<Record<string, ScalarFunction>> = {
  lower: 'lower',
  upper: 'upper',
  length: 'length',
  char_length: 'length',
  abs: 'abs',
  round: 'round',
  trim: 'trim',
  btrim: 'trim',
  ifnull: 'coalesce',
  coalesce: 'coalesce',
  now: 'current_timestamp',
}
const arity: Readonly<Record<ScalarFunction, readonly [number, number]>> = {
  lower: [1, 1],
  upper: [1, 1],
  length: [1, 1],
  abs: [1, 1],
  round: [1, 2],
  trim: [1, 1],
  concat: [1, 99],
  nullif: [2, 2],
  coalesce: [2, 99],
  current_date: [0, 0],
  current_timestamp: [0, 0],
}

const parts: Readonly<Record<string, DatePart>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  hour: 'hour',
  isodow: 'weekday',
}
const units: ReadonlySet<string> = new Set(['year', 'quarter', 'month', 'week', 'day', 'hour'])

/** Formats of strftime and to_char that name a part or a period. */
const formats: Readonly<Record<string, { readonly part: DatePart } | { readonly unit: DateUnit }>> = {
  '%Y': { part: 'year' },
  '%m': { part: 'month' },
  '%d': { part: 'day' },
  '%H': { part: 'hour' },
  '%u': { part: 'weekday' },
  '%Y-%m': { unit: 'month' },
  '%Y-%m-%d': { unit: 'day' },
  '%Y-%m-01': { unit: 'month' },
  '%Y-01-01': { unit: 'year' },
  YYYY: { part: 'year' },
  MM: { part: 'month' },
  DD: { part: 'day' },
  'YYYY-MM': { unit: 'month' },
  'YYYY-MM-DD': { unit: 'day' },
}

const isMoment = (expression: Expression, frame: Frame, reading: Reading): boolean =>
  ['date', 'datetime'].includes(typeOf(expression, frame)) || (reading.catalog.dialect === 'sqlite' && expression.kind === 'column')

const textArgument = (node: TreeNode | undefined, reading: Reading, frame: Frame): string => {
  const read = node === undefined ? null : reading.expression(node, frame)
  if (read?.kind !== 'literal' || typeof read.value !== 'string') throw notRepresentable('computed format')
  return read.value
}

const formatted = (format: string, of: Expression): Expression => {
  const found = Object.hasOwn(formats, format) ? formats[format] : undefined
  if (found === undefined) throw notRepresentable(`format ${format}`)
  return 'part' in found ? { kind: 'date_part', part: found.part, of } : { kind: 'date_trunc', unit: found.unit, of }
}

const dateFunction = (name: string, given: readonly TreeNode[], reading: Reading, frame: Frame): Expression | null => {
  const at = (position: number): Expression => {
    const read = reading.expression(given[position] ?? null, frame)
    if (!isMoment(read, frame, reading)) throw notRepresentable(`${name} of what is no date`)
    return read
  }
  if (name === 'strftime' && given.length === 2) return formatted(textArgument(given[0], reading, frame), at(1))
  if (name === 'to_char' && given.length === 2) return formatted(textArgument(given[1], reading, frame), at(0))
  if ((name === 'extract' || name === 'date_part') && given.length === 2) {
    const part = parts[textArgument(given[0], reading, frame).toLowerCase()]
    if (part === undefined) throw notRepresentable(name)
    return { kind: 'date_part', part, of: at(1) }
  }
  if (name === 'date_trunc' && given.length === 2) {
    const unit = textArgument(given[0], reading, frame).toLowerCase()
    if (!units.has(unit)) throw notRepresentable(name)
    return { kind: 'date_trunc', unit: unit as DateUnit, of: at(1) }
  }
  const unit = name === 'date' && reading.catalog.dialect === 'sqlite' ? modifiedUnit(given.slice(1)) : null
  if (unit !== null) return { kind: 'date_trunc', unit, of: at(0) }
  if (name !== 'date' || given.length !== 1) return null
  const read = reading.expression(given[0] ?? null, frame)
  const written = read.kind === 'literal' ? castLiteral(read, 'date') : null
  return written ?? (typeOf(read, frame) === 'date' ? read : { kind: 'date_trunc', unit: 'day', of: at(0) })
}

export const readOrder = (sorting: unknown, read: (node: TreeNode | null) => Expression): readonly Order[] =>
  nodesOf(sorting).map(({ fields }) => {
    if (fields.sortby_dir === 'SORTBY_USING') throw notRepresentable('ORDER BY USING')
    if (fields.sortby_nulls === 'SORTBY_NULLS_FIRST') throw notRepresentable('NULLS FIRST')
    return { expression: read(nodeOf(fields.node)), direction: fields.sortby_dir === 'SORTBY_DESC' ? 'desc' : 'asc' }
  })

/** Bits of PostgreSQL's frame options (nodes/parsenodes.h). */
const frameBits = {
  nonDefault: 0x1,
  rows: 0x4,
  startUnbounded: 0x20,
  endUnbounded: 0x100,
  endCurrent: 0x400,
  startPreceding: 0x800,
} as const

const readFrame = (over: Fields, ordered: boolean): 'whole' | 'running' | number => {
  const bits = typeof over.frameOptions === 'number' ? over.frameOptions : 0
  const has = (bit: number): boolean => (bits & bit) !== 0
  if (!has(frameBits.nonDefault)) return ordered ? 'running' : 'whole'
  if (has(frameBits.startUnbounded) && has(frameBits.endUnbounded)) return 'whole'
  if (has(frameBits.rows) && has(frameBits.startUnbounded) && has(frameBits.endCurrent)) return 'running'
  const offset = nodeOf(over.startOffset)?.fields.ival
  if (has(frameBits.rows) && has(frameBits.startPreceding) && has(frameBits.endCurrent) && isFields(offset)) return Number(offset.ival ?? 0)
  throw notRepresentable('window frame')
}

const windowCall = (name: string, node: TreeNode, given: readonly TreeNode[], reading: Reading, frame: Frame): Expression => {
  const written: Fields = isFields(node.fields.over) ? node.fields.over : {}
  const called = textOf(written.name)
  const over = called === null ? written : frame.windows.get(called)
  if (!windows.has(name) || over === undefined || over.refname !== undefined || given.length > 1) throw notRepresentable(`window ${name}`)
  if (node.fields.agg_filter !== undefined || node.fields.agg_distinct === true) throw notRepresentable('window with a filter')
  const orderBy = readOrder(over.orderClause, (one) => reading.expression(one, frame))
  const ranked = ['rank', 'dense_rank', 'row_number', 'lag'].includes(name)
  return {
    kind: 'window',
    function: name as WindowFunction,
    argument: given[0] === undefined ? null : reading.expression(given[0], frame),
    partitionBy: nodesOf(over.partitionClause).map((one) => reading.expression(one, frame)),
    orderBy,
    frame: ranked ? 'whole' : readFrame(over, orderBy.length > 0),
  }
}

const aggregateCall = (of: AggregateFunction, node: TreeNode, given: readonly TreeNode[], reading: Reading, frame: Frame): Expression => {
  if (node.fields.agg_order !== undefined || given.length > 1) throw notRepresentable(`${of} of several`)
  const [first] = given
  if (first === undefined && of !== 'count') throw notRepresentable(of)
  return {
    kind: 'aggregate',
    function: of,
    argument: first === undefined ? null : reading.expression(first, frame),
    distinct: node.fields.agg_distinct === true,
    filter: node.fields.agg_filter === undefined ? null : reading.condition(nodeOf(node.fields.agg_filter), frame),
  }
}

const medianCall = (node: TreeNode, given: readonly TreeNode[], reading: Reading, frame: Frame): Expression => {
  const [sort] = nodesOf(node.fields.agg_order)
  const at = reading.expression(given[0] ?? null, frame)
  if (at.kind !== 'literal' || at.value !== 0.5 || sort === undefined) throw notRepresentable('percentile')
  return {
    kind: 'aggregate',
    function: 'median',
    argument: reading.expression(nodeOf(sort.fields.node), frame),
    distinct: false,
    filter: null,
  }
}

/** A function call as a part of a plan. */
export const readFunction = (node: TreeNode, reading: Reading, frame: Frame): Expression => {
  const name = nameParts(node.fields.funcname).at(-1)?.toLowerCase() ?? ''
  const given = nodesOf(node.fields.args)
  if (node.fields.over !== undefined) return windowCall(name, node, given, reading, frame)
  const aggregate = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined
  if (aggregate !== undefined) return aggregateCall(aggregate, node, given, reading, frame)
  if (name === 'percentile_cont') return medianCall(node, given, reading, frame)
  const date = dateFunction(name, given, reading, frame)
  if (date !== null) return date
  const scalar = Object.hasOwn(scalars, name) ? scalars[name] : undefined
  const [least, most] = scalar === undefined ? [0, 0] : arity[scalar]
  if (scalar === undefined || given.length < least || given.length > most) throw notRepresentable(`function ${name}`)
  return { kind: 'call', function: scalar, arguments: given.map((one) => reading.expression(one, frame)) }
}
