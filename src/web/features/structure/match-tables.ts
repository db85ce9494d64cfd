import type { Catalog } from '#contracts/catalog.ts'

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Names of the tables that are called so, or have a column that is; all of them for an empty text. */
export const matchTables = (catalog: Catalog, typed: string): ReadonlySet<string> => {
  const wanted = plain(typed.trim())
  const found = catalog.tables.filter(
    (table) => wanted === '' || plain(table.name).includes(wanted) || table.columns.some((column) => plain(column.name).includes(wanted)),
  )
  return new Set(found.map((table) => table.name))
}
