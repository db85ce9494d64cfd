import type { Catalog, ColumnValues } from '#contracts/catalog.ts'
import { editDistance, forgiven } from './edit-distance.ts'
import { stems } from './stem.ts'
import { fold } from './tokens.ts'
import { functionWords } from './words.ts'

/** A stored value found in the text. `how` tells by what likeness; `score` 0 to 1. */
export type FoundValue = {
  readonly table: string
  readonly column: string
  readonly value: string
  readonly how: 'exact' | 'folded' | 'stem' | 'part' | 'typo'
  readonly score: number
}

type Entry = { readonly table: string; readonly column: string; readonly value: string; readonly words: readonly string[] }

export type ValueIndex = {
  readonly byText: ReadonlyMap<string, readonly Entry[]>
  readonly byStem: ReadonlyMap<string, readonly Entry[]>
  readonly byWord: ReadonlyMap<string, readonly Entry[]>
  /** Words by length, for typing errors. */
  readonly words: ReadonlyMap<number, readonly string[]>
  readonly columns: ReadonlyMap<string, readonly string[]>
  /** Columns where every value is a code of a few capitals. */
  readonly codes: readonly { readonly table: string; readonly column: string; readonly values: readonly string[] }[]
}

const isCode = (value: string): boolean => /^[A-Z]{1,3}$/.test(value)

const wordsIn = (text: string): readonly string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}@.]+/u)
    .filter((w) => w !== '')

/** A single word by each of its stems; longer texts by one stem a word. */
const stemKeys = (words: readonly string[]): readonly string[] => {
  const only = words[0]
  return words.length === 1 && only ? stems(only) : [words.map((w) => stems(w)[0] ?? w).join(' ')]
}

const push = <T>(map: Map<string, T[]>, key: string, item: T): void => {
  const row = map.get(key)
  if (row) row.push(item)
  else map.set(key, [item])
}

/** Builds the lookup of stored texts: whole values by folded text and by stems, and their words. */
export const valueIndex = (catalog: Catalog, stored: readonly ColumnValues[]): ValueIndex => {
  const byText = new Map<string, Entry[]>()
  const byStem = new Map<string, Entry[]>()
  const byWord = new Map<string, Entry[]>()
  const words = new Map<number, Set<string>>()
  const columns = new Map<string, readonly string[]>()
  const known = [...stored, ...declaredValues(catalog, stored)]
  for (const { table, column, values } of known) {
    columns.set(`${table}.${column}`, values)
    for (const value of values) {
      const parts = wordsIn(value)
      const entry: Entry = { table, column, value, words: parts }
      push(byText, parts.join(' '), entry)
      for (const key of stemKeys(parts)) push(byStem, key, entry)
      if (parts.length > 4 && !isNaming(catalog, table, column)) continue
      for (const word of new Set(parts)) {
        if (word.length < 3 || functionWords.has(word)) continue
        push(byWord, word, entry)
        const sized = words.get(word.length) ?? new Set<string>()
        sized.add(word)
        words.set(word.length, sized)
      }
    }
  }
  const codes = known.filter(({ values }) => values.length >= 2 && values.length <= 8 && values.every(isCode))
  return { byText, byStem, byWord, words: new Map([...words].map(([n, set]) => [n, [...set]])), columns, codes }
}

const isNaming = (catalog: Catalog, table: string, column: string): boolean =>
  column !== '' && /nom|name|titul|title|denom/i.test(column) && catalog.tables.some((t) => t.name === table)

/** Values that only a CHECK or an enum names, for columns with no stored rows. */
const declaredValues = (catalog: Catalog, stored: readonly ColumnValues[]): readonly ColumnValues[] => {
  const seen = new Map(stored.map((s) => [`${s.table}.${s.column}`, new Set(s.values)]))
  return catalog.tables.flatMap((t) =>
    t.columns.flatMap((c) => {
      const missing = (c.allowedValues ?? []).filter((v) => !seen.get(`${t.name}.${c.name}`)?.has(v))
      return missing.length > 0 ? [{ table: t.name, column: c.name, values: missing, complete: true }] : []
    }),
  )
}

const found = (entries: readonly Entry[] | undefined, how: FoundValue['how'], score: number): readonly FoundValue[] =>
  (entries ?? []).slice(0, 24).map(({ table, column, value }) => ({ table, column, value, how, score }))

/** Looks up a run of words as a whole value: exact text, then folded, then by stems ("canceladas" finds `cancelado`). */
export const lookupWhole = (index: ValueIndex, text: string): readonly FoundValue[] => {
  const words = wordsIn(text)
  const exact = found(index.byText.get(words.join(' ')), 'folded', 1).map((f) => (f.value === text ? { ...f, how: 'exact' as const } : f))
  if (exact.length > 0) return exact
  if (words.length === 0) return []
  const entries = [...new Set(stemKeys(words).flatMap((key) => index.byStem.get(key) ?? []))]
  return found(entries, 'stem', 0.92)
}

/** Looks up words as part of a longer value ("Cazorla" finds `Cumbres de Cazorla`): all of them must be in it. */
export const lookupPart = (index: ValueIndex, text: string): readonly FoundValue[] => {
  const words = wordsIn(text).filter((w) => !functionWords.has(w))
  const first = words[0]
  if (!first) return []
  const entries = (index.byWord.get(first) ?? []).filter((e) => words.every((w) => e.words.includes(w)))
  return entries.slice(0, 24).map(({ table, column, value, words: parts }) => {
    const content = parts.filter((p) => !functionWords.has(p)).length
    return { table, column, value, how: 'part', score: 0.45 + 0.4 * (words.length / Math.max(content, 1)) }
  })
}

/** Looks up a word with typing errors forgiven ("sevila" finds `Sevilla`). Nearest words only. */
export const lookupTypo = (index: ValueIndex, word: string): readonly FoundValue[] => {
  const limit = forgiven(word.length)
  if (limit === 0) return []
  let nearest = limit + 1
  let words: string[] = []
  for (let length = word.length - limit; length <= word.length + limit; length++) {
    for (const candidate of index.words.get(length) ?? []) {
      if (candidate[0] !== word[0] && candidate[1] !== word[1]) continue
      const distance = editDistance(word, candidate, limit)
      if (distance < nearest) words = []
      if (distance <= Math.min(nearest, limit)) {
        nearest = distance
        words.push(candidate)
      }
    }
  }
  const score = nearest === 0 ? 1 : nearest === 1 ? 0.78 : 0.62
  return words.flatMap((w) =>
    (index.byWord.get(w) ?? []).slice(0, 8).map(({ table, column, value, words: parts }) => {
      const whole = parts.length === 1
      return { table, column, value, how: 'typo', score: whole ? score : score * 0.75 } as const
    }),
  )
}
