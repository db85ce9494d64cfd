import { type Associations, type NameKind, pairKey } from '../ranker/associations.ts'
import { hashText, step } from '../ranker/features.ts'
import { logSoftmax, type Network, score, sigmoid } from '../ranker/network.ts'
import { columnFeatures, columnRoles, rolesOf } from './column-features.ts'
import type { Evidence } from './evidence.ts'
import { factorSizes, type Sketch } from './sketch.ts'
import { tableFeatures, tablesOf } from './table-features.ts'
import { textFeatures } from './text-features.ts'
import { columnsForValue, pairFeatures, useOf, valueFeatures, valueRoles } from './value-features.ts'

export type Parts = {
  readonly sketch: Network
  readonly column: Network
  readonly table: Network
  readonly value: Network
  readonly pair: Network
  /** Sketches seen in training, with how often. */
  readonly inventory: readonly { readonly sketch: Sketch; readonly count: number }[]
  /** Stem of a text and stem of a name -> how much more often together than by chance. */
  readonly associations: Associations
}

/** All that is learned. */
export type Models = Parts & { readonly ranker: Network; readonly calibration: Calibration }

/** Confidence is the logistic function of a weighted sum of what the ranker tells of the best reading. */
export type Calibration = readonly number[]

/** What the networks say of a text's parts, before any form is put together. Logarithms of probabilities. */
export type Judged = {
  /** Per sketch factor, of each class. */
  readonly factors: readonly (readonly number[])[]
  readonly guess: readonly number[]
  /** Per column and role. */
  readonly columns: readonly Float32Array[]
  readonly tables: readonly Float32Array[]
  readonly values: readonly {
    readonly roles: readonly number[]
    readonly columns: readonly { readonly column: number; readonly log: number }[]
  }[]
}

const best = (logs: readonly number[]): number => logs.indexOf(Math.max(...logs))

export const judgeFactors = (evidence: Evidence, network: Network): Pick<Judged, 'factors' | 'guess'> => {
  const outputs = score(network, textFeatures(evidence))
  let start = 0
  const factors = factorSizes.map((size) => {
    const logs = logSoftmax(outputs, start, size)
    start += size
    return logs
  })
  return { factors, guess: factors.map(best) }
}

/** Whether a token is a word that may describe something: no small word, number, quoted text or symbol. */
export const isContent = (evidence: Evidence, at: number): boolean => {
  const as = evidence.classes[at] ?? 0
  return as === 0 || (as >= 2 && as <= 4)
}

export type Associate = (said: number, name: number, kind: NameKind) => number

/** How much the words of a text go with the words of a name, in steps. */
export const associationStep = (evidence: Evidence, words: readonly string[], kind: NameKind, associate: Associate): number => {
  let highest = 0
  for (const word of words) {
    const name = hashText(word)
    for (let i = 0; i < evidence.stems.length; i++) {
      if (!isContent(evidence, i)) continue
      highest = Math.max(highest, associate(evidence.stems[i] ?? 0, name, kind))
    }
  }
  return highest <= 0 ? 0 : Math.min(7, 1 + Math.floor(2 * highest))
}

const associateBy =
  (associations: Associations): Associate =>
  (said, name, kind) =>
    associations.get(pairKey(said, name, kind)) ?? 0

export const roleSteps = (logits: Float32Array | undefined): readonly number[] => {
  const where = columnRoles.indexOf('where')
  const any = Math.max(...Array.from(logits ?? [0]))
  return [step(sigmoid(logits?.[where] ?? -5)), step(sigmoid(any))]
}

export const judgeColumns = (
  evidence: Evidence,
  network: Network,
  guess: readonly number[],
  associate: Associate,
): readonly Float32Array[] => {
  const read = evidence.read ? rolesOf(evidence.read) : null
  return evidence.schema.columns.map((c) =>
    score(network, columnFeatures(evidence, c.index, guess, read, associationStep(evidence, c.words, 'column', associate))),
  )
}

export const judgeTables = (
  evidence: Evidence,
  network: Network,
  guess: readonly number[],
  associate: Associate,
): readonly Float32Array[] => {
  const read = evidence.read ? tablesOf(evidence.read) : null
  return evidence.schema.tables.map((t) =>
    score(network, tableFeatures(evidence, t.index, guess, read, associationStep(evidence, t.words, 'table', associate))),
  )
}

export const judge = (evidence: Evidence, models: Parts): Judged => {
  const { factors, guess } = judgeFactors(evidence, models.sketch)
  const associate = associateBy(models.associations)
  const columns = judgeColumns(evidence, models.column, guess, associate)
  const tables = judgeTables(evidence, models.table, guess, associate)
  const values = evidence.values.map((mention, at) => {
    const read = evidence.read ? useOf(mention, evidence.read) : null
    const roles = logSoftmax(score(models.value, valueFeatures(evidence, at, guess, read)), 0, valueRoles.length)
    const options = columnsForValue(evidence, at)
    const scores = options.map((column) => score(models.pair, pairFeatures(evidence, at, column, read, roleSteps(columns[column])))[0] ?? 0)
    const logs = logSoftmax(scores, 0, scores.length)
    return {
      roles,
      columns: options.map((column, i) => ({ column, log: logs[i] ?? -9 })).sort((a, b) => b.log - a.log),
    }
  })
  return { factors, guess, columns, tables, values }
}
