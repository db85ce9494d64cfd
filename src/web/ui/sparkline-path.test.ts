import { expect, it } from 'vitest'
import { sparklinePath } from './sparkline-path.ts'

it('draws from the lowest to the highest', () => {
  expect(sparklinePath([{ y: 0 }, { y: 10 }, { y: 5 }], 110, 50)).toEqual({ path: 'M5 45L55 5L105 25', end: { x: 105, y: 25 } })
})

it('leaves a gap where nothing is known, and a flat line in the middle', () => {
  expect(sparklinePath([{ y: 3 }, { y: null }, { y: 3 }], 110, 50).path).toBe('M5 25M105 25')
})
