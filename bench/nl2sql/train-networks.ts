import { columnFeatures, columnRoles, rolesOf } from '#engine/propose/column-features.ts'
import { type Associate, associationStep, judgeColumns, judgeFactors, type Parts, roleSteps } from '#engine/propose/judge.ts'
import type { LogicalForm } from '#engine/propose/logical-form.ts'
import { conditionCount, factorSizes, factorsOf, isAny, type Sketch, sketchKey, sketchOf } from '#engine/propose/sketch.ts'
import { tableFeatures, tablesOf } from '#engine/propose/table-features.ts'
import { textFeatures } from '#engine/propose/text-features.ts'
import { columnsForValue, pairFeatures, useOf, valueFeatures, valueRoles } from '#engine/propose/value-features.ts'
import type { Network } from '#engine/ranker/network.ts'
import { classLoss, type TrainingExample, trainNetwork, yesLoss } from '#engine/ranker/training.ts'
import { type AssociationCounts, countAssociations } from './count-associations.ts'
import { family, foldOf } from './read-questions.ts'
import type { Labelled } from './understand.ts'

const decay = 1e-6
const factorOutputs = factorSizes.reduce((sum, size) => sum + size, 0)

const sketchExample = ({ evidence, gold }: Labelled): TrainingExample => {
  const right = factorsOf(sketchOf(gold, evidence.schema), conditionCount(gold), isAny(gold))
  return {
    sets: [textFeatures(evidence)],
    loss: ([outputs], [gradient]) => {
      let start = 0
      for (const [i, size] of factorSizes.entries()) {
        if (outputs && gradient) classLoss(outputs, gradient, start, size, right[i] ?? 0)
        start += size
      }
    },
  }
}

const trainSketch = (examples: readonly TrainingExample[], rounds: number): Network =>
  trainNetwork(examples, { hidden: 56, outputs: factorOutputs, rounds, rate: 0.05, dropout: 0.3, decay, seed: 1 })

type Guesses = ReadonlyMap<Labelled, readonly number[]>

/** Sketch guesses by networks that did not see the database: what the other networks will be given in use. */
const guessApart = (examples: readonly Labelled[], folds: number): Guesses => {
  const made = new Map(examples.map((e) => [e, sketchExample(e)]))
  const guesses = new Map<Labelled, readonly number[]>()
  for (let fold = 0; fold < folds; fold++) {
    const inFold = (e: Labelled): boolean => foldOf(e.question.database, folds, 'guess') === fold
    const network = trainSketch(
      examples.filter((e) => !inFold(e)).flatMap((e) => made.get(e) ?? []),
      5,
    )
    for (const e of examples.filter(inFold)) guesses.set(e, judgeFactors(e.evidence, network).guess)
  }
  return guesses
}

type Place = { readonly guess: readonly number[]; readonly associate: Associate }
type Places = (example: Labelled) => Place

const columnExample = ({ evidence, gold }: Labelled, { guess, associate }: Place): TrainingExample => {
  const { columns } = evidence.schema
  const roles = rolesOf(gold)
  const read = evidence.read ? rolesOf(evidence.read) : null
  const classes = columnRoles.map((role) => new Set([...roles[role]].map((c) => columns[c]?.same ?? -2)))
  return {
    sets: columns.map((c) => columnFeatures(evidence, c.index, guess, read, associationStep(evidence, c.words, 'column', associate))),
    loss: (outputs, gradients) => {
      for (const [n, column] of columns.entries()) {
        for (const [r, role] of columnRoles.entries()) {
          const yes = roles[role].has(column.index)
          const output = outputs[n]
          const gradient = gradients[n]
          // What refers to the same thing is neither right nor wrong.
          if (output && gradient && (yes || !classes[r]?.has(column.same))) yesLoss(output, gradient, r, yes)
        }
      }
    },
  }
}

const tableExample = ({ evidence, gold }: Labelled, { guess, associate }: Place): TrainingExample => {
  const right = tablesOf(gold)
  const read = evidence.read ? tablesOf(evidence.read) : null
  const { tables } = evidence.schema
  return {
    sets: tables.map((t) => tableFeatures(evidence, t.index, guess, read, associationStep(evidence, t.words, 'table', associate))),
    loss: (outputs, gradients) => {
      for (const t of tables) {
        const output = outputs[t.index]
        const gradient = gradients[t.index]
        if (!output || !gradient) continue
        yesLoss(output, gradient, 0, right.outer.has(t.index))
        yesLoss(output, gradient, 1, right.inner.has(t.index))
      }
    },
  }
}

const readUse = (example: Labelled, at: number) => {
  const mention = example.evidence.values[at]
  return mention && example.evidence.read ? useOf(mention, example.evidence.read) : null
}

const valueExamples = (example: Labelled, { guess }: Place): readonly TrainingExample[] =>
  example.evidence.values.map((mention, at) => {
    const right = valueRoles.indexOf(useOf(mention, example.gold).role)
    return {
      sets: [valueFeatures(example.evidence, at, guess, readUse(example, at))],
      loss: ([outputs], [gradient]) => {
        if (outputs && gradient) classLoss(outputs, gradient, 0, valueRoles.length, right)
      },
    }
  })

/** One of several feature sets is right: softmax over their first outputs. */
const choiceLoss =
  (right: number): TrainingExample['loss'] =>
  (outputs, gradients) => {
    const flat = Float32Array.from(outputs, (o) => o[0] ?? 0)
    const slope = new Float32Array(flat.length)
    classLoss(flat, slope, 0, flat.length, right)
    for (const [n, gradient] of gradients.entries()) gradient[0] = slope[n] ?? 0
  }

const rightColumn = (gold: LogicalForm, { evidence }: Labelled, at: number, options: readonly number[]): number => {
  const mention = evidence.values[at]
  const column = mention ? useOf(mention, gold).column : null
  if (column === null) return -1
  const exact = options.indexOf(column)
  return exact >= 0 ? exact : options.findIndex((c) => evidence.schema.columns[c]?.same === evidence.schema.columns[column]?.same)
}

const pairExamples = (example: Labelled, { guess, associate }: Place, network: Network): readonly TrainingExample[] => {
  const { evidence, gold } = example
  const columns = judgeColumns(evidence, network, guess, associate)
  return evidence.values.flatMap((_, at): readonly TrainingExample[] => {
    const options = columnsForValue(evidence, at)
    const right = rightColumn(gold, example, at, options)
    if (right < 0 || options.length < 2) return []
    const read = readUse(example, at)
    return [{ sets: options.map((c) => pairFeatures(evidence, at, c, read, roleSteps(columns[c]))), loss: choiceLoss(right) }]
  })
}

const inventoryOf = (examples: readonly Labelled[]): Parts['inventory'] => {
  const seen = new Map<string, { readonly sketch: Sketch; readonly count: number }>()
  for (const { gold, evidence } of examples) {
    const sketch = sketchOf(gold, evidence.schema)
    const key = sketchKey(sketch)
    seen.set(key, { sketch, count: (seen.get(key)?.count ?? 0) + 1 })
  }
  return [...seen]
    .filter(([, { count }]) => count >= 3)
    .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
    .map(([, entry]) => entry)
}

const placesOf = (guesses: Guesses, counts: AssociationCounts): Places => {
  const byFamily = new Map<string, Associate>()
  return (example) => {
    const of = family(example.question.database)
    const associate = byFamily.get(of) ?? counts.associate(of)
    byFamily.set(of, associate)
    return { guess: guesses.get(example) ?? [], associate }
  }
}

/** Trains the networks that judge the parts of a form. Deterministic. */
export const trainParts = (examples: readonly Labelled[], said: (step: string) => void): Parts => {
  const counts = countAssociations(examples)
  const sketch = trainSketch(examples.map(sketchExample), 8)
  said('sketch')
  const places = placesOf(guessApart(examples, 2), counts)
  const shared = { rate: 0.05, decay, rounds: 5, dropout: 0.1 }
  const column = trainNetwork(
    examples.map((e) => columnExample(e, places(e))),
    { ...shared, hidden: 40, outputs: columnRoles.length, seed: 2 },
  )
  said('columns')
  const table = trainNetwork(
    examples.map((e) => tableExample(e, places(e))),
    { ...shared, hidden: 24, outputs: 2, seed: 3 },
  )
  const value = trainNetwork(
    examples.flatMap((e) => valueExamples(e, places(e))),
    { ...shared, hidden: 32, outputs: valueRoles.length, rounds: 6, dropout: 0.2, seed: 4 },
  )
  const pair = trainNetwork(
    examples.flatMap((e) => pairExamples(e, places(e), column)),
    { ...shared, hidden: 32, outputs: 1, seed: 5 },
  )
  said('tables and values')
  return { sketch, column, table, value, pair, inventory: inventoryOf(examples), associations: counts.table() }
}
