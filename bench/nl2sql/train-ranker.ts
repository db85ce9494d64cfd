import { compileQuery } from '#engine/compile/compile-query.ts'
import { judge, type Parts } from '#engine/propose/judge.ts'
import { contenders, sharesOf } from '#engine/propose/rank.ts'
import { type Ranked, rankFeatures } from '#engine/propose/rank-features.ts'
import { realize } from '#engine/propose/realize.ts'
import type { Network } from '#engine/ranker/network.ts'
import { type TrainingExample, trainNetwork } from '#engine/ranker/training.ts'
import type { Databases } from './databases.ts'
import type { Example } from './understand.ts'

/** The readings of one question: what the ranker sees of each, and which give the right answer. */
export type Judgement = {
  readonly features: readonly (readonly number[])[]
  readonly right: readonly boolean[]
  readonly read: readonly boolean[]
}

/** A reading as SQLite reads it; null where it cannot be said. */
export const statementOf = ({ understood }: Example, ranked: Pick<Ranked, 'form' | 'read'>): string | null => {
  const { knowledge } = understood.evidence
  const query = ranked.read && understood.read ? understood.read.plan.query : ranked.form && realize(ranked.form, understood.evidence)
  if (!query) return null
  try {
    return compileQuery(query, knowledge.catalog, 'sqlite').inlined
  } catch {
    return null
  }
}

/** Reads an example with the parts given and tries every reading on its database. */
export const judgeReadings = (example: Example, parts: Parts, databases: Databases): Judgement | null => {
  const { question, understood } = example
  const { evidence, opaque } = understood
  const judged = judge(evidence, parts)
  const ranked = contenders(evidence, judged, parts, opaque)
  const right: boolean[] = []
  for (const one of ranked) {
    const statement = statementOf(example, one)
    const verdicts = [question.gold, ...question.others].map((gold) => databases.right(question.database, gold, statement))
    const verdict = verdicts[0] === null ? null : verdicts.includes(true)
    if (verdict === null) return null
    right.push(verdict)
  }
  const top = ranked[0]?.built ?? null
  return { features: ranked.map((one) => rankFeatures(evidence, judged, one, top)), right, read: ranked.map((one) => one.read) }
}

/** Of all readings of a question, those that answer it right should have all the probability. */
const listExample = ({ features, right }: Judgement): TrainingExample => ({
  sets: features,
  loss: (outputs, gradients) => {
    const shares = sharesOf(outputs.map((o) => o[0] ?? 0))
    const good = shares.reduce((sum, share, i) => sum + (right[i] ? share : 0), 0)
    for (const [i, gradient] of gradients.entries()) gradient[0] = (shares[i] ?? 0) * (right[i] ? 1 - 1 / good : 1)
  },
})

/** Trains the ranker on questions that some reading answers right and some wrong. */
export const trainRanker = (judgements: readonly Judgement[]): Network =>
  trainNetwork(judgements.filter((j) => j.right.some((r) => r) && j.right.some((r) => !r)).map(listExample), {
    hidden: 48,
    outputs: 1,
    rounds: 6,
    rate: 0.03,
    dropout: 0.1,
    decay: 1e-6,
    seed: 6,
  })
