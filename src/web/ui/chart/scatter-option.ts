import type { EChartsOption } from 'echarts'
import type { ChartSpec, ResultColumn, ResultTable } from '#contracts/result.ts'
import { formatCell, formatCompact } from '../format.ts'
import { baseOption, type ChartLook, inkOf } from './chart-look.ts'
import { paletteOf } from './palette.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Stored texts reach the tooltip as HTML: they must stay texts. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => escapes[letter] ?? letter)

const axis = (column: ResultColumn, look: ChartLook, vertical: boolean) => {
  const ink = inkOf(look.dark)
  return {
    type: 'value' as const,
    scale: true,
    name: column.label,
    nameLocation: vertical ? ('end' as const) : ('middle' as const),
    nameGap: vertical ? 12 : 28,
    nameTextStyle: { color: ink.text, ...(vertical ? { align: 'left' as const } : {}) },
    axisLine: { lineStyle: { color: ink.faint } },
    splitLine: { lineStyle: { color: ink.faint } },
    axisLabel: {
      color: ink.text,
      hideOverlap: true,
      formatter: (value: number) => formatCompact(value, look.language, column.format === 'money'),
    },
  }
}

/** Two measures, one point a row. */
export const scatterOption = (
  spec: Extract<ChartSpec, { kind: 'scatter' }>,
  result: ResultTable,
  look: ChartLook,
): EChartsOption | null => {
  const at = (name: string | null): number => result.columns.findIndex((column) => column.name === name)
  const places = { x: at(spec.x), y: at(spec.y), label: at(spec.label) }
  const columns = { x: result.columns[places.x], y: result.columns[places.y], label: result.columns[places.label] }
  const { x, y, label } = columns
  if (!x || !y) return null
  const points = result.rows
    .filter((row) => row[places.x] !== null && row[places.y] !== null)
    .map((row) => [Number(row[places.x]), Number(row[places.y]), label ? formatCell(row[places.label] ?? null, label, look.language) : ''])
  const base = baseOption(look)
  return {
    ...base,
    grid: { ...(base.grid as object), top: 32, bottom: 28 },
    tooltip: {
      ...(base.tooltip as object),
      trigger: 'item',
      formatter: (point) => {
        const value = Array.isArray(point) ? undefined : point.value
        if (!Array.isArray(value)) return ''
        const lines = [
          `${x.label}: ${formatCell(Number(value[0]), x, look.language)}`,
          `${y.label}: ${formatCell(Number(value[1]), y, look.language)}`,
        ]
        const title = value[2] === '' ? '' : `<strong>${escapeHtml(String(value[2]))}</strong><br/>`
        return title + lines.map(escapeHtml).join('<br/>')
      },
    },
    xAxis: axis(x, look, false),
    yAxis: axis(y, look, true),
    series: [{ type: 'scatter', data: points, symbolSize: 10, color: paletteOf(look.dark)[0] ?? '', itemStyle: { opacity: 0.75 } }],
  }
}
