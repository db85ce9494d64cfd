import { logSoftmax, score, sigmoid } from '../ranker/network.ts'
import type { Evidence } from './evidence.ts'
import { generate } from './generate.ts'
import { type Judged, judge, type Models, type Parts } from './judge.ts'
import type { LogicalForm } from './logical-form.ts'
import { type Ranked, rankFeatures } from './rank-features.ts'

/** A reading with the ranker's score; `share`: of the probability of all readings. */
export type Choice = { readonly form: LogicalForm | null; readonly read: boolean; readonly score: number; readonly share: number }

const most = 40

/** What is ranked: what was built from parts, and what the rules read. `opaque`: the rules read something that no form can say. */
export const contenders = (evidence: Evidence, judged: Judged, models: Parts, opaque: boolean): readonly Ranked[] => {
  const said = evidence.read ? JSON.stringify(evidence.read) : null
  const built = generate(evidence, judged, models, most).map(
    (candidate, position): Ranked => ({ form: candidate.form, built: candidate, read: JSON.stringify(candidate.form) === said, position }),
  )
  const missing = (evidence.read !== null && !built.some((b) => b.read)) || opaque
  return missing ? [...built, { form: evidence.read, built: null, read: true, position: most }] : built
}

/** Scores as parts of one. */
export const sharesOf = (scores: readonly number[]): readonly number[] => logSoftmax(scores, 0, scores.length).map((log) => Math.exp(log))

/** Readings of a text, best first. */
export const rank = (evidence: Evidence, models: Models, opaque: boolean): readonly Choice[] => {
  const judged = judge(evidence, models)
  const ranked = contenders(evidence, judged, models, opaque)
  const top = ranked[0]?.built ?? null
  const scores = ranked.map((one) => score(models.ranker, rankFeatures(evidence, judged, one, top))[0] ?? 0)
  const shares = sharesOf(scores)
  return ranked.map(({ form, read }, i) => ({ form, read, score: scores[i] ?? 0, share: shares[i] ?? 0 })).sort((a, b) => b.score - a.score)
}

/** What the ranking tells of how sure its best reading is, for calibration: a constant, and figures around one. */
export const calibrationFeatures = (choices: readonly Choice[], readConfidence: number): readonly number[] => {
  const [best, second] = choices
  const share = Math.min(0.999, Math.max(0.001, best?.share ?? 0.001))
  return [
    1,
    Math.log(share / (1 - share)) / 3,
    (best?.score ?? 0) / 10,
    best && second ? Math.min(6, best.score - second.score) / 3 : 1,
    readConfidence,
    best?.read ? 1 : 0,
    best?.read ? readConfidence : 0,
  ]
}

/** Probability that the best reading is right. */
export const confidenceOfRanking = (features: readonly number[], calibration: readonly number[]): number =>
  sigmoid(features.reduce((sum, f, i) => sum + f * (calibration[i] ?? 0), 0))
