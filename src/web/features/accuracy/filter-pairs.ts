import type { PairView } from '#contracts/accuracy.ts'
import { plainWords } from '../../ui/plain-words.ts'

export const pairFilters = ['all', 'not_right', 'broken'] as const
export type PairFilter = (typeof pairFilters)[number]

const passes = ({ last }: PairView, filter: PairFilter): boolean => {
  switch (filter) {
    case 'all':
      return true
    case 'not_right':
      return last !== null && last.verdict !== 'right'
    case 'broken':
      return last?.change === 'broken'
  }
}

/** The pairs of a filter whose question has every word typed, whatever the accents: first what broke, then what is not right. */
export const visiblePairs = (pairs: readonly PairView[], filter: PairFilter, search: string): readonly PairView[] => {
  const words = plainWords(search).split(/\s+/).filter(Boolean)
  const rank = (pair: PairView): number => (passes(pair, 'broken') ? 0 : passes(pair, 'not_right') ? 1 : 2)
  return pairs
    .filter((pair) => passes(pair, filter) && words.every((word) => plainWords(pair.question).includes(word)))
    .toSorted((a, b) => rank(a) - rank(b))
}
