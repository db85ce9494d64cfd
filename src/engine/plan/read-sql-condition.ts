import type { Comparison, Condition, Expression } from '#contracts/query-plan.ts'
import { nameParts, nodeOf, nodesOf, type TreeNode } from '#engine/guard/postgres-tree.ts'
import { unfolded } from './read-sql-folded.ts'
import { type Frame, notRepresentable, type Reading, typeOf } from './read-sql-frame.ts'
import { castType, literalBeside } from './read-sql-literal.ts'

const comparisons: Readonly<Record<string, Comparison>> = { '=': '=', '<>': '<>', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }

const negate = (condition: Condition): Condition => {
  switch (condition.kind) {
    case 'between':
    case 'in':
    case 'in_query':
    case 'is_null':
    case 'text':
    case 'exists':
      return { ...condition, negated: !condition.negated }
    case 'not':
      return condition.part
    default:
      return { kind: 'not', part: condition }
  }
}

const readCompare = (node: TreeNode, reading: Reading, frame: Frame): Condition => {
  const operator = comparisons[nameParts(node.fields.name).join('.')]
  if (operator === undefined) throw notRepresentable(`operator ${nameParts(node.fields.name).join('.')}`)
  const left = reading.expression(nodeOf(node.fields.lexpr), frame)
  const right = reading.expression(nodeOf(node.fields.rexpr), frame)
  const isNull = [left, right].some((side) => side.kind === 'literal' && side.value === null)
  if (isNull) throw notRepresentable('comparison with NULL')
  return { kind: 'compare', operator, left: literalBeside(left, right, frame), right: literalBeside(right, left, frame) }
}

const listItems = (value: unknown): readonly TreeNode[] => nodesOf(nodeOf(value)?.fields.items)

const readIn = (node: TreeNode, reading: Reading, frame: Frame): Condition => {
  const value = reading.expression(nodeOf(node.fields.lexpr), frame)
  const options = listItems(node.fields.rexpr).map((one) => literalBeside(reading.expression(one, frame), value, frame))
  if (options.length === 0 || options.some((one) => one.kind === 'literal' && one.value === null)) throw notRepresentable('IN with NULL')
  return { kind: 'in', value, options, negated: nameParts(node.fields.name)[0] === '<>' }
}

const readBetween = (node: TreeNode, reading: Reading, frame: Frame): Condition => {
  const value = reading.expression(nodeOf(node.fields.lexpr), frame)
  const [low, high] = listItems(node.fields.rexpr).map((one) => literalBeside(reading.expression(one, frame), value, frame))
  if (low === undefined || high === undefined) throw notRepresentable('BETWEEN')
  return { kind: 'between', value, low, high, negated: node.fields.kind === 'AEXPR_NOT_BETWEEN' }
}

const patternParts = (pattern: string): { readonly match: 'contains' | 'starts' | 'ends' | 'equals'; readonly text: string } | null => {
  const text = pattern.replace(/^%/, '').replace(/%$/, '')
  if (/[%_\\]/.test(text) || text === '') return null
  const [before, after] = [pattern.startsWith('%'), pattern.endsWith('%') && pattern.length > 1]
  return { match: before ? (after ? 'contains' : 'ends') : after ? 'starts' : 'equals', text }
}

/** Plans match texts whatever their case and accents, as ILIKE and SQLite's LIKE nearly do; PostgreSQL's LIKE doesn't. */
const readLike = (node: TreeNode, reading: Reading, frame: Frame): Condition => {
  const operator = nameParts(node.fields.name)[0] ?? ''
  const pattern = reading.expression(nodeOf(node.fields.rexpr), frame)
  const bare = unfolded(nodeOf(node.fields.lexpr))
  const plain = bare?.kind === 'TypeCast' && castType(bare.fields.typeName) === 'text' ? nodeOf(bare.fields.arg) : bare
  const insensitive = plain !== null || operator.endsWith('*') || reading.catalog.dialect !== 'postgres'
  if (reading.strict || !insensitive || pattern.kind !== 'literal' || typeof pattern.value !== 'string') throw notRepresentable('LIKE')
  const parts = patternParts(pattern.value)
  if (parts === null) throw notRepresentable('LIKE pattern')
  return { kind: 'text', ...parts, value: reading.expression(plain ?? nodeOf(node.fields.lexpr), frame), negated: operator.startsWith('!') }
}

const readOperator = (node: TreeNode, reading: Reading, frame: Frame): Condition => {
  switch (node.fields.kind) {
    case 'AEXPR_OP':
      return readCompare(node, reading, frame)
    case 'AEXPR_IN':
      return readIn(node, reading, frame)
    case 'AEXPR_BETWEEN':
    case 'AEXPR_NOT_BETWEEN':
      return readBetween(node, reading, frame)
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
      return readLike(node, reading, frame)
    default:
      throw notRepresentable(String(node.fields.kind))
  }
}

const readSubLink = (node: TreeNode, reading: Reading, frame: Frame): Condition => {
  const select = nodeOf(node.fields.subselect)
  if (select?.kind !== 'SelectStmt') throw notRepresentable('subquery')
  if (node.fields.subLinkType === 'EXISTS_SUBLINK')
    return { kind: 'exists', query: reading.query(select.fields, frame).query, negated: false }
  const operator = nameParts(node.fields.operName)[0] ?? '='
  if (node.fields.subLinkType !== 'ANY_SUBLINK' || operator !== '=') throw notRepresentable('subquery comparison')
  const { query, columns } = reading.query(select.fields, frame)
  if (columns.length !== 1) throw notRepresentable('IN with several columns')
  return { kind: 'in_query', value: reading.expression(nodeOf(node.fields.testexpr), frame), query, negated: false }
}

const readBoolean = (node: TreeNode, reading: Reading, frame: Frame): Condition => {
  const parts = nodesOf(node.fields.args).map((one) => reading.condition(one, frame))
  const [first] = parts
  if (first === undefined) throw notRepresentable('condition')
  // Plans leave the NULLs of a NOT IN out; SQL then matches nothing.
  if (reading.strict && node.fields.boolop === 'NOT_EXPR' && first.kind === 'in_query') throw notRepresentable('NOT IN')
  if (node.fields.boolop === 'NOT_EXPR') return negate(first)
  const kind = node.fields.boolop === 'OR_EXPR' ? 'or' : 'and'
  return { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])) }
}

const truth = (of: Expression, value: boolean, frame: Frame): Condition => {
  if (typeOf(of, frame) !== 'boolean' || of.kind === 'literal') throw notRepresentable('value as a condition')
  return { kind: 'compare', operator: '=', left: of, right: { kind: 'literal', value, type: 'boolean' } }
}

const readTruthTest = (node: TreeNode, reading: Reading, frame: Frame): Condition => {
  const of = reading.expression(nodeOf(node.fields.arg), frame)
  if (node.fields.booltesttype === 'IS_TRUE') return truth(of, true, frame)
  if (node.fields.booltesttype === 'IS_FALSE') return truth(of, false, frame)
  throw notRepresentable('IS NOT TRUE')
}

/** A condition. Throws `plan.not_representable` for what plans can't say. */
export const readCondition = (node: TreeNode | null, reading: Reading, frame: Frame): Condition => {
  switch (node?.kind) {
    case 'BoolExpr':
      return readBoolean(node, reading, frame)
    case 'A_Expr':
      return readOperator(node, reading, frame)
    case 'NullTest':
      return {
        kind: 'is_null',
        value: reading.expression(nodeOf(node.fields.arg), frame),
        negated: node.fields.nulltesttype === 'IS_NOT_NULL',
      }
    case 'BooleanTest':
      return readTruthTest(node, reading, frame)
    case 'SubLink':
      return readSubLink(node, reading, frame)
    default:
      return truth(reading.expression(node, frame), true, frame)
  }
}
