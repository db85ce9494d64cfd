import { branchesOf, fieldsOf, isEmpty, nameOf } from './dialect-tree.ts'
import { type DialectWalk, visitAll, workspaceName } from './dialect-walk.ts'
import { notSupported, objectRefused } from './findings.ts'
import { unknownTable } from './known-objects.ts'
import type { Fields } from './postgres-tree.ts'

type Handler = (fields: Fields, walk: DialectWalk) => void

const none: ReadonlySet<string> = new Set()

const refuse = (walk: DialectWalk, construct: string): void => {
  walk.findings.refusals.push(notSupported(construct))
}

const target = (name: unknown, walk: DialectWalk, kinds: readonly string[] = ['table']): string | null => {
  const written = workspaceName(name, walk)
  if (written === null) return null
  const table = walk.known.table(written)
  if (table === undefined || !kinds.includes(table.kind)) {
    walk.findings.refusals.push(table === undefined ? unknownTable(written, walk.catalog) : objectRefused(table.name))
    return null
  }
  walk.findings.tables.add(table.name)
  walk.findings.targets.add(table.name)
  return table.name
}

const below = (fields: Fields, walk: DialectWalk, only: readonly string[]): void => {
  for (const field of only) visitAll(branchesOf({ [field]: fields[field] }, field), walk, none)
}

const onlyThese = (fields: Fields, walk: DialectWalk, expected: readonly string[], statement: string): void => {
  const ignored = new Set([
    ...expected,
    'into',
    'if_exists',
    'if_not_exists',
    'has_table_keyword',
    'name_before_not_exists',
    'restrict',
    'only',
  ])
  for (const [field, value] of Object.entries(fields))
    if (!ignored.has(field) && !field.endsWith('_token') && !isEmpty(value)) refuse(walk, `${statement} ${field}`)
}

/** Always true: nothing, or a comparison of constants. */
const filtersNothing = (where: unknown): boolean => {
  if (isEmpty(where)) return true
  return (
    !JSON.stringify(where).includes('dentifier') && !JSON.stringify(where).includes('"Query"') && !JSON.stringify(where).includes('"body"')
  )
}

const tableOf = (value: unknown): unknown => fieldsOf(fieldsOf(fieldsOf(value).relation).Table).name
const joined = (value: unknown): boolean => !isEmpty(fieldsOf(value).joins)

const insert: Handler = (fields, walk) => {
  walk.findings.classes.add('insert')
  target(fieldsOf(fields.table).TableName, walk)
  onlyThese(fields, walk, ['table', 'columns', 'source', 'on', 'returning', 'or', 'replace_into'], 'INSERT')
  const replaces = fields.or === 'Replace' || fields.replace_into === true
  if (replaces) {
    walk.findings.classes.add('delete')
    refuse(walk, 'INSERT OR REPLACE')
  } else if (!isEmpty(fields.or) && fields.or !== 'Ignore' && fields.or !== 'Abort') refuse(walk, 'INSERT OR')
  const conflict = fieldsOf(fieldsOf(fields.on).OnConflict)
  const action = fieldsOf(fieldsOf(conflict.action).DoUpdate)
  if (isEmpty(fields.on) === false && isEmpty(fieldsOf(fields.on).OnConflict)) refuse(walk, 'ON DUPLICATE KEY')
  if (Object.keys(action).length > 0) walk.findings.classes.add('update')
  below(fields, walk, ['source', 'returning'])
  below(action, walk, ['selection'])
  values(action, walk)
}

const values = (fields: Fields, walk: DialectWalk): void => {
  for (const one of Array.isArray(fields.assignments) ? fields.assignments : []) below(fieldsOf(one), walk, ['value'])
}

const update: Handler = (fields, walk) => {
  walk.findings.classes.add('update')
  onlyThese(fields, walk, ['table', 'assignments', 'selection', 'returning'], 'UPDATE')
  target(tableOf(fields.table), walk)
  if (joined(fields.table)) refuse(walk, 'UPDATE with joins')
  if (filtersNothing(fields.selection)) walk.findings.unfiltered = true
  values(fields, walk)
  below(fields, walk, ['selection', 'returning'])
}

const remove: Handler = (fields, walk) => {
  walk.findings.classes.add('delete')
  onlyThese(fields, walk, ['from', 'selection', 'returning'], 'DELETE')
  const from = fieldsOf(fields.from).WithFromKeyword
  const first: unknown = Array.isArray(from) && from.length === 1 ? from[0] : null
  const name = target(tableOf(first), walk)
  if (name !== null) walk.findings.lost.push(name)
  if (joined(first)) refuse(walk, 'DELETE with joins')
  if (filtersNothing(fields.selection)) walk.findings.unfiltered = true
  below(fields, walk, ['selection', 'returning'])
}

const columnOptions: ReadonlySet<string> = new Set(
  'Null NotNull Default PrimaryKey Unique ForeignKey Check DialectSpecific Collation Generated'.split(' '),
)

const optionParts = (option: unknown, walk: DialectWalk): void => {
  if (typeof option === 'string' && !columnOptions.has(option)) refuse(walk, option)
  for (const [kind, value] of Object.entries(fieldsOf(option))) {
    if (!columnOptions.has(kind)) refuse(walk, kind)
    if (kind === 'Check') below(fieldsOf(value), walk, ['expr'])
    if (kind === 'Default') visitAll(branchesOf(value, 'default'), walk, none)
    if (kind === 'Generated') below(fieldsOf(value), walk, ['generation_expr'])
  }
}

const columnParts = (column: unknown, walk: DialectWalk): void => {
  const options = fieldsOf(column).options
  for (const one of Array.isArray(options) ? options : []) optionParts(fieldsOf(one).option, walk)
}

const tableConstraint = (constraint: unknown, walk: DialectWalk): void => {
  for (const [kind, value] of Object.entries(fieldsOf(constraint))) {
    if (!['Unique', 'PrimaryKey', 'ForeignKey', 'Check'].includes(kind)) refuse(walk, kind)
    if (kind === 'Check') below(fieldsOf(value), walk, ['expr'])
  }
}

const created = (fields: Fields, walk: DialectWalk): void => {
  walk.findings.classes.add('create')
  const name = workspaceName(fields.name, walk)
  if (name !== null) walk.findings.targets.add(name)
}

const createTable: Handler = (fields, walk) => {
  created(fields, walk)
  onlyThese(
    fields,
    walk,
    ['name', 'columns', 'constraints', 'hive_distribution', 'hive_formats', 'table_options', 'strict', 'without_rowid'],
    'CREATE TABLE',
  )
  for (const one of Array.isArray(fields.columns) ? fields.columns : []) columnParts(one, walk)
  for (const one of Array.isArray(fields.constraints) ? fields.constraints : []) tableConstraint(one, walk)
}

const createView: Handler = (fields, walk) => {
  created(fields, walk)
  onlyThese(fields, walk, ['name', 'columns', 'query', 'options'], 'CREATE VIEW')
  below(fields, walk, ['query'])
}

const createIndex: Handler = (fields, walk) => {
  walk.findings.classes.add('create')
  onlyThese(fields, walk, ['name', 'table_name', 'columns', 'unique', 'predicate'], 'CREATE INDEX')
  target(fields.table_name, walk)
  if (fields.name !== undefined) workspaceName(fields.name, walk)
  below(fields, walk, ['columns', 'predicate'])
}

const drop: Handler = (fields, walk) => {
  walk.findings.classes.add('drop')
  const kind = String(fields.object_type)
  if (!['Table', 'View', 'Index'].includes(kind)) refuse(walk, `DROP ${kind}`)
  onlyThese(fields, walk, ['object_type', 'names'], 'DROP')
  for (const one of Array.isArray(fields.names) ? fields.names : []) {
    const name = kind === 'Index' || fields.if_exists === true ? workspaceName(one, walk) : target(one, walk, [kind.toLowerCase()])
    if (name !== null) walk.findings.lost.push(name)
    if (name !== null && kind !== 'Index' && fields.if_exists === true && walk.known.table(name) !== undefined)
      target(one, walk, [kind.toLowerCase()])
  }
}

const alterTable: Handler = (fields, walk) => {
  walk.findings.classes.add('alter')
  onlyThese(fields, walk, ['name', 'operations'], 'ALTER TABLE')
  target(fields.name, walk)
  for (const operation of Array.isArray(fields.operations) ? fields.operations : []) {
    for (const [kind, value] of Object.entries(fieldsOf(operation))) {
      if (kind === 'AddColumn') columnParts(fieldsOf(value).column_def, walk)
      else if (kind === 'DropColumn') {
        walk.findings.classes.add('drop')
        const names = fieldsOf(value).column_names
        for (const one of Array.isArray(names) ? names : []) walk.findings.lost.push(nameOf(one)?.value ?? '')
      } else if (kind !== 'RenameColumn' && kind !== 'RenameTable') refuse(walk, `ALTER TABLE ${kind}`)
    }
  }
}

/** Statements that change something, by the name of their variant. */
export const dialectStatements: Readonly<Record<string, Handler>> = {
  Insert: insert,
  Update: update,
  Delete: remove,
  CreateTable: createTable,
  CreateView: createView,
  CreateIndex: createIndex,
  Drop: drop,
  AlterTable: alterTable,
}
