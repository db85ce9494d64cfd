/** One value of a list: a quoted text or a number. */
const value = /'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)/y

const readList = (text: string): readonly string[] | null => {
  const values: string[] = []
  let at = 0
  while (at < text.length) {
    value.lastIndex = at
    const found = value.exec(text)
    if (found === null) return null
    values.push(found[1] !== undefined ? found[1].replaceAll("''", "'") : (found[2] ?? ''))
    at = value.lastIndex
    if (at === text.length) break
    if (text[at] !== ',') return null
    at += 1
  }
  return values.length === 0 ? null : values
}

/** Outside of texts: casts, brackets and spaces go, words become lower case. */
const simplify = (expression: string): string =>
  expression
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`)/)
    .map((part, index) => {
      if (index % 2 === 1) return part
      return part
        .replace(/::\s*(?:character varying|double precision|timestamp without time zone|"?\w+"?)(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])?/g, '')
        .replace(/[()\s[\]]/g, (character) => (/\s/.test(character) ? ' ' : ''))
        .toLowerCase()
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim()

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const spellings = (column: string): string =>
  [escapePattern(column.toLowerCase()), escapePattern(`"${column.replaceAll('"', '""')}"`), escapePattern(`\`${column}\``)].join('|')

const squeeze = (list: string): string =>
  list
    .split(/('(?:[^']|'')*')/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/\s+/g, '')))
    .join('')

const readPart = (part: string, column: string): readonly string[] | 'null' | null => {
  const name = spellings(column)
  if (new RegExp(`^(?:${name}) is null$`).test(part)) return 'null'
  const match = new RegExp(`^(?:${name}) ?(?:in|= ?any ?array|=) ?(.*)$`, 's').exec(part)
  return match?.[1] === undefined ? null : readList(squeeze(match[1]))
}

/**
 * The values that a CHECK condition lets a column have, or null when it is no value list. Reads what PostgreSQL prints
 * (`estado = ANY (ARRAY['a'::text])`) and what people write (`estado IN ('a')`), with `OR estado IS NULL` or several `=` joined by OR.
 */
export const allowedValuesOf = (expression: string, column: string): readonly string[] | null => {
  const values: string[] = []
  for (const part of splitOr(simplify(expression))) {
    const found = readPart(part.trim(), column)
    if (found === null) return null
    if (found !== 'null') values.push(...found)
  }
  return values.length === 0 ? null : [...new Set(values)]
}

const splitOr = (text: string): readonly string[] => {
  const parts: string[] = ['']
  for (const piece of text.split(/('(?:[^']|'')*'| or )/)) {
    if (piece === ' or ') parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts
}
