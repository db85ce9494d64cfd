import { findTable } from '#contracts/catalog.ts'
import type { SchemaChange } from '#contracts/change.ts'
import { type Fields, isFields, nameParts, nodeOf, nodesOf, type TreeNode, textOf } from '#engine/guard/postgres-tree.ts'
import { emptyFrame, foldName, notRepresentable, type Reading, tableCalled } from './read-sql-frame.ts'
import { type Defined, readColumn, readConstraint, readDefault, readType } from './read-sql-table.ts'

const relation = (value: unknown): Fields => (isFields(value) ? value : {})

const inDefaultSchema = (schema: string | null): boolean => schema === null || schema === 'public' || schema === 'main'

/** The catalog's spelling of a table that must exist. */
export const existingTable = (range: Fields, reading: Reading): string => {
  const table = tableCalled(textOf(range.relname) ?? '', reading.catalog)
  if (table === undefined || !inDefaultSchema(textOf(range.schemaname))) throw notRepresentable('table')
  return table.name
}

const definedBy = (table: string, reading: Reading): Defined => {
  const found = findTable(reading.catalog, table)
  return { table, columns: found?.columns ?? [], primaryKey: found?.primaryKey ?? [] }
}

const columnName = (table: string, name: string | null, reading: Reading): string => {
  const folded = foldName(name ?? '', reading.catalog)
  const column = findTable(reading.catalog, table)?.columns.find((one) => foldName(one.name, reading.catalog) === folded)
  if (column === undefined) throw notRepresentable(`column ${name}`)
  return column.name
}

const newTable = (node: TreeNode, reading: Reading): SchemaChange => {
  const range = relation(node.fields.relation)
  const table = textOf(range.relname) ?? ''
  if (!inDefaultSchema(textOf(range.schemaname)) || tableCalled(table, reading.catalog) !== undefined) throw notRepresentable('table')
  const elements = nodesOf(node.fields.tableElts)
  const columns = elements.filter((one) => one.kind === 'ColumnDef')
  const rules = elements.filter((one) => one.kind === 'Constraint')
  const isPrimary = (rule: TreeNode): boolean => rule.fields.contype === 'CONSTR_PRIMARY'
  const keys = rules.filter(isPrimary).flatMap((rule) => nameParts(rule.fields.keys))
  const own = columns.filter((one) => nodesOf(one.fields.constraints).some(isPrimary)).map((one) => textOf(one.fields.colname) ?? '')
  const primaryKey = keys.length > 0 ? keys : own
  const defined: Defined = {
    table,
    columns: columns.map((one) => ({ name: textOf(one.fields.colname) ?? '', type: readType(one.fields.typeName).type })),
    primaryKey,
  }
  const read = columns.map((one) => readColumn(one, defined, reading))
  const others = rules.filter((rule) => !isPrimary(rule)).map((rule) => readConstraint(rule.fields, [], defined, reading))
  if (columns.length === 0 || columns.length + rules.length !== elements.length) throw notRepresentable('table element')
  return {
    kind: 'create_table',
    table,
    columns: read.map((one) => one.column),
    primaryKey,
    constraints: [...read.flatMap((one) => one.constraints), ...others],
    description: null,
  }
}

const addColumn = (table: string, command: Fields, reading: Reading): readonly SchemaChange[] => {
  const definition = nodeOf(command.def)
  if (definition === null || command.missing_ok === true) throw notRepresentable('column')
  const known = definedBy(table, reading)
  const spec = { name: textOf(definition.fields.colname) ?? '', type: readType(definition.fields.typeName).type }
  const { column, primary, constraints } = readColumn(definition, { ...known, columns: [...known.columns, spec] }, reading)
  if (primary) throw notRepresentable('primary key')
  return [
    { kind: 'add_column', table, column },
    ...constraints.map((constraint) => ({ kind: 'add_constraint' as const, table, constraint })),
  ]
}

const changeType = (table: string, column: string, command: Fields): SchemaChange => {
  const definition = nodeOf(command.def)?.fields ?? {}
  if (definition.raw_default !== undefined || definition.collClause !== undefined) throw notRepresentable('USING')
  const { type, length, scale } = readType(definition.typeName)
  return { kind: 'change_type', table, column, type, length, scale }
}

const newDefault = (table: string, column: string, command: Fields, reading: Reading): SchemaChange => {
  const type = findTable(reading.catalog, table)?.columns.find((one) => one.name === column)?.type ?? 'other'
  return { kind: 'set_default', table, column, default: command.def === undefined ? null : readDefault(command.def, type, reading) }
}

const alteration = (table: string, command: Fields, reading: Reading): readonly SchemaChange[] => {
  if (command.behavior === 'DROP_CASCADE') throw notRepresentable('CASCADE')
  const column = (): string => columnName(table, textOf(command.name), reading)
  switch (command.subtype) {
    case 'AT_AddColumn':
      return addColumn(table, command, reading)
    case 'AT_DropColumn':
      return [{ kind: 'drop_column', table, column: column() }]
    case 'AT_AlterColumnType':
      return [changeType(table, column(), command)]
    case 'AT_SetNotNull':
      return [{ kind: 'set_required', table, column: column(), required: true, fill: null }]
    case 'AT_DropNotNull':
      return [{ kind: 'set_required', table, column: column(), required: false, fill: null }]
    case 'AT_ColumnDefault':
      return [newDefault(table, column(), command, reading)]
    case 'AT_AddConstraint': {
      const constraint = readConstraint(nodeOf(command.def)?.fields ?? {}, [], definedBy(table, reading), reading)
      return [{ kind: 'add_constraint', table, constraint }]
    }
    case 'AT_DropConstraint':
      if (command.missing_ok === true) throw notRepresentable('IF EXISTS')
      return [{ kind: 'drop_constraint', table, name: textOf(command.name) ?? '' }]
    default:
      throw notRepresentable(String(command.subtype))
  }
}

const rename = (node: TreeNode, reading: Reading): SchemaChange => {
  const table = existingTable(relation(node.fields.relation), reading)
  const to = textOf(node.fields.newname) ?? ''
  if (findTable(reading.catalog, table)?.kind !== 'table') throw notRepresentable('view')
  if (node.fields.renameType === 'OBJECT_TABLE') return { kind: 'rename_table', table, to }
  if (node.fields.renameType !== 'OBJECT_COLUMN') throw notRepresentable(String(node.fields.renameType))
  return { kind: 'rename_column', table, column: columnName(table, textOf(node.fields.subname), reading), to }
}

const newIndex = (node: TreeNode, reading: Reading): SchemaChange => {
  const { fields } = node
  const table = existingTable(relation(fields.relation), reading)
  const elements = nodesOf(fields.indexParams)
  const isPlain = (one: TreeNode): boolean =>
    textOf(one.fields.name) !== null &&
    one.fields.ordering === 'SORTBY_DEFAULT' &&
    one.fields.collation === undefined &&
    one.fields.opclass === undefined
  const extra = fields.whereClause !== undefined || fields.indexIncludingParams !== undefined || fields.nulls_not_distinct === true
  if (extra || fields.if_not_exists === true || !elements.every(isPlain) || (textOf(fields.accessMethod) ?? 'btree') !== 'btree')
    throw notRepresentable('index')
  const columns = elements.map((one) => columnName(table, textOf(one.fields.name), reading))
  const name = textOf(fields.idxname) ?? `${table}_${columns.join('_')}_idx`
  return { kind: 'create_index', table, name, columns, unique: fields.unique === true }
}

const newView = (node: TreeNode, reading: Reading): SchemaChange => {
  const select = nodeOf(node.fields.query)
  const view = relation(node.fields.view)
  if (
    select?.kind !== 'SelectStmt' ||
    node.fields.replace === true ||
    node.fields.aliases !== undefined ||
    !inDefaultSchema(textOf(view.schemaname))
  )
    throw notRepresentable('view')
  return { kind: 'create_view', name: textOf(view.relname) ?? '', query: reading.query(select.fields, emptyFrame).query }
}

const dropped = (name: string, type: unknown, reading: Reading): SchemaChange => {
  if (type === 'OBJECT_INDEX') {
    const owner = reading.catalog.tables.find((table) =>
      table.indexes.some((one) => foldName(one.name, reading.catalog) === foldName(name, reading.catalog)),
    )
    if (owner === undefined) throw notRepresentable('index')
    return { kind: 'drop_index', name, table: owner.name }
  }
  const table = tableCalled(name, reading.catalog)
  if (type === 'OBJECT_TABLE' && table?.kind === 'table') return { kind: 'drop_table', table: table.name }
  if (type === 'OBJECT_VIEW' && table?.kind === 'view') return { kind: 'drop_view', name: table.name }
  throw notRepresentable('DROP')
}

const drop = (node: TreeNode, reading: Reading): readonly SchemaChange[] => {
  if (node.fields.behavior === 'DROP_CASCADE') throw notRepresentable('CASCADE')
  return nodesOf(node.fields.objects).map((object) => {
    const parts = nameParts(object.fields.items)
    if (parts.length > 2 || !inDefaultSchema(parts.length === 2 ? (parts[0] ?? '') : null)) throw notRepresentable('schema')
    return dropped(parts.at(-1) ?? '', node.fields.removeType, reading)
  })
}

const describe = (node: TreeNode, reading: Reading): SchemaChange => {
  const parts = nameParts(nodeOf(node.fields.object)?.fields.items)
  const isColumn = node.fields.objtype === 'OBJECT_COLUMN'
  if (!isColumn && node.fields.objtype !== 'OBJECT_TABLE') throw notRepresentable('COMMENT')
  const [name, schema] = (isColumn ? parts.slice(0, -1) : parts).toReversed()
  const table = existingTable({ relname: name, schemaname: schema }, reading)
  const column = isColumn ? columnName(table, parts.at(-1) ?? '', reading) : null
  return { kind: 'describe', table, column, description: textOf(node.fields.comment) }
}

/** A change of structure as steps; null where the statement is of another kind. Throws `plan.not_representable`. */
export const readStructure = (node: TreeNode, reading: Reading): readonly SchemaChange[] | null => {
  switch (node.kind) {
    case 'CreateStmt':
      return [newTable(node, reading)]
    case 'AlterTableStmt': {
      const table = existingTable(relation(node.fields.relation), reading)
      return nodesOf(node.fields.cmds).flatMap((command) => alteration(table, command.fields, reading))
    }
    case 'RenameStmt':
      return [rename(node, reading)]
    case 'IndexStmt':
      return [newIndex(node, reading)]
    case 'ViewStmt':
      return [newView(node, reading)]
    case 'DropStmt':
      return drop(node, reading)
    case 'CommentStmt':
      return [describe(node, reading)]
    case 'TruncateStmt':
      if (node.fields.behavior === 'DROP_CASCADE' || node.fields.restart_seqs === true) throw notRepresentable('TRUNCATE')
      return nodesOf(node.fields.relations).map((one) => ({ kind: 'truncate_table', table: existingTable(one.fields, reading) }))
    default:
      return null
  }
}
