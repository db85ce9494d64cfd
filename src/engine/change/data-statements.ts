import { sql } from 'kysely'
import type { Catalog } from '#contracts/catalog.ts'
import type { DataChange } from '#contracts/change.ts'
import type { Statement } from '#contracts/verdict.ts'
import { type Fragment, render } from '../compile/render.ts'
import { conditionFragment, valueFragment } from './compiled.ts'
import { columnIn, tableIn } from './evolve-table.ts'
import { failure } from './failure.ts'

const whereText = (step: Extract<DataChange, { kind: 'update' | 'delete' }>, catalog: Catalog): Fragment =>
  step.where === null ? sql`` : sql` WHERE ${conditionFragment(step.where, step.table, catalog)}`

const insert = (step: Extract<DataChange, { kind: 'insert' }>, catalog: Catalog): Fragment => {
  const bad = step.rows.find((row) => row.length !== step.columns.length)
  if (bad !== undefined) throw failure('change.value_count', { table: step.table, expected: step.columns.length, found: bad.length })
  if (step.columns.length === 0) return sql`INSERT INTO ${sql.id(step.table)} DEFAULT VALUES`
  const rows = step.rows.map((row) => sql`(${sql.join(row.map((value) => valueFragment(value, step.table, catalog)))})`)
  return sql`INSERT INTO ${sql.id(step.table)} (${sql.join(step.columns.map((c) => sql.id(c)))}) VALUES ${sql.join(rows)}`
}

const update = (step: Extract<DataChange, { kind: 'update' }>, catalog: Catalog): Fragment => {
  const sets = step.set.map(({ column, value }) => sql`${sql.id(column)} = ${valueFragment(value, step.table, catalog)}`)
  return sql`UPDATE ${sql.id(step.table)} SET ${sql.join(sets)}${whereText(step, catalog)}`
}

const fragmentOf = (step: DataChange, catalog: Catalog): Fragment => {
  switch (step.kind) {
    case 'insert':
      return insert(step, catalog)
    case 'update':
      return update(step, catalog)
    case 'delete':
      return sql`DELETE FROM ${sql.id(step.table)}${whereText(step, catalog)}`
  }
}

/** A change of rows as one statement. Throws `change.unknown_table`, `change.unknown_column`, `change.value_count`. */
export const dataStatements = (step: DataChange, catalog: Catalog): readonly Statement[] => {
  const table = tableIn(catalog, step.table, ['table', 'view'])
  const named = step.kind === 'insert' ? step.columns : step.kind === 'update' ? step.set.map((s) => s.column) : []
  for (const column of named) columnIn(table, column)
  return [render(fragmentOf(step, catalog), catalog.dialect)]
}
