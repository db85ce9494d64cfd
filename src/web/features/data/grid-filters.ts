import type { ColumnType } from '#contracts/catalog.ts'
import type { TableFilter } from '../../api.ts'

/** One column's filter as AG Grid keeps it. */
export type GridFilter = {
  readonly type?: string
  readonly filter?: string | number | null
  readonly filterTo?: number | null
  readonly dateFrom?: string | null
  readonly dateTo?: string | null
}

const textOptions = ['contains', 'startsWith', 'equals', 'notEqual', 'blank', 'notBlank']
const orderedOptions = [
  'equals',
  'notEqual',
  'lessThan',
  'lessThanOrEqual',
  'greaterThan',
  'greaterThanOrEqual',
  'inRange',
  'blank',
  'notBlank',
]
const dateOptions = ['equals', 'lessThan', 'greaterThan', 'inRange', 'blank', 'notBlank']

/** The ways of comparing that the server knows for a type; none = the column cannot be filtered. */
export const filterOptionsOf = (type: ColumnType): readonly string[] => {
  switch (type) {
    case 'integer':
    case 'number':
      return orderedOptions
    case 'date':
    case 'datetime':
      return dateOptions
    case 'boolean':
      return ['equals', 'blank', 'notBlank']
    case 'json':
    case 'binary':
    case 'other':
      return ['blank', 'notBlank']
    case 'text':
    case 'time':
    case 'uuid':
      return textOptions
  }
}

const operators: Readonly<Record<string, TableFilter['operator']>> = {
  equals: 'equals',
  notEqual: 'not_equals',
  contains: 'contains',
  startsWith: 'starts',
  lessThan: 'less',
  lessThanOrEqual: 'less_or_equal',
  greaterThan: 'greater',
  greaterThanOrEqual: 'greater_or_equal',
  blank: 'empty',
  notBlank: 'not_empty',
}

const dayAfter = (day: string): string => {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + 1)
  return at.toISOString().slice(0, 10)
}

const dayOf = (value: string | null | undefined): string => (value ?? '').slice(0, 10)

// A day of a column with time is all its instants: from its start to the start of the next.
const instantFilters = (column: string, { type, dateFrom, dateTo }: GridFilter): readonly TableFilter[] => {
  const from = dayOf(dateFrom)
  const notBefore = (value: string): TableFilter => ({ column, operator: 'greater_or_equal', value })
  const before = (value: string): TableFilter => ({ column, operator: 'less', value })
  switch (type) {
    case 'equals':
      return [notBefore(from), before(dayAfter(from))]
    case 'lessThan':
      return [before(from)]
    case 'greaterThan':
      return [notBefore(dayAfter(from))]
    default:
      return [notBefore(from), before(dayAfter(dayOf(dateTo)))]
  }
}

const filtersOf = (column: string, type: ColumnType, one: GridFilter): readonly TableFilter[] => {
  const value = dayOf(one.dateFrom) || String(one.filter ?? '')
  if (one.type !== 'blank' && one.type !== 'notBlank') {
    if (value === '') return []
    if (type === 'datetime') return instantFilters(column, one)
    if (one.type === 'inRange')
      return [
        { column, operator: 'greater_or_equal', value },
        { column, operator: 'less_or_equal', value: dayOf(one.dateTo) || String(one.filterTo ?? '') },
      ]
  }
  const operator = operators[one.type ?? '']
  return operator ? [{ column, operator, value }] : []
}

/** The grid's filters as the server takes them; all must hold. */
export const toTableFilters = (
  model: Readonly<Record<string, GridFilter>>,
  typeOf: (column: string) => ColumnType,
): readonly TableFilter[] => Object.entries(model).flatMap(([column, one]) => filtersOf(column, typeOf(column), one))
