import { identifierWords } from './vocabulary.ts'

/** An identifier as people read it: `fecha_alta` -> "fecha alta". Keeps accents. */
export const humanName = (name: string): string => {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase()
  return words === '' ? identifierWords(name).join(' ') : words
}
