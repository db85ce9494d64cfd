/** A piece of SQL text. `value` is the name or text without its quotes; `start`/`end` count in the original. */
export type SqlToken = {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'open' | 'close' | 'comma' | 'symbol'
  readonly value: string
  readonly start: number
  readonly end: number
}

const pattern =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^\]]*)\]|'((?:[^']|'')*)'|(\d+(?:\.\d+)?)|([\p{L}_$\u{80}-\u{10ffff}][\p{L}\p{N}_$\u{80}-\u{10ffff}]*)|([^\s])/gsu

const symbolKinds: Readonly<Record<string, SqlToken['kind']>> = { '(': 'open', ')': 'close', ',': 'comma' }

/** Splits SQLite's SQL; comments are left out. */
export const sqlTokens = (sql: string): readonly SqlToken[] => {
  const tokens: SqlToken[] = []
  for (const match of sql.matchAll(pattern)) {
    const start = match.index
    const end = start + match[0].length
    const [, double, back, bracket, text, number, word, symbol] = match
    if (double !== undefined) tokens.push({ kind: 'name', value: double.replaceAll('""', '"'), start, end })
    else if (back !== undefined) tokens.push({ kind: 'name', value: back.replaceAll('``', '`'), start, end })
    else if (bracket !== undefined) tokens.push({ kind: 'name', value: bracket, start, end })
    else if (text !== undefined) tokens.push({ kind: 'text', value: text.replaceAll("''", "'"), start, end })
    else if (number !== undefined) tokens.push({ kind: 'number', value: number, start, end })
    else if (word !== undefined) tokens.push({ kind: 'word', value: word, start, end })
    else if (symbol !== undefined) tokens.push({ kind: symbolKinds[symbol] ?? 'symbol', value: symbol, start, end })
  }
  return tokens
}

export const isWord = (token: SqlToken | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.value.toLowerCase())
