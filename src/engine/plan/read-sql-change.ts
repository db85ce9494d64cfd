import { findTable, type Table } from '#contracts/catalog.ts'
import type { ChangeStep, DataChange } from '#contracts/change.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { type Fields, isFields, nodeOf, nodesOf, type TreeNode, textOf } from '#engine/guard/postgres-tree.ts'
import { columnsOf, emptyFrame, type Frame, foldName, notRepresentable, type Reading } from './read-sql-frame.ts'
import { literalBeside } from './read-sql-literal.ts'
import { existingTable, readStructure } from './read-sql-structure.ts'

const targetOf = (node: TreeNode, reading: Reading): { readonly table: Table; readonly frame: Frame } => {
  const range: Fields = isFields(node.fields.relation) ? node.fields.relation : {}
  const table = findTable(reading.catalog, existingTable(range, reading))
  if (table?.kind !== 'table' || node.fields.withClause !== undefined) throw notRepresentable('target')
  const alias = textOf(isFields(range.alias) ? range.alias.aliasname : null) ?? table.name
  const source = {
    called: foldName(alias, reading.catalog),
    as: table.name,
    columns: columnsOf(table, reading.catalog),
    merged: new Set<string>(),
  }
  return { table, frame: { ...emptyFrame, sources: [source] } }
}

const columnName = (table: Table, name: string | null, reading: Reading): string => {
  const found = table.columns.find((one) => foldName(one.name, reading.catalog) === foldName(name ?? '', reading.catalog))
  if (found === undefined) throw notRepresentable(`column ${name}`)
  return found.name
}

/** A value for a column, typed by it. */
const readValue = (node: TreeNode, column: string, table: Table, frame: Frame, reading: Reading): Expression => {
  const typed: Frame = {
    ...emptyFrame,
    sources: [{ called: table.name, as: table.name, columns: columnsOf(table, reading.catalog), merged: new Set() }],
  }
  return literalBeside(reading.expression(node, frame), { kind: 'column', table: table.name, column }, typed)
}

const insert = (node: TreeNode, reading: Reading): DataChange => {
  const { table } = targetOf(node, reading)
  const values = nodeOf(node.fields.selectStmt)
  const lists = nodesOf(values?.fields.valuesLists)
  if (
    node.fields.onConflictClause !== undefined ||
    lists.length === 0 ||
    (node.fields.override ?? 'OVERRIDING_NOT_SET') !== 'OVERRIDING_NOT_SET'
  )
    throw notRepresentable('INSERT')
  const named = nodesOf(node.fields.cols).map((one) => columnName(table, textOf(one.fields.name), reading))
  const width = nodesOf(lists[0]?.fields.items).length
  const columns = named.length > 0 ? named : table.columns.slice(0, width).map((one) => one.name)
  const rows = lists.map((list) => {
    const items = nodesOf(list.fields.items)
    if (items.length !== columns.length) throw notRepresentable('row length')
    return items.map((item, at) => readValue(item, columns[at] ?? '', table, emptyFrame, reading))
  })
  return { kind: 'insert', table: table.name, columns, rows }
}

const update = (node: TreeNode, reading: Reading): DataChange => {
  const { table, frame } = targetOf(node, reading)
  if (node.fields.fromClause !== undefined) throw notRepresentable('UPDATE FROM')
  const set = nodesOf(node.fields.targetList).map(({ fields }) => {
    const column = columnName(table, textOf(fields.name), reading)
    const value = nodeOf(fields.val)
    if (value === null || fields.indirection !== undefined) throw notRepresentable('SET')
    return { column, value: readValue(value, column, table, frame, reading) }
  })
  return { kind: 'update', table: table.name, set, where: whereOf(node, frame, reading) }
}

const whereOf = (node: TreeNode, frame: Frame, reading: Reading) => {
  const where = nodeOf(node.fields.whereClause)
  return where === null ? null : reading.condition(where, frame)
}

const remove = (node: TreeNode, reading: Reading): DataChange => {
  const { table, frame } = targetOf(node, reading)
  if (node.fields.usingClause !== undefined) throw notRepresentable('DELETE USING')
  return { kind: 'delete', table: table.name, where: whereOf(node, frame, reading) }
}

/** The steps of a typed change. What RETURNING would show is left out. Throws `plan.not_representable` for anything else. */
export const readChangeSteps = (node: TreeNode, reading: Reading): readonly ChangeStep[] => {
  switch (node.kind) {
    case 'InsertStmt':
      return [insert(node, reading)]
    case 'UpdateStmt':
      return [update(node, reading)]
    case 'DeleteStmt':
      return [remove(node, reading)]
    default: {
      const steps = readStructure(node, reading)
      if (steps === null) throw notRepresentable(node.kind)
      return steps
    }
  }
}
