import type { Table } from '#contracts/catalog.ts'
import type { Scope } from './scope.ts'
import { find, type Words } from './spans.ts'
import { tableNamed } from './table-names.ts'

const ofWord = /(?:de|del|of|for)(?: (?:cada|each|every|los|las|la|el|the|an?|un|una))*/

/** "líneas del presupuesto": the table that the rows of a new one belong to; null when its name tells none. */
export const complementOf = (name: Words, scope: Scope): Table | null => {
  const match = find(name, ofWord, 1)
  const table = match ? tableNamed(scope.knowledge.catalog, name.slice(match.to)) : null
  return table?.kind === 'table' && table.primaryKey.length === 1 ? table : null
}
