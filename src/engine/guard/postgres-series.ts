import { constantOf, nodeOf, type TreeNode } from './postgres-tree.ts'

const dayMilliseconds = 86_400_000
const stepDays: Readonly<Record<string, number>> = {
  minute: 1 / 1440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 30,
  mon: 30,
  quarter: 90,
  year: 365,
}

/** A literal, seen through casts. */
const literalOf = (node: TreeNode | null): string | number | boolean | null | undefined => {
  if (node?.kind === 'TypeCast') return literalOf(nodeOf(node.fields.arg))
  if (node?.kind === 'A_Expr' && node.fields.lexpr === undefined) {
    const inner = literalOf(nodeOf(node.fields.rexpr))
    return typeof inner === 'number' ? -inner : undefined
  }
  return constantOf(node)
}

const daysOf = (text: string): number | null => {
  const found = /^(\d+)?\s*([a-z]+?)s?$/i.exec(text.trim())
  const unit = stepDays[found?.[2]?.toLowerCase() ?? '']
  return unit === undefined ? null : Number(found?.[1] ?? 1) * unit
}

const stampOf = (text: string): number | null => {
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text.slice(0, 10)) : Number.NaN
  return Number.isNaN(at) ? null : at
}

/** Rows that `generate_series(from, to, step)` makes where all three are written out; null where that can't be told. */
export const seriesLength = (parameters: readonly TreeNode[]): number | null => {
  const [from, to, step] = [0, 1, 2].map((at) => literalOf(parameters[at] ?? null))
  if (typeof from === 'number' && typeof to === 'number') {
    const size = step === undefined && parameters[2] === undefined ? 1 : step
    return typeof size === 'number' && size !== 0 ? Math.abs(to - from) / Math.abs(size) + 1 : null
  }
  if (typeof from !== 'string' || typeof to !== 'string' || typeof step !== 'string') return null
  const [start, end, size] = [stampOf(from), stampOf(to), daysOf(step)]
  return start === null || end === null || size === null || size <= 0 ? null : Math.abs(end - start) / dayMilliseconds / size + 1
}
