import type { StatementClass } from '#contracts/role.ts'
import { notSupported, objectRefused } from './findings.ts'
import { isReservedName, unknownColumn } from './known-objects.ts'
import { checkProduct, checkRecursion } from './postgres-cost.ts'
import { constantOf, type Fields, isFields, nameParts, nodeOf, nodesOf, type TreeNode, textOf } from './postgres-tree.ts'
import { type Handler, inWorkspace, rangeName, type Scope, targetRange, visitBelow, type Walk } from './postgres-walk.ts'

const range = (fields: Fields): Fields => (isFields(fields.relation) ? fields.relation : {})

const note = (walk: Walk, ...classes: readonly StatementClass[]): void => {
  for (const one of classes) walk.findings.classes.add(one)
}

const refuse = (walk: Walk, construct: string): void => {
  walk.findings.refusals.push(notSupported(construct))
}

/** Writes stand alone: a write inside a query could be neither previewed nor undone. */
const notInside = (scope: Scope, walk: Walk): void => {
  if (!scope.root) refuse(walk, 'write inside a query')
}

const refuseCascade = (fields: Fields, walk: Walk): void => {
  if (fields.behavior === 'DROP_CASCADE') refuse(walk, 'CASCADE')
}

/** Nothing, or a condition that is always true. */
const filtersNothing = (where: unknown): boolean => {
  const node = nodeOf(where)
  if (node === null) return true
  const value = constantOf(node)
  if (value !== undefined) return value === true
  if (node.kind === 'TypeCast') return filtersNothing(node.fields.arg) || constantOf(nodeOf(node.fields.arg)) === 't'
  if (node.kind === 'BoolExpr') {
    const parts = nodesOf(node.fields.args)
    if (node.fields.boolop === 'OR_EXPR') return parts.some((part) => filtersNothing({ [part.kind]: part.fields }))
    return node.fields.boolop === 'AND_EXPR' && parts.every((part) => filtersNothing({ [part.kind]: part.fields }))
  }
  if (node.kind !== 'A_Expr') return false
  const [left, right] = [nodeOf(node.fields.lexpr), nodeOf(node.fields.rexpr)]
  return constantOf(left) !== undefined && constantOf(right) !== undefined
}

const select: Handler = (node, walk, scope) => {
  const { fields } = node
  note(walk, 'read')
  if (isFields(fields.intoClause)) {
    note(walk, 'create')
    refuse(walk, 'SELECT INTO')
  }
  checkRecursion(fields, walk)
  checkProduct(fields, walk)
  visitBelow(fields, walk, scope, ['intoClause'])
}

const lock: Handler = (_node, walk) => {
  walk.findings.refusals.push({ code: 'guard.row_locks', params: {} })
}

/** Columns that are written must exist in the table. */
const checkWritten = (tableName: string | null, targets: unknown, walk: Walk): void => {
  const table = tableName === null ? undefined : walk.known.table(tableName)
  if (table === undefined) return
  for (const one of nodesOf(targets)) {
    const name = textOf(one.fields.name)
    if (one.kind === 'ResTarget' && name !== null && !walk.known.hasColumn(table, name))
      walk.findings.refusals.push(unknownColumn(name, [table]))
  }
}

const insert: Handler = (node, walk, scope) => {
  note(walk, 'insert')
  notInside(scope, walk)
  checkWritten(targetRange(range(node.fields), walk), node.fields.cols, walk)
  const conflict = node.fields.onConflictClause
  if (isFields(conflict) && conflict.action === 'ONCONFLICT_UPDATE') note(walk, 'update')
  visitBelow(node.fields, walk, scope, ['relation'])
}

const update: Handler = (node, walk, scope) => {
  note(walk, 'update')
  notInside(scope, walk)
  checkWritten(targetRange(range(node.fields), walk), node.fields.targetList, walk)
  if (filtersNothing(node.fields.whereClause)) walk.findings.unfiltered = true
  visitBelow(node.fields, walk, scope, ['relation'])
}

const remove: Handler = (node, walk, scope) => {
  note(walk, 'delete')
  notInside(scope, walk)
  const name = targetRange(range(node.fields), walk)
  if (name !== null) walk.findings.lost.push(name)
  if (filtersNothing(node.fields.whereClause)) walk.findings.unfiltered = true
  visitBelow(node.fields, walk, scope, ['relation'])
}

const truncate: Handler = (node, walk) => {
  note(walk, 'truncate')
  refuseCascade(node.fields, walk)
  for (const one of nodesOf(node.fields.relations)) {
    const name = targetRange(one.fields, walk)
    if (name !== null) walk.findings.lost.push(name)
  }
}

const createOptions = ['inhRelations', 'partspec', 'partbound', 'ofTypename', 'options', 'tablespacename', 'accessMethod']

const createTable: Handler = (node, walk, scope) => {
  note(walk, 'create')
  const { fields } = node
  if (inWorkspace(range(fields), walk)) walk.findings.targets.add(rangeName(range(fields)))
  for (const option of createOptions) if (fields[option] !== undefined) refuse(walk, `CREATE TABLE ${option}`)
  if (fields.oncommit !== undefined && fields.oncommit !== 'ONCOMMIT_NOOP') refuse(walk, 'ON COMMIT')
  visitBelow(fields, walk, { ...scope, names: new Set([...scope.names, rangeName(range(fields))]) }, ['relation', ...createOptions])
}

const constraintKinds: ReadonlySet<unknown> = new Set([
  'CONSTR_NULL',
  'CONSTR_NOTNULL',
  'CONSTR_DEFAULT',
  'CONSTR_IDENTITY',
  'CONSTR_GENERATED',
  'CONSTR_CHECK',
  'CONSTR_PRIMARY',
  'CONSTR_UNIQUE',
  'CONSTR_FOREIGN',
  'CONSTR_ATTR_DEFERRABLE',
  'CONSTR_ATTR_NOT_DEFERRABLE',
  'CONSTR_ATTR_DEFERRED',
  'CONSTR_ATTR_IMMEDIATE',
])

const constraint: Handler = (node, walk, scope) => {
  if (!constraintKinds.has(node.fields.contype)) refuse(walk, String(node.fields.contype))
  visitBelow(node.fields, walk, scope, ['options'])
}

const columnDefinition: Handler = (node, walk, scope) => {
  if (nodesOf(node.fields.fdwoptions).length > 0 || node.fields.compression !== undefined) refuse(walk, 'column options')
  visitBelow(node.fields, walk, scope)
}

const alterations: Readonly<Record<string, 'alter' | 'drop'>> = {
  AT_AddColumn: 'alter',
  AT_ColumnDefault: 'alter',
  AT_DropNotNull: 'alter',
  AT_SetNotNull: 'alter',
  AT_AddConstraint: 'alter',
  AT_ValidateConstraint: 'alter',
  AT_AlterColumnType: 'alter',
  AT_AddIdentity: 'alter',
  AT_DropColumn: 'drop',
  AT_DropConstraint: 'drop',
}

const existing: ReadonlySet<unknown> = new Set([
  'AT_ColumnDefault',
  'AT_DropNotNull',
  'AT_SetNotNull',
  'AT_AlterColumnType',
  'AT_AddIdentity',
  'AT_DropColumn',
])

/** The column that an ALTER speaks of must exist. */
const checkAltered = (tableName: string | null, name: string | null, walk: Walk): void => {
  const table = tableName === null ? undefined : walk.known.table(tableName)
  if (table !== undefined && name !== null && !walk.known.hasColumn(table, name)) walk.findings.refusals.push(unknownColumn(name, [table]))
}

const alterTable: Handler = (node, walk, scope) => {
  note(walk, 'alter')
  const table = targetRange(range(node.fields), walk)
  if (node.fields.objtype !== 'OBJECT_TABLE') refuse(walk, String(node.fields.objtype))
  for (const command of nodesOf(node.fields.cmds)) {
    const kind = alterations[String(command.fields.subtype)]
    if (kind === undefined) refuse(walk, `ALTER TABLE ${String(command.fields.subtype).replace('AT_', '')}`)
    if (kind === 'drop') {
      note(walk, 'drop')
      walk.findings.lost.push(textOf(command.fields.name) ?? '')
    }
    if (existing.has(command.fields.subtype) && command.fields.missing_ok !== true) checkAltered(table, textOf(command.fields.name), walk)
    refuseCascade(command.fields, walk)
    visitBelow(command.fields, walk, scope)
  }
}

const renamable: ReadonlySet<unknown> = new Set(['OBJECT_TABLE', 'OBJECT_COLUMN', 'OBJECT_TABCONSTRAINT', 'OBJECT_VIEW', 'OBJECT_INDEX'])

const rename: Handler = (node, walk) => {
  note(walk, 'alter')
  const { fields } = node
  if (!renamable.has(fields.renameType)) refuse(walk, `RENAME ${String(fields.renameType)}`)
  else if (fields.renameType === 'OBJECT_INDEX') inWorkspace(range(fields), walk)
  else {
    const table = targetRange(range(fields), walk, ['table', 'view'])
    if (fields.renameType === 'OBJECT_COLUMN') checkAltered(table, textOf(fields.subname), walk)
  }
  if (fields.renameType === 'OBJECT_TABLE' && isReservedName(textOf(fields.newname) ?? ''))
    walk.findings.refusals.push(objectRefused(String(fields.newname)))
}

const index: Handler = (node, walk, scope) => {
  note(walk, 'create')
  targetRange(range(node.fields), walk)
  if (node.fields.concurrent === true || node.fields.tableSpace !== undefined || node.fields.options !== undefined)
    refuse(walk, 'CREATE INDEX options')
  if (!['btree', 'hash', 'gin', 'brin'].includes(textOf(node.fields.accessMethod) ?? 'btree')) refuse(walk, 'CREATE INDEX USING')
  visitBelow(node.fields, walk, scope, ['relation'])
}

const indexElement: Handler = (node, walk, scope) => {
  if (nodesOf(node.fields.opclass).length > 0 || nodesOf(node.fields.opclassopts).length > 0) refuse(walk, 'operator class')
  visitBelow(node.fields, walk, scope)
}

const view: Handler = (node, walk, scope) => {
  note(walk, 'create')
  const made: Fields = isFields(node.fields.view) ? node.fields.view : {}
  if (inWorkspace(made, walk)) walk.findings.targets.add(rangeName(made))
  if (node.fields.replace === true) refuse(walk, 'OR REPLACE')
  if (nodesOf(node.fields.options).length > 0) refuse(walk, 'CREATE VIEW options')
  visitBelow(node.fields, walk, scope, ['view', 'aliases'])
}

const droppable: Readonly<Record<string, 'table' | 'view' | 'index'>> = {
  OBJECT_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_INDEX: 'index',
}

const namedRange = (parts: readonly string[]): Fields => {
  const [relname, schemaname, catalogname] = parts.toReversed()
  return { relname, schemaname, catalogname }
}

const isIndex = (name: string, walk: Walk): boolean =>
  walk.known.catalog.tables.some((table) => table.indexes.some((one) => one.name === name))

const dropped = (object: TreeNode, kind: 'table' | 'view' | 'index', missingOk: boolean, walk: Walk): void => {
  const fields = namedRange(nameParts(object.fields.items))
  const name = rangeName(fields)
  walk.findings.lost.push(name)
  if (kind !== 'index') {
    if (missingOk && walk.known.table(name) === undefined) inWorkspace(fields, walk)
    else targetRange(fields, walk, [kind])
  } else if (inWorkspace(fields, walk) && !isIndex(name, walk))
    walk.findings.refusals.push({ code: 'guard.unknown_object', params: { kind: 'index', object: name, nearest: [] } })
}

const drop: Handler = (node, walk) => {
  note(walk, 'drop')
  const kind = droppable[String(node.fields.removeType)]
  if (kind === undefined) {
    refuse(walk, `DROP ${String(node.fields.removeType).replace('OBJECT_', '')}`)
    return
  }
  if (node.fields.concurrent === true) refuse(walk, 'CONCURRENTLY')
  refuseCascade(node.fields, walk)
  for (const object of nodesOf(node.fields.objects)) dropped(object, kind, node.fields.missing_ok === true, walk)
}

const comment: Handler = (node, walk) => {
  note(walk, 'alter')
  const parts = nameParts(nodeOf(node.fields.object)?.fields.items)
  if (node.fields.objtype === 'OBJECT_COLUMN') targetRange(namedRange(parts.slice(0, -1)), walk, ['table', 'view'])
  else if (node.fields.objtype === 'OBJECT_TABLE' || node.fields.objtype === 'OBJECT_VIEW')
    targetRange(namedRange(parts), walk, ['table', 'view'])
  else refuse(walk, 'COMMENT')
}

const merge: Handler = (node, walk, scope) => {
  const kinds: Readonly<Record<string, StatementClass>> = { CMD_INSERT: 'insert', CMD_UPDATE: 'update', CMD_DELETE: 'delete' }
  for (const clause of nodesOf(node.fields.mergeWhenClauses)) note(walk, kinds[String(clause.fields.commandType)] ?? 'read')
  refuse(walk, 'MERGE')
  notInside(scope, walk)
}

const tableFromQuery: Handler = (node, walk, scope) => {
  note(walk, 'create')
  refuse(walk, 'CREATE TABLE AS')
  visitBelow(node.fields, walk, scope, ['into'])
}

/** EXPLAIN ANALYZE runs what it explains: its class is that of what is inside. */
const explain: Handler = (node, walk, scope) => {
  refuse(walk, 'EXPLAIN')
  visitBelow(node.fields, walk, { ...scope, root: true }, ['options'])
}

/** Statements T7 knows how to judge; all others are refused by the walk as unknown kinds. */
export const statementHandlers: Readonly<Record<string, Handler>> = {
  SelectStmt: select,
  LockingClause: lock,
  InsertStmt: insert,
  OnConflictClause: (node, walk, scope) => visitBelow(node.fields, walk, scope),
  InferClause: (node, walk, scope) => visitBelow(node.fields, walk, scope),
  UpdateStmt: update,
  DeleteStmt: remove,
  TruncateStmt: truncate,
  CreateStmt: createTable,
  Constraint: constraint,
  ColumnDef: columnDefinition,
  AlterTableStmt: alterTable,
  RenameStmt: rename,
  IndexStmt: index,
  IndexElem: indexElement,
  ViewStmt: view,
  DropStmt: drop,
  CommentStmt: comment,
  MergeStmt: merge,
  CreateTableAsStmt: tableFromQuery,
  ExplainStmt: explain,
}
