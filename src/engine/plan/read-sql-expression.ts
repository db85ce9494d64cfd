import type { Expression } from '#contracts/query-plan.ts'
import { constantOf, isFields, nameParts, nodeOf, nodesOf, type TreeNode } from '#engine/guard/postgres-tree.ts'
import { weekdayOf } from './read-sql-folded.ts'
import { bareColumn, type Frame, foldName, notRepresentable, qualifiedColumn, type Reading, typeOf } from './read-sql-frame.ts'
import { readFunction } from './read-sql-function.ts'
import { castLiteral, castType, constantLiteral } from './read-sql-literal.ts'

type Arithmetic = Extract<Expression, { kind: 'arithmetic' }>['operator']

const readColumn = (node: TreeNode, reading: Reading, frame: Frame): Expression => {
  const parts = nameParts(node.fields.fields).map((part) => foldName(part, reading.catalog))
  const [first = '', second] = parts
  if (parts.length === 0 || parts.length > 2 || nodesOf(node.fields.fields).length !== parts.length) throw notRepresentable('column')
  return second === undefined ? bareColumn(first, frame) : qualifiedColumn(first, second, frame)
}

const isFractionalCast = (node: TreeNode | null): boolean => node?.kind === 'TypeCast' && castType(node.fields.typeName) === 'number'

/** SQL divides whole numbers without remainder, plans never do: only divisions that are fractional anyway say the same. */
const isFractional = (node: TreeNode | null, read: Expression, frame: Frame): boolean => {
  if (isFractionalCast(node)) return true
  if (read.kind === 'literal') return read.type === 'number'
  if (read.kind === 'aggregate' && read.function === 'avg') return true
  if (read.kind === 'arithmetic' && node?.kind === 'A_Expr')
    return isFractional(nodeOf(node.fields.lexpr), read.left, frame) || isFractional(nodeOf(node.fields.rexpr), read.right, frame)
  return typeOf(read, frame) === 'number' && (read.kind === 'column' || read.kind === 'aggregate')
}

/** A numeric cast around an operand of a calculation changes nothing but whether a division is fractional. */
const withoutNumericCast = (node: TreeNode | null): TreeNode | null => (isFractionalCast(node) ? nodeOf(node?.fields.arg) : node)

const isJulianDay = (node: TreeNode | null): TreeNode | null => {
  const given = nodesOf(node?.fields.args)
  return node?.kind === 'FuncCall' && nameParts(node.fields.funcname).at(-1) === 'julianday' && given.length === 1
    ? (given[0] ?? null)
    : null
}

const dayDifference = (left: TreeNode | null, right: TreeNode | null, reading: Reading, frame: Frame): Expression | null => {
  const [to, from] = [isJulianDay(left), isJulianDay(right)]
  if (to !== null && from !== null)
    return { kind: 'date_diff', unit: 'day', from: reading.expression(from, frame), to: reading.expression(to, frame) }
  return null
}

const unitSeconds: Readonly<Record<number, 'hour' | 'day'>> = { 3600: 'hour', 86400: 'day' }

/** `extract(epoch from later - earlier) / 3600`: hours between two instants. */
const epochDifference = (left: TreeNode | null, right: TreeNode | null, reading: Reading, frame: Frame): Expression | null => {
  const [part, span] = left?.kind === 'FuncCall' ? nodesOf(left.fields.args) : []
  const seconds = constantOf(right)
  const unit = typeof seconds === 'number' ? unitSeconds[seconds] : undefined
  if (part === undefined || span?.kind !== 'A_Expr' || unit === undefined || nameParts(left?.fields.funcname).at(-1) !== 'extract')
    return null
  if (constantOf(part) !== 'epoch' || nameParts(span.fields.name)[0] !== '-') return null
  const [to, from] = [reading.expression(nodeOf(span.fields.lexpr), frame), reading.expression(nodeOf(span.fields.rexpr), frame)]
  const areInstants = [to, from].every((one) => typeOf(one, frame) === 'datetime')
  return areInstants ? { kind: 'date_diff', unit, from, to } : null
}

/** Plans divide by nothing where they would divide by zero: `x / nullif(y, 0)` is `x / y`. */
const withoutZeroGuard = (divisor: Expression): Expression => {
  const [of, zero] = divisor.kind === 'call' && divisor.function === 'nullif' ? divisor.arguments : []
  return of && zero?.kind === 'literal' && zero.value === 0 ? withoutZeroGuard(of) : divisor
}

const readArithmetic = (
  operator: Arithmetic,
  left: TreeNode | null,
  right: TreeNode | null,
  reading: Reading,
  frame: Frame,
): Expression => {
  const days = operator === '-' ? dayDifference(left, right, reading, frame) : null
  if (days !== null) return days
  const span = operator === '/' ? epochDifference(left, right, reading, frame) : null
  if (span !== null) return span
  const [one, two] = [reading.expression(withoutNumericCast(left), frame), reading.expression(withoutNumericCast(right), frame)]
  if (operator === '/' && !isFractional(left, one, frame) && !isFractional(right, two, frame)) throw notRepresentable('whole division')
  const sides = [typeOf(one, frame), typeOf(two, frame)]
  if (reading.catalog.dialect === 'sqlite' && sides.some((type) => type === 'date' || type === 'datetime'))
    throw notRepresentable('dates as numbers')
  if (operator === '-' && sides[0] === 'date' && sides[1] === 'date') return { kind: 'date_diff', unit: 'day', from: two, to: one }
  if (sides[0] === 'datetime' || sides[1] === 'datetime') throw notRepresentable('interval')
  return { kind: 'arithmetic', operator, left: one, right: operator === '/' ? withoutZeroGuard(two) : two }
}

const negative = (node: TreeNode | null, reading: Reading, frame: Frame): Expression => {
  const read = reading.expression(node, frame)
  if (read.kind === 'literal' && typeof read.value === 'number') return { ...read, value: -read.value }
  return { kind: 'arithmetic', operator: '-', left: { kind: 'literal', value: 0, type: 'integer' }, right: read }
}

const isArithmetic = (operator: string): operator is Arithmetic =>
  operator === '+' || operator === '-' || operator === '*' || operator === '/'

const readOperator = (node: TreeNode, reading: Reading, frame: Frame): Expression => {
  const { fields } = node
  const operator = nameParts(fields.name).join('.')
  const [left, right] = [nodeOf(fields.lexpr), nodeOf(fields.rexpr)]
  if (fields.kind === 'AEXPR_NULLIF')
    return { kind: 'call', function: 'nullif', arguments: [reading.expression(left, frame), reading.expression(right, frame)] }
  if (fields.kind !== 'AEXPR_OP') throw notRepresentable('condition as a value')
  const dated = reading.catalog.dialect === 'sqlite' ? weekdayOf(node) : null
  if (dated !== null) return { kind: 'date_part', part: 'weekday', of: reading.expression(dated, frame) }
  if (isArithmetic(operator)) {
    if (left !== null) return readArithmetic(operator, left, right, reading, frame)
    return operator === '-' ? negative(right, reading, frame) : reading.expression(right, frame)
  }
  if (operator !== '||' || reading.strict) throw notRepresentable(`operator ${operator}`)
  const parts = [left, right].map((one) => reading.expression(one, frame))
  return {
    kind: 'call',
    function: 'concat',
    arguments: parts.flatMap((part) => (part.kind === 'call' && part.function === 'concat' ? part.arguments : [part])),
  }
}

const readCast = (node: TreeNode, reading: Reading, frame: Frame): Expression => {
  const type = castType(node.fields.typeName)
  const read = reading.expression(nodeOf(node.fields.arg), frame)
  if (type === null) throw notRepresentable('cast')
  const written = read.kind === 'literal' ? castLiteral(read, type) : null
  if (written !== null) return written
  const from = typeOf(read, frame)
  if (from === type) return read
  if (type === 'date' && from === 'datetime') return { kind: 'date_trunc', unit: 'day', of: read }
  if (((type === 'number' && from === 'integer') || (type === 'integer' && from === 'boolean')) && !reading.strict) return read
  throw notRepresentable('cast')
}

const readCase = (node: TreeNode, reading: Reading, frame: Frame): Expression => {
  const subject = nodeOf(node.fields.arg)
  const otherwise = nodeOf(node.fields.defresult)
  return {
    kind: 'case',
    branches: nodesOf(node.fields.args).map(({ fields }) => {
      const compared = {
        kind: 'A_Expr',
        fields: { kind: 'AEXPR_OP', name: [{ String: { sval: '=' } }], lexpr: node.fields.arg, rexpr: fields.expr },
      }
      return {
        when: reading.condition(subject === null ? nodeOf(fields.expr) : compared, frame),
        value: reading.expression(nodeOf(fields.result), frame),
      }
    }),
    otherwise: otherwise === null ? null : reading.expression(otherwise, frame),
  }
}

const readSubquery = (node: TreeNode, reading: Reading, frame: Frame): Expression => {
  const select = nodeOf(node.fields.subselect)
  if (node.fields.subLinkType !== 'EXPR_SUBLINK' || select?.kind !== 'SelectStmt') throw notRepresentable('subquery as a value')
  const { query, columns } = reading.query(select.fields, frame)
  if (columns.length !== 1) throw notRepresentable('subquery with several columns')
  return { kind: 'subquery', query }
}

const readKeyword = (node: TreeNode): Expression => {
  const { op } = node.fields
  if (op === 'SVFOP_CURRENT_DATE') return { kind: 'call', function: 'current_date', arguments: [] }
  if (op === 'SVFOP_CURRENT_TIMESTAMP' || op === 'SVFOP_LOCALTIMESTAMP')
    return { kind: 'call', function: 'current_timestamp', arguments: [] }
  throw notRepresentable(String(op))
}

/** A value. Throws `plan.not_representable` for what plans can't say. */
export const readExpression = (node: TreeNode | null, reading: Reading, frame: Frame): Expression => {
  switch (node?.kind) {
    case 'ColumnRef':
      return readColumn(node, reading, frame)
    case 'A_Const':
      return constantLiteral(node)
    case 'A_Expr':
      return readOperator(node, reading, frame)
    case 'FuncCall':
      return readFunction(node, reading, frame)
    case 'TypeCast':
      return readCast(node, reading, frame)
    case 'CaseExpr':
      return readCase(node, reading, frame)
    case 'CoalesceExpr':
      return { kind: 'call', function: 'coalesce', arguments: nodesOf(node.fields.args).map((one) => reading.expression(one, frame)) }
    case 'SubLink':
      return readSubquery(node, reading, frame)
    case 'SQLValueFunction':
      return readKeyword(node)
    default:
      throw notRepresentable(node?.kind ?? 'nothing')
  }
}

/** The name a result column gets: its alias, its column's, or that of what computes it. */
export const outputName = (target: TreeNode, read: Expression): string => {
  if (typeof target.fields.name === 'string') return target.fields.name
  if (read.kind === 'column') return read.column
  const value = nodeOf(target.fields.val)
  const called = isFields(value?.fields) ? nameParts(value.fields.funcname).at(-1) : undefined
  return called ?? (read.kind === 'case' ? 'case' : 'value')
}
