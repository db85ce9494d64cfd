import type { Cell, ChartSpec, ResultColumn, ResultTable } from '#contracts/result.ts'

/** Values of one series, in the order of the categories; null where there is none. */
export type Series = { readonly name: string; readonly column: ResultColumn; readonly values: readonly (number | null)[] }
export type ChartData = {
  readonly categoryColumn: ResultColumn
  readonly categories: readonly Cell[]
  readonly series: readonly Series[]
  readonly left: number
}

/** Most bars drawn; the table has them all. */
export const maximumBars = 30

const toNumber = (value: Cell | undefined): number | null => {
  if (value === null || value === undefined || value === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

const indexOf = (result: ResultTable, name: string): number => result.columns.findIndex((column) => column.name === name)

const isMonotonic = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value <= (values[at - 1] ?? value)) ||
  values.every((value, at) => at === 0 || value >= (values[at - 1] ?? value))

/** Names have no order of their own: the highest first, unless the answer came ordered. Dates, numbers and periods keep theirs. */
const inOrder = (rows: ResultTable['rows'], category: ResultColumn, measure: number): ResultTable['rows'] => {
  if (category.type !== 'text' || category.format !== 'plain') return rows
  const values = rows.map((row) => toNumber(row[measure]) ?? Number.NEGATIVE_INFINITY)
  if (isMonotonic(values)) return rows
  return rows
    .map((row, at) => ({ row, value: values[at] ?? 0 }))
    .sort((a, b) => b.value - a.value)
    .map((one) => one.row)
}

const wide = (result: ResultTable, names: readonly string[], rows: ResultTable['rows']): readonly Series[] =>
  names.flatMap((name) => {
    const at = indexOf(result, name)
    const column = result.columns[at]
    return column ? [{ name: column.label, column, values: rows.map((row) => toNumber(row[at])) }] : []
  })

const stacked = (result: ResultTable, category: number, stack: number, measure: number, categories: readonly Cell[]): readonly Series[] => {
  const column = result.columns[measure]
  if (!column) return []
  const places = new Map(categories.map((value, index) => [value, index]))
  const series = new Map<string, (number | null)[]>()
  for (const row of result.rows) {
    const place = places.get(row[category] ?? null)
    if (place === undefined) continue
    const name = String(row[stack] ?? '—')
    const values = series.get(name) ?? categories.map(() => null)
    values[place] = (values[place] ?? 0) + (toNumber(row[measure]) ?? 0)
    series.set(name, values)
  }
  return [...series].map(([name, values]) => ({ name, column, values }))
}

/** What a line or bar chart draws, out of the result; null when a column of the spec is not there. `left` = categories not drawn. */
export const chartData = (spec: Extract<ChartSpec, { kind: 'line' | 'bar' }>, result: ResultTable): ChartData | null => {
  const categoryAt = indexOf(result, spec.kind === 'line' ? spec.x : spec.category)
  const categoryColumn = result.columns[categoryAt]
  if (!categoryColumn) return null
  const stackBy = spec.kind === 'bar' ? spec.stackBy : null
  const limit = spec.kind === 'bar' ? maximumBars : result.rows.length
  if (stackBy === null) {
    const all = spec.kind === 'bar' ? inOrder(result.rows, categoryColumn, indexOf(result, spec.series[0] ?? '')) : result.rows
    const rows = all.slice(0, limit)
    const series = wide(result, spec.series, rows)
    return series.length === 0
      ? null
      : { categoryColumn, categories: rows.map((row) => row[categoryAt] ?? null), series, left: result.rows.length - rows.length }
  }
  const all = [...new Set(result.rows.map((row) => row[categoryAt] ?? null))]
  const categories = all.slice(0, limit)
  const series = stacked(result, categoryAt, indexOf(result, stackBy), indexOf(result, spec.series[0] ?? ''), categories)
  return series.length === 0 ? null : { categoryColumn, categories, series, left: all.length - categories.length }
}

/** Each value as a share of its total, in per cent: of its category when stacked, of the whole series when alone. */
export const asShares = (series: readonly Series[]): readonly Series[] => {
  if (series.length === 1)
    return series.map((one) => {
      const total = one.values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
      return { ...one, values: one.values.map((value) => (value === null || total === 0 ? null : (value / total) * 100)) }
    })
  const totals = (series[0]?.values ?? []).map((_, at) => series.reduce((sum, one) => sum + (one.values[at] ?? 0), 0))
  return series.map((one) => ({
    ...one,
    values: one.values.map((value, at) => (value === null || !totals[at] ? null : (value / totals[at]) * 100)),
  }))
}
