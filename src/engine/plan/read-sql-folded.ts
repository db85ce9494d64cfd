import { constantOf, nameParts, nodeOf, nodesOf, type TreeNode } from '#engine/guard/postgres-tree.ts'
import { fold } from '#engine/understand/tokens.ts'

const callOf = (node: TreeNode | null): { readonly name: string; readonly given: readonly TreeNode[] } =>
  node?.kind === 'FuncCall'
    ? { name: nameParts(node.fields.funcname).at(-1) ?? '', given: nodesOf(node.fields.args) }
    : { name: '', given: [] }

const isFolding = (from: unknown, to: unknown): boolean =>
  typeof from === 'string' && typeof to === 'string' && from !== to && fold(from) === to

/** What a text without case or accents was before it lost them: `replace(x, 'é', 'e')`, `translate(lower(x), 'é', 'e')`; null = none was taken. */
export const unfolded = (node: TreeNode | null): TreeNode | null => {
  const { name, given } = callOf(node)
  const [of = null, from, to] = given
  if (name === 'replace' && given.length === 3 && isFolding(constantOf(from ?? null), constantOf(to ?? null))) return unfolded(of) ?? of
  const lower = callOf(of)
  const isLower = lower.name === 'lower' && lower.given.length === 1
  if (isLower && name === 'strip_accents' && given.length === 1) return lower.given[0] ?? null
  if (isLower && name === 'translate' && given.length === 3 && isFolding(constantOf(from ?? null), constantOf(to ?? null)))
    return lower.given[0] ?? null
  return null
}

const constantsIn = (node: TreeNode | null): readonly unknown[] => {
  if (node === null) return []
  if (node.kind === 'A_Const') return [constantOf(node)]
  const children = node.kind === 'FuncCall' ? nodesOf(node.fields.args) : [nodeOf(node.fields.lexpr), nodeOf(node.fields.rexpr)]
  return children.flatMap(constantsIn)
}

/** SQLite's first day of a week or quarter: `date(x, 'weekday 0', '-6 days')`; null = the modifiers say something else. */
export const modifiedUnit = (modifiers: readonly TreeNode[]): 'week' | 'quarter' | null => {
  const said = modifiers.map(constantsIn).map((constants) => constants.join('|'))
  if (said.join(';') === 'weekday 0;-6 days') return 'week'
  return said.join(';') === 'start of month;-|%m|1|3| months' ? 'quarter' : null
}

const operatorOf = (node: TreeNode | null): string => (node?.kind === 'A_Expr' ? nameParts(node.fields.name).join('.') : '')

/** SQLite's day of the week from Monday, `(strftime('%w', x) + 6) % 7 + 1`: the date it is of; null = something else. */
export const weekdayOf = (node: TreeNode): TreeNode | null => {
  const remainder = operatorOf(node) === '+' ? nodeOf(node.fields.lexpr) : null
  const shifted = operatorOf(remainder) === '%' ? nodeOf(remainder?.fields.lexpr) : null
  const { name, given } = callOf(operatorOf(shifted) === '+' ? nodeOf(shifted?.fields.lexpr) : null)
  const numbers = [given[0] ?? null, nodeOf(shifted?.fields.rexpr), nodeOf(remainder?.fields.rexpr), nodeOf(node.fields.rexpr)]
  return name === 'strftime' && numbers.map(constantOf).join('|') === '%w|6|7|1' ? (given[1] ?? null) : null
}
