import type { Catalog } from '#contracts/catalog.ts'
import type { ColumnSpec, ConstraintSpec } from '#contracts/change.ts'
import type { Condition } from '#contracts/query-plan.ts'
import { objectName } from './names.ts'

type DeleteAction = 'no_action' | 'cascade' | 'set_null'

/** A rule of a table with its final name: what `CONSTRAINT name ...` says. */
export type NamedRule =
  | { readonly kind: 'primary_key'; readonly name: string; readonly columns: readonly string[] }
  | { readonly kind: 'unique'; readonly name: string; readonly columns: readonly string[] }
  | { readonly kind: 'allowed'; readonly name: string; readonly column: string; readonly values: readonly string[] }
  | { readonly kind: 'check'; readonly name: string; readonly condition: Condition }
  | {
      readonly kind: 'reference'
      readonly name: string
      readonly columns: readonly string[]
      readonly table: string
      readonly targetColumns: readonly string[]
      readonly onDelete: DeleteAction
    }

/** Every name of a rule, an index, a table or a view in the catalog: a new one must differ from all. */
export const takenNames = (catalog: Catalog): Set<string> =>
  new Set([
    ...catalog.tables.flatMap((t) => [
      t.name,
      ...t.uniques.map((u) => u.name),
      ...t.checks.map((c) => c.name),
      ...t.indexes.map((i) => i.name),
    ]),
    ...catalog.relations.filter((r) => r.declared).map((r) => r.name),
  ])

const claim = (taken: Set<string>, parts: readonly string[], suffix: string): string => {
  const name = objectName(parts, suffix, taken)
  taken.add(name)
  return name
}

/** The rules that a column brings with it. `taken` grows with the names given. */
export const rulesOfColumn = (table: string, column: ColumnSpec, taken: Set<string>): readonly NamedRule[] => {
  const rules: NamedRule[] = []
  if (column.unique) rules.push({ kind: 'unique', name: claim(taken, [table, column.name], 'key'), columns: [column.name] })
  if (column.allowedValues !== null && column.allowedValues.length > 0)
    rules.push({ kind: 'allowed', name: claim(taken, [table, column.name], 'check'), column: column.name, values: column.allowedValues })
  if (column.check !== null) rules.push({ kind: 'check', name: claim(taken, [table, column.name], 'check'), condition: column.check })
  if (column.references !== null) {
    const { table: target, column: targetColumn, onDelete } = column.references
    const name = claim(taken, [table, column.name], 'fkey')
    rules.push({ kind: 'reference', name, columns: [column.name], table: target, targetColumns: [targetColumn], onDelete })
  }
  return rules
}

/** A table-level rule with its name, given or made. */
export const ruleOfConstraint = (table: string, constraint: ConstraintSpec, taken: Set<string>): NamedRule => {
  const named = (parts: readonly string[], suffix: string): string => {
    if (constraint.name === null) return claim(taken, parts, suffix)
    taken.add(constraint.name)
    return constraint.name
  }
  switch (constraint.kind) {
    case 'primary_key':
      return { kind: 'primary_key', name: named([table], 'pkey'), columns: constraint.columns }
    case 'unique':
      return { kind: 'unique', name: named([table, ...constraint.columns], 'key'), columns: constraint.columns }
    case 'check':
      return { kind: 'check', name: named([table], 'check'), condition: constraint.condition }
    case 'reference': {
      const { columns, table: target, targetColumns, onDelete } = constraint
      return { kind: 'reference', name: named([table, ...columns], 'fkey'), columns, table: target, targetColumns, onDelete }
    }
  }
}

type TableSpec = {
  readonly table: string
  readonly columns: readonly ColumnSpec[]
  readonly primaryKey: readonly string[]
  readonly constraints: readonly ConstraintSpec[]
}

/** The key of a new table: the one said, else its identity column. */
export const primaryKeyOf = (step: TableSpec): readonly string[] => {
  const said = step.constraints.find((c) => c.kind === 'primary_key')
  if (step.primaryKey.length > 0) return step.primaryKey
  if (said !== undefined) return said.columns
  return step.columns.filter((c) => c.identity).map((c) => c.name)
}

/** All rules of a new table, primary key first. */
export const rulesOfTable = (step: TableSpec, taken: Set<string>): readonly NamedRule[] => {
  taken.add(step.table)
  const key = primaryKeyOf(step)
  const said = step.constraints.find((c) => c.kind === 'primary_key')
  const keyName = (): string => (said?.name ?? null) || claim(taken, [step.table], 'pkey')
  return [
    ...(key.length > 0 ? [{ kind: 'primary_key' as const, name: keyName(), columns: key }] : []),
    ...step.columns.flatMap((column) => rulesOfColumn(step.table, onlyOwn(column, key), taken)),
    ...step.constraints.filter((c) => c.kind !== 'primary_key').map((c) => ruleOfConstraint(step.table, c, taken)),
  ]
}

/** A lone key column is unique already. */
const onlyOwn = (column: ColumnSpec, key: readonly string[]): ColumnSpec =>
  key.length === 1 && key[0] === column.name ? { ...column, unique: false } : column
