import type { Language } from '#contracts/plan.ts'
import { fold } from '../tokens.ts'
import type { Words } from './spans.ts'

const dropped = new Set(
  'el la los las lo un una unos unas de del al a en y e o u su sus mi mis the a an of for to in on and or its their his her my our con por para with que cada cuyo cuya nuestro nuestra nuestros nuestras este esta estos estas ese esa esos esas this that these those otro otra also tambien ademas nuevo nueva new sobre about'.split(
    ' ',
  ),
)

/** `año` cannot lose its ñ decently. */
const spelled = (word: string): string => fold(word.replace(/^(a)ñ(os?)$/iu, '$1ni$2').replace(/ñ(?=os?$)/iu, 'ñ'))

const partsOf = (text: string): readonly string[] =>
  text
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((p) => p !== '')
    .map(spelled)

/** A name for a table or column made of the words said: `fecha de alta` -> `fecha_alta`. Empty when no word says anything. */
export const identifierOf = (words: Words): string => {
  const parts = words.flatMap((token) => {
    if (token.kind === 'symbol') return token.text === '%' ? ['porcentaje'] : []
    if (token.kind === 'word' && dropped.has(token.norm)) return []
    return partsOf(token.text)
  })
  const name = parts.join('_').slice(0, 60)
  return /^\d/.test(name) ? `n_${name}` : name
}

type Ending = readonly [pattern: RegExp, replacement: string]

/** First match wins. */
const spanishEndings: readonly Ending[] = [
  [/(?:is|us|lunes|martes|jueves|viernes|gas|^mes|^res)$/, '$&'],
  [/(us)es$/, '$1'],
  [/((?:n|ndi|[lv]an)ce)s$/, '$1'],
  [/(?<=[aeiou])ces$/, 'z'],
  [/([aeiou][dlnr]|[ei]s|ey)es$/, '$1'],
  [/s$/, ''],
]

const englishEndings: readonly Ending[] = [
  [/^people$/, 'person'],
  [/^children$/, 'child'],
  [/(?:ss|us|is)$/, '$&'],
  [/([^aeiou])ies$/, '$1y'],
  [/(ch|sh|ss|x|us)es$/, '$1'],
  [/s$/, ''],
]

const shortened = (word: string): string =>
  word
    .replace(/(cl|b|fr|f)ases$/, '$1ase')
    .replace(/(ch)es$/, '$1e')
    .replace(/sedes$/, 'sede')

/** Singular of a folded noun: `habitaciones` -> `habitacion`, `companies` -> `company`. */
export const singular = (word: string, language: Language): string => {
  if (word.length < 4) return word
  if (language === 'es') {
    const kept = shortened(word)
    if (kept !== word) return kept
  }
  for (const [pattern, replacement] of language === 'es' ? spanishEndings : englishEndings)
    if (pattern.test(word)) return word.replace(pattern, replacement)
  return word
}

/** Each word of an identifier in singular: `tipos_habitacion` -> `tipo_habitacion`. */
export const singularName = (name: string, language: Language): string =>
  name
    .split('_')
    .map((word) => singular(word, language))
    .join('_')

export const isPlural = (word: string, language: Language): boolean => singular(word, language) !== word
