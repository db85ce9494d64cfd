import { type Catalog, findColumn, findTable, type Table } from '#contracts/catalog.ts'
import type { ColumnSpec, ConstraintSpec } from '#contracts/change.ts'
import type { StructurePreview } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { typeName } from '../explain/type-words.ts'
import type { Definitions } from './change-script.ts'
import { dependentViews, incomingReferences } from './dependents.ts'
import { mentions } from './identifier-words.ts'
import type { StructureStep } from './step-groups.ts'
import { type StructureTexts, structureTexts } from './structure-texts.ts'
import { primaryKeyOf } from './table-rules.ts'

type Line = StructurePreview['lines'][number]
type Operation = StructurePreview['operation']
type Step<K extends StructureStep['kind']> = Extract<StructureStep, { kind: K }>

const line = (sign: Line['sign'], text: string): Line => ({ sign, text })

const valueWords = (value: Expression, texts: StructureTexts): string => {
  if (value.kind === 'call' && value.function === 'current_date') return texts.today
  if (value.kind === 'call' && value.function === 'current_timestamp') return texts.now
  if (value.kind !== 'literal') return value.kind
  if (value.value === null) return texts.empty
  if (typeof value.value === 'boolean') return value.value ? texts.yes : texts.no
  return String(value.value)
}

const columnWords = (column: ColumnSpec, language: Language): string => {
  const texts = structureTexts[language]
  const reference = column.references
  const parts = [
    typeName(column, language),
    ...(column.identity ? [texts.identity] : []),
    ...(column.required && !column.identity ? [texts.required] : []),
    ...(column.unique ? [texts.unique] : []),
    ...(column.default === null ? [] : [texts.byDefault(valueWords(column.default, texts))]),
    ...(column.allowedValues === null ? [] : [texts.oneOf(column.allowedValues.join(', '))]),
    ...(reference === null ? [] : [texts.refersTo(`${reference.table}.${reference.column}`)]),
    ...(reference?.onDelete === 'cascade' ? [texts.cascade] : []),
    ...(reference?.onDelete === 'set_null' ? [texts.setNull] : []),
  ]
  return `${column.name}: ${parts.join(', ')}`
}

const checkText = (table: Table | undefined, name: string): string => table?.checks.find((c) => c.name === name)?.expression ?? ''

/** Rules that are in one version of a table and not in the other. */
const newChecks = (before: Table | undefined, after: Table | undefined): readonly string[] =>
  (after?.checks ?? []).map((c) => c.name).filter((name) => !(before?.checks ?? []).some((c) => c.name === name))

const constraintWords = (constraint: ConstraintSpec, texts: StructureTexts): string | null => {
  switch (constraint.kind) {
    case 'primary_key':
      return texts.key(constraint.columns.join(', '))
    case 'unique':
      return texts.uniqueTogether(constraint.columns.join(', '))
    case 'reference':
      return texts.reference(constraint.columns.join(', '), `${constraint.table} (${constraint.targetColumns.join(', ')})`)
    case 'check':
      return null
  }
}

const checkLines = (before: Catalog, after: Catalog, table: string, texts: StructureTexts, skip: readonly string[]): readonly Line[] => {
  const [old, now] = [findTable(before, table), findTable(after, table)]
  return newChecks(old, now)
    .map((name) => ({ name, rule: checkText(now, name) }))
    .filter(({ rule }) => !skip.some((column) => mentions(rule, column)))
    .map(({ name, rule }) => line('+', texts.check(name, rule)))
}

const createLines = (step: Step<'create_table'>, before: Catalog, after: Catalog, language: Language): readonly Line[] => {
  const texts = structureTexts[language]
  const key = primaryKeyOf(step)
  const listed = step.columns.filter((c) => c.allowedValues !== null && c.check === null).map((c) => c.name)
  return [
    ...step.columns.map((c) => line('+', columnWords(c, language))),
    ...(key.length > 0 ? [line('+', texts.key(key.join(', ')))] : []),
    ...step.constraints
      .filter((c) => c.kind !== 'primary_key')
      .map((c) => constraintWords(c, texts))
      .filter((t) => t !== null)
      .map((t) => line('+', t)),
    ...checkLines(before, after, step.table, texts, listed),
  ]
}

const typeOf = (catalog: Catalog, table: string, column: string, language: Language): string => {
  const found = findTable(catalog, table)
  const type = found === undefined ? undefined : findColumn(found, column)?.type
  return typeName({ type: type ?? 'other' }, language)
}

const gone = (table: Table | undefined): readonly Line[] => (table?.columns ?? []).map((c) => line('-', c.name))

const linesOf = (step: StructureStep, before: Catalog, after: Catalog, language: Language): readonly Line[] => {
  const texts = structureTexts[language]
  switch (step.kind) {
    case 'create_table':
      return createLines(step, before, after, language)
    case 'drop_table':
      return gone(findTable(before, step.table))
    case 'drop_view':
      return gone(findTable(before, step.name))
    case 'rename_table':
      return [line('~', texts.renamed(step.table, step.to))]
    case 'add_column':
      return [
        line('+', columnWords(step.column, language)),
        ...checkLines(
          before,
          after,
          step.table,
          texts,
          step.column.allowedValues !== null && step.column.check === null ? [step.column.name] : [],
        ),
      ]
    case 'drop_column':
      return [line('-', `${step.column}: ${typeOf(before, step.table, step.column, language)}`)]
    case 'rename_column':
      return [line('~', texts.renamed(step.column, step.to))]
    case 'change_type':
      return [line('~', texts.typeChange(step.column, typeOf(before, step.table, step.column, language), typeName(step, language)))]
    case 'set_required':
      return [line('~', step.required ? texts.nowRequired(step.column) : texts.nowOptional(step.column))]
    case 'set_default':
      return [
        line('~', step.default === null ? texts.defaultGone(step.column) : texts.defaultSet(step.column, valueWords(step.default, texts))),
      ]
    case 'add_constraint': {
      const words = constraintWords(step.constraint, texts)
      return words === null ? checkLines(before, after, step.table, texts, []) : [line('+', words)]
    }
    case 'drop_constraint':
      return [line('-', texts.rule(step.name))]
    case 'create_index':
      return [line('+', (step.unique ? texts.uniqueIndex : texts.index)(step.name, step.columns.join(', ')))]
    case 'drop_index':
      return [line('-', texts.indexGone(step.name))]
    case 'create_view':
      return (findTable(after, step.name)?.columns ?? []).map((c) => line('+', c.name))
    case 'describe':
      return [line('~', texts.description(step.column ?? step.table, step.description))]
  }
}

const operations: Readonly<Record<StructureStep['kind'], Operation>> = {
  create_table: 'create',
  create_view: 'create',
  create_index: 'create',
  drop_table: 'drop',
  drop_view: 'drop',
  drop_index: 'drop',
  rename_table: 'rename',
  rename_column: 'rename',
  add_column: 'alter',
  drop_column: 'alter',
  change_type: 'alter',
  set_required: 'alter',
  set_default: 'alter',
  add_constraint: 'alter',
  drop_constraint: 'alter',
  describe: 'alter',
}

/** Views, relations, rules and indexes that go along with what the step takes away. */
export const dependentsOf = (
  step: StructureStep,
  before: Catalog,
  after: Catalog,
  definitions: Definitions,
  language: Language,
): string[] => {
  const texts = structureTexts[language]
  const views = (table: string, column: string | null): readonly string[] =>
    dependentViews(before, table, column, definitions).map(texts.view)
  const relations = (): readonly string[] =>
    before.relations
      .filter((r) => r.declared && !after.relations.some((a) => a.name === r.name && a.from.table === r.from.table))
      .filter((r) => !(step.kind === 'drop_constraint' && r.name === step.name))
      .map((r) => texts.foreignKey(r.from.table, r.from.columns.join(', ')))
  switch (step.kind) {
    case 'drop_table':
      return [
        ...views(step.table, null),
        ...incomingReferences(before, step.table).map((r) => texts.foreignKey(r.from.table, r.from.columns.join(', '))),
      ]
    case 'drop_view':
      return [...views(step.name, null)]
    case 'drop_column':
      return [...views(step.table, step.column), ...relations(), ...lostParts(step, before, after, texts)]
    case 'drop_constraint':
      return [...relations()]
    case 'change_type':
      return [...views(step.table, step.column)]
    default:
      return []
  }
}

const lostParts = (step: Step<'drop_column'>, before: Catalog, after: Catalog, texts: StructureTexts): readonly string[] => {
  const [old, now] = [findTable(before, step.table), findTable(after, step.table)]
  const lost = (of: 'indexes' | 'checks' | 'uniques'): readonly string[] =>
    (old?.[of] ?? []).map((p) => p.name).filter((name) => !(now?.[of] ?? []).some((p) => p.name === name))
  return [...lost('indexes').map(texts.indexGone), ...[...lost('checks'), ...lost('uniques')].map(texts.rule)]
}

/** A structure step in words, without the rows that it would take along. */
export const structurePreviewOf = (
  step: StructureStep,
  before: Catalog,
  after: Catalog,
  definitions: Definitions,
  language: Language,
): StructurePreview => ({
  object: step.kind === 'rename_table' ? step.to : 'table' in step ? step.table : step.name,
  operation: operations[step.kind],
  lines: [...linesOf(step, before, after, language)],
  dependents: dependentsOf(step, before, after, definitions, language),
  rows: null,
})
