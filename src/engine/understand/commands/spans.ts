import { lineOf } from '../line.ts'
import type { Token } from '../tokens.ts'

/** A run of tokens; phrases are found in it by pattern and cut out of it. */
export type Words = readonly Token[]

/** Tokens `from` to `to` (excluded) that matched, with the pattern's groups. */
export type Found = { readonly from: number; readonly to: number; readonly groups: RegExpExecArray }

const compiled = new Map<string, RegExp>()

const bounded = (pattern: RegExp): RegExp => {
  const known = compiled.get(pattern.source)
  if (known) return known
  const made = new RegExp(`(?<=^| )(?:${pattern.source})(?= |$)`, 'g')
  compiled.set(pattern.source, made)
  return made
}

/** First match of a pattern (over folded words with single spaces; quoted texts read as `"`) at or after token `after`. */
export const find = (words: Words, pattern: RegExp, after = 0): Found | null => {
  const line = lineOf(words)
  const start = line.starts[after]
  if (start === undefined) return null
  const search = bounded(pattern)
  search.lastIndex = start
  const groups = search.exec(line.text)
  if (!groups || groups[0].length === 0) return null
  const end = groups.index + groups[0].length
  const from = line.starts.findIndex((s) => s >= groups.index)
  const to = line.starts.findIndex((s) => s >= end)
  return { from, to: to < 0 ? words.length : to, groups }
}

/** Match that starts at token `at` exactly. */
export const findAt = (words: Words, pattern: RegExp, at = 0): Found | null => {
  const found = find(words.slice(at), new RegExp(`^(?:${pattern.source})`))
  return found ? { ...found, from: at, to: at + found.to } : null
}

export const has = (words: Words, pattern: RegExp): boolean => find(words, pattern) !== null

export const without = (words: Words, found: { readonly from: number; readonly to: number }): Words => [
  ...words.slice(0, found.from),
  ...words.slice(found.to),
]

/** Removes every match of a pattern. */
export const strip = (words: Words, pattern: RegExp): Words => {
  const found = find(words, pattern)
  return found ? strip(without(words, found), pattern) : words
}

const edge = /^[,;:.()!?¡¿]$/

/** Without punctuation and the given small words at both ends. */
export const trim = (words: Words, small: RegExp = /^(?:y|e|and|que|ademas|tambien|also)$/): Words => {
  let from = 0
  let to = words.length
  const drop = (token: Token | undefined): boolean =>
    token !== undefined && token.kind !== 'quoted' && (edge.test(token.norm) || small.test(token.norm))
  while (from < to && drop(words[from])) from++
  while (to > from && drop(words[to - 1])) to--
  return words.slice(from, to)
}

/** Cuts at the tokens that the test names (dropped), outside parentheses. */
export const cut = (words: Words, at: (token: Token, index: number, words: Words) => boolean): readonly Words[] => {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const [index, token] of words.entries()) {
    if (token.norm === '(' && token.kind === 'symbol') depth++
    if (token.norm === ')' && token.kind === 'symbol') depth--
    if (depth === 0 && token.kind !== 'quoted' && at(token, index, words)) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts.filter((p) => p.length > 0)
}

/** The text as it was written from the first token to the last; tokens that did not stand together are joined by a space. */
export const said = (text: string, words: Words): string => {
  if (words.length === 1) return words[0]?.text ?? ''
  return words
    .map((word, at) => {
      const before = words[at - 1]
      const gap = before && before.end <= word.start ? text.slice(before.end, word.start) : null
      return `${gap !== null && /^[\s"'«»“”`]*$/.test(gap) ? gap : before ? ' ' : ''}${text.slice(word.start, word.end)}`
    })
    .join('')
}

export const lineText = (words: Words): string => lineOf(words).text
