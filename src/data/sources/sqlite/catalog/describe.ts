import type { DatabaseSync } from 'node:sqlite'
import type { Catalog, ColumnValues, Relation } from '#contracts/catalog.ts'
import { findCandidates, settleRelations, worthChecking } from '../../infer-relations.ts'
import { structureVersion } from '../../structure-version.ts'
import { buildRelations, buildTables } from './build-tables.ts'
import { checkReferences } from './check-references.ts'
import { type ContentLimits, readContents } from './contents.ts'
import { readStructure } from './structure.ts'

export type Description = { readonly catalog: Catalog; readonly values: readonly ColumnValues[] }

const checks = { values: 200, milliseconds: 1_000 }

/** Relations that a file doesn't declare, borne out by its rows where names leave a doubt. */
export const inferRelations = (database: DatabaseSync, { catalog, values }: Description): readonly Relation[] => {
  const candidates = findCandidates(catalog, values)
  return settleRelations(catalog, candidates, checkReferences(database, worthChecking(candidates), checks))
}

/** Structure, meanings and stored values of a SQLite file. */
export const describeFile = (database: DatabaseSync, limits: ContentLimits): Description => {
  const structure = readStructure(database)
  const bare = buildTables(structure)
  const declared = buildRelations(structure, bare)
  const contents = readContents(database, bare, limits)
  const tables = contents.map((one) => one.table)
  const values = contents.flatMap((one) => one.values)
  const catalog: Catalog = { dialect: 'sqlite', version: structureVersion(bare, declared), tables: [...tables], relations: [...declared] }
  return { catalog: { ...catalog, relations: [...declared, ...inferRelations(database, { catalog, values })] }, values }
}
