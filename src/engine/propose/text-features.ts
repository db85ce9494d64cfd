import { feature, hashText, step, upTo } from '../ranker/features.ts'
import type { Evidence } from './evidence.ts'
import { conditionCount, factorsOf, isAny, sketchOf } from './sketch.ts'

const start = hashText('<start>')
const end = hashText('<end>')

/** Tokens as the sketch reads them: the stem, or what it stands for where that is a value, a number or a quoted text. */
export const readTokens = (evidence: Evidence): readonly number[] => [
  start,
  ...evidence.tokens.flatMap((_, i) => {
    const as = evidence.classes[i] ?? 0
    if (as >= 4 && as <= 6 && evidence.classes[i - 1] === as) return []
    return [as >= 4 && as <= 6 ? as : (evidence.stems[i] ?? 0)]
  }),
  end,
]

/** Tokens by class alone where they name something of the catalog. */
const classTokens = (evidence: Evidence): readonly number[] => [
  start,
  ...evidence.tokens.flatMap((_, i) => {
    const as = evidence.classes[i] ?? 0
    if (as >= 2 && as <= 6) return evidence.classes[i - 1] === as ? [] : [as]
    return [evidence.stems[i] ?? 0]
  }),
  end,
]

const grams = (tokens: readonly number[], kind: number, into: number[]): void => {
  for (let i = 0; i < tokens.length; i++) {
    const a = tokens[i] as number
    into.push(feature(kind, a))
    if (i + 1 < tokens.length) into.push(feature(kind + 1, a, tokens[i + 1]))
    if (i + 2 < tokens.length) into.push(feature(kind + 2, a, tokens[i + 1], tokens[i + 2]), feature(kind + 3, a, tokens[i + 2]))
  }
}

const countOf = (evidence: Evidence, as: number): number =>
  evidence.classes.filter((c, i) => c === as && evidence.classes[i - 1] !== as).length

/** How the rules read the text, by its choices; shared by the networks. */
export const readFactors = (evidence: Evidence): readonly number[] => {
  const { read } = evidence
  return read ? factorsOf(sketchOf(read, evidence.schema), conditionCount(read), isAny(read)) : []
}

/** Features of a whole text: what kind of question it is. */
export const textFeatures = (evidence: Evidence): readonly number[] => {
  const features: number[] = [feature(1, evidence.language === 'es' ? 1 : 0)]
  grams(readTokens(evidence), 2, features)
  grams(classTokens(evidence), 6, features)
  for (const as of [2, 3, 4, 5, 6]) features.push(feature(10, as, upTo(4, countOf(evidence, as))))
  features.push(feature(11, upTo(5, Math.floor(evidence.tokens.length / 4))))
  const confidence = step(evidence.readConfidence)
  const factors = readFactors(evidence)
  if (factors.length === 0) features.push(feature(12))
  for (const [i, factor] of factors.entries()) features.push(feature(13, i, factor), feature(14, i, factor, confidence >= 8 ? 1 : 0))
  for (let i = 0; i < factors.length; i++)
    for (let j = i + 1; j < factors.length; j++) features.push(feature(15, i * 32 + j, factors[i], factors[j]))
  return features
}
