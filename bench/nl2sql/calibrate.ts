import { type Choice, calibrationFeatures, confidenceOfRanking, sharesOf } from '#engine/propose/rank.ts'
import { type Network, score } from '#engine/ranker/network.ts'
import { type Judgement, trainRanker } from './train-ranker.ts'

/** A ranked question outside the ranker's training. */
type Outcome = { readonly features: readonly number[]; readonly right: boolean }

export type Judged = Judgement & { readonly readConfidence: number }

const choicesOf = (judged: Judged, ranker: Network): readonly { readonly choice: Choice; readonly right: boolean }[] => {
  const scores = judged.features.map((f) => score(ranker, f)[0] ?? 0)
  const shares = sharesOf(scores)
  return scores
    .map((s, i) => ({
      choice: { form: null, read: judged.read[i] ?? false, score: s, share: shares[i] ?? 0 },
      right: judged.right[i] ?? false,
    }))
    .sort((a, b) => b.choice.score - a.choice.score)
}

const outcomesOf = (judgements: readonly Judged[], ranker: Network): readonly Outcome[] =>
  judgements.flatMap((j) => {
    const choices = choicesOf(j, ranker)
    const best = choices[0]
    if (!best) return []
    return [
      {
        features: calibrationFeatures(
          choices.map((c) => c.choice),
          j.readConfidence,
        ),
        right: best.right,
      },
    ]
  })

/** Logistic regression by gradient descent. */
const fit = (outcomes: readonly Outcome[]): readonly number[] => {
  const size = outcomes[0]?.features.length ?? 0
  const weights = new Array<number>(size).fill(0)
  for (let round = 0; round < 3000; round++) {
    const slopes = new Array<number>(size).fill(0)
    for (const { features, right } of outcomes) {
      const error = confidenceOfRanking(features, weights) - (right ? 1 : 0)
      for (const [i, f] of features.entries()) slopes[i] = (slopes[i] ?? 0) + error * f
    }
    for (let i = 0; i < size; i++) weights[i] = (weights[i] ?? 0) - (0.8 * (slopes[i] ?? 0)) / outcomes.length
  }
  return weights.map((w) => Math.round(w * 1000) / 1000)
}

/** Calibrates on questions that the ranker did not see: two rankers, each tried on the other's half. */
export const calibrate = (halves: readonly (readonly Judged[])[]): readonly number[] => {
  const outcomes = halves.flatMap((half, i) => outcomesOf(half, trainRanker(halves.filter((_, j) => j !== i).flat())))
  return fit(outcomes)
}
