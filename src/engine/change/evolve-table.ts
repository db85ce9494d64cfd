import { type Catalog, type Column, findColumn, findTable, type Table } from '#contracts/catalog.ts'
import { failure } from './failure.ts'
import { mentions, renameIn } from './identifier-words.ts'

/** The table of that name; throws `change.unknown_table`. Views only where asked for. */
export const tableIn = (catalog: Catalog, name: string, kinds: readonly Table['kind'][] = ['table']): Table => {
  const table = findTable(catalog, name)
  if (table === undefined || !kinds.includes(table.kind)) throw failure('change.unknown_table', { table: name })
  return table
}

export const viewIn = (catalog: Catalog, name: string): Table => {
  const view = findTable(catalog, name)
  if (view?.kind !== 'view') throw failure('change.unknown_view', { name })
  return view
}

/** The column of that name; throws `change.unknown_column`. */
export const columnIn = (table: Table, name: string): Column => {
  const column = findColumn(table, name)
  if (column === undefined) throw failure('change.unknown_column', { table: table.name, column: name })
  return column
}

export const withTable = (catalog: Catalog, name: string, change: (table: Table) => Table): Catalog => ({
  ...catalog,
  tables: catalog.tables.map((t) => (t.name === name ? change(t) : t)),
})

/** A column goes with the keys, rules, indexes and references that use it. */
export const dropColumnFrom = (catalog: Catalog, step: { table: string; column: string }): Catalog => {
  const table = tableIn(catalog, step.table)
  columnIn(table, step.column)
  if (table.columns.length === 1) throw failure('change.last_column', { table: table.name })
  const without = <T extends { columns: readonly string[] }>(of: readonly T[]): T[] => of.filter((o) => !o.columns.includes(step.column))
  const uses = (end: { table: string; columns: readonly string[] }): boolean =>
    end.table === step.table && end.columns.includes(step.column)
  return {
    ...withTable(catalog, step.table, (t) => ({
      ...t,
      columns: t.columns.filter((c) => c.name !== step.column),
      primaryKey: t.primaryKey.includes(step.column) ? [] : t.primaryKey,
      uniques: without(t.uniques),
      indexes: without(t.indexes),
      checks: t.checks.filter((c) => !mentions(c.expression, step.column)),
    })),
    relations: catalog.relations.filter((r) => !uses(r.from) && !uses(r.to)),
  }
}

export const renameColumnIn = (catalog: Catalog, step: { table: string; column: string; to: string }): Catalog => {
  const table = tableIn(catalog, step.table, ['table'])
  columnIn(table, step.column)
  if (findColumn(table, step.to) !== undefined) throw failure('change.column_exists', { table: table.name, column: step.to })
  const renamed = (names: readonly string[]): string[] => names.map((n) => (n === step.column ? step.to : n))
  const end = (of: { table: string; columns: string[] }) => (of.table === step.table ? { ...of, columns: renamed(of.columns) } : of)
  return {
    ...withTable(catalog, step.table, (t) => ({
      ...t,
      columns: t.columns.map((c) => (c.name === step.column ? { ...c, name: step.to } : c)),
      primaryKey: renamed(t.primaryKey),
      uniques: t.uniques.map((u) => ({ ...u, columns: renamed(u.columns) })),
      indexes: t.indexes.map((i) => ({ ...i, columns: renamed(i.columns) })),
      checks: t.checks.map((c) => ({ ...c, expression: renameIn(c.expression, step.column, step.to) })),
    })),
    relations: catalog.relations.map((r) => ({ ...r, from: end(r.from), to: end(r.to) })),
  }
}
