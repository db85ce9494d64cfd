import { type Catalog, type Column, findTable, type Table } from '#contracts/catalog.ts'
import type { Language, Plan } from '#contracts/plan.ts'
import type { Expression, Select } from '#contracts/query-plan.ts'
import { contains } from '../compile/rewrite-expression.ts'
import { shownSelect } from './measure.ts'
import { columnName, isMoneyColumn, isNaming, tableName } from './names.ts'
import { pluralOf, singularOf } from './nouns.ts'

type Context = { readonly select: Select; readonly table: Table; readonly catalog: Catalog; readonly language: Language }

const say = (context: Context, es: string, en: string): string => (context.language === 'es' ? es : en)

const isAggregate = (expression: Expression): boolean => contains(expression, (e) => e.kind === 'aggregate')

const isDated = (column: Column): boolean => column.type === 'date' || column.type === 'datetime'

const hasPeriod = (select: Select): boolean => select.groupBy.some((g) => g.kind === 'date_trunc' || g.kind === 'date_part')

/** Tables that a table's rows belong to, by relations of the catalog, that have a name to show. */
const parents = ({ catalog, table }: Context): readonly Table[] =>
  catalog.relations
    .filter((r) => r.from.table === table.name && r.to.table !== table.name)
    .flatMap((r) => findTable(catalog, r.to.table) ?? [])
    .filter((t) => t.columns.some((c) => isNaming(c.name)))

const children = ({ catalog, table }: Context): readonly Table[] =>
  catalog.relations
    .filter((r) => r.to.table === table.name && r.from.table !== table.name)
    .flatMap((r) => findTable(catalog, r.from.table) ?? [])

const proseName = /descripci|description|coment|comment|observ|nota|note|mail|tel[eé]f|phone|direcci|address|url|nif|dni|cif|iban/i

const categoryOf = (table: Table): Column | null => {
  const texts = table.columns.filter((c) => c.type === 'text' && !c.sensitive && !isNaming(c.name) && !proseName.test(c.name))
  return texts.find((c) => c.allowedValues !== null) ?? texts.find((c) => (c.statistics?.distinctCount ?? 999) <= 20) ?? null
}

const isGroupedBy = (select: Select, table: string, column: string): boolean =>
  select.groupBy.some(
    (g) => g.kind === 'column' && g.column === column && (g.table === table || select.joins.some((j) => j.source.as === g.table)),
  )

/** The same figure seen another way: by month, by a category, only its top. */
const followUps = (context: Context): readonly string[] => {
  const { select, table } = context
  const [parent] = parents(context)
  const category = categoryOf(table)
  const value = category?.allowedValues?.[0]
  return [
    ...(table.columns.some(isDated) && !hasPeriod(select) ? [say(context, 'por mes', 'by month')] : []),
    ...(parent && !select.joins.some((j) => j.source.kind === 'table' && j.source.table === parent.name)
      ? [say(context, `por ${singularOf(tableName(parent.name), 'es')}`, `by ${singularOf(tableName(parent.name), 'en')}`)]
      : []),
    ...(category && !isGroupedBy(select, table.name, category.name)
      ? [say(context, `por ${columnName(category.name)}`, `by ${columnName(category.name)}`)]
      : []),
    ...(select.groupBy.length > 0 && select.limit === null && !hasPeriod(select)
      ? [say(context, 'solo los 5 primeros', 'only the top 5')]
      : []),
    ...(hasPeriod(select) ? [say(context, 'compáralo con el periodo anterior', 'compare with the previous period')] : []),
    ...(category && value
      ? [say(context, `solo con ${columnName(category.name)} ${value}`, `only with ${columnName(category.name)} ${value}`)]
      : []),
  ]
}

/** Whole questions about rows that were listed. */
const questions = (context: Context): readonly string[] => {
  const { table, language } = context
  const noun = pluralOf(tableName(table.name), language)
  const [parent] = parents(context)
  const [child] = children(context)
  const category = categoryOf(table)
  const money = table.columns.find(isMoneyColumn)
  return [
    say(context, `¿Cuántos ${noun} hay?`.replace('¿Cuántos', feminine(noun) ? '¿Cuántas' : '¿Cuántos'), `How many ${noun} are there?`),
    ...(parent
      ? [say(context, `${noun} por ${singularOf(tableName(parent.name), 'es')}`, `${noun} by ${singularOf(tableName(parent.name), 'en')}`)]
      : []),
    ...(category ? [say(context, `${noun} por ${columnName(category.name)}`, `${noun} by ${columnName(category.name)}`)] : []),
    ...(child ? [say(context, `${noun} sin ${tableName(child.name)}`, `${noun} without ${tableName(child.name)}`)] : []),
    ...(money ? [say(context, `media de ${columnName(money.name)} de ${noun}`, `average ${columnName(money.name)} of ${noun}`)] : []),
    ...(table.columns.some(isDated) ? [say(context, `${noun} por mes`, `${noun} by month`)] : []),
  ]
}

const feminine = (noun: string): boolean => /(as|ciones|siones|dades)$/.test(noun.split(' ')[0] ?? '')

const baseTable = (select: Select, catalog: Catalog): Table | null => {
  if (select.from.kind === 'table') return findTable(catalog, select.from.table) ?? null
  return baseTable(shownSelect(select.from.query), catalog)
}

const afterChange = (context: Context): readonly string[] => [
  say(context, `muéstrame ${tableName(context.table.name)}`, `show ${tableName(context.table.name)}`),
  ...questions(context),
]

/** Three next questions that this catalog can answer; fewer where there is little to ask. */
export const suggestFollowUps = (plan: Plan, catalog: Catalog, language: Language): readonly string[] => {
  if (plan.kind === 'sql') return []
  if (plan.kind === 'change') {
    const named = plan.steps.flatMap((s) => ('table' in s ? [findTable(catalog, s.table)] : []))
    const [table] = named.filter((t) => t !== undefined)
    return table ? afterChange({ select: emptySelect(table), table, catalog, language }).slice(0, 3) : []
  }
  const select = shownSelect(plan.query)
  const table = baseTable(select, catalog)
  if (!table) return []
  const context = { select, table, catalog, language }
  const figures = select.groupBy.length > 0 || select.columns.some((c) => isAggregate(c.expression))
  return [...new Set(figures ? [...followUps(context), ...questions(context).slice(1)] : questions(context))].slice(0, 3)
}

const emptySelect = (table: Table): Select => ({
  kind: 'select',
  from: { kind: 'table', table: table.name, as: table.name },
  joins: [],
  columns: [],
  distinct: false,
  where: null,
  groupBy: [],
  having: null,
  perGroup: null,
  orderBy: [],
  limit: null,
})
