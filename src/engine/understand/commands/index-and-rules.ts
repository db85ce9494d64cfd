import type { Table } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import { objectName } from '../../change/names.ts'
import { cutItems } from './column-list.ts'
import { ask, say, unknownColumn } from './questions.ts'
import { type Draft, draftOf, emptyDraft, failed, type Scope } from './scope.ts'
import { find, has, said, trim, type Words } from './spans.ts'
import { columnNamed, nearest, tableNamed } from './table-names.ts'
import { resolveTarget } from './target.ts'

const indexWord =
  /(?:(?:un|el|an?|the|otro|nuevo|new) )*(?:indices?|index)(?: (?:unic[oa]|unique))?(?: (?:a|al|en|por|sobre|para|de|del|on|by|for|to|la|el|los|las|the))*/
const indexing = /(?:indexa|indexar|index)(?: (?:la|el|los|las|the))*/

/** "ponle un índice al precio de los pisos", "create an index on orders by date". */
export const createIndexes = (words: Words, scope: Scope): Draft => {
  const word = find(words, indexWord)
  const verb = word && has(words.slice(0, word.from), /\S+/) ? word : find(words, indexing)
  const match = word && (word.from > 0 || word.to < words.length) ? word : verb
  if (!match) return { ...emptyDraft, confidence: 0 }
  const unique = has(words, /(?:indice|index) (?:unic[oa]|unique)|unique index/)
  const [first, ...more] = cutItems(words.slice(match.to))
  const target = first ? resolveTarget(joined(first), scope) : null
  if (!target?.column)
    return failed(ask(say(scope.input.language, '¿De qué columna quieres el índice?', 'Which column should the index be on?')), 0.4)
  const others = more.map((piece) => memberOf(target.table, trim(piece, /^(?:por|by|el|la|the|y|and|de|su|its)$/), scope))
  const missing = more.find((_, at) => others[at] === null)
  if (missing) {
    const { text, language } = scope.input
    const names = target.table.columns.map((c) => c.name)
    return failed(unknownColumn(text, said(text, missing), target.table.name, nearest(names, missing), language), 0.8)
  }
  const columns = [target.column.name, ...others.filter((name) => name !== null)]
  const taken = new Set(scope.knowledge.catalog.tables.flatMap((t) => [t.name, ...t.indexes.map((i) => i.name)]))
  const name = objectName([target.table.name, ...columns], 'idx', taken)
  const step: ChangeStep = { kind: 'create_index', table: target.table.name, name, columns, unique }
  return draftOf([step], { confidence: 0.93 })
}

/** A column by its name, by the table it refers to, or as the only date. */
const memberOf = (table: Table, words: Words, scope: Scope): string | null => {
  const named = columnNamed(table, words)
  if (named) return named.name
  const target = tableNamed(scope.knowledge.catalog, words, true)
  const relation = scope.knowledge.catalog.relations.find((r) => r.from.table === table.name && r.to.table === target?.name)
  if (relation?.from.columns.length === 1) return relation.from.columns[0] ?? null
  const dates = table.columns.filter((c) => c.type === 'date' || c.type === 'datetime')
  return has(words, /fecha|dia|date|day/) && dates.length === 1 ? (dates[0]?.name ?? null) : null
}

/** "pedidos por fecha": the column comes last. */
const joined = (words: Words): Words => words.map((w) => (/^(?:por|by|sobre)$/.test(w.norm) ? { ...w, norm: 'de' } : w))
