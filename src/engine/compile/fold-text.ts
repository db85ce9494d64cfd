import type { Dialect } from '#contracts/catalog.ts'

/** Accented letters that people write for a letter, lower case. */
const accents: Readonly<Record<string, string>> = {
  a: 'áàâäãå',
  c: 'ç',
  e: 'éèêë',
  i: 'íìîï',
  n: 'ñ',
  o: 'óòôöõ',
  u: 'úùûü',
  y: 'ýÿ',
}

/** Only Spanish ones where each letter costs a nested replace (SQLite). */
const spanishAccents: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', n: 'ñ', o: 'ó', u: 'úü' }

const plainOf = (known: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(known).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain])))

const everyAccent = plainOf(accents)
const spanishAccent = plainOf(spanishAccents)

/** The text in lower case and without the accents that the dialect's match ignores. */
export const foldText = (text: string, dialect: Dialect): string => {
  const known = dialect === 'sqlite' ? spanishAccent : everyAccent
  return [...text.normalize('NFC').toLowerCase()].map((letter) => known.get(letter) ?? letter).join('')
}

/** The accented letters that matter for finding a folded text: those of its own letters. */
export const foldingFor = (folded: string, dialect: Dialect): readonly { readonly plain: string; readonly accented: string }[] =>
  Object.entries(dialect === 'sqlite' ? spanishAccents : accents)
    .filter(([plain]) => folded.includes(plain))
    .map(([plain, accented]) => ({ plain, accented }))
