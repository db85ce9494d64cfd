import { createHash } from 'node:crypto'
import type { Relation, Table } from '#contracts/catalog.ts'

/** A short hash of the structure alone: rows and statistics don't change it, any change of structure or description does. */
export const structureVersion = (tables: readonly Table[], relations: readonly Relation[]): string => {
  const structure = tables.map(({ rowCount: _rows, columns, ...table }) => ({
    ...table,
    columns: columns.map(({ statistics: _statistics, ...column }) => column),
  }))
  const declared = relations.filter((relation) => relation.declared)
  return createHash('sha256')
    .update(JSON.stringify([structure, declared]))
    .digest('hex')
    .slice(0, 16)
}
