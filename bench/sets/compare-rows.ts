export type Cell = string | number | null
export type Rows = readonly (readonly Cell[])[]

export type How = {
  readonly tolerance: number
  /** Columns of the gold that hold 0-100 where the answer may hold 0-1. */
  readonly percent?: readonly number[]
  readonly months?: boolean
  /** Columns of the gold whose order counts; absent = the order of the rows does not. */
  readonly order?: readonly number[]
}

const numeric = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/

const canonical = (value: Cell, months: boolean): Cell => {
  if (typeof value !== 'string') return value
  const text = value.trim()
  if (numeric.test(text)) return Number(text)
  const day = text.replace(/^(\d{4}-\d\d-\d\d)[ T]00:00(:00(\.0+)?)?$/, '$1')
  return months ? day.replace(/^(\d{4}-\d\d)-01$/, '$1') : day
}

const sameCell = (a: Cell, b: Cell, tolerance: number): boolean =>
  typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= tolerance + 1e-9 * Math.max(Math.abs(a), Math.abs(b)) : a === b

const sameRow = (a: readonly Cell[], b: readonly Cell[], tolerance: number): boolean =>
  a.every((value, index) => sameCell(value, b[index] ?? null, tolerance))

const sameMultiset = (gold: Rows, answer: Rows, tolerance: number): boolean => {
  const left = [...answer]
  return gold.every((row) => {
    const found = left.findIndex((other) => sameRow(row, other, tolerance))
    if (found >= 0) left.splice(found, 1)
    return found >= 0
  })
}

type Pick = { readonly column: number; readonly scale: number }

const picked = (rows: Rows, picks: readonly Pick[]): Rows =>
  rows.map((row) =>
    picks.map(({ column, scale }) => {
      const value = row[column] ?? null
      return typeof value === 'number' ? value * scale : value
    }),
  )

/** Whether an answer holds the rows of the gold: columns in any order, and there may be more of them. */
export const holdsRows = (gold: Rows, answer: Rows, how: How): boolean => {
  if (gold.length !== answer.length) return false
  const [first] = gold
  if (first === undefined) return true
  const clean = (rows: Rows): Rows => rows.map((row) => row.map((value) => canonical(value, how.months ?? false)))
  const wanted = clean(gold)
  const given = clean(answer)
  const candidates = first.map((_, column) => {
    const scales = how.percent?.includes(column) ? [1, 100] : [1]
    const all = (given[0] ?? []).flatMap((_, index) => scales.map((scale) => ({ column: index, scale })))
    return all.filter((pick) => sameMultiset(picked(wanted, [{ column, scale: 1 }]), picked(given, [pick]), how.tolerance))
  })
  return assign(candidates, [], (picks) => fits(wanted, picked(given, picks), how))
}

const fits = (gold: Rows, answer: Rows, { order, tolerance }: How): boolean =>
  sameMultiset(gold, answer, tolerance) &&
  (order === undefined ||
    gold.every((row, index) => order.every((column) => sameCell(row[column] ?? null, answer[index]?.[column] ?? null, tolerance))))

const assign = (candidates: readonly (readonly Pick[])[], taken: readonly Pick[], accept: (picks: readonly Pick[]) => boolean): boolean => {
  const next = candidates[taken.length]
  if (next === undefined) return accept(taken)
  return next.some((pick) => !taken.some(({ column }) => column === pick.column) && assign(candidates, [...taken, pick], accept))
}

/** Whether both hold the same rows, column by column. */
export const sameRows = (wanted: Rows, given: Rows, tolerance: number): boolean => {
  const clean = (rows: Rows): Rows => rows.map((row) => row.map((value) => canonical(value, false)))
  const width = (rows: Rows) => rows[0]?.length ?? 0
  return wanted.length === given.length && width(wanted) === width(given) && sameMultiset(clean(wanted), clean(given), tolerance)
}

/** Whether a value stayed as it was. */
export const sameValue = (a: Cell, b: Cell): boolean => sameCell(canonical(a, false), canonical(b, false), 1e-9)
