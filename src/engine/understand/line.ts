import type { Token } from './tokens.ts'

/** Tokens as one folded text with single spaces, so that phrases can be matched by pattern and mapped back to tokens. */
export type Line = { readonly tokens: readonly Token[]; readonly text: string; readonly starts: readonly number[] }

/** Quoted texts become `"` in the line: no phrase may match inside them. */
const wordOf = (token: Token): string => (token.kind === 'quoted' ? '"' : token.norm)

export const lineOf = (tokens: readonly Token[]): Line => {
  const starts: number[] = []
  let text = ''
  for (const token of tokens) {
    if (text !== '') text += ' '
    starts.push(text.length)
    text += wordOf(token)
  }
  return { tokens, text, starts }
}

export type PhraseMatch = { readonly groups: RegExpExecArray; readonly from: number; readonly to: number }

/** Matches a pattern (written without flags, over folded words with single spaces) at token `from`; `to` is the token after it. */
export const matchAt = (line: Line, from: number, pattern: RegExp): PhraseMatch | null => {
  const start = line.starts[from]
  if (start === undefined) return null
  const sticky = stickyOf(pattern)
  sticky.lastIndex = start
  const groups = sticky.exec(line.text)
  if (!groups || groups[0].length === 0) return null
  const end = start + groups[0].length
  let to = from
  while (to < line.starts.length && (line.starts[to] ?? 0) < end) to++
  return { groups, from, to }
}

const compiled = new WeakMap<RegExp, RegExp>()

const stickyOf = (pattern: RegExp): RegExp => {
  const known = compiled.get(pattern)
  if (known) return known
  const made = new RegExp(`(?:${pattern.source})(?= |$)`, 'y')
  compiled.set(pattern, made)
  return made
}

/** The original text that tokens `from` to `to` (excluded) came from. */
export const saidBetween = (text: string, tokens: readonly Token[], from: number, to: number): string => {
  const first = tokens[from]
  const last = tokens[to - 1]
  return first && last ? text.slice(first.start, last.end) : ''
}
