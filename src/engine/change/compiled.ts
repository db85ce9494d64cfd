import type { Catalog, Table } from '#contracts/catalog.ts'
import type { Condition, Expression, Query } from '#contracts/query-plan.ts'
import { compileCondition } from '../compile/compile-condition.ts'
import { compilePiece } from '../compile/compile-expression.ts'
import { compileQueryFragment, tableScope } from '../compile/compile-query.ts'
import { type Fragment, renderInlined } from '../compile/render.ts'
import type { Scope } from '../compile/scope.ts'

/** Where expressions of a change stand: the changed table is known by its own name and, in its rules, by ''. */
const scopeOf = (table: string, catalog: Catalog): Scope => tableScope(catalog, catalog.dialect, { '': table, [table]: table })

export const valueFragment = (value: Expression, table: string, catalog: Catalog): Fragment =>
  compilePiece(value, scopeOf(table, catalog)).fragment

export const conditionFragment = (condition: Condition, table: string, catalog: Catalog): Fragment =>
  compileCondition(condition, scopeOf(table, catalog))

/** A condition as DDL takes it: columns bare, values written in. */
export const inlineCondition = (condition: Condition, { catalog, table }: { readonly catalog: Catalog; readonly table: Table }): string =>
  renderInlined(conditionFragment(condition, table.name, catalog), catalog.dialect)

/** The SELECT of a view, values written in. */
export const viewBody = (query: Query, catalog: Catalog): string =>
  renderInlined(compileQueryFragment(query, catalog, catalog.dialect), catalog.dialect)
