import { abbreviations } from './lexicon/abbreviations.ts'
import { actions, concepts } from './lexicon/concepts.ts'
import { wordPairs } from './lexicon/word-pairs.ts'
import { stems, stemsIn } from './stem.ts'

/** Stem -> how strongly it stands for the word asked about, 0 to 1. */
export type Expansion = ReadonlyMap<string, number>

const sameLanguage = 0.72
const translation = 0.86
const doneTo = 0.62
/** Verbs that say one thing only. */
const verbOf = 0.88
const plainVerbs = new Set(['cuesta', 'cuestan', 'costs', 'priced', 'vale', 'valen', 'caben', 'cabe'])

type Side = 'es' | 'en'

/** By the language of the word asked about, so that "sentido" is not taken for "sent". */
const related: Readonly<Record<Side, Map<string, Map<string, number>>>> = { es: new Map(), en: new Map() }

const relate = (from: string, side: Side, to: string, toSide: Side, weight: number): void => {
  for (const a of stemsIn(from, side)) {
    const row = related[side].get(a) ?? new Map<string, number>()
    for (const b of stemsIn(to, toSide)) if (b !== a && (row.get(b) ?? 0) < weight) row.set(b, weight)
    related[side].set(a, row)
  }
}

const wordsOf = (text: string): readonly string[] => text.split(' ').filter((w) => w !== '')
const linesOf = (text: string): readonly string[] => text.split('\n').filter((l) => l.trim() !== '')

const other = (side: Side): Side => (side === 'es' ? 'en' : 'es')

const relateConcepts = (): void => {
  for (const line of linesOf(concepts)) {
    const [spanish = '', english = ''] = line.split('=')
    const sides = { es: wordsOf(spanish), en: wordsOf(english) }
    for (const side of ['es', 'en'] as const) {
      for (const word of sides[side]) {
        for (const peer of sides[side]) if (peer !== word) relate(word, side, peer, side, sameLanguage)
        for (const peer of sides[other(side)]) relate(word, side, peer, other(side), translation)
      }
    }
  }
}

const relatePairs = (): void => {
  for (const pair of wordPairs.split(' | ')) {
    const [spanish = '', english = ''] = pair.split('=')
    for (const word of wordsOf(english)) {
      relate(spanish, 'es', word, 'en', translation)
      relate(word, 'en', spanish, 'es', translation)
    }
  }
}

const relateActions = (): void => {
  for (const line of linesOf(actions)) {
    const [verbs = '', nouns = ''] = line.split('=')
    for (const verb of wordsOf(verbs)) {
      const weight = plainVerbs.has(verb) ? verbOf : doneTo
      for (const noun of wordsOf(nouns))
        for (const from of ['es', 'en'] as const) for (const to of ['es', 'en'] as const) relate(verb, from, noun, to, weight)
    }
  }
}

relateConcepts()
relatePairs()
relateActions()

const cache = new Map<string, Expansion>()

/** Every stem a word of a text may stand for: its own (1), synonyms and translations (less). */
export const expand = (word: string): Expansion => {
  const known = cache.get(word)
  if (known) return known
  const all = new Map<string, number>()
  for (const side of ['es', 'en'] as const) {
    for (const own of stemsIn(word, side)) {
      for (const [stem, weight] of related[side].get(own) ?? []) if ((all.get(stem) ?? 0) < weight) all.set(stem, weight)
    }
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

const namesCache = new Map<string, Expansion>()

/** Stems a word of an identifier stands for: its own, and what it abbreviates. */
export const nameStems = (word: string): Expansion => {
  const known = namesCache.get(word)
  if (known) return known
  const all = new Map<string, number>()
  for (const long of shortened.get(word) ?? []) for (const stem of stems(long)) all.set(stem, 0.92)
  for (const stem of stems(word)) all.set(stem, 1)
  if (namesCache.size > 20_000) namesCache.clear()
  namesCache.set(word, all)
  return all
}

const splitCache = new Map<string, readonly string[]>()

/** Splits an identifier into lower-case words: `imp_total`, `ImporteTotal`, `"cita previa"`, `T_CLI_01`. */
export const identifierWords = (name: string): readonly string[] => {
  const known = splitCache.get(name)
  if (known) return known
  const words = splitIdentifier(name)
  if (splitCache.size > 20_000) splitCache.clear()
  splitCache.set(name, words)
  return words
}

const splitIdentifier = (name: string): readonly string[] =>
  name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d+)/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((w) => w !== '')
