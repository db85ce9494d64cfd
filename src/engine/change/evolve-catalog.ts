import type { Catalog, Column, Relation, Table } from '#contracts/catalog.ts'
import { type ChangeStep, type ColumnSpec, isDataChange, type SchemaChange } from '#contracts/change.ts'
import { databaseType } from './column-type.ts'
import { columnIn, dropColumnFrom, renameColumnIn, tableIn, viewIn, withTable } from './evolve-table.ts'
import { failure } from './failure.ts'
import { defaultText } from './literal.ts'
import { columnOf, conditionText } from './rule-text.ts'
import { type NamedRule, primaryKeyOf, ruleOfConstraint, rulesOfColumn, rulesOfTable, takenNames } from './table-rules.ts'
import { viewColumns } from './view-columns.ts'

type Step<K extends SchemaChange['kind']> = Extract<SchemaChange, { kind: K }>

const columnFrom = (table: string, spec: ColumnSpec, key: readonly string[], catalog: Catalog): Column => ({
  name: spec.name,
  type: spec.type,
  databaseType: databaseType(spec, catalog.dialect),
  nullable: !spec.required && !key.includes(spec.name),
  default: spec.default === null ? null : defaultText(spec.default, catalog.dialect, { table, column: spec.name }),
  generated: spec.identity,
  description: spec.description,
  synonyms: [],
  sensitive: false,
  allowedValues: spec.allowedValues,
  statistics: null,
})

const withRule = (table: Table, rule: NamedRule, catalog: Catalog): Table => {
  switch (rule.kind) {
    case 'primary_key':
      return {
        ...table,
        primaryKey: [...rule.columns],
        columns: table.columns.map((c) => (rule.columns.includes(c.name) ? { ...c, nullable: false } : c)),
      }
    case 'unique':
      return { ...table, uniques: [...table.uniques, { name: rule.name, columns: [...rule.columns] }] }
    case 'allowed':
    case 'check':
      return { ...table, checks: [...table.checks, { name: rule.name, expression: conditionText(rule, table, catalog) }] }
    case 'reference':
      return table
  }
}

const relationsOf = (table: string, rules: readonly NamedRule[]): readonly Relation[] =>
  rules.flatMap((rule) =>
    rule.kind === 'reference'
      ? [
          {
            name: rule.name,
            from: { table, columns: [...rule.columns] },
            to: { table: rule.table, columns: [...rule.targetColumns] },
            onDelete: rule.onDelete,
            declared: true,
          },
        ]
      : [],
  )

const withRules = (catalog: Catalog, table: Table, rules: readonly NamedRule[]): Catalog => {
  const ruled = rules.reduce((t, rule) => withRule(t, rule, catalog), table)
  return { ...withTable(catalog, table.name, () => ruled), relations: [...catalog.relations, ...relationsOf(table.name, rules)] }
}

const refuseTaken = (catalog: Catalog, name: string): void => {
  if (takenNames(catalog).has(name)) throw failure('change.already_exists', { name })
}

const refuseBadTargets = (catalog: Catalog, rules: readonly NamedRule[]): void => {
  for (const rule of rules) {
    if (rule.kind !== 'reference') continue
    const target = tableIn(catalog, rule.table, ['table', 'view'])
    if (target.kind === 'view') throw failure('change.references_view', { table: rule.table })
    for (const column of rule.targetColumns) columnIn(target, column)
  }
}

const createTable = (catalog: Catalog, step: Step<'create_table'>): Catalog => {
  refuseTaken(catalog, step.table)
  const key = primaryKeyOf(step)
  const table: Table = {
    name: step.table,
    kind: 'table',
    description: step.description,
    synonyms: [],
    rowCount: 0,
    columns: step.columns.map((c) => columnFrom(step.table, c, key, catalog)),
    primaryKey: [],
    uniques: [],
    checks: [],
    indexes: [],
    definition: null,
  }
  const rules = rulesOfTable(step, takenNames(catalog))
  const grown = { ...catalog, tables: [...catalog.tables, table] }
  refuseBadTargets(grown, rules)
  for (const rule of rules) if ('columns' in rule) for (const name of rule.columns) columnIn(table, name)
  return withRules(grown, table, rules)
}

const addColumn = (catalog: Catalog, step: Step<'add_column'>): Catalog => {
  const table = tableIn(catalog, step.table)
  if (table.columns.some((c) => c.name === step.column.name))
    throw failure('change.column_exists', { table: table.name, column: step.column.name })
  const rules = rulesOfColumn(table.name, step.column, takenNames(catalog))
  refuseBadTargets(catalog, rules)
  return withRules(catalog, { ...table, columns: [...table.columns, columnFrom(table.name, step.column, [], catalog)] }, rules)
}

const addConstraint = (catalog: Catalog, step: Step<'add_constraint'>): Catalog => {
  const table = tableIn(catalog, step.table)
  const taken = takenNames(catalog)
  const { name } = step.constraint
  if (name !== null && taken.has(name)) throw failure('change.constraint_exists', { table: table.name, name })
  const rule = ruleOfConstraint(table.name, step.constraint, taken)
  refuseBadTargets(catalog, [rule])
  if ('columns' in rule) for (const column of rule.columns) columnIn(table, column)
  return withRules(catalog, table, [rule])
}

const dropConstraint = (catalog: Catalog, step: Step<'drop_constraint'>): Catalog => {
  const table = tableIn(catalog, step.table)
  const isPrimary = step.name === `${table.name}_pkey` && table.primaryKey.length > 0
  const isRelation = (r: Relation): boolean => r.declared && r.name === step.name && r.from.table === table.name
  const known =
    isPrimary ||
    table.uniques.some((u) => u.name === step.name) ||
    table.checks.some((c) => c.name === step.name) ||
    catalog.relations.some(isRelation)
  if (!known) throw failure('change.unknown_constraint', { table: table.name, name: step.name })
  const loosened: Table = {
    ...table,
    primaryKey: isPrimary ? [] : table.primaryKey,
    uniques: table.uniques.filter((u) => u.name !== step.name),
    checks: table.checks.filter((c) => c.name !== step.name),
    columns: table.columns.map((c) =>
      c.allowedValues !== null && columnOf(table, step.name) === c.name ? { ...c, allowedValues: null } : c,
    ),
  }
  return { ...withTable(catalog, table.name, () => loosened), relations: catalog.relations.filter((r) => !isRelation(r)) }
}

const dropTable = (catalog: Catalog, name: string): Catalog => ({
  ...catalog,
  tables: catalog.tables.filter((t) => t.name !== name),
  relations: catalog.relations.filter((r) => r.from.table !== name && r.to.table !== name),
})

const renameTable = (catalog: Catalog, step: Step<'rename_table'>): Catalog => {
  tableIn(catalog, step.table, ['table', 'view'])
  refuseTaken(catalog, step.to)
  const renamed = (name: string): string => (name === step.table ? step.to : name)
  return {
    ...withTable(catalog, step.table, (t) => ({ ...t, name: step.to })),
    relations: catalog.relations.map((r) => ({
      ...r,
      from: { ...r.from, table: renamed(r.from.table) },
      to: { ...r.to, table: renamed(r.to.table) },
    })),
  }
}

const changeColumn = (catalog: Catalog, step: { table: string; column: string }, change: (column: Column) => Column): Catalog => {
  const table = tableIn(catalog, step.table)
  columnIn(table, step.column)
  return withTable(catalog, step.table, (t) => ({ ...t, columns: t.columns.map((c) => (c.name === step.column ? change(c) : c)) }))
}

const createIndex = (catalog: Catalog, step: Step<'create_index'>): Catalog => {
  const table = tableIn(catalog, step.table)
  refuseTaken(catalog, step.name)
  for (const column of step.columns) columnIn(table, column)
  const index = { name: step.name, columns: step.columns, unique: step.unique }
  return withTable(catalog, step.table, (t) => ({ ...t, indexes: [...t.indexes, index] }))
}

const dropIndex = (catalog: Catalog, step: Step<'drop_index'>): Catalog => {
  const table = tableIn(catalog, step.table)
  if (!table.indexes.some((i) => i.name === step.name)) throw failure('change.unknown_index', { table: step.table, name: step.name })
  return withTable(catalog, step.table, (t) => ({ ...t, indexes: t.indexes.filter((i) => i.name !== step.name) }))
}

const createView = (catalog: Catalog, step: Step<'create_view'>): Catalog => {
  refuseTaken(catalog, step.name)
  const view: Table = {
    name: step.name,
    kind: 'view',
    description: null,
    synonyms: [],
    rowCount: null,
    columns: viewColumns(step.query, catalog),
    primaryKey: [],
    uniques: [],
    checks: [],
    indexes: [],
    definition: null,
  }
  return { ...catalog, tables: [...catalog.tables, view] }
}

const describe = (catalog: Catalog, step: Step<'describe'>): Catalog => {
  if (step.column !== null)
    return changeColumn(catalog, { table: step.table, column: step.column }, (c) => ({ ...c, description: step.description }))
  tableIn(catalog, step.table, ['table', 'view'])
  return withTable(catalog, step.table, (t) => ({ ...t, description: step.description }))
}

/** A step's effect on the structure, without its version. Throws T7Error when the step does not fit the catalog. */
const evolve = (catalog: Catalog, step: SchemaChange): Catalog => {
  switch (step.kind) {
    case 'create_table':
      return createTable(catalog, step)
    case 'drop_table':
      tableIn(catalog, step.table)
      return dropTable(catalog, step.table)
    case 'rename_table':
      return renameTable(catalog, step)
    case 'add_column':
      return addColumn(catalog, step)
    case 'drop_column':
      return dropColumnFrom(catalog, step)
    case 'rename_column':
      return renameColumnIn(catalog, step)
    case 'change_type':
      return changeColumn(catalog, step, (c) => ({ ...c, type: step.type, databaseType: databaseType(step, catalog.dialect) }))
    case 'set_required':
      return changeColumn(catalog, step, (c) => ({ ...c, nullable: !step.required }))
    case 'set_default':
      return changeColumn(catalog, step, (c) => ({
        ...c,
        default: step.default === null ? null : defaultText(step.default, catalog.dialect, step),
      }))
    case 'add_constraint':
      return addConstraint(catalog, step)
    case 'drop_constraint':
      return dropConstraint(catalog, step)
    case 'create_index':
      return createIndex(catalog, step)
    case 'drop_index':
      return dropIndex(catalog, step)
    case 'create_view':
      return createView(catalog, step)
    case 'drop_view':
      viewIn(catalog, step.name)
      return dropTable(catalog, step.name)
    case 'truncate_table':
      tableIn(catalog, step.table)
      return withTable(catalog, step.table, (t) => ({ ...t, rowCount: 0 }))
    case 'describe':
      return describe(catalog, step)
  }
}

/** The catalog as it is after the step. Pure; data steps leave the structure as it is. Throws T7Error (codes.ts) when the step does not fit. */
export const evolveCatalog = (catalog: Catalog, step: ChangeStep): Catalog => {
  if (isDataChange(step)) return catalog
  return { ...evolve(catalog, step), version: `${catalog.version}+${step.kind}` }
}
