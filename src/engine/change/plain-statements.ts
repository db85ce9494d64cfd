import type { Catalog } from '#contracts/catalog.ts'
import { type ChangeStep, type ColumnSpec, isDataChange } from '#contracts/change.ts'
import type { Statement } from '#contracts/verdict.ts'
import { databaseType } from './column-type.ts'
import { viewBody } from './compiled.ts'
import { dataStatements } from './data-statements.ts'
import { tableIn } from './evolve-table.ts'
import { failure } from './failure.ts'
import { defaultText } from './literal.ts'
import { identifier, identifiers, plain } from './quoting.ts'
import { ruleText } from './rule-text.ts'
import { primaryKeyOf, rulesOfTable, takenNames } from './table-rules.ts'

const columnText = (table: string, column: ColumnSpec, required: boolean, catalog: Catalog): string => {
  const { dialect } = catalog
  if (column.identity && dialect === 'duckdb') throw failure('change.unsupported', { dialect, kind: 'identity' })
  return [
    identifier(column.name, dialect),
    databaseType(column, dialect),
    ...(required || column.identity ? ['NOT NULL'] : []),
    ...(column.identity ? ['AUTO_INCREMENT'] : []),
    ...(column.default === null ? [] : [`DEFAULT ${defaultText(column.default, dialect, { table, column: column.name })}`]),
  ].join(' ')
}

const createTable = (step: Extract<ChangeStep, { kind: 'create_table' }>, catalog: Catalog, after: Catalog): readonly Statement[] => {
  const key = primaryKeyOf(step)
  const rules = rulesOfTable(step, takenNames(catalog)).map((r) => ruleText(r, tableIn(after, step.table), after))
  const columns = step.columns.map((c) => columnText(step.table, c, c.required || key.includes(c.name), after))
  return [plain(`CREATE TABLE ${identifier(step.table, catalog.dialect)} (\n  ${[...columns, ...rules].join(',\n  ')}\n)`)]
}

/** MySQL and DuckDB: what their SQL shares with the others. Everything else is `change.unsupported`. */
export const plainStatements = (step: ChangeStep, catalog: Catalog, after: Catalog): readonly Statement[] => {
  const { dialect } = catalog
  const q = (name: string): string => identifier(name, dialect)
  if (isDataChange(step)) return dataStatements(step, catalog)
  switch (step.kind) {
    case 'create_table':
      return createTable(step, catalog, after)
    case 'drop_table':
      return [plain(`DROP TABLE ${q(step.table)}`)]
    case 'rename_table':
      return [plain(`ALTER TABLE ${q(step.table)} RENAME TO ${q(step.to)}`)]
    case 'drop_column':
      return [plain(`ALTER TABLE ${q(step.table)} DROP COLUMN ${q(step.column)}`)]
    case 'rename_column':
      return [plain(`ALTER TABLE ${q(step.table)} RENAME COLUMN ${q(step.column)} TO ${q(step.to)}`)]
    case 'create_index':
      return [
        plain(`CREATE ${step.unique ? 'UNIQUE ' : ''}INDEX ${q(step.name)} ON ${q(step.table)} (${identifiers(step.columns, dialect)})`),
      ]
    case 'drop_index':
      return [plain(dialect === 'mysql' ? `DROP INDEX ${q(step.name)} ON ${q(step.table)}` : `DROP INDEX ${q(step.name)}`)]
    case 'create_view':
      return [plain(`CREATE VIEW ${q(step.name)} AS ${viewBody(step.query, catalog)}`)]
    case 'drop_view':
      return [plain(`DROP VIEW ${q(step.name)}`)]
    case 'truncate_table':
      return [plain(`DELETE FROM ${q(step.table)}`)]
    case 'describe':
      return []
    case 'add_column': {
      const { column } = step
      const simple = !column.unique && column.allowedValues === null && column.check === null && column.references === null
      if (!simple || column.identity) throw failure('change.unsupported', { dialect, kind: 'add_column' })
      return [plain(`ALTER TABLE ${q(step.table)} ADD COLUMN ${columnText(step.table, column, column.required, after)}`)]
    }
    case 'change_type':
    case 'set_required':
    case 'set_default':
    case 'add_constraint':
    case 'drop_constraint':
      throw failure('change.unsupported', { dialect, kind: step.kind })
  }
}
