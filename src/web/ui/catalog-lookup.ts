import type { Catalog, Column, Table } from '#contracts/catalog.ts'

// The contracts' own lookups would bring their schemas, and zod with them, into the first load.

export const findTable = (catalog: Catalog, name: string): Table | undefined => catalog.tables.find((table) => table.name === name)

export const findColumn = (table: Table, name: string): Column | undefined => table.columns.find((column) => column.name === name)
