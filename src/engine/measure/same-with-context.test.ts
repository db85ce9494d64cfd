import { expect, it } from 'vitest'
import { sameWithContext } from './same-with-context.ts'

/** What was asked is the name; price, day and kind are shown beside it. */
const shown = [
  ['Vino', 12, '2026-01-02', 'bebida'],
  ['Pan', 2, '2026-01-03', 'comida'],
]

it.each([
  ['one of the columns beside it', [['Pan', 'comida'], ['Vino', 'bebida']], false, true],
  ['two of them', [['bebida', 'Vino', 12], ['comida', 'Pan', 2]], true, true],
  ['not without what was asked', [[12, 'bebida'], [2, 'comida']], false, false],
  ['not with other values', [['Pan', 3], ['Vino', 12]], false, false],
  ['not in another order where it counts', [['Pan', 2], ['Vino', 12]], true, false],
  ['not what was asked alone, which is compared by itself', [['Pan'], ['Vino']], false, false],
])('lets columns that are only context be left out: %s', (_, gold, ordered, same) => {
  expect(sameWithContext(gold, shown, 1, ordered)).toBe(same)
}) // biome-ignore format: rows
