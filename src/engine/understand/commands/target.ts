import { type Column, findTable, type Table } from '#contracts/catalog.ts'
import { identifierWords } from '../vocabulary.ts'
import type { Scope } from './scope.ts'
import { trim, type Words } from './spans.ts'
import { columnNamed, tableNamed } from './table-names.ts'

/** What a noun phrase names: a table, and a column of it (null: only the table). `guess`: the table was not said; `others`: tables that have such a column too. */
export type Target = {
  readonly table: Table
  readonly column: Column | null
  /** Words that should have named a column of that table and don't. */
  readonly unknown: Words
  readonly guess: boolean
  readonly others: readonly string[]
}

const small =
  /^(?:el|la|lo|los|las|un|una|unos|unas|de|del|al|a|con|en|su|sus|cada|todo|todos|todas|toda|que|the|an|of|in|for|to|on|with|every|all|its|their|any|tabla|table|columna|columnas|column|columns|campo|campos|field|y|and|ya|tambien|nuestros|nuestras|our|from)$/
const preposition = /^(?:de|del|con|en|a|al|of|in|on|for|with|to|from|,|:|para)$/

const clean = (words: Words): Words => trim(words, small)

const found = (table: Table, column: Column | null, unknown: Words = [], guess = false, others: readonly string[] = []): Target => ({
  table,
  column,
  unknown,
  guess,
  others,
})

const possessive = (words: Words): number => words.findIndex((w) => /['’]s$/.test(w.text))

/** "precio de los pisos", "venue's capacity", "clientes: email": a column said together with its table, in either order. */
const both = (words: Words, scope: Scope): Target | null => {
  const { catalog } = scope.knowledge
  for (const synonyms of [false, true]) {
    const cuts = words.flatMap((w, i) => (preposition.test(w.norm) && w.kind !== 'quoted' ? [i] : []))
    const owner = possessive(words)
    for (const at of [...cuts, ...(owner >= 0 ? [owner + 1] : []), ...(cuts.length === 0 && words.length === 2 ? [1] : [])]) {
      const left = clean(words.slice(0, at))
      const right = clean(words.slice(at))
      for (const [columnWords, tableWords] of [
        [left, right],
        [right, left],
      ] as const) {
        if (columnWords.length === 0 || tableWords.length === 0) continue
        const table = tableNamed(catalog, tableWords, synonyms)
        const column = table && columnNamed(table, columnWords, synonyms)
        if (table && column) return found(table, column)
      }
    }
  }
  return null
}

/** A table said with words that name no column of it. */
const withUnknown = (words: Words, scope: Scope): Target | null => {
  const cuts = words.flatMap((w, i) => (preposition.test(w.norm) && w.kind !== 'quoted' ? [i] : []))
  const owner = possessive(words)
  for (const at of [...[...cuts].reverse(), ...(owner >= 0 ? [owner + 1] : [])]) {
    const [left, right] = [clean(words.slice(0, at)), clean(words.slice(at))]
    const last = tableNamed(scope.knowledge.catalog, right, true)
    if (last && left.length > 0) return found(last, null, left)
    const first = tableNamed(scope.knowledge.catalog, left, true)
    if (first && right.length > 0) return found(first, null, right)
  }
  return null
}

/** `precio` is said by "precio" in full, `precio_unitario` only in part: where some names are said in full, only those count. */
const fullestNamed = <T extends { readonly column: Column }>(holders: readonly T[]): readonly T[] => {
  const lengths = holders.map((h) => identifierWords(h.column.name).length)
  const least = Math.min(...lengths)
  return holders.filter((_, index) => lengths[index] === least)
}

const columnAlone = (words: Words, scope: Scope): Target | null => {
  const { catalog } = scope.knowledge
  const focus = scope.focus === null ? undefined : findTable(catalog, scope.focus)
  const own = focus && columnNamed(focus, words)
  if (focus && own) return found(focus, own)
  for (const synonyms of [false, true]) {
    const holders = fullestNamed(
      catalog.tables.flatMap((table) => {
        const column = table.kind === 'table' ? columnNamed(table, words, synonyms) : null
        return column ? [{ table, column }] : []
      }),
    )
    const first = holders[0]
    if (first)
      return found(
        first.table,
        first.column,
        [],
        holders.length > 1,
        holders.slice(1).map((h) => h.table.name),
      )
  }
  return null
}

/** Finds the table and column that a noun phrase names; null when it names neither. */
export const resolveTarget = (words: Words, scope: Scope): Target | null => {
  const noun = clean(words)
  if (noun.length === 0) {
    const focus = scope.focus === null ? undefined : findTable(scope.knowledge.catalog, scope.focus)
    return focus ? found(focus, null) : null
  }
  const pair = both(noun, scope)
  if (pair) return pair
  const focus = scope.focus === null ? undefined : findTable(scope.knowledge.catalog, scope.focus)
  const own = focus ? columnNamed(focus, noun, false) : null
  if (focus && own) return found(focus, own)
  const table = tableNamed(scope.knowledge.catalog, noun) ?? null
  if (table) return found(table, null)
  return columnAlone(noun, scope) ?? tableAlone(noun, scope) ?? withUnknown(noun, scope)
}

const tableAlone = (words: Words, scope: Scope): Target | null => {
  const table = tableNamed(scope.knowledge.catalog, words, true)
  return table ? found(table, null) : null
}
