const idWords = new Set([
  'id',
  'ids',
  'cod',
  'codigo',
  'code',
  'num',
  'numero',
  'no',
  'nro',
  'number',
  'key',
  'fk',
  'pk',
  'ref',
  'clave',
  'uuid',
  'guid',
])

const parentWords = new Set(['parent', 'padre', 'madre', 'jefe', 'jefa', 'manager', 'supervisor', 'superior', 'boss', 'reports', 'reporta'])

/** A name's words, folded: `idClienteVIP` -> id, cliente, vip. */
export const nameWords = (name: string): readonly string[] =>
  name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')

/** A word and what it may be in the singular. */
const wordForms = (word: string): readonly string[] => [
  word,
  ...(word.endsWith('ies') ? [`${word.slice(0, -3)}y`] : []),
  ...(word.endsWith('ces') ? [`${word.slice(0, -3)}z`] : []),
  ...(word.endsWith('es') && word.length > 4 ? [word.slice(0, -2)] : []),
  ...(word.endsWith('s') && word.length > 3 ? [word.slice(0, -1)] : []),
]

/** The same word, whether singular or plural. */
const sameWord = (a: string, b: string): boolean => {
  const forms = new Set(wordForms(a))
  return wordForms(b).some((form) => forms.has(form))
}

export const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, index) => sameWord(word, b[index] ?? ''))

/** `cli` for `clientes`. */
const isShortFor = (word: string, whole: string): boolean => word.length >= 3 && word.length < whole.length && whole.startsWith(word)

export const withoutIdWords = (words: readonly string[]): readonly string[] => words.filter((word) => !idWords.has(word))

/** Says that it is a key, and of nothing in particular: `id`, `codigo`. */
export const isGenericKey = (words: readonly string[]): boolean => words.every((word) => idWords.has(word))

export const namesAKey = (words: readonly string[]): boolean =>
  words.some((word) => idWords.has(word)) || words.some((word) => word.length > 3 && word.endsWith('id'))

/** Also `did` and `aid`, which say that they are keys only where a key is called so. */
export const isKeyName = (words: readonly string[]): boolean => namesAKey(words) || words.every((word) => word.endsWith('id'))

const countingWords = new Set(
  'quantity qty cantidad count total amount importe price precio cost coste duration duracion size length weight peso age edad year ano rating rate score points puntos'.split(
    ' ',
  ),
)

/** `product_quantity` and `home_games` say how many there are of a thing, not which. */
export const countsThings = (words: readonly string[]): boolean =>
  words.some((word) => countingWords.has(word)) || /[^su]s$/.test(words[words.length - 1] ?? '')

/** `src_apid` and `target_u_id` end as the keys `apid` and `u_id` do: a role before the key's own name. */
export const endsWithKey = (words: readonly string[], key: readonly string[]): boolean =>
  words.length > key.length && !isGenericKey(key) && isKeyName(key) && sameWords(words.slice(-key.length), key)

export const namesAParent = (words: readonly string[]): boolean => words.some((word) => parentWords.has(word))

/** `clienteid` and `idcliente` as people also write. */
const unglue = (words: readonly string[]): readonly string[] => {
  const only = words[0]
  if (words.length !== 1 || only === undefined || only.length < 5) return words
  if (only.endsWith('id')) return [only.slice(0, -2)]
  return only.startsWith('id') ? [only.slice(2)] : words
}

/** Starts of the words that say something: names that mention each other share one. */
export const wordStarts = (words: readonly string[]): readonly string[] =>
  unglue(withoutIdWords(words)).flatMap((word) => wordForms(word).map((form) => form.slice(0, 3)))

/** How a column's words say a table's: whole, as the end or start of a longer name, or shortened. */
export type TableMention = 'whole' | 'part' | 'short'

/** Whether a column's name speaks of a table: `cliente_id`, `id_cliente`, `airport_origin_id`, `cod_cli`. */
export const mentionsTable = (column: readonly string[], table: readonly string[]): TableMention | null => {
  const rest = unglue(withoutIdWords(column))
  if (rest.length === 0 || table.length === 0) return null
  if (sameWords(rest, table) || sameWord(rest.join(''), table.join(''))) return 'whole'
  const [first, last] = [rest.slice(0, table.length), rest.slice(-table.length)]
  if (rest.length > table.length && (sameWords(first, table) || sameWords(last, table))) return 'part'
  const only = rest[0]
  const head = table[0]
  return rest.length === 1 && table.length === 1 && only !== undefined && head !== undefined && isShortFor(only, head) ? 'short' : null
}
