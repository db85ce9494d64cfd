import type { EChartsOption } from 'echarts'
import type { ChartSpec, ResultColumn, ResultTable } from '#contracts/result.ts'
import { formatCell, formatCompact, formatPercent } from '../format.ts'
import { asShares, type ChartData, chartData, type Series } from './chart-data.ts'
import { liesDown } from './chart-height.ts'
import { baseOption, type ChartLook, inkOf } from './chart-look.ts'
import { coloursFor } from './palette.ts'
import { scatterOption } from './scatter-option.ts'

const axisLines = (look: ChartLook) => {
  const ink = inkOf(look.dark)
  return { axisLine: { lineStyle: { color: ink.faint } }, axisTick: { show: false }, splitLine: { lineStyle: { color: ink.faint } } }
}

const valueAxis = (column: ResultColumn | undefined, percent: boolean, look: ChartLook) => ({
  type: 'value' as const,
  ...axisLines(look),
  ...(percent ? { max: (extent: { max: number }) => Math.min(100, Math.ceil(extent.max / 10) * 10) } : {}),
  axisLabel: {
    color: inkOf(look.dark).text,
    hideOverlap: true,
    formatter: (value: number) =>
      percent || column?.format === 'percent'
        ? formatPercent(value, look.language)
        : formatCompact(value, look.language, column?.format === 'money'),
  },
})

const categoryAxis = (data: ChartData, look: ChartLook, lying: boolean) => ({
  type: 'category' as const,
  data: data.categories.map((value) => formatCell(value, data.categoryColumn, look.language)),
  inverse: lying,
  ...axisLines(look),
  splitLine: { show: false },
  axisLabel: {
    color: inkOf(look.dark).text,
    rotate: 0,
    hideOverlap: !lying,
    ...(lying ? { interval: 0, width: look.narrow ? 110 : 200, overflow: 'truncate' as const } : {}),
  },
})

const sayValue = (one: Series, percent: boolean, look: ChartLook) => (value: unknown) =>
  typeof value !== 'number' ? '—' : percent ? formatPercent(value, look.language) : formatCell(value, one.column, look.language)

const legend = (series: readonly Series[], look: ChartLook) =>
  series.length < 2
    ? {}
    : {
        legend: {
          type: 'scroll' as const,
          top: 0,
          left: 0,
          icon: 'roundRect',
          itemWidth: 12,
          itemHeight: 12,
          textStyle: { color: inkOf(look.dark).text },
        },
      }

const withLegendRoom = (base: EChartsOption, series: readonly Series[]): EChartsOption =>
  series.length < 2 ? base : { ...base, grid: { ...(base.grid as object), top: 40 } }

const lineOption = (data: ChartData, look: ChartLook): EChartsOption => {
  const base = withLegendRoom(baseOption(look), data.series)
  const colours = coloursFor(
    data.series.map((one) => one.name),
    look.dark,
  )
  return {
    ...base,
    ...legend(data.series, look),
    tooltip: { ...(base.tooltip as object), trigger: 'axis' },
    xAxis: { ...categoryAxis(data, look, false), boundaryGap: false },
    yAxis: valueAxis(data.series[0]?.column, false, look),
    series: data.series.map((one) => ({
      type: 'line',
      name: one.name,
      data: [...one.values],
      color: colours.get(one.name) ?? '',
      lineStyle: { width: 2.5 },
      symbol: 'circle',
      symbolSize: 6,
      showSymbol: data.categories.length <= 31,
      connectNulls: false,
      tooltip: { valueFormatter: sayValue(one, false, look) },
    })),
  }
}

const barOption = (spec: Extract<ChartSpec, { kind: 'bar' }>, data: ChartData, look: ChartLook): EChartsOption => {
  const lying = liesDown(data)
  const series = spec.percent ? asShares(data.series) : data.series
  const base = withLegendRoom(baseOption(look), series)
  const colours = coloursFor(
    series.map((one) => one.name),
    look.dark,
  )
  const values = valueAxis(series[0]?.column, spec.percent, look)
  const categories = categoryAxis(data, look, lying)
  const labelled = series.length === 1
  return {
    ...base,
    ...legend(series, look),
    grid: { ...(base.grid as object), right: labelled && lying ? 76 : 20 },
    tooltip: { ...(base.tooltip as object), trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: lying ? { ...values, show: !labelled } : categories,
    yAxis: lying ? categories : values,
    series: series.map((one) => ({
      type: 'bar',
      name: one.name,
      data: [...one.values],
      color: colours.get(one.name) ?? '',
      barMaxWidth: lying ? 20 : 48,
      ...(spec.stackBy === null ? { itemStyle: { borderRadius: lying ? [0, 3, 3, 0] : [3, 3, 0, 0] } } : { stack: 'all' }),
      label: {
        show: labelled && (lying || data.categories.length <= 7),
        position: lying ? 'right' : 'top',
        color: inkOf(look.dark).text,
        formatter: ({ value }: { value: unknown }) => shortLabel(value, one, spec.percent, look),
      },
      tooltip: { valueFormatter: sayValue(one, spec.percent, look) },
    })),
  }
}

const shortLabel = (value: unknown, one: Series, percent: boolean, look: ChartLook): string => {
  if (typeof value !== 'number') return ''
  return percent || one.column.format === 'percent'
    ? formatPercent(value, look.language)
    : formatCompact(value, look.language, one.column.format === 'money', 1_000_000)
}

/** The ECharts option of a declarative chart; null when the result lacks a column it names. Figures are drawn without ECharts. */
export const chartOption = (spec: ChartSpec, result: ResultTable, look: ChartLook): EChartsOption | null => {
  switch (spec.kind) {
    case 'figure':
      return null
    case 'scatter':
      return scatterOption(spec, result, look)
    case 'line':
    case 'bar': {
      const data = chartData(spec, result)
      if (!data) return null
      return spec.kind === 'line' ? lineOption(data, look) : barOption(spec, data, look)
    }
  }
}
