import snowball from 'snowball-stemmers'
import { fold } from './tokens.ts'

const spanish = snowball.newStemmer('spanish')
const english = snowball.newStemmer('english')
const cache = new Map<string, readonly string[]>()

/** Irregular plurals and forms that the stemmers leave apart. */
const irregular = new Map(
  Object.entries({
    people: 'person',
    men: 'man',
    women: 'woman',
    children: 'child',
    feet: 'foot',
    mice: 'mouse',
    cities: 'city',
    countries: 'country',
    companies: 'company',
    ninos: 'nino',
    jovenes: 'joven',
  }),
)

/** Stems of a word in Spanish and in English, folded; two words that share one are forms of the same word. */
export const stems = (word: string): readonly string[] => {
  const known = cache.get(word)
  if (known) return known
  const folded = fold(word)
  const base = irregular.get(folded) ?? folded
  const made = base.length <= 2 ? [base] : [...new Set([fold(spanish.stem(accented(base))), english.stem(base), singular(base)])]
  if (cache.size > 50_000) cache.clear()
  cache.set(word, made)
  return made
}

/** The stemmer knows the ending -ción only with its accent. */
const accented = (base: string): string => base.replace(/([cs])ion$/, '$1ión')

/** Stems of a word known to be of one language: what a lexicon's words are kept under. */
export const stemsIn = (word: string, language: 'es' | 'en'): readonly string[] => {
  const folded = fold(word)
  const base = irregular.get(folded) ?? folded
  if (base.length <= 2) return [base]
  return [...new Set([language === 'es' ? fold(spanish.stem(accented(base))) : english.stem(base), singular(base)])]
}

/** A plain singular beside the stems: the stemmers part `huésped` from `huéspedes`. */
const singular = (word: string): string => {
  if (word.length > 4 && /[^aeiou]es$/.test(word)) return word.slice(0, -2)
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word
}
