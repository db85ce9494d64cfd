import type { Cell } from '#contracts/result.ts'

export type DiffCell =
  | { readonly kind: 'same'; readonly column: string; readonly value: Cell }
  | { readonly kind: 'changed'; readonly column: string; readonly before: Cell; readonly after: Cell }

type Row = { readonly before: readonly Cell[] | null; readonly after: readonly Cell[] | null }

const nameLike = /(^|_)(nombre|name|titulo|título|title)(_|$)/i

/** The columns as they are best read: what tells a row apart, then what changes, then the rest. */
export const readingOrder = (columns: readonly string[], changed: readonly string[]): readonly string[] => {
  const same = columns.filter((column) => !changed.includes(column))
  const name = same.find((column) => nameLike.test(column)) ?? same[1]
  const identity = same.slice(0, 1).concat(name === undefined || name === same[0] ? [] : [name])
  return [...identity, ...columns.filter((column) => changed.includes(column)), ...same.filter((column) => !identity.includes(column))]
}

/** One cell a column: `changed` where the row exists on both sides and the values differ. */
export const cellsOf = (columns: readonly string[], row: Row): readonly DiffCell[] =>
  columns.map((column, index) => {
    const before = row.before?.[index] ?? null
    const after = row.after?.[index] ?? null
    if (row.before === null) return { kind: 'same', column, value: after }
    if (row.after === null || before === after) return { kind: 'same', column, value: before }
    return { kind: 'changed', column, before, after }
  })
