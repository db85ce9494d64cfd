import { cut, find, type Words } from './spans.ts'
import { readValueList, valueListOpening } from './value-list.ts'

const joiner = /^(?:,|;|y|e|and|as well as|plus)$/

/** Indexes of tokens that belong together although commas or "y" stand between them. */
const heldTogether = (words: Words): ReadonlySet<number> => {
  const held = new Set<number>()
  const hold = (from: number, to: number): void => {
    for (let i = from; i < to; i++) held.add(i)
  }
  for (let found = find(words, valueListOpening); found; found = find(words, valueListOpening, found.to)) {
    const list = readValueList(words, found.to)
    if (list) hold(found.from, list.to)
  }
  const pairs = [
    /(?:entre|between) \S+ (?:y|e|and)/,
    /fecha y hora|date and time|verdadero y falso|(?:si|yes) y (?:no)|media|\S+ y medi[oa]|alta y baja/,
    /(?:si no se|si no|salvo que|if not|if nothing is|unless) (?:\S+ )?(?:\S+ )?,/,
    /(?:puede|pueden|can) (?:\S+ ){1,2}(?:y|and) (?:\S+ )?(?:cero|zero)/,
  ]
  for (const pattern of pairs)
    for (let found = find(words, pattern); found; found = find(words, pattern, found.from + 1)) hold(found.from, found.to)
  return held
}

/** Cuts a list of column descriptions at its commas and "y", outside parentheses and lists of values. */
export const cutItems = (words: Words): readonly Words[] => {
  const held = heldTogether(words)
  return cut(words, (token, index) => joiner.test(token.norm) && token.kind !== 'quoted' && !held.has(index))
}

/** Takes the parentheses out of an item. */
export const parentheses = (words: Words): { readonly outside: Words; readonly inside: readonly Words[] } => {
  const outside: Words[number][] = []
  const inside: Words[number][][] = []
  let depth = 0
  for (const token of words) {
    if (token.kind === 'symbol' && token.text === '(') {
      if (depth++ === 0) inside.push([])
    } else if (token.kind === 'symbol' && token.text === ')') depth = Math.max(0, depth - 1)
    else if (depth > 0) inside.at(-1)?.push(token)
    else outside.push(token)
  }
  return { outside, inside }
}

/** Cuts a command into sentences at semicolons, full stops and line ends. */
export const cutSentences = (words: Words): readonly Words[] =>
  cut(words, (token, at) => token.kind === 'symbol' && /^[;.]$/.test(token.text) && !abbreviation.test(words[at - 1]?.norm ?? ''))

const abbreviation = /^(?:i\.e|e\.g|p\.ej|ej|etc)$/

export const startsWith = (words: Words, pattern: RegExp): boolean => {
  const found = find(words, pattern)
  return found !== null && found.from === 0
}
