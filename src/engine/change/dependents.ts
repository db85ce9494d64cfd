import type { Catalog, Relation, Table } from '#contracts/catalog.ts'
import type { Definitions } from './change-script.ts'
import { mentions } from './identifier-words.ts'

/** References declared in other tables that point at this one. */
export const incomingReferences = (catalog: Catalog, table: string): readonly Relation[] =>
  catalog.relations.filter((r) => r.declared && r.to.table === table && r.from.table !== table)

const definitionOf = (view: Table, definitions: Definitions): string =>
  definitions.objects.find((o) => o.kind === 'view' && o.name === view.name)?.sql ?? view.definition ?? ''

const usesDirectly = (view: Table, table: string, column: string | null, definitions: Definitions): boolean => {
  if (definitions.viewUses.length > 0)
    return definitions.viewUses.some(
      (u) => u.view === view.name && u.table === table && (column === null || u.column === null || u.column === column),
    )
  const text = definitionOf(view, definitions)
  return mentions(text, table) && (column === null || mentions(text, column) || text.includes('*'))
}

/**
 * Views that read a table (or one column of it), directly or through other views; those that are read come before their readers.
 * Exact where `definitions.viewUses` is known, by the words of their text otherwise.
 */
export const dependentViews = (catalog: Catalog, table: string, column: string | null, definitions: Definitions): readonly string[] => {
  const views = catalog.tables.filter((t) => t.kind === 'view' && t.name !== table)
  const found: string[] = views.filter((v) => usesDirectly(v, table, column, definitions)).map((v) => v.name)
  for (const name of found)
    for (const view of views) if (!found.includes(view.name) && usesDirectly(view, name, null, definitions)) found.push(view.name)
  return found
}
