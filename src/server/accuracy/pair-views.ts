import type { AccuracyRun, KeptPair, PairView, RunEntry } from '#contracts/accuracy.ts'
import type { Catalog } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import { explainPlan } from '#engine/explain/explain-plan.ts'
import { messageFor } from '#engine/explain/messages.ts'
import { compareRuns } from '#engine/measure/compare-runs.ts'

type Shown = {
  readonly pairs: readonly KeptPair[]
  readonly last: AccuracyRun | null
  readonly entries: readonly RunEntry[]
  readonly earlier: readonly RunEntry[]
  readonly catalog: Catalog
  readonly language: Language
}

/** Each pair with its SQL in words and what came of it last time; nothing where it was kept or changed since. */
export const pairViews = ({ pairs, last, entries, earlier, catalog, language }: Shown): PairView[] => {
  const changes = compareRuns(earlier, entries)
  const byPair = new Map(entries.map((entry) => [entry.pairId, entry]))
  const lastOf = (pair: KeptPair): PairView['last'] => {
    const entry = byPair.get(pair.id)
    if (entry === undefined || last === null || pair.keptAt > last.at) return null
    const { verdict, sql, reason, milliseconds } = entry
    const said = reason === null ? null : messageFor(reason.code, reason.params, language)
    return { verdict, sql, milliseconds, reason: said, change: changes.get(pair.id) ?? null }
  }
  return pairs.map(({ plan, ...pair }) => ({
    ...pair,
    explanation: plan === null ? null : explainPlan(plan, catalog, language),
    last: lastOf({ ...pair, plan }),
  }))
}
