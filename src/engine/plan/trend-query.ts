import type { Condition, Expression, Query, Select } from '#contracts/query-plan.ts'
import { type Knowledge, natureAt } from '../understand/knowledge.ts'
import { dateColumns } from './defaults.ts'
import { allOf, type ColumnExpression, expressionsOf, isAggregate } from './expressions.ts'

/** Months a trend goes back. */
export const trendMonths = 12

const partsOf = (condition: Condition | null): readonly Condition[] =>
  condition === null ? [] : condition.kind === 'and' ? condition.parts : [condition]

const isTemporal = (knowledge: Knowledge, expression: Expression): expression is ColumnExpression =>
  expression.kind === 'column' && (knowledge.natures.get(`${expression.table}.${expression.column}`)?.temporal ?? false)

/** The date a figure is bounded by, else the date of its own rows. */
const dateOf = (knowledge: Knowledge, select: Select): ColumnExpression | null => {
  const bounded = partsOf(select.where)
    .flatMap(expressionsOf)
    .find((e) => isTemporal(knowledge, e))
  if (bounded?.kind === 'column') return bounded
  return select.from.kind === 'table' && select.from.table === select.from.as
    ? (dateColumns(knowledge, select.from.table)[0] ?? null)
    : null
}

const isLowerBound = (condition: Condition, date: ColumnExpression): boolean =>
  condition.kind === 'compare' &&
  (condition.operator === '>=' || condition.operator === '>') &&
  condition.left.kind === 'column' &&
  condition.left.table === date.table &&
  condition.left.column === date.column

/**
 * The same figure month by month, newest first, up to the end of the period it was asked for; null where the query is not one figure of
 * dated rows.
 */
export const trendQuery = (query: Query, knowledge: Knowledge): Query | null => {
  const only = query.kind === 'select' ? query.columns[0] : undefined
  if (query.kind !== 'select' || !only || query.columns.length > 1 || query.groupBy.length > 0 || !isAggregate(only.expression)) return null
  const date = dateOf(knowledge, query)
  if (!date || !natureAt(knowledge, date.table, date.column).temporal) return null
  const month: Expression = { kind: 'date_trunc', unit: 'month', of: date }
  const known: Condition = { kind: 'is_null', value: date, negated: true }
  return {
    ...query,
    columns: [
      { expression: month, name: 'trend_month', label: '' },
      { ...only, name: 'trend_value' },
    ],
    where: allOf([...partsOf(query.where).filter((c) => !isLowerBound(c, date)), known]),
    groupBy: [month],
    having: null,
    orderBy: [{ expression: month, direction: 'desc' }],
    limit: trendMonths,
  }
}
