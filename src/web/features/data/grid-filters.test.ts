import { expect, it } from 'vitest'
import type { ColumnType } from '#contracts/catalog.ts'
import { type GridFilter, toTableFilters } from './grid-filters.ts'

const convert = (type: ColumnType, filter: GridFilter) =>
  toTableFilters({ c: filter }, () => type).map(({ operator, value }) => [operator, value])

it('passes texts and numbers on', () => {
  expect(convert('text', { type: 'contains', filter: 'sev' })).toEqual([['contains', 'sev']])
  expect(convert('number', { type: 'greaterThanOrEqual', filter: 1.5 })).toEqual([['greater_or_equal', '1.5']])
  expect(convert('number', { type: 'equals', filter: 0 })).toEqual([['equals', '0']])
})

it('splits ranges, both ends included', () => {
  expect(convert('number', { type: 'inRange', filter: 1, filterTo: 5 })).toEqual([
    ['greater_or_equal', '1'],
    ['less_or_equal', '5'],
  ])
  expect(convert('date', { type: 'inRange', dateFrom: '2026-01-01 00:00:00', dateTo: '2026-01-31 00:00:00' })).toEqual([
    ['greater_or_equal', '2026-01-01'],
    ['less_or_equal', '2026-01-31'],
  ])
})

it('takes a day of a column with time as all its instants', () => {
  expect(convert('datetime', { type: 'equals', dateFrom: '2026-12-31 00:00:00' })).toEqual([
    ['greater_or_equal', '2026-12-31'],
    ['less', '2027-01-01'],
  ])
  expect(convert('datetime', { type: 'greaterThan', dateFrom: '2026-11-15 00:00:00' })).toEqual([['greater_or_equal', '2026-11-16']])
})

it('needs no value for emptiness, and drops filters without one', () => {
  expect(convert('datetime', { type: 'blank' })).toEqual([['empty', '']])
  expect(convert('text', { type: 'contains', filter: null })).toEqual([])
  expect(convert('text', { type: 'soundsLike', filter: 'x' })).toEqual([])
})
