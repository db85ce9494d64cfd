import type { Models } from '#engine/propose/judge.ts'
import { calibrate, type Judged } from './calibrate.ts'
import type { Databases } from './databases.ts'
import { foldOf } from './read-questions.ts'
import { trainParts } from './train-networks.ts'
import { judgeReadings, trainRanker } from './train-ranker.ts'
import type { Example, Labelled } from './understand.ts'

/** How often each business question counts, as there are few. */
const businessWeight = 8

const labelled = (examples: readonly Example[]): readonly Labelled[] =>
  examples.flatMap(({ question, understood, gold }) => (gold ? [{ question, evidence: understood.evidence, gold }] : []))

/**
 * Trains everything. The ranker and the calibration learn from readings made of parts that did not see the database: each half of the
 * databases is read with what the other half taught.
 */
export const trainModels = (
  spider: readonly Example[],
  business: readonly Example[],
  databases: Databases,
  said: (step: string) => void,
): Models => {
  const examples = spider
  const halves = [0, 1].map((half): readonly Judged[] => {
    const inHalf = (e: Example): boolean => foldOf(e.question.database, 2, 'half') === half
    const parts = trainParts(labelled(examples.filter((e) => !inHalf(e))), said)
    const judged = examples.filter(inHalf).flatMap((example): readonly Judged[] => {
      const judgement = judgeReadings(example, parts, databases)
      return judgement ? [{ ...judgement, readConfidence: example.understood.evidence.readConfidence }] : []
    })
    const solvable = judged.filter((j) => j.right.some((r) => r)).length
    said(`readings of half ${half + 1}: a right one for ${((100 * solvable) / judged.length).toFixed(1)}% of ${judged.length}`)
    return judged
  })
  const parts = trainParts(labelled(examples), said)
  const own = business.flatMap((example): readonly Judged[] => {
    const judgement = judgeReadings(example, parts, databases)
    return judgement ? [{ ...judgement, readConfidence: example.understood.evidence.readConfidence }] : []
  })
  const weighty = Array.from({ length: businessWeight }, () => own).flat()
  const ranker = trainRanker([...halves.flat(), ...weighty])
  said('ranker')
  const calibration = calibrate(halves)
  said(`calibration ${calibration.join(' ')}`)
  return { ...parts, ranker, calibration }
}
