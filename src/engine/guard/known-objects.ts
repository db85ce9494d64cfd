import type { Catalog, Table } from '#contracts/catalog.ts'
import type { Refusal } from '#contracts/verdict.ts'
import { editDistance } from '#engine/understand/edit-distance.ts'

/** Up to three of `names` that are a slip away from `name`, nearest first. */
export const nearestNames = (name: string, names: readonly string[]): readonly string[] => {
  const wanted = name.toLowerCase().slice(0, 100)
  return [...new Set(names)]
    .map((candidate) => {
      const limit = Math.max(2, Math.floor(Math.max(candidate.length, wanted.length) * 0.4))
      return { candidate, far: editDistance(wanted, candidate.toLowerCase(), limit), limit }
    })
    .filter(({ far, limit }) => far <= limit)
    .sort((left, right) => left.far - right.far)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** How a catalog's names are compared: PostgreSQL exactly (its parser has folded them), others whatever their case. */
export type KnownObjects = {
  readonly catalog: Catalog
  readonly table: (name: string) => Table | undefined
  readonly hasColumn: (table: Table, name: string) => boolean
}

/** Built once per catalog: see `createGuard`. */
export const knownObjects = (catalog: Catalog): KnownObjects => {
  const exact = catalog.dialect === 'postgres'
  const fold = (name: string): string => (exact ? name : name.toLowerCase())
  const tables = new Map(catalog.tables.map((table) => [fold(table.name), table]))
  const columns = new Map(catalog.tables.map((table) => [table.name, new Set(table.columns.map((column) => fold(column.name)))]))
  return {
    catalog,
    table: (name) => tables.get(fold(name)),
    hasColumn: (table, name) => columns.get(table.name)?.has(fold(name)) ?? false,
  }
}

export const unknownTable = (name: string, catalog: Catalog): Refusal => ({
  code: 'guard.unknown_object',
  params: {
    kind: 'table',
    object: name,
    nearest: [
      ...nearestNames(
        name,
        catalog.tables.map((table) => table.name),
      ),
    ],
  },
})

export const unknownColumn = (name: string, tables: readonly Table[]): Refusal => ({
  code: 'guard.unknown_object',
  params: {
    kind: 'column',
    object: name,
    nearest: [
      ...nearestNames(
        name,
        tables.flatMap((table) => table.columns.map((column) => column.name)),
      ),
    ],
  },
})

/** Names that belong to databases themselves or to T7: never touched by a person's statement. */
export const isReservedName = (name: string): boolean =>
  /^(pg_|sqlite_|duckdb_|pragma_)/i.test(name) ||
  /^(information_schema|performance_schema|mysql|sys|t7|t7_kept|pg_catalog|pg_toast)$/i.test(name)
