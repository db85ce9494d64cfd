import { type Grid, rowsWithin, sameRows } from './compare-results.ts'
import { type Gold, goldStatements } from './read-examples.ts'

type Read = (sql: string) => Promise<Grid>

/** null = right; otherwise what is wrong, in a few words. */
export const judgeAnswer = async (read: Read, of: Gold, statement: string | null): Promise<string | null> => {
  if (statement === null) return 'no query'
  let answer: Grid
  try {
    answer = await read(statement)
  } catch (error) {
    return `error: ${error instanceof Error ? error.message : String(error)}`
  }
  const statements = goldStatements(of)
  for (const sql of statements) {
    const gold = await read(sql)
    if (sameRows(gold, answer, { percent: of.percent, tolerance: 0.0051 }) && inOrder(gold, answer, of)) return null
    if (of.within !== null && rowsWithin(gold, await read(of.within), answer)) return null
  }
  return `${answer.length} rows like ${JSON.stringify(answer[0] ?? [])}`
}

/** Where the order counts, some column of the answer holds the ordered one's values in the same sequence. */
const inOrder = (gold: Grid, answer: Grid, of: Gold): boolean => {
  if (of.ordered === null) return true
  const last = (gold[0]?.length ?? 1) - 1
  const wanted = gold.map((row) => Number(row[last]))
  return (answer[0] ?? []).some((_, column) => answer.every((row, index) => Number(row[column]) === wanted[index]))
}
