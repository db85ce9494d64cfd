import { type Catalog, type Column, findTable, type Table } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import { stems } from '../stem.ts'
import { expand, identifierWords, nameStems } from '../vocabulary.ts'
import { identifierOf, singularName } from './identifiers.ts'
import type { Words } from './spans.ts'

const small = new Set('el la los las lo un una unos unas de del al a the an of for su sus its their cada each every mi mis my'.split(' '))

const contentOf = (words: Words): readonly string[] =>
  words.flatMap((t) =>
    t.kind === 'symbol' || (t.kind !== 'quoted' && small.has(t.norm)) ? [] : identifierWords(t.text.replace(/['’]s$/i, '')),
  )

const likeness = (said: string, word: string): number => {
  const named = nameStems(word)
  let best = stems(said).some((s) => named.has(s)) ? 1 : 0
  if (best === 0) for (const [stem, weight] of expand(said)) if (weight < 1 && named.has(stem)) best = Math.max(best, weight * 0.9)
  return best
}

/** How well words name something: every word said must be in the name; 1 = all of the name was said. `synonyms` also lets other words of the same meaning count. */
export const nameScore = (words: readonly string[], name: readonly string[], synonyms: boolean): number => {
  if (words.length === 0 || name.length === 0) return 0
  const used = new Set<number>()
  let sum = 0
  for (const word of words) {
    const scores = name.map((n, index) => (used.has(index) ? 0 : likeness(word, n)))
    const best = Math.max(...scores)
    if (best < (synonyms ? 0.5 : 1)) return 0
    used.add(scores.indexOf(best))
    sum += best
  }
  return (sum / words.length) * (used.size / name.length) ** 0.5
}

const best = <T extends { readonly name: string; readonly synonyms: readonly string[] }>(
  items: readonly T[],
  words: readonly string[],
  synonyms: boolean,
  least: number,
): T | null => {
  let winner: T | null = null
  let top = least
  for (const item of items) {
    const score = Math.max(...[item.name, ...item.synonyms].map((n) => nameScore(words, identifierWords(n), synonyms)))
    if (score > top || (score === top && winner === null)) {
      winner = item
      top = score
    }
  }
  return winner
}

const tablesByCatalog = new WeakMap<Catalog, Map<string, Table | null>>()
const columnsByTable = new WeakMap<Table, Map<string, Column | null>>()

const remember = <K extends object, V>(memory: WeakMap<K, Map<string, V>>, owner: K, key: string, make: () => V): V => {
  const known = memory.get(owner) ?? new Map<string, V>()
  memory.set(owner, known)
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  if (known.size < 20_000) known.set(key, made)
  return made
}

const keyOf = (words: Words, synonyms: boolean): string =>
  `${synonyms ? '~' : ''}${words.map((w) => (w.kind === 'quoted' ? `"${w.text}` : w.text)).join(' ')}`

/** The table that words name by its own words; with `synonyms` also by others of the same meaning. */
export const tableNamed = (catalog: Catalog, words: Words, synonyms = false): Table | null => {
  const exact = words.length === 1 && words[0] ? findTable(catalog, words[0].text) : undefined
  if (exact) return exact
  return remember(tablesByCatalog, catalog, keyOf(words, synonyms), () => tableLike(catalog, contentOf(words), synonyms))
}

const tableLike = (catalog: Catalog, content: readonly string[], synonyms: boolean): Table | null => {
  return (
    best(catalog.tables, content, false, 0.95) ??
    best(catalog.tables, content, false, synonyms ? 0.7 : 0.9) ??
    (synonyms ? best(catalog.tables, content, true, 0.6) : null)
  )
}

/** The column of a table that words name. */
export const columnNamed = (table: Table, words: Words, synonyms = true): Column | null => {
  const exact = words.length === 1 && words[0] ? table.columns.find((c) => c.name === words[0]?.text) : undefined
  if (exact) return exact
  return remember(columnsByTable, table, keyOf(words, synonyms), () => columnLike(table, contentOf(words), synonyms))
}

const columnLike = (table: Table, content: readonly string[], synonyms: boolean): Column | null => {
  return (
    best(table.columns, content, false, 0.95) ??
    best(table.columns, content, false, 0.55) ??
    (synonyms ? best(table.columns, content, true, 0.55) : null)
  )
}

/** Names nearest to the words, for a person to choose from. */
export const nearest = (names: readonly string[], words: Words, count = 4): readonly string[] => {
  const said = identifierOf(words)
  const grams = (text: string): ReadonlySet<string> =>
    new Set(Array.from({ length: Math.max(1, text.length - 1) }, (_, i) => text.slice(i, i + 2)))
  const target = grams(said)
  const score = (name: string): number => {
    const own = grams(name.toLowerCase())
    const shared = [...own].filter((g) => target.has(g)).length
    return (2 * shared) / (own.size + target.size)
  }
  return [...names]
    .map((name) => ({ name, score: score(name) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map((n) => n.name)
}

type Style = 'singular_key' | 'same_as_key' | 'key_singular' | 'singular'

const styleOf = (catalog: Catalog, language: Language): Style => {
  const counts = new Map<Style, number>()
  for (const { from, to, declared } of catalog.relations) {
    const [column, key] = [from.columns[0] ?? '', to.columns[0] ?? '']
    if (!declared || from.columns.length !== 1 || from.table === to.table) continue
    const one = singularName(to.table, language)
    const style: Style | null =
      column === `${one}_${key}`
        ? 'singular_key'
        : column === key
          ? 'same_as_key'
          : column === `${key}_${one}`
            ? 'key_singular'
            : column === one
              ? 'singular'
              : null
    if (style) counts.set(style, (counts.get(style) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'singular_key'
}

/** Name of a column that refers to a table, in the way the workspace names them. */
export const referenceName = (catalog: Catalog, target: string, key: string, language: Language): string => {
  const one = singularName(target, language).replace(/\W+/g, '_')
  switch (styleOf(catalog, language)) {
    case 'singular_key':
      return key.includes(one) ? key : `${one}_${key}`
    case 'same_as_key':
      return key === 'id' ? `${one}_id` : key
    case 'key_singular':
      return `${key}_${one}`
    case 'singular':
      return one
  }
}

/** Name of the identity column of a new table, in the way the workspace names them. */
export const keyName = (catalog: Catalog, table: string, language: Language): string => {
  const keys = catalog.tables
    .filter((t) => t.kind === 'table' && t.primaryKey.length === 1)
    .map((t) => ({ key: t.primaryKey[0] ?? '', one: singularName(t.name, language) }))
  const share = (test: (k: { key: string; one: string }) => boolean): number => keys.filter(test).length / Math.max(1, keys.length)
  const one = singularName(table, language)
  if (keys.length === 0 || share((k) => k.key === 'id') >= 0.3) return 'id'
  if (share((k) => k.key === `id_${k.one}`) >= 0.5) return `id_${one}`
  if (share((k) => k.key === `${k.one}_id`) >= 0.5) return `${one}_id`
  return 'id'
}
