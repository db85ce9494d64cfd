import { gradables } from './lexicon/concepts.ts'
import { stems } from './stem.ts'

/** "caro", "oldest": which columns measure it, and which end is "most". */
export type Gradable = { readonly nouns: ReadonlySet<string>; readonly direction: 'asc' | 'desc' }

const table = new Map<string, Gradable>()
for (const line of gradables.split('\n').filter((l) => l.includes(':'))) {
  const [words = '', nouns = '', direction = ''] = line.split(':')
  const gradable: Gradable = {
    nouns: new Set(
      nouns
        .trim()
        .split(' ')
        .flatMap((n) => stems(n)),
    ),
    direction: direction.trim() === 'asc' ? 'asc' : 'desc',
  }
  for (const word of words.trim().split(' ')) for (const form of formsOf(word)) table.set(form, gradable)
}

function formsOf(word: string): readonly string[] {
  const plain = [word, `${word}s`, `${word}es`, word.replace(/o$/, 'a'), word.replace(/o$/, 'os'), word.replace(/o$/, 'as')]
  return plain
}

const irregular: Readonly<Record<string, string>> = {
  latest: 'recent',
  earliest: 'early',
  oldest: 'old',
  eldest: 'elder',
  newest: 'recent',
  biggest: 'big',
  furthest: 'far',
  farthest: 'far',
  longest: 'long',
  youngest: 'young',
  busiest: '',
  priciest: 'pricey',
  costliest: 'costly',
  heaviest: 'heavy',
  wealthiest: 'wealthy',
}

/** The gradable of a positive form ("caro", "expensive"). */
export const gradableOf = (norm: string): Gradable | null => table.get(norm) ?? null

const baseOf = (stem: string): Gradable | null =>
  table.get(stem) ??
  table.get(stem.replace(/i$/, 'y')) ??
  table.get(stem.replace(/i$/, 'ey')) ??
  table.get(`${stem}e`) ??
  table.get(stem.replace(/(.)\1$/, '$1')) ??
  null

/** The gradable of an English comparative ("cheaper", "older"). */
export const comparativeOf = (norm: string): Gradable | null => (norm.endsWith('er') ? baseOf(norm.slice(0, -2)) : null)

/** The gradable of an English superlative ("cheapest", "oldest", "most recent" comes as two words elsewhere). */
export const superlativeOf = (norm: string): Gradable | null => {
  const known = irregular[norm]
  if (known !== undefined) return table.get(known) ?? null
  if (!norm.endsWith('est')) return null
  return baseOf(norm.slice(0, -3))
}
