import type { Dialect } from '#contracts/catalog.ts'
import type { Refusal } from '#contracts/verdict.ts'
import { scanPostgres } from './grammar.ts'
import { readLexemes } from './sql-lexemes.ts'

/** Longest statement, in UTF-8 bytes. */
export const maximumBytes = 100_000

/** Both parsers recurse on the machine stack, and one of them never recovers from an overflow: nesting is bounded before they see the text. */
const maximumNesting = { postgres: 250, other: 90 } as const
const maximumJoins = 100
const maximumSetOperations = 100

const resets: ReadonlySet<string> = new Set([',', 'and', 'or', ';', 'select', 'from', 'where', 'values', 'union', 'intersect', 'except'])
const chained: ReadonlySet<string> = new Set(['not', 'collate', 'at', 'is', 'like', 'in', 'between', 'over', 'interval'])
const setOperations: ReadonlySet<string> = new Set(['union', 'intersect', 'except'])

const opens = (word: string): boolean => word === '(' || word === '[' || word === 'case'
const closes = (word: string): boolean => word === ')' || word === ']' || word === 'end'
const isOperator = (word: string): boolean => /^[^\p{L}\p{N}_"'`$,.;()[\]\s]/u.test(word) || chained.has(word)

/** How deep a tree these words can make, whatever the grammar: open brackets and CASEs, plus the operators chained in each of them. */
const nestingOf = (words: readonly string[]): number => {
  const levels = [0]
  let total = 0
  let deepest = 0
  for (const word of words) {
    const top = levels.length - 1
    if (opens(word)) {
      levels.push(1)
      total += 1
    } else if (closes(word) && top > 0) {
      total -= levels.pop() ?? 0
    } else if (resets.has(word)) {
      const floor = top === 0 ? 0 : 1
      total -= (levels[top] ?? 0) - floor
      levels[top] = floor
    } else if (isOperator(word)) {
      levels[top] = (levels[top] ?? 0) + 1
      total += 1
    }
    if (total > deepest) deepest = total
  }
  return deepest
}

const count = (words: readonly string[], which: (word: string) => boolean): number =>
  words.reduce((sum, word) => sum + (which(word) ? 1 : 0), 0)

const isControl = (code: number): boolean => (code < 32 && code !== 9 && code !== 10 && code !== 13) || (code >= 127 && code < 160)

const hasControlCharacter = (sql: string): boolean => {
  for (let at = 0; at < sql.length; at++) {
    const code = sql.charCodeAt(at)
    if (isControl(code) || code === 0xfeff || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return true
  }
  return false
}

const unparsable = (message: string): Refusal => ({ code: 'guard.unparsable', params: { message } })

const postgresWords = (sql: string): readonly string[] | null =>
  scanPostgres(sql)
    ?.filter((one) => one.name !== 'SQL_COMMENT' && one.name !== 'C_COMMENT')
    .map((one) => one.text.toLowerCase()) ?? null

/** Comments are where two readers of the same text most easily disagree: only those that all dialects end at the same place are let through. */
const plainComment = (text: string, dialect: Dialect): boolean => {
  if (dialect !== 'sqlite') return false
  return text.startsWith('--') ? !text.replace(/\r$/, '').includes('\r') : !text.slice(2).includes('/*') && !/^\/\*[!+]/.test(text)
}

const otherWords = (sql: string, dialect: Dialect): readonly string[] | Refusal => {
  const lexemes = readLexemes(sql)
  if (lexemes === null) return unparsable('unknown characters, or a quote or comment that does not end')
  if (lexemes.some((one) => one.kind === 'comment' && !plainComment(one.text, dialect))) return unparsable('comment')
  if (dialect === 'mysql' && lexemes.some((one) => one.kind === 'string' && one.text.includes('\\'))) return unparsable('backslash')
  return lexemes
    .filter((one) => one.kind !== 'comment' && one.kind !== 'string' && one.kind !== 'name')
    .map((one) => one.text.toLowerCase())
}

/** Refuses texts that are too long, hold control characters, or would nest too deep to be read safely. Null = fit to be parsed. */
export const checkText = (sql: string, dialect: Dialect): Refusal | null => {
  if (sql.length > maximumBytes || new TextEncoder().encode(sql).length > maximumBytes)
    return { code: 'guard.too_long', params: { limit: maximumBytes } }
  if (hasControlCharacter(sql) || !sql.isWellFormed()) return unparsable('control characters')
  const words = dialect === 'postgres' ? (postgresWords(sql) ?? unparsable('lexical error')) : otherWords(sql, dialect)
  if (!Array.isArray(words)) return words as Refusal
  const limit = dialect === 'postgres' ? maximumNesting.postgres : maximumNesting.other
  if (nestingOf(words) > limit) return { code: 'guard.too_costly', params: { what: 'nesting', limit } }
  if (count(words, (word) => word === 'join') > maximumJoins)
    return { code: 'guard.too_costly', params: { what: 'joins', limit: maximumJoins } }
  if (count(words, (word) => setOperations.has(word)) > maximumSetOperations)
    return { code: 'guard.too_costly', params: { what: 'set operations', limit: maximumSetOperations } }
  return null
}
