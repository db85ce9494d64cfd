/**
 * A lexer for the dialects without one of their own (SQLite's rules: no escapes in strings, comments don't nest).
 * `name` quotes: "double", `backtick`, [bracket].
 */
export type SqlLexeme = {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'parameter' | 'punctuation' | 'comment'
  /** As written, with its quotes. */
  readonly text: string
  /** Without quotes, escapes undone. */
  readonly value: string
  readonly start: number
  readonly end: number
}

const patterns: readonly (readonly [SqlLexeme['kind'] | 'space', RegExp])[] = [
  ['space', /[ \t\n\r\f]+/y],
  ['comment', /--[^\n]*/y],
  ['comment', /\/\*[\s\S]*?\*\//y],
  ['string', /[xX]?'(?:[^']|'')*'/y],
  ['name', /"(?:[^"]|"")*"/y],
  ['name', /`(?:[^`]|``)*`/y],
  ['name', /\[[^\]]*\]/y],
  ['number', /(?:0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/y],
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['parameter', /\?\d*|[:@$#][\p{L}\p{N}_]+/uy],
  ['punctuation', /\|\||->>|->|<<|>>|<>|<=|>=|==|!=|::|[-+*/%<>=~&|!(),.;:]/y],
]

const unquoted = (kind: SqlLexeme['kind'], text: string): string => {
  if (kind === 'string') return text.replace(/^[xX]?'|'$/g, '').replaceAll("''", "'")
  if (kind !== 'name') return text
  const quote = text[0] ?? ''
  const inside = text.slice(1, -1)
  return quote === '[' ? inside : inside.replaceAll(quote + quote, quote)
}

/** Null where some character starts nothing known or a quote or comment isn't closed. */
export const readLexemes = (sql: string): readonly SqlLexeme[] | null => {
  const found: SqlLexeme[] = []
  let at = 0
  while (at < sql.length) {
    let matched = false
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at
      const text = pattern.exec(sql)?.[0]
      if (text === undefined) continue
      if (kind !== 'space') found.push({ kind, text, value: unquoted(kind, text), start: at, end: at + text.length })
      at += text.length
      matched = true
      break
    }
    if (!matched) return null
  }
  return found
}
