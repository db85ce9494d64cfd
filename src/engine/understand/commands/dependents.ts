import type { Catalog } from '#contracts/catalog.ts'

/** Other tables whose rows refer to a table by a declared key. */
export const dependentsOf = (catalog: Catalog, table: string): readonly string[] => [
  ...new Set(catalog.relations.filter((r) => r.declared && r.to.table === table && r.from.table !== table).map((r) => r.from.table)),
]
