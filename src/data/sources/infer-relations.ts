import type { Catalog, ColumnValues, Relation } from '#contracts/catalog.ts'

export const inferRelations = (_catalog: Catalog, _values: readonly ColumnValues[]): readonly Relation[] => []
