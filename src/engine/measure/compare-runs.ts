import type { RunEntry, VerdictCounts } from '#contracts/accuracy.ts'

export type RunChange = 'broken' | 'fixed'

/** What was right and is not any more, and the other way round, of the pairs that are still the same; by pair. */
export const compareRuns = (before: readonly RunEntry[], now: readonly RunEntry[]): ReadonlyMap<string, RunChange> => {
  const earlier = new Map(before.map((entry) => [entry.pairId, entry]))
  const changes = new Map<string, RunChange>()
  for (const entry of now) {
    const last = earlier.get(entry.pairId)
    if (last === undefined || last.question !== entry.question || last.gold !== entry.gold) continue
    const [was, is] = [last.verdict === 'right', entry.verdict === 'right']
    if (was !== is) changes.set(entry.pairId, is ? 'fixed' : 'broken')
  }
  return changes
}

export const countVerdicts = (entries: readonly Pick<RunEntry, 'verdict'>[]): VerdictCounts => {
  const counts = { right: 0, wrong: 0, unanswered: 0, gold_failed: 0 }
  for (const { verdict } of entries) counts[verdict] += 1
  return counts
}
