import type { Table } from '#contracts/catalog.ts'
import { tooCostly } from './findings.ts'
import { childrenOf, constantOf, type Fields, isFields, nameParts, nodeOf, nodesOf, type TreeNode, textOf } from './postgres-tree.ts'
import type { Walk } from './postgres-walk.ts'
import { largestProduct, untiedProduct } from './untied-product.ts'

const largestCounter = 100_000

/** Every node below, in no particular order. */
const everyNode = (start: TreeNode): readonly TreeNode[] => {
  const found: TreeNode[] = []
  const waiting = [start]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    found.push(node)
    waiting.push(...childrenOf(node.fields))
  }
  return found
}

const isCounted = (where: unknown): boolean => {
  const node = nodeOf(where)
  if (node === null) return false
  if (node.kind === 'BoolExpr')
    return node.fields.boolop === 'AND_EXPR' && nodesOf(node.fields.args).some((part) => isCounted({ [part.kind]: part.fields }))
  if (node.kind !== 'A_Expr' || node.fields.kind !== 'AEXPR_OP') return false
  const operator = nameParts(node.fields.name)[0] ?? ''
  const limit = constantOf(nodeOf(node.fields.rexpr))
  return ['<', '<='].includes(operator) && (typeof limit === 'string' || (typeof limit === 'number' && limit <= largestCounter))
}

const isColumn = (value: unknown): boolean => nodeOf(value)?.kind === 'ColumnRef'

const comparesColumns = ({ kind, fields }: TreeNode): boolean =>
  (kind === 'A_Expr' && isColumn(fields.lexpr) && isColumn(fields.rexpr)) || (kind === 'JoinExpr' && fields.usingClause !== undefined)

const recursesEndlessly = (query: Fields, name: string, walk: Walk): boolean => {
  if (query.op !== 'SETOP_UNION' || !isFields(query.rarg)) return true
  const step = { kind: 'SelectStmt', fields: query.rarg }
  const sources = everyNode(step).filter((node) => node.kind === 'RangeVar')
  if (sources.filter((node) => node.fields.relname === name).length !== 1) return true
  const stored = sources.some((node) => walk.known.table(textOf(node.fields.relname) ?? '') !== undefined)
  const joined = everyNode(step).some(comparesColumns)
  return !(stored && joined) && !isCounted(query.rarg.whereClause)
}

/** A recursive query must walk stored rows over a condition, or count up to a written limit. */
export const checkRecursion = (select: Fields, walk: Walk): void => {
  if (!isFields(select.withClause) || select.withClause.recursive !== true) return
  for (const one of nodesOf(select.withClause.ctes)) {
    const name = textOf(one.fields.ctename) ?? ''
    const query = nodeOf(one.fields.ctequery)
    if (query === null || !everyNode(query).some((node) => node.kind === 'RangeVar' && node.fields.relname === name)) continue
    if (recursesEndlessly(query.fields, name, walk)) walk.findings.refusals.push(tooCostly('recursive query'))
  }
}

type Ranged = { readonly alias: string; readonly table: Table | null; readonly rows: number }

const rangesOf = (node: TreeNode, walk: Walk): readonly Ranged[] => {
  if (node.kind === 'JoinExpr')
    return [node.fields.larg, node.fields.rarg].flatMap((side) => nodeOf(side) ?? []).flatMap((side) => rangesOf(side, walk))
  const alias = isFields(node.fields.alias) ? textOf(node.fields.alias.aliasname) : null
  if (node.kind !== 'RangeVar') return [{ alias: alias ?? '', table: null, rows: 1 }]
  const table = walk.known.table(textOf(node.fields.relname) ?? '') ?? null
  return [{ alias: alias ?? textOf(node.fields.relname) ?? '', table, rows: Math.max(1, table?.rowCount ?? 1) }]
}

/** Conditions that may tie ranges together: of WHERE, ON and the conditions inside them. */
const conditionsOf = (select: Fields): readonly TreeNode[] => {
  const joins = nodesOf(select.fromClause).flatMap((node) => everyNode(node).filter((one) => one.kind === 'JoinExpr'))
  return [select.whereClause, ...joins.map((join) => join.fields.quals)].flatMap((value) => {
    const node = nodeOf(value)
    if (node === null) return []
    return node.kind === 'BoolExpr' && node.fields.boolop === 'AND_EXPR' ? nodesOf(node.fields.args) : [node]
  })
}

const aliasesIn = (condition: TreeNode, ranges: readonly Ranged[], walk: Walk): readonly number[] => {
  const mentioned = new Set<number>()
  for (const node of everyNode(condition)) {
    if (node.kind !== 'ColumnRef') continue
    const parts = nameParts(node.fields.fields)
    const column = parts.at(-1) ?? ''
    const alias = parts.length > 1 ? parts.at(-2) : null
    const at = ranges.findIndex((one) =>
      alias === null ? one.table === null || walk.known.hasColumn(one.table, column) : one.alias === alias,
    )
    if (at >= 0) mentioned.add(at)
  }
  return [...mentioned]
}

/** Joined tables that nothing ties together are multiplied: refused where the product is out of proportion. */
export const checkProduct = (select: Fields, walk: Walk): void => {
  const sources = nodesOf(select.fromClause)
  const ranges = sources.flatMap((node) => rangesOf(node, walk))
  if (ranges.length < 2) return
  const tied = sources
    .flatMap((node) => everyNode(node))
    .some((node) => node.kind === 'JoinExpr' && (node.fields.isNatural === true || node.fields.usingClause !== undefined))
  if (tied) return
  const ties = conditionsOf(select).map((condition) => aliasesIn(condition, ranges, walk))
  const product = untiedProduct(
    ranges.map((one) => one.rows),
    ties,
  )
  if (product > largestProduct) walk.findings.refusals.push(tooCostly('tables that nothing joins'))
}
