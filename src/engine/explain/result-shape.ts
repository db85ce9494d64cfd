import type { Plan } from '#contracts/plan.ts'
import type { Expression, Query, Select } from '#contracts/query-plan.ts'
import type { Cell, ResultColumn, ResultTable } from '#contracts/result.ts'
import { isAggregate } from '../plan/expressions.ts'
import { shownSelect } from './measure.ts'

/** A result column with where it stands and what it is for. */
export type ShapedColumn = { readonly column: ResultColumn; readonly index: number; readonly expression: Expression | null }

export type ResultShape = {
  readonly select: Select | null
  /** Periods on a time axis (not parts of the year, which repeat). */
  readonly times: readonly ShapedColumn[]
  readonly categories: readonly ShapedColumn[]
  readonly measures: readonly ShapedColumn[]
  /** Rows stand for groups, not for stored rows. */
  readonly grouped: boolean
}

const isNumber = (column: ResultColumn): boolean => column.type === 'integer' || column.type === 'number'

const keyName = /(^|_)(id|codigo|code|cp|zip)(_|$)/i

const isMeasure = (column: ResultColumn, expression: Expression | null): boolean => {
  if (!isNumber(column) || column.format.startsWith('period_')) return false
  if (expression === null) return !keyName.test(column.name)
  return expression.kind === 'column' ? !keyName.test(expression.column) : expression.kind !== 'date_part'
}

const isTime = (column: ResultColumn): boolean =>
  (column.format.startsWith('period_') && (column.type === 'date' || column.type === 'datetime' || column.type === 'text')) ||
  ((column.type === 'date' || column.type === 'datetime') && column.format === 'plain')

const selectOf = (plan: Plan): Select | null => (plan.kind === 'query' && plan.query.kind === 'select' ? plan.query : null)

const isGrouped = (query: Query): boolean =>
  query.kind === 'select' && (query.groupBy.length > 0 || query.columns.some((c) => isAggregate(c.expression)))

/** Reads what the columns of a result are for, from the plan where there is one. */
export const shapeOf = (plan: Plan, result: ResultTable): ResultShape => {
  const shown = plan.kind === 'query' ? shownSelect(plan.query) : null
  const all = result.columns.map(
    (column, index): ShapedColumn => ({ column, index, expression: shown?.columns[index]?.expression ?? null }),
  )
  const measures = all.filter((c) => isMeasure(c.column, c.expression))
  const rest = all.filter((c) => !measures.includes(c))
  const times = rest.filter((c) => isTime(c.column))
  return {
    select: selectOf(plan),
    times,
    categories: rest.filter((c) => !times.includes(c)),
    measures,
    grouped: plan.kind === 'query' ? isGrouped(plan.query) : measures.length > 0 && measures.length < all.length,
  }
}

export const numberAt = (row: readonly Cell[], at: ShapedColumn): number | null => {
  const cell = row[at.index]
  if (typeof cell === 'number') return cell
  return typeof cell === 'string' && cell.trim() !== '' && Number.isFinite(Number(cell)) ? Number(cell) : null
}

/** The row with the largest (or smallest) value of a measure; null when there is none. */
export const extremeRow = (result: ResultTable, measure: ShapedColumn, direction: 'max' | 'min' = 'max'): readonly Cell[] | null =>
  result.rows.reduce<readonly Cell[] | null>((best, row) => {
    const value = numberAt(row, measure)
    if (value === null) return best
    const known = best === null ? null : numberAt(best, measure)
    return known === null || (direction === 'max' ? value > known : value < known) ? row : best
  }, null)
