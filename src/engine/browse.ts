import type { z } from 'zod'
import type { tableFilter } from '#contracts/api.ts'
import type { Column, Table } from '#contracts/catalog.ts'
import { findColumn } from '#contracts/catalog.ts'
import { T7Error } from '#contracts/error.ts'
import type { Comparison, Condition, Expression, Order, Select } from '#contracts/query-plan.ts'

export type TableFilter = z.infer<typeof tableFilter>

/** A page of a table as a person browses it. `sort` null = by the primary key, so that pages neither repeat nor skip rows. */
export type Page = {
  readonly sort: string | null
  readonly direction: 'asc' | 'desc'
  readonly search: string
  readonly filters: readonly TableFilter[]
}

const comparisons = { less: '<', less_or_equal: '<=', greater: '>', greater_or_equal: '>=' } as const satisfies Record<string, Comparison>

const reference = (table: Table, column: string): Expression => ({ kind: 'column', table: table.name, column })

const invalid = (column: string, value: string, type: string): T7Error =>
  new T7Error({ code: 'table.invalid_filter', kind: 'user', params: { column, value, type } })

const numeric = (column: Column, value: string): number => {
  const number = Number(value.replace(',', '.'))
  if (value.trim() === '' || !Number.isFinite(number)) throw invalid(column.name, value, column.type)
  return number
}

const truths = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
  ['sí', true],
  ['si', true],
  ['no', false],
  ['yes', true],
])

const literal = (column: Column, value: string): Expression => {
  switch (column.type) {
    case 'integer':
    case 'number':
      return { kind: 'literal', value: numeric(column, value), type: column.type }
    case 'boolean': {
      const truth = truths.get(value.trim().toLowerCase())
      if (truth === undefined) throw invalid(column.name, value, column.type)
      return { kind: 'literal', value: truth, type: 'boolean' }
    }
    case 'date':
    case 'datetime':
      if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/.test(value)) throw invalid(column.name, value, column.type)
      return { kind: 'literal', value, type: column.type }
    default:
      return { kind: 'literal', value, type: column.type }
  }
}

const filterCondition = (table: Table, filter: TableFilter): Condition => {
  const column = findColumn(table, filter.column)
  if (!column) throw new T7Error({ code: 'table.invalid_filter', kind: 'user', params: { column: filter.column, value: '', type: '' } })
  const value = reference(table, column.name)
  switch (filter.operator) {
    case 'contains':
    case 'starts':
      return { kind: 'text', match: filter.operator, value, text: filter.value, negated: false }
    case 'empty':
    case 'not_empty':
      return { kind: 'is_null', value, negated: filter.operator === 'not_empty' }
    case 'equals':
    case 'not_equals': {
      const negated = filter.operator === 'not_equals'
      if (column.type === 'text') return { kind: 'text', match: 'equals', value, text: filter.value, negated }
      return { kind: 'compare', operator: negated ? '<>' : '=', left: value, right: literal(column, filter.value) }
    }
    default:
      return { kind: 'compare', operator: comparisons[filter.operator], left: value, right: literal(column, filter.value) }
  }
}

const searchable: ReadonlySet<string> = new Set(['text', 'integer', 'number', 'date', 'datetime', 'uuid'])

const searchCondition = (table: Table, search: string): Condition => ({
  kind: 'or',
  parts: table.columns
    .filter((column) => searchable.has(column.type))
    .map((column) => ({ kind: 'text', match: 'contains', value: reference(table, column.name), text: search, negated: false })),
})

const whereOf = (table: Table, page: Page): Condition | null => {
  const parts = page.filters.map((filter) => filterCondition(table, filter))
  const all = page.search.trim() === '' ? parts : [...parts, searchCondition(table, page.search.trim())]
  return all.length === 0 ? null : { kind: 'and', parts: all }
}

const orderOf = (table: Table, page: Page): readonly Order[] => {
  if (page.sort !== null && !findColumn(table, page.sort))
    throw new T7Error({ code: 'table.invalid_filter', kind: 'user', params: { column: page.sort, value: '', type: '' } })
  const chosen: Order[] = page.sort === null ? [] : [{ expression: reference(table, page.sort), direction: page.direction }]
  const key = table.primaryKey.filter((name) => name !== page.sort)
  return [...chosen, ...key.map((name): Order => ({ expression: reference(table, name), direction: 'asc' }))]
}

const base = (table: Table, page: Page): Select => ({
  kind: 'select',
  from: { kind: 'table', table: table.name, as: table.name },
  joins: [],
  columns: table.columns.map(({ name }) => ({ expression: reference(table, name), name, label: name })),
  distinct: false,
  where: whereOf(table, page),
  groupBy: [],
  having: null,
  perGroup: null,
  orderBy: orderOf(table, page),
  limit: null,
})

const freeName = (table: Table): string => {
  let name = 'row_position'
  while (findColumn(table, name)) name += '_'
  return name
}

/** Numbers the rows in their order, so that a page can start in the middle. */
const numbered = (table: Table, page: Page, offset: number, limit: number): Select => {
  const position = freeName(table)
  const plain = base(table, page)
  const number: Expression = {
    kind: 'window',
    function: 'row_number',
    argument: null,
    partitionBy: [],
    orderBy: plain.orderBy,
    frame: 'whole',
  }
  const at: Expression = { kind: 'column', table: table.name, column: position }
  return {
    ...plain,
    from: {
      kind: 'query',
      as: table.name,
      query: { ...plain, columns: [...plain.columns, { expression: number, name: position, label: position }], orderBy: [] },
    },
    where: { kind: 'compare', operator: '>', left: at, right: { kind: 'literal', value: offset, type: 'integer' } },
    orderBy: [{ expression: at, direction: 'asc' }],
    limit,
  }
}

/** One page of a table's rows, filtered and sorted. @throws T7Error `table.invalid_filter` for a column or value that does not fit. */
export const browseRows = (table: Table, page: Page, offset: number, limit: number): Select =>
  offset === 0 ? { ...base(table, page), limit } : numbered(table, page, offset, limit)

/** How many rows `browseRows` has over all its pages. */
export const browseCount = (table: Table, page: Page): Select => ({
  ...base(table, page),
  columns: [
    { expression: { kind: 'aggregate', function: 'count', argument: null, distinct: false, filter: null }, name: 'total', label: 'total' },
  ],
  orderBy: [],
  limit: null,
})
