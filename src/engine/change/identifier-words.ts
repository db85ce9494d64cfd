type Piece = { readonly kind: 'name' | 'quoted' | 'other'; readonly text: string; readonly name: string }

const pattern = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}_][\p{L}\p{N}_$]*|\s+|./gsu

const unquote = (text: string): string => {
  const inner = text.slice(1, -1)
  return text.startsWith('"') ? inner.replaceAll('""', '"') : inner
}

const piece = (text: string): Piece => {
  if (/^["`[]/.test(text) && text.length > 1) return { kind: 'quoted', text, name: unquote(text) }
  if (/^[\p{L}_]/u.test(text)) return { kind: 'name', text, name: text }
  return { kind: 'other', text, name: '' }
}

/** A SQL text cut into names, quoted names and the rest; joined again it is the same text. String literals are 'other'. */
export const piecesOf = (sql: string): readonly Piece[] => (sql.match(pattern) ?? []).map(piece)

const same = (of: Piece, name: string): boolean =>
  of.kind === 'quoted' ? of.name === name : of.kind === 'name' && of.name.toLowerCase() === name.toLowerCase()

/** Whether a SQL text names this column or table. Words inside string literals don't count. */
export const mentions = (sql: string, name: string): boolean => piecesOf(sql).some((p) => same(p, name))

/** The SQL text with one name changed for another, quoted. */
export const renameIn = (sql: string, name: string, to: string): string =>
  piecesOf(sql)
    .map((p) => (same(p, name) ? `"${to.replaceAll('"', '""')}"` : p.text))
    .join('')

const isGap = (of: Piece): boolean => of.kind === 'other' && /^(\s+$|--|\/\*)/.test(of.text)

/** Whether two SQL texts say the same, however their names are quoted and their words spaced. */
export const sameText = (a: string, b: string): boolean => {
  const words = (sql: string): readonly string[] =>
    piecesOf(sql)
      .filter((p) => !isGap(p))
      .map((p) => (p.kind === 'other' ? p.text : p.name.toLowerCase()))
  const [left, right] = [words(a), words(b)]
  return left.length === right.length && left.every((word, at) => word === right[at])
}
