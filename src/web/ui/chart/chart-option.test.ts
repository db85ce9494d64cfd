import { describe, expect, it } from 'vitest'
import type { ChartSpec, ResultColumn, ResultTable } from '#contracts/result.ts'
import { asShares, chartData } from './chart-data.ts'
import { chartHeight } from './chart-height.ts'
import type { ChartLook } from './chart-look.ts'
import { chartOption } from './chart-option.ts'
import { coloursFor } from './palette.ts'
import { escapeHtml } from './scatter-option.ts'

const column = (name: string, type: ResultColumn['type'], format: ResultColumn['format'] = 'plain'): ResultColumn => ({
  name,
  label: name.toUpperCase(),
  type,
  format,
  source: null,
})
const table = (columns: ResultColumn[], rows: ResultTable['rows']): ResultTable => ({ columns, rows, truncated: false })
const look: ChartLook = { language: 'es', dark: false, narrow: false, animate: false, font: 'sans-serif' }
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

const monthly = table(
  [column('mes', 'date', 'period_month'), column('ventas', 'number', 'money')],
  [
    ['2026-09-01', 1200],
    ['2026-10-01', null],
    ['2026-11-01', '900.5'],
  ],
)
const line: ChartSpec = { kind: 'line', x: 'mes', series: ['ventas'], title: 'Ventas por mes' }

describe('line charts', () => {
  it('name the periods and keep the gaps', () => {
    const option = chartOption(line, monthly, look)
    expect(option?.xAxis).toMatchObject({ data: ['sept 2026', 'oct 2026', 'nov 2026'], axisLabel: { rotate: 0 } })
    expect(option?.series).toMatchObject([{ type: 'line', name: 'VENTAS', data: [1200, null, 900.5] }])
    expect(option?.legend).toBeUndefined()
  })

  it('say exact values in the language', () => {
    const series = chartOption(line, monthly, look)?.series as { tooltip: { valueFormatter: (value: unknown) => string } }[]
    expect(plain(series[0]?.tooltip.valueFormatter(1200) ?? '')).toBe('1.200,00 €')
    expect(series[0]?.tooltip.valueFormatter(null)).toBe('—')
  })
})

const names = ['Panadería La Espiga', 'Ana', 'Bo']
const byName = table(
  [column('cliente', 'text'), column('total', 'number')],
  names.map((name, at) => [name, 10 * (at + 1)]),
)
const bar = (over: Partial<Extract<ChartSpec, { kind: 'bar' }>> = {}): Extract<ChartSpec, { kind: 'bar' }> => ({
  kind: 'bar',
  category: 'cliente',
  series: ['total'],
  stackBy: null,
  percent: false,
  title: 'Total por cliente',
  ...over,
})

describe('bar charts', () => {
  it('lie down when a name is long, first on top, and are as high as they need', () => {
    const option = chartOption(bar(), byName, look)
    expect(option?.yAxis).toMatchObject({ type: 'category', inverse: true, data: names })
    expect(chartHeight(bar(), byName)).toBe(160)
    const short = table(byName.columns, [
      ['a', 1],
      ['b', 2],
    ])
    expect(chartOption(bar(), short, look)?.xAxis).toMatchObject({ type: 'category' })
    expect(chartHeight(bar(), short)).toBe(300)
  })

  it('turn to shares of the whole', () => {
    const option = chartOption(bar({ percent: true }), byName, look)
    const series = option?.series as { data: number[]; label: { formatter: (of: { value: unknown }) => string } }[]
    expect(series[0]?.data.map(Math.round)).toEqual([17, 33, 50])
    expect(plain(series[0]?.label.formatter({ value: 16.666 }) ?? '')).toBe('16,7 %')
  })

  it('stack what comes in rows, summing repeats', () => {
    const stackedTable = table(
      [column('zona', 'text'), column('estado', 'text'), column('n', 'integer')],
      [
        ['Sur', 'abierto', 1],
        ['Sur', 'cerrado', 3],
        ['Norte', 'abierto', 2],
        ['Norte', 'abierto', 2],
      ],
    )
    const spec = bar({ category: 'zona', series: ['n'], stackBy: 'estado' })
    const data = chartData(spec, stackedTable)
    expect(data?.categories).toEqual(['Sur', 'Norte'])
    expect(data?.series.map((one) => [one.name, one.values])).toEqual([
      ['abierto', [1, 4]],
      ['cerrado', [3, null]],
    ])
    expect(asShares(data?.series ?? []).map((one) => one.values)).toEqual([
      [25, 100],
      [75, null],
    ])
    expect(chartOption(spec, stackedTable, look)?.legend).toBeDefined()
  })

  it('put the highest first where names come in no order, and leave what is ordered', () => {
    const drawn = (values: number[]) =>
      chartData(
        bar(),
        table(
          byName.columns,
          values.map((value) => [`n${value}`, value]),
        ),
      )?.categories
    expect(drawn([2, 9, 4])).toEqual(['n9', 'n4', 'n2'])
    expect(drawn([1, 2, 3])).toEqual(['n1', 'n2', 'n3'])
    const byYear = table(
      [column('año', 'integer'), column('total', 'number')],
      [
        [2024, 2],
        [2025, 9],
        [2026, 4],
      ],
    )
    expect(chartData(bar({ category: 'año' }), byYear)?.categories).toEqual([2024, 2025, 2026])
  })

  it('draw thirty at most and tell how many are left', () => {
    const many = table(
      byName.columns,
      Array.from({ length: 100 }, (_, at) => [`c${at}`, at]),
    )
    expect(chartData(bar(), many)).toMatchObject({ left: 70 })
  })
})

it('draws nothing when a column is missing', () => {
  expect(chartOption({ ...line, x: 'año' }, monthly, look)).toBeNull()
  expect(chartOption(bar({ series: ['nada'] }), byName, look)).toBeNull()
  expect(chartOption({ kind: 'scatter', x: 'nada', y: 'total', label: null, title: '' }, byName, look)).toBeNull()
})

it('keeps stored texts as texts in tooltips', () => {
  expect(escapeHtml(`<img src=x onerror="a('b')">&`)).toBe('&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;')
})

describe('colours', () => {
  it('are the same for the same name, and apart within a chart', () => {
    const some = coloursFor(['Norte', 'Sur', 'Este', 'Oeste'], false)
    expect(new Set(some.values()).size).toBe(4)
    expect(coloursFor(['Norte', 'Sur'], false).get('Norte')).toBe(some.get('Norte'))
    expect(coloursFor(['ventas'], true).get('ventas')).toBe('#5aa9f5')
  })

  it('run out without looping', () => {
    const all = Array.from({ length: 20 }, (_, at) => `serie ${at}`)
    expect(coloursFor(all, false).size).toBe(20)
  })
})
