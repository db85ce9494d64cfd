import { score } from '../ranker/network.ts'
import type { Evidence } from './evidence.ts'
import { generate } from './generate.ts'
import { type Judged, judge, type Models } from './judge.ts'
import type { LogicalForm } from './logical-form.ts'
import { type Ranked, rankFeatures } from './rank-features.ts'

/** A reading with the ranker's score; `share`: of the probability of all readings. */
export type Choice = { readonly form: LogicalForm | null; readonly read: boolean; readonly score: number; readonly share: number }

const most = 40

/** What is ranked: what was built from parts, and what the rules read. `opaque`: the rules read something that no form can say. */
export const contenders = (evidence: Evidence, judged: Judged, models: Models, opaque: boolean): readonly Ranked[] => {
  const said = evidence.read ? JSON.stringify(evidence.read) : null
  const built = generate(evidence, judged, models, most).map(
    (candidate, position): Ranked => ({ form: candidate.form, built: candidate, read: JSON.stringify(candidate.form) === said, position }),
  )
  const missing = (evidence.read !== null && !built.some((b) => b.read)) || opaque
  return missing ? [...built, { form: evidence.read, built: null, read: true, position: most }] : built
}

/** Readings of a text, best first. */
export const rank = (evidence: Evidence, models: Models, opaque: boolean): readonly Choice[] => {
  const judged = judge(evidence, models)
  const ranked = contenders(evidence, judged, models, opaque)
  const top = ranked[0]?.built ?? null
  const scores = ranked.map((one) => score(models.ranker, rankFeatures(evidence, judged, one, top))[0] ?? 0)
  const highest = Math.max(...scores)
  const sum = scores.reduce((all, s) => all + Math.exp(s - highest), 0)
  return ranked
    .map(({ form, read }, i) => ({ form, read, score: scores[i] ?? 0, share: Math.exp((scores[i] ?? 0) - highest) / sum }))
    .sort((a, b) => b.score - a.score)
}
