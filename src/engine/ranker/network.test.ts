import { describe, expect, it } from 'vitest'
import { feature } from './features.ts'
import { logSoftmax, score } from './network.ts'
import { packAssociations, packNetwork, unpackAssociations, unpackNetwork } from './packing.ts'
import { classLoss, type TrainingExample, trainNetwork } from './training.ts'

const word = (n: number): number => feature(1, n)

/** The second class where one of two words is there, but not both: no weighted sum of words can tell. */
const cases = [
  { words: [], right: 0 },
  { words: [1], right: 1 },
  { words: [2], right: 1 },
  { words: [1, 2], right: 0 },
]

const examples: readonly TrainingExample[] = cases.map(({ words, right }) => ({
  sets: [[word(0), ...words.map(word)]],
  loss: ([outputs], [gradient]) => {
    if (outputs && gradient) classLoss(outputs, gradient, 0, 2, right)
  },
}))

const train = (seed: number) => trainNetwork(examples, { hidden: 12, outputs: 2, rounds: 300, rate: 0.1, dropout: 0, decay: 0, seed })

const classOf = (network: ReturnType<typeof train>, words: readonly number[]): number => {
  const logs = logSoftmax(score(network, [word(0), ...words.map(word)]), 0, 2)
  return logs.indexOf(Math.max(...logs))
}

describe('a small network', () => {
  it('learns what no weighted sum of its features says', () => {
    const network = train(1)
    expect(cases.map(({ words }) => classOf(network, words))).toEqual(cases.map(({ right }) => right))
  })

  it('comes out the same for the same examples and seed, and another for another', () => {
    expect(packNetwork(train(1))).toEqual(packNetwork(train(1)))
    expect(packNetwork(train(1))).not.toEqual(packNetwork(train(2)))
  })

  it('says the same after it was packed, within the rounding of a byte', () => {
    const network = train(1)
    const again = unpackNetwork(JSON.parse(JSON.stringify(packNetwork(network))))
    for (const { words } of cases) {
      const features = [word(0), ...words.map(word)]
      const before = score(network, features)
      for (const [i, value] of score(again, features).entries()) expect(value).toBeCloseTo(before[i] ?? Number.NaN, 0)
      expect(classOf(again, words)).toBe(classOf(network, words))
    }
  })

  it('keeps no rows for what it never saw', () => {
    const { at } = packNetwork(train(1))
    expect(atob(at)).toHaveLength(2 * 3)
  })
})

it('strengths of pairs survive packing, in tenths', () => {
  const pairs = new Map([
    [7, 0.5],
    [4_000_000_000, 2.3],
  ])
  expect(unpackAssociations(packAssociations(pairs))).toEqual(pairs)
})
