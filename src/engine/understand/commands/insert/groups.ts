import type { Table } from '#contracts/catalog.ts'
import type { Scope } from '../scope.ts'
import { findAt, type Words } from '../spans.ts'
import { columnNamed, tableNamed } from '../table-names.ts'

/** Words about rows of one table. `table` null: not said. `again`: like the first group. */
export type Group = { readonly table: Table | null; readonly words: Words; readonly again: boolean }

const introduces =
  /^(?:el|la|los|las|un|una|unos|unas|al|su|sus|the|a|an|its|their|his|her|nuev[oa]s?|new|otro|otra|otros|otras|another|y|and|dos|tres|cuatro|cinco|seis|two|three|four|five|six|estos|estas|these|:|;|\.|,)$/
const before =
  /^(?:el|la|los|las|un|una|unos|unas|al|a|con|su|sus|the|an|its|their|his|her|nuev[oa]s?|new|otro|otra|otros|otras|another|y|e|and|dos|tres|cuatro|cinco|seis|siete|ocho|two|three|four|five|six|seven|eight|estos|estas|these|with|,|\d+)$/

const article = /^(?:el|la|los|las|un|una|al|the|a|an|nuev[oa]|new)$/
const joiner = /^(?:y|e|and|,|con|with|a|al)$/

const refers = (scope: Scope, from: string, to: string): boolean =>
  scope.knowledge.catalog.relations.some((r) => r.from.table === from && r.to.table === to)

const tableAt = (words: Words, at: number, current: Table | null, scope: Scope): { readonly table: Table; readonly to: number } | null => {
  const previous = words[at - 1]
  if (previous && !introduces.test(previous.norm) && !/^\d+$/.test(previous.norm)) return null
  for (const length of [3, 2, 1]) {
    const noun = words.slice(at, at + length)
    if (noun.length < length || noun.some((w) => w.kind !== 'word' || /^\p{Lu}/u.test(w.text))) continue
    const table = tableNamed(scope.knowledge.catalog, noun, current === null && (previous === undefined || article.test(previous.norm)))
    if (table?.kind !== 'table') continue
    if (current && (table === current || refers(scope, current.name, table.name))) return null
    if (current && columnNamed(current, noun, false) && !refers(scope, table.name, current.name)) return null
    return { table, to: at + length }
  }
  return null
}

/** Without the articles, numbers and joiners that introduced the next group. */
const dropTail = (words: Words): Words => {
  let end = words.length
  const drop = (pattern: RegExp): boolean => end > 0 && words[end - 1]?.kind !== 'quoted' && pattern.test(words[end - 1]?.norm ?? '')
  for (let count = 0; count < 2 && drop(before) && !drop(joiner); count++) end--
  while (drop(joiner)) end--
  return words.slice(0, end)
}

const oneMore = /con (?:un[oa]|otr[oa])(?= (?:en|de|a) )|with (?:one|another)/
const nextSentence = /(?:\.|;) (?:y|e|and|tambien)?/

/** Cuts the words of an insertion where they turn to rows of another table. */
export const cutGroups = (words: Words, scope: Scope): readonly Group[] => {
  const groups: { table: Table | null; words: Words[number][]; again: boolean }[] = [{ table: null, words: [], again: false }]
  let child: Table | null = null
  for (let at = 0; at < words.length; ) {
    const current = groups.at(-1)
    const word = words[at]
    if (!current || !word) break
    const sentence = findAt(words, nextSentence, at)
    if (sentence && groups.length > 0) {
      groups.push({ table: groups[0]?.table ?? null, words: [], again: true })
      at = sentence.to
      continue
    }
    const one: Table | null = child && findAt(words, oneMore, at) ? child : null
    const next: { readonly table: Table; readonly to: number } | null = one
      ? { table: one, to: at + 2 }
      : tableAt(words, at, current.table, scope)
    if (next) {
      const kept = dropTail(current.words)
      if (kept.length === 0 && current.table === null && !current.again) groups.pop()
      else groups[groups.length - 1] = { ...current, words: [...kept] }
      if (groups.length > 0) child = next.table
      groups.push({ table: next.table, words: [], again: false })
      at = next.to
      continue
    }
    current.words.push(word)
    at++
  }
  return groups.filter((g) => g.words.length > 0)
}
