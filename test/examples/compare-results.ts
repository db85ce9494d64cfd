/** A result as text arrays, the way PostgreSQL prints values; null = NULL. */
export type Grid = readonly (readonly (string | null)[])[]

export type Comparison = { readonly percent: boolean; readonly tolerance: number }

/**
 * Whether `answer` holds the same rows as `gold` (as multisets): its columns may come in any order and there may be more of them.
 * Numbers are equal within the tolerance, relative for large ones.
 */
export const sameRows = (gold: Grid, answer: Grid, how: Comparison): boolean => {
  if (gold.length !== answer.length) return false
  if (gold.length === 0) return true
  const width = gold[0]?.length ?? 0
  const available = answer[0]?.length ?? 0
  const candidates = Array.from({ length: width }, (_, column) =>
    Array.from({ length: available }, (_, other) => other).filter((other) => sameColumn(gold, column, answer, other, how)),
  )
  return assign(candidates, [], (mapping) => sameMultiset(gold, pick(answer, mapping), how))
}

/** Whether every row of `answer` is one of `allowed`, and there are as many as `gold` has. */
export const rowsWithin = (gold: Grid, allowed: Grid, answer: Grid): boolean => {
  if (gold.length !== answer.length) return false
  const names = new Set(allowed.map((row) => row[0]))
  const available = answer[0]?.length ?? 0
  return Array.from({ length: available }, (_, column) => column).some((column) => answer.every((row) => names.has(row[column] ?? null)))
}

const pick = (grid: Grid, columns: readonly number[]): Grid => grid.map((row) => columns.map((column) => row[column] ?? null))

const assign = (
  candidates: readonly (readonly number[])[],
  taken: readonly number[],
  accept: (mapping: readonly number[]) => boolean,
): boolean => {
  const next = candidates[taken.length]
  if (next === undefined) return accept(taken)
  return next.some((column) => !taken.includes(column) && assign(candidates, [...taken, column], accept))
}

const sameColumn = (gold: Grid, column: number, answer: Grid, other: number, how: Comparison): boolean =>
  sameMultiset(pick(gold, [column]), pick(answer, [other]), how)

const sameMultiset = (gold: Grid, answer: Grid, how: Comparison): boolean => {
  const order = (grid: Grid) => grid.map((row) => row.map(normal)).sort(byValue)
  const left = order(gold)
  const right = order(answer)
  const scales = how.percent ? [1, 100] : [1]
  return scales.some((scale) =>
    left.every((row, index) => row.every((value, column) => sameCell(value, right[index]?.[column] ?? null, how.tolerance, scale))),
  )
}

/** Months, dates and midnights in one spelling; numbers without trailing zeros. */
const normal = (value: string | null): string | null => {
  if (value === null) return null
  const midnight = /^(\d{4}-\d{2}-\d{2})[ T]00:00(:00(\.0+)?)?$/.exec(value)
  if (midnight?.[1] !== undefined) return midnight[1]
  if (/^\d{4}-\d{2}$/.test(value)) return `${value}-01`
  return /^-?\d+(\.\d+)?$/.test(value) && !/^0\d/.test(value) ? String(Math.round(Number(value) * 1e4) / 1e4) : value
}

const isNumber = (value: string | null): value is string => value !== null && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value)

const byValue = (a: readonly (string | null)[], b: readonly (string | null)[]): number => {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? null
    const difference =
      isNumber(left) && isNumber(right) ? Number(left) - Number(right) : (left ?? '￿') < (right ?? '￿') ? -1 : left === right ? 0 : 1
    if (difference !== 0) return difference
  }
  return 0
}

const sameCell = (gold: string | null, answer: string | null, tolerance: number, scale: number): boolean => {
  if (gold === answer) return true
  if (!isNumber(gold) || !isNumber(answer)) return false
  const expected = Number(gold)
  const said = Number(answer) * (scale === 1 ? 1 : scale)
  return Math.abs(expected - said) <= Math.max(tolerance * scale, Math.abs(expected) * 1e-6)
}
