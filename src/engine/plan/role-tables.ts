import type { Query } from '#contracts/query-plan.ts'
import type { Knowledge } from '../understand/knowledge.ts'
import { type Role, rolesOf } from '../understand/roles.ts'
import { mapQuery } from './map-query.ts'

/** A query planned over role tables, as it is written: each reads the real table under the role's name. */
export const withRealTables = (query: Query, knowledge: Knowledge): Query => {
  const real = new Map(rolesOf(knowledge.catalog).map(({ alias, table }) => [alias, table]))
  return mapQuery(
    query,
    (e) => e,
    (source) => ({ ...source, table: real.get(source.table) ?? source.table }),
  )
}

/** Roles that a query reads, and the query over their role tables: what `withRealTables` makes, taken back. */
export const withRolesOf = (query: Query, knowledge: Knowledge): { readonly query: Query; readonly roles: readonly Role[] } => {
  const read = new Set<Role>()
  const virtual = mapQuery(
    query,
    (e) => e,
    (source) => {
      const role = rolesOf(knowledge.catalog).find(({ alias, table }) => alias === source.as && table === source.table)
      if (!role) return source
      read.add(role)
      return { ...source, table: role.alias }
    },
  )
  return { query: virtual, roles: [...read] }
}
