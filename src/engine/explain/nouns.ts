import type { Language } from '#contracts/plan.ts'

export type Gender = 'masculine' | 'feminine'

const feminineExceptions: ReadonlySet<string> = new Set([
  'mano',
  'foto',
  'moto',
  'clase',
  'base',
  'llave',
  'calle',
  'parte',
  'serie',
  'imagen',
  'orden',
  'sede',
  'clave',
  'nave',
  'noche',
  'tarde',
  'red',
  'ley',
  'flor',
  'labor',
])
const masculineExceptions: ReadonlySet<string> = new Set([
  'dia',
  'mapa',
  'problema',
  'sistema',
  'tema',
  'programa',
  'idioma',
  'esquema',
  'diploma',
  'turista',
  'poeta',
  'planeta',
  'cometa',
])

const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const firstWord = (name: string): string => name.split(' ')[0] ?? name

/** Gender of a Spanish noun (or noun phrase, by its first word) from its ending. */
export const genderOf = (name: string): Gender => {
  const word = plain(singularWord(firstWord(name), 'es'))
  if (feminineExceptions.has(word)) return 'feminine'
  if (masculineExceptions.has(word)) return 'masculine'
  return /(a|cion|sion|dad|tad|tud|umbre|ez)$/.test(word) ? 'feminine' : 'masculine'
}

const spanishSingular = (word: string): string => {
  const p = plain(word)
  if (/(is|us)$/.test(p) || !p.endsWith('s') || p.length < 4) return word
  if (p.endsWith('iones')) return `${word.slice(0, -5)}ión`
  if (p.endsWith('ces')) return `${word.slice(0, -3)}z`
  if (/[aeiou][lrndjzy]es$/.test(p) && !/(ones|bles)$/.test(p)) return restoreAccent(word.slice(0, -2))
  return p.endsWith('ones') ? `${word.slice(0, -4)}ón` : word.slice(0, -1)
}

const accented: ReadonlyMap<string, string> = new Map([['almacen', 'almacén']])

const restoreAccent = (word: string): string => accented.get(word) ?? word

const englishSingular = (word: string): string => {
  if (!/s$/i.test(word) || /(ss|us|is)$/i.test(word) || word.length < 3) return word
  if (/ies$/i.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  return /(ss|x|ch|sh)es$/i.test(word) ? word.slice(0, -2) : word.slice(0, -1)
}

const singularWord = (word: string, language: Language): string => (language === 'es' ? spanishSingular(word) : englishSingular(word))

/** The head of a noun phrase: its first word in Spanish, its last in English. */
const changeHead = (name: string, language: Language, change: (word: string) => string): string => {
  const words = name.split(' ')
  const at = language === 'es' ? 0 : words.length - 1
  return words.map((w, i) => (i === at ? change(w) : w)).join(' ')
}

export const singularOf = (name: string, language: Language): string => changeHead(name, language, (w) => singularWord(w, language))

const pluralWord = (word: string, language: Language): string => {
  if (/[áéíóú]s$/i.test(word)) return `${word}es`
  if (/s$/i.test(word)) return word
  if (language === 'en' && /[dt]ad$/i.test(word)) return `${word}es`
  if (language === 'en') return /[^aeiou]y$/i.test(word) ? `${word.slice(0, -1)}ies` : /(x|ch|sh)$/i.test(word) ? `${word}es` : `${word}s`
  if (/^(email|web|club|bar)$/i.test(word)) return word === 'bar' ? 'bares' : `${word}s`
  // Abbreviations have no plural of their own.
  if (/^[^aeiouáéíóú]*[aeiou]?[^aeiouáéíóú]+$/i.test(word) && word.length <= 3) return word
  if (/z$/i.test(word)) return `${word.slice(0, -1)}ces`
  if (/ión$/i.test(word)) return `${word.slice(0, -2)}ones`
  return /[aeiouáéíóú]$/i.test(word) ? `${word}s` : `${word}es`
}

export const pluralOf = (name: string, language: Language): string => changeHead(name, language, (w) => pluralWord(w, language))

/** "128 clientes", "1 cliente". */
export const counted = (count: number, shown: string, name: string, language: Language): string =>
  `${shown} ${count === 1 ? singularOf(name, language) : pluralOf(name, language)}`

/** Definite article: el, la, los, las; English "the". */
export const the = (name: string, plural: boolean, language: Language): string => {
  if (language === 'en') return 'the'
  const feminine = genderOf(name) === 'feminine'
  return plural ? (feminine ? 'las' : 'los') : feminine ? 'la' : 'el'
}

/** "de la zona", "del agente"; English "of the zone". */
export const ofThe = (name: string, language: Language): string => {
  if (language === 'en') return `of the ${name}`
  return genderOf(name) === 'feminine' ? `de la ${name}` : `del ${name}`
}

/** Ningún cliente, ninguna visita; No client. */
export const none = (name: string, language: Language): string =>
  language === 'en' ? `No ${singularOf(name, 'en')}` : `${genderOf(name) === 'feminine' ? 'Ninguna' : 'Ningún'} ${singularOf(name, 'es')}`

/** An adjective ending in -o agreeing with a plural noun: activo -> activas. */
export const agreeing = (adjective: string, name: string, plural: boolean): string => {
  const stem = adjective.replace(/[oa]$/, '')
  return `${stem}${genderOf(name) === 'feminine' ? 'a' : 'o'}${plural ? 's' : ''}`
}
