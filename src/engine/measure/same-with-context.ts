import type { Cell } from '#contracts/result.ts'
import { sameResult } from './same-result.ts'

type Rows = readonly (readonly Cell[])[]

/** Every choice of `size` out of the numbers from `from` to `to` (not included). */
function* choices(from: number, to: number, size: number): Generator<readonly number[]> {
  if (size === 0) yield []
  else for (let first = from; first <= to - size; first += 1) for (const rest of choices(first + 1, to, size - 1)) yield [first, ...rest]
}

/**
 * Whether `shown` gives the gold once columns that were only added to be looked at are left out: its first `asked` columns are what was asked
 * and must be there, of those after them any.
 */
export const sameWithContext = (gold: Rows, shown: Rows, asked: number, ordered: boolean): boolean => {
  const width = shown[0]?.length ?? 0
  const wanted = gold[0]?.length ?? 0
  if (wanted <= asked || wanted >= width) return false
  const own = Array.from({ length: asked }, (_, column) => column)
  return choices(asked, width, wanted - asked).some((context) =>
    sameResult(
      gold,
      shown.map((row) => [...own, ...context].map((column) => row[column] ?? null)),
      ordered,
    ),
  )
}
