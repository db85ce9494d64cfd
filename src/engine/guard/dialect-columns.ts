import type { Table } from '#contracts/catalog.ts'
import type { Refusal } from '#contracts/verdict.ts'
import { branchesOf, fieldsOf, nameOf, objectName } from './dialect-tree.ts'
import { type KnownObjects, unknownColumn } from './known-objects.ts'

type Names = {
  readonly made: Set<string>
  readonly tables: Set<Table>
  readonly aliases: Map<string, Table | null>
  readonly references: string[][]
}

const rowNames = [
  'rowid',
  'oid',
  '_rowid_',
  'excluded',
  'key',
  'value',
  'atom',
  'type',
  'id',
  'parent',
  'fullkey',
  'path',
  'json',
  'root',
  'true',
  'false',
]

const addTable = (value: unknown, names: Names, known: KnownObjects): void => {
  const fields = fieldsOf(value)
  const name = objectName(fields.name)?.at(-1) ?? ''
  const table = known.table(name) ?? null
  if (table !== null) names.tables.add(table)
  const alias = (nameOf(fieldsOf(fields.alias).name)?.value ?? name).toLowerCase()
  const before = names.aliases.get(alias)
  names.aliases.set(alias, before === undefined || before === table ? table : null)
}

const gather = (statement: unknown, known: KnownObjects): Names => {
  const names: Names = { made: new Set(rowNames), tables: new Set(), aliases: new Map(), references: [] }
  const waiting = [...branchesOf(statement, '')]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { tag, field, value } = one
    if (tag === 'Table') addTable(value, names, known)
    if (tag === 'TableName') addTable({ name: value }, names, known)
    if (field === 'alias' || field === 'columns') {
      const made = nameOf(value) ?? nameOf(fieldsOf(value).name)
      if (made !== null) names.made.add(made.value.toLowerCase())
    }
    if (tag === 'Identifier' && field !== 'name' && field !== 'collation' && nameOf(value)?.quoted === false)
      names.references.push([nameOf(value)?.value ?? ''])
    if (tag === 'CompoundIdentifier') names.references.push([...(objectName(value) ?? [])])
    waiting.push(...branchesOf(value, field))
  }
  return names
}

/** Columns of a query that certainly don't exist. Double-quoted names may be texts in SQLite, so they are let be. */
export const unknownDialectColumns = (statement: unknown, known: KnownObjects): readonly Refusal[] => {
  const names = gather(statement, known)
  const tables = [...names.tables]
  return names.references.flatMap((parts) => {
    const column = parts.at(-1) ?? ''
    const qualifier = parts.length > 1 ? (parts.at(-2) ?? '') : null
    const owner = qualifier === null ? null : (names.aliases.get(qualifier.toLowerCase()) ?? null)
    const isMade = names.made.has(column.toLowerCase())
    if (owner !== null) return known.hasColumn(owner, column) || isMade ? [] : [unknownColumn(`${qualifier}.${column}`, [owner])]
    const isKnown = isMade || names.aliases.has(column.toLowerCase()) || tables.some((table) => known.hasColumn(table, column))
    return isKnown ? [] : [unknownColumn(column, tables)]
  })
}
