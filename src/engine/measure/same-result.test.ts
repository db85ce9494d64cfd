import { describe, expect, it } from 'vitest'
import { ordersResult, sameResult } from './same-result.ts'

/** Columns turned round: five of them, all alike taken one by one. */
const turned = (step: (row: number, column: number) => number): number[][] =>
  [0, 1, 2, 3, 4].map((row) => [0, 1, 2, 3, 4].map((column) => step(row, column) % 5))

describe('the same result', () => {
  it.each([
    ['no rows at all', [], [], false],
    ['rows and columns in another order', [['a', 1], ['b', 2]], [[2, 'b'], [1, 'a']], false],
    ['the same order where it counts', [['a', 1], ['b', 2]], [[1, 'a'], [2, 'b']], true],
    ['a whole number however it is written', [[1]], [[1.0]], false],
    ['yes and no as numbers', [[true], [false]], [[0], [1]], false],
    ['a number that only differs after the sixth decimal', [[1 / 3]], [[0.333333]], false],
    ['a tie at the seventh decimal, to the even one', [[0.0078125], [0.0234375], [-0.0078125]], [[0.007812], [0.023438], [-0.007812]], false],
    ['a minus zero', [[-0]], [[0]], false],
    ['columns that look alike', turned((row, column) => row + column), turned((row, column) => row + 4 - column), false],
  ])('is seen in %s', (_, gold, answer, ordered) => {
    expect(sameResult(gold, answer, ordered)).toBe(true)
  }) // biome-ignore format: rows

  it.each([
    ['another order where it counts', [['a', 1], ['b', 2]], [['b', 2], ['a', 1]], true],
    ['values that do not belong together', [['a', 1], ['b', 2]], [['a', 2], ['b', 1]], false],
    ['one column more', [[1]], [[1, 1]], false],
    ['one row less', [[1], [1]], [[1]], false],
    ['other repeated rows', [[1], [1], [2]], [[1], [2], [2]], false],
    ['a number written as a text', [[1]], [['1']], false],
    ['nothing and the word for it', [[null]], [['null']], false],
    ['nothing and zero', [[null]], [[0]], false],
    ['a sixth decimal', [[0.333333]], [[0.333334]], false],
    ['a number that is nearly whole', [[1.0000001]], [[1]], false],
    ['columns alike one by one, not together', [['a', 'a'], ['b', 'b']], [['a', 'b'], ['b', 'a']], false],
  ])('is not seen in %s', (_, gold, answer, ordered) => {
    expect(sameResult(gold, answer, ordered)).toBe(false)
  }) // biome-ignore format: rows

  it('gives up on columns that can be arranged in too many ways', () => {
    const width = 9
    const square = (shift: (row: number, column: number) => number): number[][] =>
      Array.from({ length: width }, (_, row) => Array.from({ length: width }, (_, column) => shift(row, column) % width))
    expect(
      sameResult(
        square((row, column) => row + column),
        square((row, column) => row * row + 3 * column),
        false,
      ),
    ).toBe(false)
  })
})

describe('whether the order counts', () => {
  it.each(['SELECT a FROM t ORDER\n  BY a', 'select a from t union select b from t order by 1', 'select (1) order by (2)'])('%s', (sql) => {
    expect(ordersResult(sql)).toBe(true)
  })

  it.each([
    'select * from (select 1 order by 1) t',
    "select 'order by'",
    'select "order by" from t',
    "select 'it''s order by' from t",
    'select row_number() over (order by a) from t',
  ])('not in %s', (sql) => {
    expect(ordersResult(sql)).toBe(false)
  })
})
