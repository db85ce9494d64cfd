import type { Column, Relation, Table } from '#contracts/catalog.ts'
import { allowedValuesOf } from '../../allowed-values.ts'
import { isSensitiveName } from '../../sensitive.ts'
import { typeByName } from '../column-type.ts'
import type { ColumnRow, ConstraintRow, Structure, TableRow } from './structure.ts'

const onDelete = {
  a: 'no_action',
  r: 'restrict',
  c: 'cascade',
  n: 'set_null',
  d: 'set_default',
  ' ': 'no_action',
} as const

const allowedValues = (row: ColumnRow, checks: readonly ConstraintRow[]): string[] | null => {
  if (row.labels !== null) return row.labels
  for (const check of checks) {
    if (check.columns.length !== 1 || check.columns[0] !== row.name || check.expression === null) continue
    const values = allowedValuesOf(check.expression, row.name)
    if (values !== null) return [...values]
  }
  return null
}

const buildColumn = (row: ColumnRow, checks: readonly ConstraintRow[]): Column => ({
  name: row.name,
  type: typeByName(row.type, row.enum),
  databaseType: row.spelled,
  nullable: row.nullable,
  default: row.default,
  generated: row.generated,
  description: row.description,
  synonyms: [],
  sensitive: isSensitiveName(row.name),
  allowedValues: allowedValues(row, checks),
  statistics: null,
})

const buildTable = (row: TableRow, structure: Structure): Table => {
  const constraints = structure.constraints.filter((constraint) => constraint.table === row.id)
  const checks = constraints.filter((constraint) => constraint.kind === 'c')
  return {
    name: row.name,
    kind: row.view ? 'view' : 'table',
    description: row.description,
    synonyms: [],
    rowCount: null,
    columns: structure.columns.filter((column) => column.table === row.id).map((column) => buildColumn(column, checks)),
    primaryKey: constraints.find((constraint) => constraint.kind === 'p')?.columns ?? [],
    uniques: constraints.filter((constraint) => constraint.kind === 'u').map(({ name, columns }) => ({ name, columns })),
    checks: checks.map(({ name, expression }) => ({ name, expression: expression ?? '' })),
    indexes: structure.indexes.filter((index) => index.table === row.id).map(({ name, columns, unique }) => ({ name, columns, unique })),
    definition: row.definition,
  }
}

/** Tables without row counts and statistics yet. */
export const buildTables = (structure: Structure): readonly Table[] => structure.tables.map((row) => buildTable(row, structure))

/** The declared foreign keys within the schema. */
export const buildRelations = (structure: Structure): readonly Relation[] => {
  const names = new Map(structure.tables.map((table) => [table.id, table.name]))
  return structure.constraints.flatMap((row): Relation[] => {
    const from = names.get(row.table)
    if (row.kind !== 'f' || from === undefined || row.target === null) return []
    return [
      {
        name: row.name,
        from: { table: from, columns: row.columns },
        to: { table: row.target, columns: row.targetColumns },
        onDelete: onDelete[row.onDelete],
        declared: true,
      },
    ]
  })
}
