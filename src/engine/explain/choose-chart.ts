import type { Language, Plan } from '#contracts/plan.ts'
import type { ChartSpec, ResultTable } from '#contracts/result.ts'
import { formatCell } from './format-value.ts'
import { extremeRow, numberAt, type ResultShape, type ShapedColumn, shapeOf } from './result-shape.ts'

const mostBars = 40
const mostSeries = 3
const mostPoints = 2000

const say = (language: Language, es: string, en: string): string => (language === 'es' ? es : en)

const at = (
  result: ResultTable,
  row: readonly (string | number | boolean | null)[] | null,
  column: ShapedColumn,
  language: Language,
): string => (row ? formatCell(row[column.index] ?? null, result.columns[column.index] ?? column.column, language) : '')

/** The finding as a title: where the highest value is. */
const findingTitle = (result: ResultTable, by: ShapedColumn, measure: ShapedColumn, language: Language): string => {
  const heading = `${measure.column.label} ${say(language, 'por', 'by')} ${by.column.label.toLowerCase()}`
  const top = extremeRow(result, measure)
  if (!top || result.rows.length < 2) return heading
  return say(
    language,
    `${heading}: lo más alto, ${at(result, top, by, 'es')} (${at(result, top, measure, 'es')})`,
    `${heading}: highest, ${at(result, top, by, 'en')} (${at(result, top, measure, 'en')})`,
  )
}

/** Measures that can share an axis: those of the first one's kind. */
const sharing = (measures: readonly ShapedColumn[]): readonly ShapedColumn[] =>
  measures.filter((m) => m.column.format === measures[0]?.column.format).slice(0, mostSeries)

const timeChart = (result: ResultTable, shape: ResultShape, language: Language): ChartSpec | null => {
  const [time] = shape.times
  const [measure] = shape.measures
  if (!time || !measure || shape.times.length > 1 || shape.categories.length > 0 || result.rows.length < 2 || !shape.grouped) return null
  return {
    kind: 'line',
    x: time.column.name,
    series: sharing(shape.measures).map((m) => m.column.name),
    title: findingTitle(result, time, measure, language),
  }
}

const addsUpToWhole = (result: ResultTable, measure: ShapedColumn): boolean => {
  if (measure.column.format !== 'percent') return false
  const total = result.rows.reduce((sum, row) => sum + (numberAt(row, measure) ?? 0), 0)
  return Math.abs(total - 100) < 0.5
}

const barChart = (result: ResultTable, shape: ResultShape, language: Language): ChartSpec | null => {
  const [category, second] =
    shape.categories.length > 0 && shape.times.length > 0 ? [...shape.times, ...shape.categories] : [...shape.categories, ...shape.times]
  const [measure] = shape.measures
  if (!category || !measure || result.rows.length < 2 || result.rows.length > mostBars || shape.categories.length + shape.times.length > 2)
    return null
  if (!shape.grouped && shape.select?.limit === null) return null
  const stacked = second && shape.grouped ? second : null
  if (second && !stacked) return null
  return {
    kind: 'bar',
    category: category.column.name,
    series: stacked ? [measure.column.name] : sharing(shape.measures).map((m) => m.column.name),
    stackBy: stacked?.column.name ?? null,
    percent: stacked === null && addsUpToWhole(result, measure),
    title: findingTitle(result, category, measure, language),
  }
}

const scatterChart = (result: ResultTable, shape: ResultShape, language: Language): ChartSpec | null => {
  const [x, y] = shape.measures
  if (!x || !y || shape.measures.length !== 2 || shape.grouped || shape.times.length > 0) return null
  if ([x, y].some((m) => m.expression?.kind === 'window')) return null
  if (result.rows.length < 8 || result.rows.length > mostPoints) return null
  return {
    kind: 'scatter',
    x: x.column.name,
    y: y.column.name,
    label: shape.categories.find((c) => c.column.type === 'text')?.column.name ?? null,
    title: say(
      language,
      `${y.column.label} según ${x.column.label.toLowerCase()}`,
      `${y.column.label} against ${x.column.label.toLowerCase()}`,
    ),
  }
}

/** The chart that the shape of a result suggests; null when a table says it better. */
export const chooseChart = (plan: Plan, result: ResultTable, language: Language): ChartSpec | null => {
  const shape = shapeOf(plan, result)
  const [measure] = shape.measures
  if (result.rows.length === 1 && result.columns.length === 1 && measure)
    return result.rows[0]?.[0] === null ? null : { kind: 'figure', column: measure.column.name, trend: null }
  if (result.rows.length < 2 || !measure) return null
  return timeChart(result, shape, language) ?? barChart(result, shape, language) ?? scatterChart(result, shape, language)
}
