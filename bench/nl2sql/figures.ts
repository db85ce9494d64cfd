import type { Question } from './read-questions.ts'

/** A question measured on a database that no part of the engine had learned from. */
export type Measured = {
  readonly question: Question
  readonly right: boolean
  readonly answered: boolean
  readonly failed: boolean
  readonly intent: string
  readonly confidence: number
  readonly milliseconds: number
}

const share = (part: number, of: number): string => `${((100 * part) / Math.max(1, of)).toFixed(1)}%`

const constructs: readonly (readonly [string, RegExp])[] = [
  ['join', /\bjoin\b/i],
  ['group', /\bgroup by\b/i],
  ['having', /\bhaving\b/i],
  ['order and limit', /\border by\b[\s\S]*\blimit\b/i],
  ['order', /\border by\b(?![\s\S]*\blimit\b)/i],
  ['subquery', /\(\s*select\b/i],
  ['not in', /\bnot in\b/i],
  ['set operation', /\b(?:union|intersect|except)\b/i],
  ['like', /\blike\b/i],
  ['between', /\bbetween\b/i],
  ['or', /\bor\b/i],
]

/** By how many things a gold statement asks at once. */
const difficulty = (sql: string): string => {
  const parts =
    constructs.filter(([, pattern]) => pattern.test(sql)).length + (sql.match(/\b(?:and|count|sum|avg|min|max)\b/gi)?.length ?? 0) / 2
  return parts < 1 ? '1 easy' : parts < 2 ? '2 medium' : parts < 3 ? '3 hard' : '4 extra'
}

const constructsOf = (sql: string): readonly string[] => {
  const found = constructs.filter(([, pattern]) => pattern.test(sql)).map(([name]) => name)
  return found.length > 0 ? found : ['none of these']
}

const printBy = (title: string, measured: readonly Measured[], keys: (m: Measured) => readonly string[]): void => {
  const groups = new Map<string, Measured[]>()
  for (const one of measured) for (const key of keys(one)) groups.set(key, [...(groups.get(key) ?? []), one])
  console.log(`\n${title}`)
  for (const [key, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const right = group.filter((m) => m.right).length
    console.log(`  ${key.padEnd(34)} ${String(right).padStart(5)} / ${String(group.length).padEnd(5)} ${share(right, group.length)}`)
  }
}

/** Mean distance between what is claimed and what is so, over ten steps of confidence (expected calibration error). */
const calibrationError = (measured: readonly Measured[]): number => {
  let error = 0
  for (let step = 0; step < 10; step++) {
    const group = measured.filter((m) => Math.min(9, Math.floor(m.confidence * 10)) === step)
    if (group.length === 0) continue
    const claimed = group.reduce((sum, m) => sum + m.confidence, 0) / group.length
    const so = group.filter((m) => m.right).length / group.length
    error += (group.length / measured.length) * Math.abs(claimed - so)
  }
  return error
}

/** Largest share of questions, most confident first, of which the part is right. */
const coverageAt = (precision: number, measured: readonly Measured[]): { readonly covered: number; readonly from: number } => {
  const sorted = [...measured].sort((a, b) => b.confidence - a.confidence)
  let right = 0
  let covered = 0
  for (const [i, one] of sorted.entries()) {
    if (one.right) right++
    if (right / (i + 1) >= precision) covered = i + 1
  }
  return { covered: covered / measured.length, from: sorted[covered - 1]?.confidence ?? 1 }
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0

/** Prints all figures of a measurement. */
export const printFigures = (measured: readonly Measured[]): void => {
  const right = measured.filter((m) => m.right).length
  console.log(`\nexecution accuracy ${right} / ${measured.length} = ${share(right, measured.length)}`)
  printBy('by language of the question and of the names', measured, (m) => [`${m.question.language} over ${m.question.names}`])
  printBy('by difficulty', measured, (m) => [difficulty(m.question.gold)])
  printBy('by construct of the gold statement', measured, (m) => constructsOf(m.question.gold))
  printBy('read as (all are questions)', measured, (m) => [m.intent])
  console.log(`\nunanswered ${measured.filter((m) => !m.answered).length}, SQL errors ${measured.filter((m) => m.failed).length}`)
  console.log(`expected calibration error ${calibrationError(measured).toFixed(3)}`)
  for (const precision of [0.9, 0.8]) {
    const { covered, from } = coverageAt(precision, measured)
    console.log(
      `answered with ${100 * precision}% right: ${share(covered, 1)} of the questions, those of confidence ${from.toFixed(2)} and above`,
    )
  }
  const times = measured.map((m) => m.milliseconds).sort((a, b) => a - b)
  console.log(
    `text to SQL: p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, longest ${percentile(times, 1).toFixed(0)} ms`,
  )
}
