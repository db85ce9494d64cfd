import { type Catalog, findTable } from '#contracts/catalog.ts'
import type { T7Error } from '#contracts/error.ts'
import type { Statement } from '#contracts/verdict.ts'
import { identifier, withParameters } from './quoting.ts'

const q = (name: string): string => identifier(name, 'postgres')

/** `Key (a, b)=(1, x) ...` as PostgreSQL says it; values with commas can't be told apart, and are then not looked for. */
const keyIn = (detail: string): { readonly columns: readonly string[]; readonly values: readonly string[] } | null => {
  const found = /^Key \((.+?)\)=\((.*)\) (?:already exists|is duplicated|conflicts|is still referenced|is referenced|is not present)/s.exec(
    detail,
  )
  if (found === null) return null
  const columns = (found[1] ?? '').split(', ').map((c) => c.replace(/^"(.*)"$/, '$1').replaceAll('""', '"'))
  const values = columns.length === 1 ? [found[2] ?? ''] : (found[2] ?? '').split(', ')
  return columns.length === values.length ? { columns, values } : null
}

const rowsWhere = (table: string, columns: readonly string[], values: readonly string[], limit: number): Statement =>
  withParameters(
    `SELECT * FROM ${q(table)} WHERE ${columns.map((c, at) => `${q(c)}::text = $${at + 1}`).join(' AND ')} LIMIT ${limit}`,
    values,
  )

/** Looks that follow from what PostgreSQL itself says of a violation. */
export const queriesFromDetail = (error: T7Error, catalog: Catalog, limit: number): readonly Statement[] => {
  if (catalog.dialect !== 'postgres') return []
  const detail = typeof error.params.detail === 'string' ? error.params.detail : ''
  const key = keyIn(detail)
  if (key === null) return []
  const { constraint, table } = error.params
  if (error.code === 'source.unique_violation' && typeof table === 'string' && findTable(catalog, table) !== undefined)
    return [rowsWhere(table, key.columns, key.values, limit)]
  const relation = catalog.relations.find((r) => r.declared && r.name === constraint)
  if (error.code !== 'source.foreign_key_violation' || relation === undefined || !/referenced/.test(detail)) return []
  return [rowsWhere(relation.from.table, relation.from.columns, key.values, limit)]
}
