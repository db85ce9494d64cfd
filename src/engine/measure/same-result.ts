import type { Cell } from '#contracts/result.ts'

type Rows = readonly (readonly Cell[])[]

/** Arrangements of columns that are tried before two results are told apart. */
const mostArrangements = 5000

/** Six decimals, ties to the even digit: an exact tie is an odd number of 128ths. */
const rounded = (value: number): number => {
  const scaled = value * 128
  if (!Number.isInteger(scaled) || scaled % 2 === 0) return Number(value.toFixed(6))
  const below = Math.floor(value * 1e6)
  return (below % 2 === 0 ? below : below + 1) / 1e6
}

/** A cell as something to compare: yes and no are 1 and 0; a text, a whole number and one with decimals are never equal. */
const keyOf = (cell: Cell): string => {
  if (cell === null) return 'null'
  if (typeof cell === 'string') return `text ${cell}`
  const value = Number(cell)
  return Number.isInteger(value) ? `whole ${BigInt(value)}` : `decimals ${rounded(value)}`
}

const rowKey = (row: readonly string[], columns: readonly number[]): string => JSON.stringify(columns.map((column) => row[column]))

const counted = (values: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

const sameCounts = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean =>
  one.size === other.size && [...one].every(([value, count]) => other.get(value) === count)

/** Every way of choosing a different column for each place out of those that fit it, in order. */
function* arrangements(fitting: readonly (readonly number[])[], chosen: readonly number[] = []): Generator<readonly number[]> {
  const next = fitting[chosen.length]
  if (next === undefined) yield chosen
  else for (const column of next) if (!chosen.includes(column)) yield* arrangements(fitting, [...chosen, column])
}

/**
 * Whether two results are the same: as many columns, and the same rows as many times each, whatever the order of the columns, and in the same
 * order only where `ordered`. Numbers count to six decimals. This is the rule of Spider's test suites.
 */
export const sameResult = (gold: Rows, answer: Rows, ordered: boolean): boolean => {
  if (gold.length !== answer.length) return false
  if (gold.length === 0) return true
  const width = gold[0]?.length ?? 0
  if (answer[0]?.length !== width) return false
  const golds = gold.map((row) => row.map(keyOf))
  const answers = answer.map((row) => row.map(keyOf))
  const columns = Array.from({ length: width }, (_, column) => column)
  const countsOf = (rows: readonly (readonly string[])[]) => columns.map((column) => counted(rows.map((row) => row[column] ?? '')))
  const answerCounts = countsOf(answers)
  const fitting = countsOf(golds).map((counts) => columns.filter((column) => sameCounts(counts, answerCounts[column] ?? new Map())))
  const wanted = golds.map((row) => rowKey(row, columns))
  const wantedCounts = counted(wanted)
  for (const arrangement of arrangements(fitting).take(mostArrangements)) {
    const given = answers.map((row) => rowKey(row, arrangement))
    if (ordered ? given.every((key, index) => key === wanted[index]) : sameCounts(wantedCounts, counted(given))) return true
  }
  return false
}

/** Whether a statement orders what it gives: an ORDER BY outside parentheses and texts. */
export const ordersResult = (sql: string): boolean => {
  let depth = 0
  let outside = ''
  for (const character of sql.replace(/'[^']*'|"[^"]*"/g, "''")) {
    if (character === '(') depth += 1
    else if (character === ')') depth -= 1
    else if (depth === 0) outside += character
  }
  return /order by/i.test(outside.replace(/\s+/g, ' '))
}
