import type { Query } from '#contracts/query-plan.ts'
import type { Rows } from './test-engine.ts'

type Cell = string | number | null

const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i
const moment = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2})(?:\.0+)?)?$/

/** Engines spell values differently (numbers as text, truths as t or 1, midnights): the values are equal. */
const plain = (value: unknown): Cell => {
  if (typeof value === 'number' || value === null) return value
  if (value === undefined) return null
  if (typeof value === 'boolean' || typeof value === 'bigint') return Number(value)
  const text = String(value)
  if (text === 't' || text === 'f') return Number(text === 't')
  if (number.test(text) && !/^0\d/.test(text)) return Number(text)
  const [, day, time] = moment.exec(text) ?? []
  return day === undefined ? text : time === undefined || time === '00:00:00' ? day : `${day} ${time}`
}

/** MySQL keeps five decimals of a share; binary numbers lose their last digits. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-5 + Math.abs(a) * 1e-9

const compareCells = (a: Cell, b: Cell): number => {
  if (typeof a === 'number' && typeof b === 'number') return near(a, b) ? 0 : a - b
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return String(a) < String(b) ? -1 : 1
}

const compareRows = (a: readonly Cell[], b: readonly Cell[]): number => {
  for (const [index, cell] of a.entries()) {
    const difference = compareCells(cell, b[index] ?? null)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

const isOrdered = (query: Query): boolean => query.kind === 'select' && (query.orderBy.length > 0 || query.perGroup !== null)

/** The first difference between two answers to a query, in words; null where there is none. The order counts where the query has one. */
export const rowDifference = (expected: Rows, given: Rows, query: Query): string | null => {
  const inOrder = (rows: Rows): readonly (readonly Cell[])[] => {
    const all = rows.map((row) => row.map(plain))
    return isOrdered(query) ? all : all.sort(compareRows)
  }
  const [left, right] = [inOrder(expected), inOrder(given)]
  if (left.length !== right.length) return `${right.length} rows, not ${left.length}`
  const at = left.findIndex((row, index) => compareRows(row, right[index] ?? []) !== 0)
  return at === -1 ? null : `row ${at + 1} is ${JSON.stringify(right[at])}, not ${JSON.stringify(left[at])}`
}
