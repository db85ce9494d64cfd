import type { Condition, Expression, Order, Query, Select } from '#contracts/query-plan.ts'
import { aggregate, allOf, anyOf, column, compare, countAll, literal, sameExpression } from '../plan/expressions.ts'
import { fromTable, growTree, isSingle, type JoinTree, joinsOf } from '../plan/join-tree.ts'
import { nameOutputs } from '../plan/select.ts'
import { settleGroups } from '../plan/settle-groups.ts'
import { columnOf, type Knowledge } from '../understand/knowledge.ts'
import { type Core, everyRow, type Item, type Literal, type LogicalForm, type Predicate } from './logical-form.ts'
import type { Schema } from './schema.ts'

/** Where a form's numbers are looked up. */
export type Place = { readonly knowledge: Knowledge; readonly schema: Schema }

const columnExpression = ({ schema }: Place, index: number): Extract<Expression, { kind: 'column' }> => {
  const of = schema.columns[index]
  const table = of && schema.tables[of.table]
  if (!of || !table) throw new RangeError(`no column ${index}`)
  return column(table.name, of.name)
}

const itemExpression = (place: Place, item: Item): Expression => {
  if (item.column === everyRow) return countAll
  const of = columnExpression(place, item.column)
  return item.figure === 'none' ? of : aggregate(item.figure, of, item.distinct)
}

/** A literal as the column holds it: texts of numbers stay texts, a year of a date is compared as such. */
const literalOf = (place: Place, index: number, value: Literal): Expression => {
  const of = columnExpression(place, index)
  const { type } = columnOf(place.knowledge, of.table, of.column)
  if (type === 'boolean') return literal(value === 1 || value === '1' || value === 'true', 'boolean')
  if (typeof value === 'number' && (type === 'text' || type === 'other')) return literal(String(value), 'text')
  const number = Number(value)
  if (typeof value === 'string' && (type === 'integer' || type === 'number') && value.trim() !== '' && Number.isFinite(number))
    return literal(number, type)
  return literal(
    value,
    typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : type === 'integer' || type === 'number' ? 'text' : type,
  )
}

/** A year said of a date. */
const isYearOfDate = (place: Place, item: Item, value: Literal | undefined): boolean => {
  const type = item.column === everyRow ? null : place.schema.columns[item.column]?.type
  return item.figure === 'none' && (type === 'date' || type === 'datetime') && typeof value === 'number' && value > 1000 && value < 3000
}

const valueCondition = (place: Place, predicate: Extract<Predicate, { kind: 'value' }>): Condition => {
  const { item, operator, values } = predicate
  const [first, second] = values
  const year = isYearOfDate(place, item, first)
  const left: Expression = year ? { kind: 'date_part', part: 'year', of: itemExpression(place, item) } : itemExpression(place, item)
  const counted = item.figure !== 'none' || year
  const right = (value: Literal): Expression =>
    counted ? literal(value, typeof value === 'number' ? 'number' : 'text') : literalOf(place, item.column, value)
  switch (operator) {
    case 'empty':
    case 'filled':
      return { kind: 'is_null', value: left, negated: operator === 'filled' }
    case 'contains':
    case 'starts':
    case 'ends':
      return { kind: 'text', match: operator, value: left, text: String(first), negated: false }
    case 'lacks':
      return { kind: 'text', match: 'contains', value: left, text: String(first), negated: true }
    case 'between':
      return { kind: 'between', value: left, low: right(first ?? 0), high: right(second ?? 0), negated: false }
    default:
      return values.length === 1
        ? compare(left, operator, right(first ?? 0))
        : { kind: 'in', value: left, options: values.map(right), negated: operator === '<>' }
  }
}

const conditionOf = (place: Place, predicate: Predicate): Condition => {
  switch (predicate.kind) {
    case 'value':
      return valueCondition(place, predicate)
    case 'figure': {
      const tables = predicate.tables.length > 0 ? predicate.tables : tablesOfColumns(place, [predicate.of.column])
      const query = selectOf(place, {
        select: [predicate.of],
        distinct: false,
        tables,
        where: predicate.where,
        any: false,
        group: [],
        having: [],
        order: null,
        limit: null,
      })
      return compare(columnExpression(place, predicate.column), predicate.operator, { kind: 'subquery', query })
    }
    case 'member':
      return {
        kind: 'in_query',
        value: columnExpression(place, predicate.column),
        query: selectOf(place, predicate.inner),
        negated: predicate.negated,
      }
  }
}

const tablesOfColumns = ({ schema }: Place, columns: readonly number[]): readonly number[] => [
  ...new Set(columns.flatMap((c) => schema.columns[c]?.table ?? [])),
]

/** The table of what is shown first: the others hang from it. */
const rootOf = ({ schema }: Place, core: Core): string => {
  const shown = core.select.find((i) => i.column !== everyRow)
  const table = (shown && schema.columns[shown.column]?.table) ?? core.tables[0] ?? -1
  return schema.tables[core.tables.includes(table) ? table : (core.tables[0] ?? -1)]?.name ?? ''
}

/** Whether a list would show the same row again: for each of many joined ones, or for each row of one category. */
const repeats = (place: Place, core: Core, tree: JoinTree): boolean => {
  if (core.group.length > 0 || core.select.some((i) => i.figure !== 'none')) return false
  if (core.order && !core.select.some((i) => i.column === core.order?.by.column)) return false
  const [only] = core.select
  const nature = only && core.select.length === 1 ? place.schema.columns[only.column]?.nature : undefined
  if (nature?.category && !nature.key && nature.naming < 2) return true
  const shown = new Set(core.select.map((i) => place.schema.tables[place.schema.columns[i.column]?.table ?? -1]?.name))
  return [...tree.tables].some((t) => !shown.has(t) && !isSingle(tree, t))
}

const selectOf = (place: Place, core: Core): Select => {
  const names = core.tables.map((t) => place.schema.tables[t]?.name ?? '')
  const root = rootOf(place, core)
  const tree = growTree(place.knowledge, root, names)
  const order: readonly Order[] = core.order ? [{ expression: itemExpression(place, core.order.by), direction: core.order.direction }] : []
  const expressions = core.select
    .map((item) => itemExpression(place, item))
    .filter((e, i, all) => all.findIndex((o) => sameExpression(e, o)) === i)
  const conditions = core.where.map((p) => conditionOf(place, p))
  return settleGroups(place.knowledge, {
    kind: 'select',
    from: fromTable(root),
    joins: joinsOf(place.knowledge, tree, new Set()),
    columns: nameOutputs(expressions),
    distinct: core.distinct || repeats(place, core, tree),
    where: core.any ? anyOf(conditions) : allOf(conditions),
    groupBy: core.group.map((g) => columnExpression(place, g)),
    having: allOf(core.having.map((p) => conditionOf(place, p))),
    perGroup: null,
    orderBy: order,
    limit: core.limit,
  })
}

/** The plan that a logical form stands for. */
export const realize = (form: LogicalForm, place: Place): Query => {
  const core = selectOf(place, form.core)
  return form.combined
    ? { kind: 'compound', operator: form.combined.operator, left: core, right: selectOf(place, form.combined.core) }
    : core
}
