import type { ColumnType } from '#contracts/catalog.ts'
import type { ColumnSpec, ConstraintSpec } from '#contracts/change.ts'
import type { Condition, Expression } from '#contracts/query-plan.ts'
import { constantOf, type Fields, isFields, nameParts, nodeOf, nodesOf, type TreeNode, textOf } from '#engine/guard/postgres-tree.ts'
import { emptyFrame, type Frame, foldName, notRepresentable, type Reading, tableCalled } from './read-sql-frame.ts'
import { literalBeside } from './read-sql-literal.ts'

export type TypeSpec = {
  readonly type: ColumnType
  readonly length: number | null
  readonly scale: number | null
  readonly serial: boolean
}

const types: Readonly<Record<string, ColumnType>> = {
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  int: 'integer',
  integer: 'integer',
  bigint: 'integer',
  smallint: 'integer',
  serial: 'integer',
  bigserial: 'integer',
  smallserial: 'integer',
  numeric: 'number',
  decimal: 'number',
  float4: 'number',
  float8: 'number',
  real: 'number',
  double: 'number',
  text: 'text',
  varchar: 'text',
  bool: 'boolean',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'datetime',
  timestamptz: 'datetime',
  datetime: 'datetime',
  time: 'time',
  json: 'json',
  jsonb: 'json',
  uuid: 'uuid',
  bytea: 'binary',
  blob: 'binary',
}

/** A type's name and its length or scale. */
export const readType = (typeName: unknown): TypeSpec => {
  const node = nodeOf(typeName, 'typeName')
  const name = nameParts(node?.fields.names).at(-1)?.toLowerCase() ?? ''
  const type = Object.hasOwn(types, name) ? types[name] : undefined
  if (node === null || type === undefined || nodesOf(node.fields.arrayBounds).length > 0) throw notRepresentable(`type ${name}`)
  const [first, second] = nodesOf(node.fields.typmods).map(constantOf)
  const length = type === 'text' && typeof first === 'number' ? first : null
  const scale = type === 'number' && typeof first === 'number' ? (typeof second === 'number' ? second : 0) : null
  return { type, length, scale, serial: name.endsWith('serial') }
}

const onDeletes: Readonly<Record<string, 'no_action' | 'cascade' | 'set_null'>> = { a: 'no_action', c: 'cascade', n: 'set_null' }

const onDeleteOf = (fields: Fields): 'no_action' | 'cascade' | 'set_null' => {
  const found = onDeletes[String(fields.fk_del_action ?? 'a')]
  const rest = [fields.fk_upd_action ?? 'a', fields.fk_matchtype ?? 's']
  if (found === undefined || rest[0] !== 'a' || rest[1] !== 's' || fields.deferrable === true) throw notRepresentable('reference')
  return found
}

/** The table being defined: conditions on it name their columns with alias ''. */
export type Defined = {
  readonly table: string
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[]
  readonly primaryKey: readonly string[]
}

const frameOf = (defined: Defined, reading: Reading): Frame => {
  const columns = defined.columns.map((one) => ({ called: foldName(one.name, reading.catalog), name: one.name, type: one.type }))
  return { ...emptyFrame, sources: [{ called: foldName(defined.table, reading.catalog), as: '', columns, merged: new Set() }] }
}

export const readCheck = (fields: Fields, defined: Defined, reading: Reading): Condition =>
  reading.condition(nodeOf(fields.raw_expr), frameOf(defined, reading))

/** A default: a written value, or today's date or time. */
export const readDefault = (value: unknown, type: ColumnType, reading: Reading): Expression => {
  const read = reading.expression(nodeOf(value), emptyFrame)
  if (read.kind === 'call' && (read.function === 'current_date' || read.function === 'current_timestamp')) return read
  if (read.kind !== 'literal') throw notRepresentable('default')
  const beside: Expression = { kind: 'column', table: '', column: 'value' }
  const source = { called: '', as: '', columns: [{ called: 'value', name: 'value', type }], merged: new Set<string>() }
  return literalBeside(read, beside, { ...emptyFrame, sources: [source] })
}

const targetOf = (
  fields: Fields,
  defined: Defined,
  count: number,
  reading: Reading,
): { readonly table: string; readonly columns: readonly string[] } => {
  const written = textOf(isFields(fields.pktable) ? fields.pktable.relname : null) ?? ''
  const table = tableCalled(written, reading.catalog)
  const itself = foldName(written, reading.catalog) === foldName(defined.table, reading.catalog)
  if (table === undefined && !itself) throw notRepresentable(`table ${written}`)
  const named = nameParts(fields.pk_attrs)
  const columns = named.length > 0 ? named : itself ? defined.primaryKey : (table?.primaryKey ?? [])
  if (columns.length !== count) throw notRepresentable('reference without columns')
  return { table: itself ? defined.table : (table?.name ?? written), columns }
}

/** A rule of a table, named or not. `columns` = the column it stands behind, where it does. */
export const readConstraint = (fields: Fields, columns: readonly string[], defined: Defined, reading: Reading): ConstraintSpec => {
  const name = textOf(fields.conname)
  const keys = nameParts(fields.keys)
  switch (fields.contype) {
    case 'CONSTR_UNIQUE':
      return { kind: 'unique', name, columns: keys.length > 0 ? [...keys] : [...columns] }
    case 'CONSTR_PRIMARY':
      return { kind: 'primary_key', name, columns: keys.length > 0 ? [...keys] : [...columns] }
    case 'CONSTR_CHECK':
      return { kind: 'check', name, condition: readCheck(fields, defined, reading) }
    case 'CONSTR_FOREIGN': {
      const own = nameParts(fields.fk_attrs)
      const from = own.length > 0 ? own : columns
      const target = targetOf(fields, defined, from.length, reading)
      return {
        kind: 'reference',
        name,
        columns: [...from],
        table: target.table,
        targetColumns: [...target.columns],
        onDelete: onDeleteOf(fields),
      }
    }
    default:
      throw notRepresentable(String(fields.contype))
  }
}

const valueList = (check: Condition, column: string): readonly string[] | null => {
  if (check.kind !== 'in' || check.negated || check.value.kind !== 'column' || check.value.column !== column) return null
  const texts = check.options.flatMap((one) => (one.kind === 'literal' && typeof one.value === 'string' ? [one.value] : []))
  return texts.length === check.options.length ? texts : null
}

const plainColumn = (name: string, spec: TypeSpec): ColumnSpec => ({
  name,
  type: spec.type,
  length: spec.length,
  scale: spec.scale,
  required: false,
  unique: false,
  default: null,
  allowedValues: null,
  check: null,
  identity: spec.serial,
  references: null,
  description: null,
})

const withRule = (column: ColumnSpec, { fields }: TreeNode, defined: Defined, reading: Reading): ColumnSpec => {
  switch (fields.contype) {
    case 'CONSTR_NULL':
    case 'CONSTR_PRIMARY':
      return column
    case 'CONSTR_NOTNULL':
      return { ...column, required: true }
    case 'CONSTR_UNIQUE':
      return { ...column, unique: true }
    case 'CONSTR_DEFAULT':
      return { ...column, default: readDefault(fields.raw_expr, column.type, reading) }
    case 'CONSTR_IDENTITY':
      return { ...column, identity: true }
    case 'CONSTR_CHECK': {
      const check = readCheck(fields, defined, reading)
      const values = valueList(check, column.name)
      if (column.check !== null || (values !== null && column.allowedValues !== null)) throw notRepresentable('two checks')
      return values === null ? { ...column, check } : { ...column, allowedValues: [...values] }
    }
    case 'CONSTR_FOREIGN': {
      const target = targetOf(fields, defined, 1, reading)
      return { ...column, references: { table: target.table, column: target.columns[0] ?? '', onDelete: onDeleteOf(fields) } }
    }
    default:
      throw notRepresentable(String(fields.contype))
  }
}

const isNamedRule = (rule: TreeNode): boolean =>
  textOf(rule.fields.conname) !== null &&
  ['CONSTR_UNIQUE', 'CONSTR_CHECK', 'CONSTR_FOREIGN', 'CONSTR_PRIMARY'].includes(String(rule.fields.contype))

export type ReadColumn = { readonly column: ColumnSpec; readonly primary: boolean; readonly constraints: readonly ConstraintSpec[] }

/** A column's definition; rules that have a name of their own become the table's. */
export const readColumn = (node: TreeNode, defined: Defined, reading: Reading): ReadColumn => {
  const { fields } = node
  if (fields.collClause !== undefined) throw notRepresentable('collation')
  const name = textOf(fields.colname) ?? ''
  const rules = nodesOf(fields.constraints)
  const named = rules.filter((rule) => isNamedRule(rule) && rule.fields.contype !== 'CONSTR_PRIMARY')
  const start = plainColumn(name, readType(fields.typeName))
  const column = rules.filter((rule) => !named.includes(rule)).reduce((before, rule) => withRule(before, rule, defined, reading), start)
  const primary = rules.some((rule) => rule.fields.contype === 'CONSTR_PRIMARY')
  const numbered = reading.catalog.dialect === 'sqlite' && primary && column.type === 'integer'
  return {
    column: numbered ? { ...column, identity: true } : column,
    primary,
    constraints: named.map((rule) => readConstraint(rule.fields, [name], defined, reading)),
  }
}
