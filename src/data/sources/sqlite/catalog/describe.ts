import type { DatabaseSync } from 'node:sqlite'
import type { Catalog, ColumnValues } from '#contracts/catalog.ts'
import { inferRelations } from '../../infer-relations.ts'
import { structureVersion } from '../../structure-version.ts'
import { buildRelations, buildTables } from './build-tables.ts'
import { type ContentLimits, readContents } from './contents.ts'
import { readStructure } from './structure.ts'

export type Description = { readonly catalog: Catalog; readonly values: readonly ColumnValues[] }

/** Structure, meanings and stored values of a SQLite file. */
export const describeFile = (database: DatabaseSync, limits: ContentLimits): Description => {
  const structure = readStructure(database)
  const bare = buildTables(structure)
  const declared = buildRelations(structure, bare)
  const contents = readContents(database, bare, limits)
  const tables = contents.map((one) => one.table)
  const values = contents.flatMap((one) => one.values)
  const catalog: Catalog = { dialect: 'sqlite', version: structureVersion(bare, declared), tables: [...tables], relations: [...declared] }
  return { catalog: { ...catalog, relations: [...declared, ...inferRelations(catalog, values)] }, values }
}
