import { sql } from 'kysely'
import { type Catalog, findTable, type Table } from '#contracts/catalog.ts'
import type { ChangeStep, ConstraintSpec } from '#contracts/change.ts'
import { T7Error } from '#contracts/error.ts'
import type { Expression } from '#contracts/query-plan.ts'
import type { Statement } from '#contracts/verdict.ts'
import { type Fragment, render } from '../compile/render.ts'
import { databaseType } from './column-type.ts'
import { conditionFragment, valueFragment } from './compiled.ts'
import { evolveCatalog } from './evolve-catalog.ts'
import { textLiteral } from './quoting.ts'

type Of<K extends ChangeStep['kind']> = Extract<ChangeStep, { kind: K }>

const names = (columns: readonly string[]): Fragment => sql.join(columns.map((c) => sql.id(c)))

const rowsOf = (table: string, where: Fragment, limit: number): Fragment =>
  sql`SELECT * FROM ${sql.id(table)} WHERE ${where} LIMIT ${sql.raw(String(limit))}`

const duplicates = (table: string, columns: readonly string[], limit: number): Fragment => {
  const filled = sql.join(
    columns.map((c) => sql`${sql.id(c)} IS NOT NULL`),
    sql` AND `,
  )
  return sql`SELECT * FROM ${sql.id(table)} WHERE (${names(columns)}) IN (SELECT ${names(columns)} FROM ${sql.id(table)} WHERE ${filled} GROUP BY ${names(columns)} HAVING count(*) > 1) ORDER BY ${names(columns)} LIMIT ${sql.raw(String(limit))}`
}

/** Rows of other tables that refer to the rows to be deleted and hold them back. */
const referring = (step: Of<'delete'>, catalog: Catalog, limit: number): readonly Fragment[] =>
  catalog.relations
    .filter((r) => r.declared && r.to.table === step.table && (r.onDelete === 'no_action' || r.onDelete === 'restrict'))
    .map((r) => {
      const where = step.where === null ? sql`1 = 1` : conditionFragment(step.where, step.table, catalog)
      return rowsOf(
        r.from.table,
        sql`(${names(r.from.columns)}) IN (SELECT ${names(r.to.columns)} FROM ${sql.id(step.table)} WHERE ${where})`,
        limit,
      )
    })

const uniqueSets = (table: Table): readonly (readonly string[])[] => [
  ...(table.primaryKey.length > 0 ? [table.primaryKey] : []),
  ...table.uniques.map((u) => u.columns),
  ...table.indexes.filter((i) => i.unique).map((i) => i.columns),
]

/** Rows that already have what would be written into a unique column. */
const alreadyThere = (table: Table, written: ReadonlyMap<string, Expression>, catalog: Catalog, limit: number): readonly Fragment[] =>
  uniqueSets(table)
    .filter((columns) => columns.every((c) => written.has(c)))
    .map((columns) => {
      const equal = columns.flatMap((c) => {
        const value = written.get(c)
        return value === undefined ? [] : [sql`${sql.id(c)} = ${valueFragment(value, table.name, catalog)}`]
      })
      return rowsOf(table.name, sql.join(equal, sql` AND `), limit)
    })

const uniqueViolations = (step: ChangeStep, catalog: Catalog, limit: number): readonly Fragment[] => {
  const table = 'table' in step ? findTable(catalog, step.table) : undefined
  if (table === undefined) return []
  switch (step.kind) {
    case 'insert':
      return step.rows.flatMap((row) =>
        alreadyThere(table, new Map(step.columns.map((c, at) => [c, row[at] as Expression])), catalog, limit),
      )
    case 'update':
      return alreadyThere(table, new Map(step.set.map((s) => [s.column, s.value])), catalog, limit)
    case 'add_constraint':
      return step.constraint.kind === 'unique' || step.constraint.kind === 'primary_key'
        ? [duplicates(step.table, step.constraint.columns, limit)]
        : []
    case 'create_index':
      return [duplicates(step.table, step.columns, limit)]
    default:
      return []
  }
}

/** Rows that don't meet the rules which the step adds. */
const ruleViolations = (step: ChangeStep, catalog: Catalog, limit: number): readonly Fragment[] => {
  if (step.kind !== 'add_constraint' && step.kind !== 'change_type') return []
  const before = findTable(catalog, step.table)
  const after = findTable(evolveCatalog(catalog, step), step.table)
  const added = (after?.checks ?? []).filter((c) => !(before?.checks ?? []).some((b) => b.name === c.name))
  return added.map((rule) => rowsOf(step.table, sql`NOT (${sql.raw(rule.expression)})`, limit))
}

/** Rows whose reference would lead nowhere. */
const orphans = (table: string, constraint: Extract<ConstraintSpec, { kind: 'reference' }>, limit: number): Fragment => {
  const filled = sql.join(
    constraint.columns.map((c) => sql`${sql.id(c)} IS NOT NULL`),
    sql` AND `,
  )
  return rowsOf(
    table,
    sql`${filled} AND (${names(constraint.columns)}) NOT IN (SELECT ${names(constraint.targetColumns)} FROM ${sql.id(constraint.table)})`,
    limit,
  )
}

const misfits = (step: Of<'change_type'>, catalog: Catalog, limit: number): readonly Fragment[] => {
  if (catalog.dialect !== 'postgres') return []
  const type = sql.raw(textLiteral(databaseType(step, 'postgres'), 'postgres'))
  return [rowsOf(step.table, sql`NOT pg_input_is_valid(${sql.id(step.column)}::text, ${type})`, limit)]
}

const fragments = (error: T7Error, step: ChangeStep, catalog: Catalog, limit: number): readonly Fragment[] => {
  switch (error.code) {
    case 'source.unique_violation':
      return uniqueViolations(step, catalog, limit)
    case 'source.check_violation':
      return ruleViolations(step, catalog, limit)
    case 'source.not_null_violation':
    case 'change.needs_fill':
      return step.kind === 'set_required' ? [rowsOf(step.table, sql`${sql.id(step.column)} IS NULL`, limit)] : []
    case 'source.type_mismatch':
      return step.kind === 'change_type' ? misfits(step, catalog, limit) : []
    case 'source.foreign_key_violation':
    case 'change.broken_references':
      if (step.kind === 'delete') return referring(step, catalog, limit)
      return step.kind === 'add_constraint' && step.constraint.kind === 'reference' ? [orphans(step.table, step.constraint, limit)] : []
    default:
      return []
  }
}

/** Looks that follow from what a step wants and how it failed. A step that doesn't fit the catalog gives none. */
export const queriesFromStep = (error: T7Error, step: ChangeStep, catalog: Catalog, limit: number): readonly Statement[] => {
  try {
    return fragments(error, step, catalog, limit).map((f) => render(f, catalog.dialect))
  } catch (failed) {
    if (failed instanceof T7Error) return []
    throw failed
  }
}
