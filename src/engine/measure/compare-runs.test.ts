import { expect, it } from 'vitest'
import type { PairVerdict, RunEntry } from '#contracts/accuracy.ts'
import { compareRuns, countVerdicts } from './compare-runs.ts'

const entry = (pairId: string, verdict: PairVerdict, over: Partial<RunEntry> = {}): RunEntry => ({
  pairId,
  question: 'clientes',
  gold: 'select 1',
  verdict,
  sql: null,
  reason: null,
  milliseconds: 1,
  ...over,
})

it('tells what broke and what was fixed, of the pairs that are still the same', () => {
  const before = [
    entry('a', 'right'),
    entry('b', 'wrong'),
    entry('c', 'right'),
    entry('d', 'right'),
    entry('e', 'right', { gold: 'select 2' }),
    entry('g', 'unanswered'),
  ]
  const now = [
    entry('a', 'gold_failed'),
    entry('b', 'right'),
    entry('c', 'right'),
    entry('e', 'wrong'),
    entry('f', 'wrong'),
    entry('g', 'wrong'),
  ]
  expect([...compareRuns(before, now)]).toEqual([
    ['a', 'broken'],
    ['b', 'fixed'],
  ])
})

it('counts each verdict', () => {
  expect(countVerdicts([entry('a', 'right'), entry('b', 'right'), entry('c', 'unanswered')])).toEqual({
    right: 2,
    wrong: 0,
    unanswered: 1,
    gold_failed: 0,
  })
})
