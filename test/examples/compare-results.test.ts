import { describe, expect, it } from 'vitest'
import { rowsWithin, sameRows } from './compare-results.ts'

const how = { percent: false, tolerance: 0.0051 }

describe('comparing an answer with the gold', () => {
  it('lets rows and columns come in any order, and more columns', () => {
    expect(sameRows([['a', '1'], ['b', '2']], [['x', '2', 'b'], ['y', '1.00', 'a']], how)).toBe(true) // biome-ignore format: rows
  })

  it('sees pairs that belong together', () => {
    expect(sameRows([['a', '1'], ['b', '2']], [['a', '2'], ['b', '1']], how)).toBe(false) // biome-ignore format: rows
  })

  it.each([
    [[['1']], [['1'], ['1']]],
    [[['a']], [['b']]],
    [[['1.5']], [['1.52']]],
    [[[null]], [['0']]],
    [[['a', 'a']], [['a', 'b']]],
    [[['0.25']], [['25']]],
  ])('tells %j from %j', (gold, answer) => {
    expect(sameRows(gold, answer, how)).toBe(false)
  })

  it('forgives rounding, spellings of a month and scales of a percentage where told', () => {
    expect(sameRows([['1234.5678']], [['1234.57']], how)).toBe(true)
    expect(sameRows([['2026-10-01']], [['2026-10']], how)).toBe(true)
    expect(sameRows([['2026-10-01']], [['2026-10-01 00:00:00']], how)).toBe(true)
    expect(sameRows([['25']], [['0.25']], { percent: true, tolerance: 0.0051 })).toBe(true)
  })

  it('accepts any rows among ties, as many as asked', () => {
    expect(rowsWithin([['a'], ['b']], [['a'], ['b'], ['c']], [['1', 'c'], ['2', 'a']])).toBe(true) // biome-ignore format: rows
    expect(rowsWithin([['a'], ['b']], [['a'], ['b'], ['c']], [['1', 'd'], ['2', 'a']])).toBe(false) // biome-ignore format: rows
  })
})
