import type { Catalog, Dialect, Table } from '#contracts/catalog.ts'
import { inlineCondition } from './compiled.ts'
import { mentions } from './identifier-words.ts'
import { identifier, identifiers, textLiteral } from './quoting.ts'
import type { NamedRule } from './table-rules.ts'

/** The text between the parentheses of a CHECK. Columns are named bare: the table is the one being defined. */
export const conditionText = (rule: Extract<NamedRule, { kind: 'allowed' | 'check' }>, table: Table, catalog: Catalog): string =>
  rule.kind === 'allowed'
    ? `${identifier(rule.column, catalog.dialect)} IN (${rule.values.map((v) => textLiteral(v, catalog.dialect)).join(', ')})`
    : inlineCondition(rule.condition, { catalog, table })

/** The single column that a check rule speaks of, if it speaks of one only. */
export const columnOf = (table: Table, check: string): string | null => {
  const rule = table.checks.find((c) => c.name === check)
  const named = rule === undefined ? [] : table.columns.filter((c) => mentions(rule.expression, c.name))
  return named.length === 1 ? (named[0]?.name ?? null) : null
}

const actions = {
  no_action: '',
  restrict: ' ON DELETE RESTRICT',
  cascade: ' ON DELETE CASCADE',
  set_null: ' ON DELETE SET NULL',
  set_default: ' ON DELETE SET DEFAULT',
}

export const onDeleteText = (action: keyof typeof actions): string => actions[action]

/** `CONSTRAINT name ...` as CREATE TABLE and ADD take it. */
export const ruleText = (rule: NamedRule, table: Table, catalog: Catalog): string => {
  const { dialect } = catalog
  return `CONSTRAINT ${identifier(rule.name, dialect)} ${ruleBody(rule, table, catalog, dialect)}`
}

const ruleBody = (rule: NamedRule, table: Table, catalog: Catalog, dialect: Dialect): string => {
  switch (rule.kind) {
    case 'primary_key':
      return `PRIMARY KEY (${identifiers(rule.columns, dialect)})`
    case 'unique':
      return `UNIQUE (${identifiers(rule.columns, dialect)})`
    case 'allowed':
    case 'check':
      return `CHECK (${conditionText(rule, table, catalog)})`
    case 'reference':
      return `FOREIGN KEY (${identifiers(rule.columns, dialect)}) REFERENCES ${identifier(rule.table, dialect)} (${identifiers(rule.targetColumns, dialect)})${onDeleteText(rule.onDelete)}`
  }
}
