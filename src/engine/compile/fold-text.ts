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

/** Letters beyond Latin, Greek and Cyrillic: which of them a database lowers depends on its version. */
export const isFarLetter = (letter: string): boolean => letter > '\u052f'

/** One letter in lower case, where that is one letter too; SQLite lowers only ASCII, and far letters are left to the database. */
const lowered = (letter: string, dialect: Dialect): string => {
  const lower = letter.toLowerCase()
  if ((dialect === 'sqlite' && letter > '\u007f') || isFarLetter(letter)) return letter
  return [...lower].length === 1 ? lower : letter
}

/** The text as the dialect's match sees it: lower case, without the accents that it ignores. */
export const foldText = (text: string, dialect: Dialect): string => {
  const known = dialect === 'sqlite' ? spanishAccent : everyAccent
  return [...text.normalize('NFC')].map((letter) => known.get(letter.toLowerCase()) ?? lowered(letter, dialect)).join('')
}

/** The accented letters that matter for finding a folded text: those of its own letters. */
export const foldingFor = (folded: string, dialect: Dialect): readonly { readonly plain: string; readonly accented: string }[] =>
  Object.entries(dialect === 'sqlite' ? spanishAccents : accents)
    .filter(([plain]) => folded.includes(plain))
    .map(([plain, accented]) => ({ plain, accented }))
