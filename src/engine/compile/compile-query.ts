import { type Catalog, type Dialect, findTable } from '#contracts/catalog.ts'
import type { Query } from '#contracts/query-plan.ts'
import type { Statement } from '#contracts/verdict.ts'
import { compileCondition } from './compile-condition.ts'
import { compilePiece } from './compile-expression.ts'
import { compileCompound, compileExistence, compileSelect } from './compile-select.ts'
import { type Fragment, render } from './render.ts'
import type { Building, Scope } from './scope.ts'

const build: Building = {
  piece: compilePiece,
  condition: compileCondition,
  query: (query, outer) => (query.kind === 'select' ? compileSelect(query, outer) : compileCompound(query, outer)),
  existence: compileExistence,
}

/**
 * What table aliases mean where an expression or condition stands alone: `{ clientes: 'clientes' }` for an UPDATE of `clientes`, `{}` for
 * values without columns. Alias '' (a table being defined) is always in scope. `qualified` writes columns with their table.
 */
export const tableScope = (
  catalog: Catalog,
  dialect: Dialect,
  tables: Readonly<Record<string, string>> = {},
  qualified = false,
): Scope => ({
  catalog,
  dialect,
  build,
  sources: new Map(
    Object.entries({ '': '', ...tables }).map(([alias, name]) => [
      alias,
      { table: findTable(catalog, name) ?? null, query: null, optional: false },
    ]),
  ),
  outer: null,
  qualified,
})

/** A query as a fragment, for use inside another statement (CREATE VIEW, INSERT ... SELECT). */
export const compileQueryFragment = (query: Query, catalog: Catalog, dialect: Dialect): Fragment =>
  build.query(query, tableScope(catalog, dialect))

/** A query plan as one statement of the dialect. Throws `compile.unknown_alias` for a plan whose column names a source that isn't there. */
export const compileQuery = (query: Query, catalog: Catalog, dialect: Dialect): Statement =>
  render(compileQueryFragment(query, catalog, dialect), dialect)
