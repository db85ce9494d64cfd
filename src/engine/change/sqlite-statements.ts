import type { Catalog, Table } from '#contracts/catalog.ts'
import { type ChangeStep, type ColumnSpec, isDataChange, type SchemaChange } from '#contracts/change.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { Definitions } from './change-script.ts'
import { databaseType } from './column-type.ts'
import { viewBody } from './compiled.ts'
import { dataStatements } from './data-statements.ts'
import { dependentViews, incomingReferences } from './dependents.ts'
import { columnIn, tableIn } from './evolve-table.ts'
import { failure } from './failure.ts'
import { mentions } from './identifier-words.ts'
import { defaultText } from './literal.ts'
import { identifier, identifiers, plain } from './quoting.ts'
import { ruleText } from './rule-text.ts'
import { rebuildStatements } from './sqlite-rebuild.ts'
import {
  editColumn,
  rowidColumnOf,
  tableTextOf,
  withClause,
  withoutClause,
  withoutColumn,
  withoutReferences,
  withoutRule,
} from './sqlite-table-edit.ts'
import { readTableText, type TableText } from './sqlite-table-text.ts'
import { type NamedRule, primaryKeyOf, ruleOfConstraint, rulesOfColumn, rulesOfTable, takenNames } from './table-rules.ts'

type Step<K extends SchemaChange['kind']> = Extract<SchemaChange, { kind: K }>
type Scene = { readonly catalog: Catalog; readonly after: Catalog; readonly definitions: Definitions }

const q = (name: string): string => identifier(name, 'sqlite')

const columnText = (table: string, column: ColumnSpec, required: boolean, rowid: boolean): string => {
  if (rowid) return `${q(column.name)} INTEGER PRIMARY KEY`
  return [
    q(column.name),
    databaseType(column, 'sqlite'),
    ...(required ? ['NOT NULL'] : []),
    ...(column.default === null ? [] : [`DEFAULT ${defaultText(column.default, 'sqlite', { table, column: column.name })}`]),
  ].join(' ')
}

const createTable = (step: Step<'create_table'>, { catalog, after }: Scene): readonly Statement[] => {
  const key = primaryKeyOf(step)
  const alone = key.length === 1 ? step.columns.find((c) => c.name === key[0]) : undefined
  const rowid = alone?.type === 'integer' && alone.references === null ? alone.name : null
  const rules = rulesOfTable(step, takenNames(catalog)).filter((r) => !(rowid !== null && r.kind === 'primary_key'))
  const lines = [
    ...step.columns.map((c) => columnText(step.table, c, c.required || key.includes(c.name), c.name === rowid)),
    ...rules.map((r) => ruleText(r, tableIn(after, step.table), after)),
  ]
  return [plain(`CREATE TABLE ${q(step.table)} (\n  ${lines.join(',\n  ')}\n)`)]
}

const dropViews = (names: readonly string[]): readonly Statement[] => [...names].reverse().map((n) => plain(`DROP VIEW ${q(n)}`))

type Edit = (text: TableText) => TableText

const rebuild = (
  table: Table,
  scene: Scene,
  edit: Edit,
  more: { readonly lostIndexes?: readonly string[]; readonly values?: Readonly<Record<string, string>> } = {},
): readonly Statement[] => {
  const from = tableTextOf(table, scene.catalog, scene.definitions)
  const { lostIndexes = [], values = {} } = more
  return rebuildStatements({ table, from, to: edit(from), definitions: scene.definitions, lostIndexes, values })
}

/** Other tables' references to what goes would make every change of theirs fail: they go as well. */
const freeChildren = (table: Table, column: string | null, scene: Scene): readonly Statement[] => {
  const children = new Set(
    incomingReferences(scene.catalog, table.name)
      .filter((r) => column === null || r.to.columns.includes(column))
      .map((r) => r.from.table),
  )
  return [...children].flatMap((child) =>
    rebuild(tableIn(scene.catalog, child), scene, (text) => withoutReferences(text, table.name, column, table.primaryKey)),
  )
}

const dropTable = (step: Step<'drop_table'>, scene: Scene): readonly Statement[] => [
  ...dropViews(dependentViews(scene.catalog, step.table, null, scene.definitions)),
  ...freeChildren(tableIn(scene.catalog, step.table), null, scene),
  plain(`DROP TABLE ${q(step.table)}`),
]

/** `ADD COLUMN` can't take a key, a moving default, or a rule that today's rows would break without a value. */
const canAdd = (column: ColumnSpec): boolean => {
  const constant = column.default === null || column.default.kind === 'literal'
  return (
    constant &&
    !(column.required && column.default === null) &&
    !(column.references !== null && column.default !== null) &&
    !column.identity
  )
}

const addColumn = (step: Step<'add_column'>, scene: Scene): readonly Statement[] => {
  const table = tableIn(scene.catalog, step.table)
  const { column } = step
  if (column.required && column.default === null && table.rowCount !== null && table.rowCount > 0)
    throw failure('change.needs_fill', { table: table.name, column: column.name })
  const rules = rulesOfColumn(table.name, column, takenNames(scene.catalog))
  const inline = (rule: NamedRule): string => {
    const text = ruleText(rule, tableIn(scene.after, table.name), scene.after)
    return rule.kind === 'reference' ? text.replace(/FOREIGN KEY \((?:"(?:[^"]|"")*"|[^)"])*\) /, '') : text
  }
  if (!canAdd(column)) {
    const added: Edit = (text) => ({
      ...text,
      columns: [...text.columns, readColumn(columnText(table.name, column, column.required, false), rules.map(inline))],
    })
    return rebuild(table, scene, added)
  }
  const own = rules.filter((r) => r.kind !== 'unique').map(inline)
  const unique = rules.filter((r) => r.kind === 'unique')
  return [
    plain(`ALTER TABLE ${q(table.name)} ADD COLUMN ${[columnText(table.name, column, column.required, false), ...own].join(' ')}`),
    ...unique.map((r) => plain(`CREATE UNIQUE INDEX ${q(r.name)} ON ${q(table.name)} (${q(column.name)})`)),
  ]
}

const readColumn = (text: string, rules: readonly string[]): TableText['columns'][number] => {
  const bare = rules.map((r) => r.replace(/(^CONSTRAINT "(?:[^"]|"")*" UNIQUE) \(.*\)$/s, '$1'))
  const [column] = readTableText(`CREATE TABLE t (${[text, ...bare].join(' ')})`)?.columns ?? []
  if (column === undefined) throw new TypeError(`not a column: ${text}`)
  return column
}

const indexesOn = (table: Table, column: string, definitions: Definitions): readonly string[] => [
  ...new Set([
    ...table.indexes.filter((i) => i.columns.includes(column)).map((i) => i.name),
    ...definitions.objects
      .filter((o) => o.kind === 'index' && o.table === table.name && mentions(o.sql.slice(o.sql.indexOf('(')), column))
      .map((o) => o.name),
  ]),
]

const dropColumn = (step: Step<'drop_column'>, scene: Scene): readonly Statement[] => {
  const table = tableIn(scene.catalog, step.table)
  const lostIndexes = indexesOn(table, step.column, scene.definitions).filter((n) => !n.startsWith('sqlite_autoindex'))
  return [
    ...dropViews(dependentViews(scene.catalog, step.table, step.column, scene.definitions)),
    ...freeChildren(table, step.column, scene),
    ...rebuild(table, scene, (text) => withoutColumn(text, step.column), { lostIndexes }),
  ]
}

/** Decimals are rounded as PostgreSQL does; all else is converted by the new column's affinity, and checked afterwards where it runs. */
const retyped = (from: string, step: Step<'change_type'>): string => {
  const name = q(step.column)
  if (step.type === 'integer' && from === 'number') return `CAST(round(${name}) AS INTEGER)`
  if (step.type === 'number' && step.scale !== null)
    return `CASE WHEN typeof(${name}) IN ('integer', 'real') THEN round(${name}, ${step.scale}) ELSE ${name} END`
  if (step.type === 'boolean' && (from === 'integer' || from === 'number')) return `(${name} <> 0)`
  if (from === 'text' && step.type !== 'text') return `nullif(trim(${name}), '')`
  return name
}

const changeType = (step: Step<'change_type'>, scene: Scene): readonly Statement[] => {
  const table = tableIn(scene.catalog, step.table)
  const from = columnIn(table, step.column).type
  const keyed = table.primaryKey.length === 1 && table.primaryKey[0] === step.column
  // As INTEGER a lone key would become the row's number and lose the one it had.
  const type = keyed && step.type === 'integer' ? 'INT' : databaseType(step, 'sqlite')
  const edit: Edit = (text) => editColumn(text, step.column, (c) => ({ ...withoutAutoincrement(c), type }))
  return rebuild(table, scene, edit, { values: { [step.column]: retyped(from, step) } })
}

const withoutAutoincrement = (column: TableText['columns'][number]): TableText['columns'][number] => ({
  ...column,
  clauses: column.clauses.map((c) => (c.kind === 'primary_key' ? { ...c, text: c.text.replace(/\s*AUTOINCREMENT/i, '') } : c)),
})

const setRequired = (step: Step<'set_required'>, scene: Scene): readonly Statement[] =>
  rebuild(tableIn(scene.catalog, step.table), scene, (text) =>
    editColumn(text, step.column, (c) =>
      step.required ? withClause(withoutClause(c, 'null'), 'not_null', 'NOT NULL') : withoutClause(c, 'not_null'),
    ),
  )

const setDefault = (step: Step<'set_default'>, scene: Scene): readonly Statement[] => {
  const value = step.default === null ? null : defaultText(step.default, 'sqlite', step)
  return rebuild(tableIn(scene.catalog, step.table), scene, (text) =>
    editColumn(text, step.column, (c) => (value === null ? withoutClause(c, 'default') : withClause(c, 'default', `DEFAULT ${value}`))),
  )
}

const addConstraint = (step: Step<'add_constraint'>, scene: Scene): readonly Statement[] => {
  const table = tableIn(scene.catalog, step.table)
  const rule = ruleOfConstraint(table.name, step.constraint, takenNames(scene.catalog))
  const text = ruleText(rule, tableIn(scene.after, table.name), scene.after)
  const kind = rule.kind === 'allowed' ? 'check' : rule.kind
  const columns = 'columns' in rule ? rule.columns : []
  return rebuild(table, scene, (t) => {
    const added = { ...t, rules: [...t.rules, { kind, name: rule.name, columns, target: null, text }] }
    // A lone INTEGER key would become the row's number and lose the one it had.
    return rule.kind === 'primary_key' && rowidColumnOf(added) !== null && columns[0] !== undefined
      ? editColumn(added, columns[0], (c) => ({ ...c, type: 'INT' }))
      : added
  })
}

/** A step as SQLite statements. `catalog` is as it is before the step, `after` as it will be. */
export const sqliteStatements = (step: ChangeStep, catalog: Catalog, after: Catalog, definitions: Definitions): readonly Statement[] => {
  if (isDataChange(step)) return dataStatements(step, catalog)
  const scene: Scene = { catalog, after, definitions }
  switch (step.kind) {
    case 'create_table':
      return createTable(step, scene)
    case 'drop_table':
      return dropTable(step, scene)
    case 'rename_table':
      return [plain(`ALTER TABLE ${q(step.table)} RENAME TO ${q(step.to)}`)]
    case 'add_column':
      return addColumn(step, scene)
    case 'drop_column':
      return dropColumn(step, scene)
    case 'rename_column':
      return [plain(`ALTER TABLE ${q(step.table)} RENAME COLUMN ${q(step.column)} TO ${q(step.to)}`)]
    case 'change_type':
      return changeType(step, scene)
    case 'set_required':
      return setRequired(step, scene)
    case 'set_default':
      return setDefault(step, scene)
    case 'add_constraint':
      return addConstraint(step, scene)
    case 'drop_constraint': {
      const table = tableIn(catalog, step.table)
      return rebuild(table, scene, (text) => withoutRule(text, table, catalog, step.name))
    }
    case 'create_index':
      return [
        plain(`CREATE ${step.unique ? 'UNIQUE ' : ''}INDEX ${q(step.name)} ON ${q(step.table)} (${identifiers(step.columns, 'sqlite')})`),
      ]
    case 'drop_index':
      return [plain(`DROP INDEX ${q(step.name)}`)]
    case 'create_view':
      return [plain(`CREATE VIEW ${q(step.name)} AS ${viewBody(step.query, catalog)}`)]
    case 'drop_view':
      return [...dropViews(dependentViews(catalog, step.name, null, definitions)), plain(`DROP VIEW ${q(step.name)}`)]
    case 'truncate_table':
      return [plain(`DELETE FROM ${q(step.table)}`)]
    case 'describe':
      // SQLite has nowhere to keep a description.
      return []
  }
}

/** Whether the step must run with SQLite's foreign keys suspended: it rebuilds or drops a table. */
export const rebuildsTables = (step: ChangeStep): boolean =>
  ['add_column', 'drop_column', 'change_type', 'set_required', 'set_default', 'add_constraint', 'drop_constraint', 'drop_table'].includes(
    step.kind,
  )
