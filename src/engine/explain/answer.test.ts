import { describe, expect, it } from 'vitest'
import type { ColumnType } from '#contracts/catalog.ts'
import type { Language, Plan } from '#contracts/plan.ts'
import type { Query } from '#contracts/query-plan.ts'
import type { Cell, ChartSpec, ResultTable } from '#contracts/result.ts'
import { catalogFor } from '../compile/conformance/fixture.ts'
import {
  agg,
  and,
  as,
  col,
  count,
  date,
  down,
  is,
  math,
  number,
  select,
  table,
  text,
  truth,
  up,
} from '../compile/conformance/plan-words.ts'
import { answerSentence } from './answer-sentence.ts'
import { chooseChart } from './choose-chart.ts'
import { describeColumns } from './describe-columns.ts'

const catalog = catalogFor('postgres')
const planOf = (query: Query): Plan => ({ kind: 'query', query, version: 1, assumptions: [], confidence: 1 })

type Told = { readonly sentence: string; readonly chart: ChartSpec | null; readonly result: ResultTable }

const tell = (
  query: Query,
  types: readonly ColumnType[],
  rows: readonly (readonly Cell[])[],
  language: Language = 'es',
  truncated = false,
): Told => {
  const plan = planOf(query)
  const names = query.kind === 'select' ? query.columns.map((c) => c.name) : []
  const raw = types.map((type, i) => ({ name: names[i] ?? `c${i}`, label: '', type, format: 'plain' as const, source: null }))
  const result = { columns: [...describeColumns(plan, raw, catalog, language)], rows: rows.map((r) => [...r]), truncated }
  return { sentence: answerSentence(plan, result, catalog, language), chart: chooseChart(plan, result, language), result }
}

const zone = { type: 'inner' as const, source: table('zonas'), on: is(col('clientes.zona_id'), '=', col('zonas.id')) }
const client = { type: 'inner' as const, source: table('clientes'), on: is(col('pedidos.cliente_id'), '=', col('clientes.id')) }
const inSouth = is(col('zonas.nombre'), '=', text('Sur'))
const october = and(is(col('pedidos.fecha'), '>=', date('2026-10-01')), is(col('pedidos.fecha'), '<', date('2026-11-01')))
const revenue = agg('sum', col('pedidos.importe'))
const month = { kind: 'date_trunc' as const, unit: 'month' as const, of: col('pedidos.fecha') }

describe('one figure', () => {
  const counted = select('clientes', [as(count(), 'total')], { joins: [zone], where: inSouth })

  it('counts what was asked', () => {
    expect(tell(counted, ['integer'], [[128]]).sentence).toBe('Hay 128 clientes de la zona Sur.')
    expect(tell(counted, ['integer'], [[1]]).sentence).toBe('Hay 1 cliente de la zona Sur.')
    expect(tell(counted, ['integer'], [[0]]).sentence).toBe('No hay clientes de la zona Sur.')
    expect(tell(counted, ['integer'], [[1128]], 'en').sentence).toBe('There are 1,128 clientes of the zona Sur.')
  })

  it('says money with euros and its period', () => {
    const query = select('pedidos', [as(revenue, 'sum_importe')], { where: october })
    expect(tell(query, ['number'], [[12345.5]]).sentence).toBe('El total de importe de los pedidos en octubre de 2026 es 12.345,50 €.')
    expect(tell(query, ['number'], [[12345.5]], 'en').sentence).toBe('The total importe of the pedidos in October 2026 is €12,345.50.')
    expect(tell(query, ['number'], [[null]]).sentence).toBe('No hay datos para calcularlo: pedidos en octubre de 2026.')
    expect(tell(query, ['number'], [[12345.5]]).chart).toEqual({ kind: 'figure', column: 'sum_importe', trend: null })
  })

  it('says a share with its part and its whole', () => {
    const share = math(math(number(100), '*', count(null, false, is(col('clientes.activo'), '=', truth(true)))), '/', count())
    const query = select('clientes', [as(share, 'percent')], { joins: [zone], where: inSouth })
    expect(tell(query, ['number'], [[66.6667]]).sentence).toBe(
      'El porcentaje de clientes activos es 66,7 %, contando los clientes de la zona Sur.',
    )
  })

  it('says the average without euros where it is no money', () => {
    expect(tell(select('pedidos', [as(agg('avg', col('pedidos.unidades')), 'avg_unidades')]), ['number'], [[4.5]]).sentence).toBe(
      'La media de unidades de los pedidos es 4,5.',
    )
  })
})

describe('rows', () => {
  const names = select('clientes', ['clientes.nombre'], { joins: [zone], where: inSouth })

  it('names few, counts many, is honest about none and about more', () => {
    expect(tell(names, ['text'], [['Ana'], ['Luis'], ['Íñigo']]).sentence).toBe('3 clientes de la zona Sur: Ana, Luis e Íñigo.')
    expect(
      tell(
        names,
        ['text'],
        Array.from({ length: 42 }, (_, i) => [`c${i}`]),
      ).sentence,
    ).toBe('42 clientes de la zona Sur.')
    expect(tell(names, ['text'], []).sentence).toBe('Ningún cliente cumple eso: clientes de la zona Sur.')
    expect(tell(names, ['text'], [], 'en').sentence).toBe('No cliente matches that: clientes of the zona Sur.')
    expect(
      tell(
        names,
        ['text'],
        Array.from({ length: 1000 }, (_, i) => [`c${i}`]),
        'es',
        true,
      ).sentence,
    ).toBe('Hay más de 1.000 clientes de la zona Sur; se muestran los primeros 1.000.')
  })

  it('tells the top with its figures', () => {
    const query = select('pedidos', [as(col('clientes.nombre'), 'nombre'), as(revenue, 'total')], {
      joins: [client],
      where: october,
      groupBy: [col('clientes.nombre')],
      orderBy: [down(revenue)],
      limit: 3,
    })
    const told = tell(
      query,
      ['text', 'number'],
      [
        ['Ana', 300],
        ['Luis', 200.5],
        ['Eva', 100],
      ],
    )
    expect(told.sentence).toBe(
      'Los 3 clientes con más importe, pedidos en octubre de 2026: Ana (300,00 €), Luis (200,50 €) y Eva (100,00 €).',
    )
    expect(told.chart).toEqual({
      kind: 'bar',
      category: 'nombre',
      series: ['total'],
      stackBy: null,
      percent: false,
      title: 'Total de importe por cliente: lo más alto, Ana (300,00 €)',
    })
  })

  it('tells a series by its ends and its peak, and draws a line', () => {
    const query = select('pedidos', [as(month, 'month'), as(revenue, 'total')], { groupBy: [month], orderBy: [up(month)] })
    const told = tell(
      query,
      ['date', 'number'],
      [
        ['2026-01-01', 10],
        ['2026-02-01', 30],
        ['2026-03-01', 20],
      ],
    )
    expect(told.sentence).toBe('Total de importe por mes, de enero de 2026 a marzo de 2026: lo más alto, febrero de 2026 con 30,00 €.')
    expect(told.chart).toMatchObject({ kind: 'line', x: 'month', series: ['total'] })
    expect(told.result.columns.map((c) => [c.label, c.format])).toEqual([
      ['Mes', 'period_month'],
      ['Total de importe', 'money'],
    ])
  })

  it('draws shares that add up to the whole as such', () => {
    const share = math(math(number(100), '*', count()), '/', {
      kind: 'window',
      function: 'sum',
      argument: count(),
      partitionBy: [],
      orderBy: [],
      frame: 'whole',
    })
    const query = select('pedidos', ['pedidos.estado', as(share, 'percent')], { groupBy: [col('pedidos.estado')] })
    expect(
      tell(
        query,
        ['text', 'number'],
        [
          ['nuevo', 25],
          ['pagado', 75],
        ],
      ).chart,
    ).toMatchObject({ kind: 'bar', percent: true })
  })

  it('draws nothing where a table says it better', () => {
    expect(tell(names, ['text'], [['Ana'], ['Luis']]).chart).toBeNull()
    expect(
      tell(
        select('pedidos', ['pedidos.id', 'pedidos.importe']),
        ['integer', 'number'],
        [
          [1, 2],
          [2, 3],
        ],
      ).chart,
    ).toBeNull()
  })
})

describe('hand-written SQL', () => {
  it('is told by its rows', () => {
    const plan: Plan = { kind: 'sql', sql: 'select 1', version: 1, assumptions: [], confidence: 1 }
    const result: ResultTable = {
      columns: [{ name: 'n', label: 'n', type: 'integer', format: 'plain', source: null }],
      rows: [[7]],
      truncated: false,
    }
    expect(answerSentence(plan, result, catalog, 'es')).toBe('El resultado es 7.')
    expect(answerSentence(plan, { ...result, rows: [] }, catalog, 'en')).toBe('The query returns no rows.')
  })
})
