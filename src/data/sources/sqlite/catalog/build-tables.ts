import type { Column, Relation, Table } from '#contracts/catalog.ts'
import { allowedValuesOf } from '../../allowed-values.ts'
import { isSensitiveName } from '../../sensitive.ts'
import { declaredType } from '../column-type.ts'
import { parseCreateTable, type WrittenTable } from '../parse-create-table.ts'
import { sqlTokens } from '../sql-tokens.ts'
import type { ColumnRow, IndexRow, ObjectRow, ReferenceRow, Structure } from './structure.ts'

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const sameColumns = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((column, index) => same(column, b[index] ?? ''))

/** Names like PostgreSQL's for rules that were written without one. */
const ruleName = (written: string | null, table: string, columns: readonly string[], suffix: string, taken: Set<string>): string => {
  const base = written ?? [table, ...columns, suffix].join('_')
  let name = base
  for (let number = 1; taken.has(name.toLowerCase()); number += 1) name = `${base}${number}`
  taken.add(name.toLowerCase())
  return name
}

const allowedValues = (column: ColumnRow, written: WrittenTable): string[] | null => {
  for (const rule of written.rules) {
    if (rule.kind !== 'check') continue
    const values = allowedValuesOf(rule.expression, column.name)
    if (values !== null) return [...values]
  }
  return null
}

const buildColumn = (row: ColumnRow, keys: number, written: WrittenTable): Column => ({
  name: row.name,
  type: declaredType(row.type),
  databaseType: row.type,
  nullable: row.required === 0 && row.key === 0,
  default: row.default,
  generated: row.hidden > 1 || (keys === 1 && row.key === 1 && /^integer$/i.test(row.type)),
  description: null,
  synonyms: [],
  sensitive: isSensitiveName(row.name),
  allowedValues: allowedValues(row, written),
  statistics: null,
})

const groupIndexes = (rows: readonly IndexRow[]) => {
  const groups = new Map<string, { name: string; unique: boolean; origin: string; columns: string[] }>()
  for (const row of rows) {
    const group = groups.get(row.name) ?? { name: row.name, unique: row.unique === 1, origin: row.origin, columns: [] }
    group.columns.push(row.column ?? '(…)')
    groups.set(row.name, group)
  }
  return [...groups.values()]
}

/** A view's SELECT: what follows the first AS of its text. */
const viewQuery = (sql: string): string => {
  const as = sqlTokens(sql).find((token) => token.kind === 'word' && same(token.value, 'as'))
  return sql.slice(as?.end ?? 0).trim()
}

const buildTable = (object: ObjectRow, structure: Structure): Table => {
  const rows = structure.columns.get(object.name) ?? []
  const written: WrittenTable = object.kind === 'table' ? parseCreateTable(object.sql) : { rules: [], autoincrement: false }
  const indexes = groupIndexes(structure.indexes.get(object.name) ?? [])
  const keys = rows.filter((row) => row.key > 0).sort((a, b) => a.key - b.key)
  const taken = new Set<string>()
  const uniques = indexes
    .filter((index) => index.origin === 'u')
    .map(({ columns }) => {
      const rule = written.rules.find((one) => one.kind === 'unique' && sameColumns(one.columns, columns))
      return { name: ruleName(rule?.name ?? null, object.name, columns, 'key', taken), columns }
    })
  const checks = written.rules
    .filter((rule) => rule.kind === 'check')
    .map((rule) => ({ name: ruleName(rule.name, object.name, rule.columns, 'check', taken), expression: rule.expression }))
  return {
    name: object.name,
    kind: object.kind,
    description: null,
    synonyms: [],
    rowCount: null,
    columns: rows.map((row) => buildColumn(row, keys.length, written)),
    primaryKey: keys.map((row) => row.name),
    uniques,
    checks,
    indexes: indexes.filter((index) => index.origin === 'c').map(({ name, columns, unique }) => ({ name, columns, unique })),
    definition: object.kind === 'view' ? viewQuery(object.sql) : null,
  }
}

export const buildTables = (structure: Structure): readonly Table[] => structure.objects.map((object) => buildTable(object, structure))

const onDelete: Readonly<Record<string, Relation['onDelete']>> = {
  'NO ACTION': 'no_action',
  RESTRICT: 'restrict',
  CASCADE: 'cascade',
  'SET NULL': 'set_null',
  'SET DEFAULT': 'set_default',
}

const groupReferences = (rows: readonly ReferenceRow[]): readonly (readonly ReferenceRow[])[] => [
  ...Map.groupBy(rows, (row) => row.id).values(),
]

const buildRelation = (
  rows: readonly ReferenceRow[],
  from: Table,
  tables: readonly Table[],
  written: WrittenTable,
  taken: Set<string>,
): readonly Relation[] => {
  const first = rows[0]
  const target = tables.find((table) => same(table.name, first?.target ?? ''))
  if (first === undefined || target === undefined) return []
  const real = (table: Table, name: string): string => table.columns.find((column) => same(column.name, name))?.name ?? name
  const columns = rows.map((row) => real(from, row.column))
  const rule = written.rules.find((one) => one.kind === 'reference' && sameColumns(one.columns, columns))
  return [
    {
      name: ruleName(rule?.name ?? null, from.name, columns, 'fkey', taken),
      from: { table: from.name, columns },
      to: { table: target.name, columns: rows.map((row, index) => real(target, row.targetColumn ?? target.primaryKey[index] ?? '')) },
      onDelete: onDelete[first.onDelete] ?? 'no_action',
      declared: true,
    },
  ]
}

/** Declared foreign keys whose target exists, each table's in the order written. */
export const buildRelations = (structure: Structure, tables: readonly Table[]): readonly Relation[] =>
  tables.flatMap((table) => {
    const rows = structure.references.get(table.name) ?? []
    if (rows.length === 0) return []
    const written = parseCreateTable(structure.objects.find((object) => object.name === table.name)?.sql ?? '')
    const taken = new Set<string>()
    return groupReferences(rows)
      .toReversed()
      .flatMap((group) => buildRelation(group, table, tables, written, taken))
      .filter((relation) => relation.to.columns.every((column) => column !== ''))
  })
