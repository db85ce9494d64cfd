import { abbreviations } from './lexicon/abbreviations.ts'
import { actions, concepts } from './lexicon/concepts.ts'
import { wordPairs } from './lexicon/word-pairs.ts'
import { stems } from './stem.ts'

/** Stem -> how strongly it stands for the word asked about, 0 to 1. */
export type Expansion = ReadonlyMap<string, number>

const sameLanguage = 0.72
const translation = 0.86
const doneTo = 0.62
/** Verbs that say one thing only. */
const verbOf = 0.88
const plainVerbs = new Set(['cuesta', 'cuestan', 'costs', 'priced', 'vale', 'valen', 'caben', 'cabe'])

const related = new Map<string, Map<string, number>>()

const relate = (from: string, to: string, weight: number): void => {
  for (const a of stems(from)) {
    const row = related.get(a) ?? new Map<string, number>()
    for (const b of stems(to)) if (b !== a && (row.get(b) ?? 0) < weight) row.set(b, weight)
    related.set(a, row)
  }
}

const wordsOf = (text: string): readonly string[] => text.split(' ').filter((w) => w !== '')
const linesOf = (text: string): readonly string[] => text.split('\n').filter((l) => l.trim() !== '')

const build = (): void => {
  for (const line of linesOf(concepts)) {
    const [left = '', right = ''] = line.split('=')
    const sides = [wordsOf(left), wordsOf(right)]
    for (const [index, side] of sides.entries()) {
      for (const word of side) {
        for (const peer of side) if (peer !== word) relate(word, peer, sameLanguage)
        for (const peer of sides[1 - index] ?? []) relate(word, peer, translation)
      }
    }
  }
  for (const pair of wordPairs.split(' | ')) {
    const [spanish = '', english = ''] = pair.split('=')
    for (const word of wordsOf(english)) {
      relate(spanish, word, translation)
      relate(word, spanish, translation)
    }
  }
  for (const line of linesOf(actions)) {
    const [verbs = '', nouns = ''] = line.split('=')
    for (const verb of wordsOf(verbs)) for (const noun of wordsOf(nouns)) relate(verb, noun, plainVerbs.has(verb) ? verbOf : doneTo)
  }
}

build()

const cache = new Map<string, Expansion>()

/** Every stem a word of a text may stand for: its own (1), synonyms and translations (less). */
export const expand = (word: string): Expansion => {
  const known = cache.get(word)
  if (known) return known
  const all = new Map<string, number>()
  for (const own of stems(word)) {
    for (const [stem, weight] of related.get(own) ?? []) if ((all.get(stem) ?? 0) < weight) all.set(stem, weight)
  }
  for (const own of stems(word)) all.set(own, 1)
  if (cache.size > 20_000) cache.clear()
  cache.set(word, all)
  return all
}

const shortened = new Map<string, readonly string[]>(
  linesOf(abbreviations).map((line) => {
    const [short = '', long = ''] = line.split(':')
    return [short.trim(), wordsOf(long)]
  }),
)

/** Stems a word of an identifier stands for: its own, and what it abbreviates. */
export const nameStems = (word: string): Expansion => {
  const all = new Map<string, number>()
  for (const long of shortened.get(word) ?? []) for (const stem of stems(long)) all.set(stem, 0.92)
  for (const stem of stems(word)) all.set(stem, 1)
  return all
}

/** Splits an identifier into lower-case words: `imp_total`, `ImporteTotal`, `"cita previa"`, `T_CLI_01`. */
export const identifierWords = (name: string): readonly string[] =>
  name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d+)/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((w) => w !== '')
