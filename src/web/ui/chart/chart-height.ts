import type { ChartSpec, ResultTable } from '#contracts/result.ts'
import { type ChartData, chartData } from './chart-data.ts'

/** Bars lie down when their names need room: they never rotate. */
export const liesDown = (data: ChartData): boolean =>
  !data.categoryColumn.format.startsWith('period_') &&
  (data.categories.length > 7 || data.categories.some((category) => String(category ?? '').length > 9))

/** Pixels a chart needs, known before it is loaded, so that nothing jumps. */
export const chartHeight = (spec: ChartSpec, result: ResultTable): number => {
  if (spec.kind !== 'bar') return 300
  const data = chartData(spec, result)
  if (!data || !liesDown(data)) return 300
  const perCategory = spec.stackBy === null && data.series.length > 1 ? 14 * data.series.length + 14 : 30
  return Math.max(160, data.categories.length * perCategory + (data.series.length > 1 ? 80 : 48))
}
