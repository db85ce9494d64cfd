import { findTable, type Table } from '#contracts/catalog.ts'
import { plainColumn } from './column-spec.ts'
import { after, type Scope } from './scope.ts'
import type { Words } from './spans.ts'
import { keyName, tableNamed } from './table-names.ts'

/** The table that is being made or changed, where the words name it: its rows may refer to others of their own. */
export const ownTable = (noun: Words, table: string, scope: Scope): Table | null => {
  const known = findTable(scope.knowledge.catalog, table) ?? unmade(table, scope)
  return known && tableNamed({ ...scope.knowledge.catalog, tables: [known] }, noun) === known ? known : null
}

/** A table not made yet, with the key it will have. */
const unmade = (table: string, scope: Scope): Table | undefined => {
  const key = keyName(scope.knowledge.catalog, table, scope.input.language)
  const made = after(scope, [
    {
      kind: 'create_table',
      table,
      columns: [{ ...plainColumn(key, 'integer'), required: true, identity: true }],
      primaryKey: [key],
      constraints: [],
      description: null,
    },
  ])
  return findTable(made.knowledge.catalog, table)
}
