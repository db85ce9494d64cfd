/** One piece of an ask's text. `start`/`end` are UTF-16 offsets in the original text. */
export type Token = {
  readonly kind: 'word' | 'number' | 'quoted' | 'symbol'
  /** As written; quoted texts without their quotes. */
  readonly text: string
  /** Lower case, no accents (ñ becomes n): what comparisons use. */
  readonly norm: string
  readonly start: number
  readonly end: number
}

const pattern =
  /"([^"]*)"|“([^”]*)”|«([^»]*)»|`([^`]*)`|(?<![\p{L}\p{N}])'((?:[^']|'(?=\p{L}))*)'(?!\p{L})|(\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?|\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?(?![\p{L}\d])|\d+(?:[.,]\d+)?(?![\p{L}\d]))|([\p{L}\p{N}_@][\p{L}\p{N}_@.\-'’]*[\p{L}\p{N}_]|[\p{L}\p{N}_])|(\S)/gu

/** Lower case and without diacritics. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

const wordParts = (text: string): boolean => /[@_]|\.\p{L}|\d/u.test(text)

/**
 * Splits a text into words, numbers (with their thousands and decimals, dates and times kept whole), quoted texts and symbols.
 * E-mail addresses, identifiers and codes such as `B-0017` stay one word; a hyphen or apostrophe between plain words stays inside.
 */
export const tokenize = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  for (const match of text.matchAll(pattern)) {
    const start = match.index
    const end = start + match[0].length
    const quoted = match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5]
    const kind = quoted !== undefined ? 'quoted' : match[6] !== undefined ? 'number' : match[7] !== undefined ? 'word' : 'symbol'
    const raw = quoted ?? match[0]
    const body = kind === 'word' && !wordParts(raw) ? raw.replace(/[’]/g, "'") : raw
    tokens.push({ kind, text: body, norm: fold(body), start, end })
  }
  return tokens
}
