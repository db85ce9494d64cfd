import type { Query } from '#contracts/query-plan.ts'
import { oddColumns, oddTable } from './fixture.ts'
import {
  agg,
  and,
  as,
  call,
  col,
  count,
  date,
  down,
  empty,
  is,
  match,
  math,
  number,
  or,
  over,
  select,
  table,
  text,
  truth,
  typed,
  up,
} from './plan-words.ts'

const zone = { type: 'inner' as const, source: table('zonas'), on: is(col('clientes.zona_id'), '=', col('zonas.id')) }
const anyZone = { ...zone, type: 'left' as const }
const client = { type: 'inner' as const, source: table('clientes'), on: is(col('pedidos.cliente_id'), '=', col('clientes.id')) }
const ordersOfClient = select('pedidos', ['pedidos.id'], { where: is(col('pedidos.cliente_id'), '=', col('clientes.id')) })
const revenue = agg('sum', col('pedidos.importe'))
const trunc = (unit: 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour', of = 'pedidos.fecha') => ({
  kind: 'date_trunc' as const,
  unit,
  of: col(of),
})
const part = (name: 'year' | 'quarter' | 'month' | 'week' | 'day' | 'weekday' | 'hour') => ({
  kind: 'date_part' as const,
  part: name,
  of: col('pedidos.fecha'),
})
const diff = (unit: 'day' | 'hour' | 'month' | 'year', from: string, to: string) => ({
  kind: 'date_diff' as const,
  unit,
  from: col(from),
  to: col(to),
})
const byId = [up(col('pedidos.id'))]
const clientsWhere = (where: Query & { kind: 'select' } extends { where: infer W } ? W : never): Query =>
  select('clientes', ['clientes.id'], { where, orderBy: [up(col('clientes.id'))] })
const ordersWhere = (where: Parameters<typeof clientsWhere>[0]): Query => select('pedidos', ['pedidos.id'], { where, orderBy: byId })
const byMonth = trunc('month')

/** One plan per kind of node and per trap, by name. */
export const plans: Readonly<Record<string, Query>> = {
  columns: select('clientes', ['clientes.nombre', 'clientes.ciudad'], { orderBy: [up(col('clientes.id'))] }),
  'renamed output': select('clientes', [as(col('clientes.nombre'), 'quién')], { orderBy: [up(col('clientes.nombre'))] }),
  'alias of a single table': select('clientes c', ['c.nombre'], { where: is(col('c.id'), '<', number(3)) }),
  'output hides a column': select('clientes', [as(call('upper', col('clientes.cp')), 'nombre')], {
    orderBy: [down(col('clientes.nombre'))],
  }),
  count: select('clientes', [as(count(), 'total')]),
  'count of values': select('clientes', [as(count(col('clientes.ciudad')), 'n'), as(count(col('clientes.ciudad'), true), 'distintas')]),
  'count filtered': select('clientes', [as(count(null, false, is(col('clientes.activo'), '=', truth(true))), 'activos')]),
  'share in percent': select('clientes', [
    as(math(math(number(100), '*', count(null, false, is(col('clientes.activo'), '=', truth(true)))), '/', count()), 'percent'),
  ]),
  'aggregates of integers': select('pedidos', [
    as(agg('sum', col('pedidos.unidades')), 's'),
    as(agg('avg', col('pedidos.unidades')), 'a'),
    as(agg('min', col('pedidos.unidades')), 'i'),
    as(agg('max', col('pedidos.unidades')), 'x'),
  ]),
  'sum and average of booleans': select('clientes', [
    as(agg('sum', col('clientes.activo')), 's'),
    as(agg('avg', col('clientes.activo')), 'a'),
  ]),
  median: select('pedidos', [as(agg('median', col('pedidos.importe')), 'm')]),
  'median by group, with others': select(
    'pedidos',
    ['pedidos.estado', as(agg('median', col('pedidos.peso')), 'm'), as(count(), 'n'), as(revenue, 's')],
    {
      groupBy: [col('pedidos.estado')],
      orderBy: [up(call('lower', col('pedidos.estado')))],
    },
  ),
  'median rounded and filtered': select('pedidos', [
    as(call('round', agg('median', col('pedidos.peso'), is(col('pedidos.importe'), '>', number(15.5))), number(1)), 'm'),
    as(count(null, false, is(col('pedidos.estado'), '=', text('pagado'))), 'n'),
  ]),
  'median in having and order': select('pedidos', ['pedidos.cliente_id'], {
    groupBy: [col('pedidos.cliente_id')],
    having: is(agg('median', col('pedidos.importe')), '>', number(10)),
    orderBy: [down(agg('median', col('pedidos.importe')))],
  }),
  'division of integers': select('pedidos', ['pedidos.id', as(math(col('pedidos.unidades'), '/', number(4)), 'q')], { orderBy: byId }),
  'division by what may be zero': select('pedidos', ['pedidos.id', as(math(col('pedidos.importe'), '/', col('pedidos.unidades')), 'q')], {
    orderBy: byId,
  }),
  'sum of integers divided': select('pedidos', [as(math(agg('sum', col('pedidos.unidades')), '/', count()), 'q')]),
  'arithmetic with precedence': select(
    'pedidos',
    [
      'pedidos.id',
      as(math(math(col('pedidos.unidades'), '+', number(1)), '*', math(col('pedidos.importe'), '-', math(number(3), '-', number(1)))), 'x'),
      as(math(math(col('pedidos.unidades'), '*', number(2)), '-', number(-3)), 'y'),
    ],
    { orderBy: byId },
  ),
  'numbers of every size': select(
    'pedidos',
    ['pedidos.id', as(math(col('pedidos.unidades'), '*', number(1.5)), 'x'), as(number(3_000_000_000), 'b')],
    { orderBy: byId },
  ),
  'integer column against decimals': ordersWhere(is(col('pedidos.unidades'), '>', number(2.5))),
  'group by column': select('clientes', ['clientes.ciudad', as(count(), 'n')], {
    groupBy: [col('clientes.ciudad')],
    orderBy: [down(count()), up(agg('min', col('clientes.id')))],
  }),
  'group by month': select('pedidos', [as(byMonth, 'month'), as(revenue, 'total')], { groupBy: [byMonth], orderBy: [up(byMonth)] }),
  'group by a case': select(
    'pedidos',
    [
      as(
        {
          kind: 'case',
          branches: [{ when: is(col('pedidos.importe'), '>', number(80)), value: text('grande') }],
          otherwise: text('pequeño'),
        },
        'tamaño',
      ),
      as(count(), 'n'),
    ],
    {
      groupBy: [
        {
          kind: 'case',
          branches: [{ when: is(col('pedidos.importe'), '>', number(80)), value: text('grande') }],
          otherwise: text('pequeño'),
        },
      ],
      orderBy: [up(count())],
    },
  ),
  having: select('pedidos', ['pedidos.cliente_id', as(count(), 'n')], {
    groupBy: [col('pedidos.cliente_id')],
    having: is(count(), '>=', number(2)),
    orderBy: [up(col('pedidos.cliente_id'))],
  }),
  distinct: select('clientes', ['clientes.zona_id'], { distinct: true, orderBy: [up(col('clientes.zona_id'))] }),
  'distinct ordered by what is not shown': select('clientes', ['clientes.ciudad'], {
    distinct: true,
    orderBy: [down(col('clientes.alta'))],
  }),
  'order descending with empty values last': select('pedidos', ['pedidos.id', 'pedidos.peso'], {
    orderBy: [down(col('pedidos.peso'))],
    limit: 8,
  }),
  'order ascending with empty values last': select('pedidos', ['pedidos.id', 'pedidos.peso'], {
    orderBy: [up(col('pedidos.peso'))],
    limit: 8,
  }),
  'inner join': select('clientes', ['clientes.nombre', as(col('zonas.nombre'), 'zona')], {
    joins: [zone],
    orderBy: [up(col('clientes.id'))],
  }),
  'left join': select('clientes', ['clientes.nombre', as(col('zonas.nombre'), 'zona')], {
    joins: [anyZone],
    orderBy: [up(col('zonas.nombre')), up(col('clientes.id'))],
  }),
  'two joins and a group': select('pedidos', [as(col('zonas.nombre'), 'zona'), as(revenue, 'total')], {
    joins: [client, zone],
    groupBy: [col('zonas.nombre')],
    orderBy: [down(revenue)],
    limit: 1,
  }),
  'self join': select('clientes a', [as(col('a.nombre'), 'uno'), as(col('b.nombre'), 'otro')], {
    joins: [
      {
        type: 'inner',
        source: table('clientes', 'b'),
        on: and(is(col('a.ciudad'), '=', col('b.ciudad')), is(col('a.id'), '<', col('b.id'))),
      },
    ],
  }),
  'join of a query': select('clientes', ['clientes.nombre', 't.total'], {
    joins: [
      {
        type: 'inner',
        source: {
          kind: 'query',
          as: 't',
          query: select('pedidos', ['pedidos.cliente_id', as(revenue, 'total')], { groupBy: [col('pedidos.cliente_id')] }),
        },
        on: is(col('t.cliente_id'), '=', col('clientes.id')),
      },
    ],
    orderBy: [down(col('t.total')), up(col('clientes.id'))],
  }),
  'from a query': select(
    {
      kind: 'query',
      as: 'grouped',
      query: select('pedidos', ['pedidos.cliente_id', as(count(), 'n')], { groupBy: [col('pedidos.cliente_id')] }),
    },
    [as(agg('avg', col('grouped.n')), 'average')],
  ),
  'scalar subquery': clientsWhere(
    is(col('clientes.id'), '=', { kind: 'subquery', query: select('pedidos', [as(agg('max', col('pedidos.cliente_id')), 'm')]) }),
  ),
  'correlated subquery shown': select(
    'clientes',
    [
      'clientes.id',
      as(
        {
          kind: 'subquery',
          query: select('pedidos', [as(count(), 'n')], { where: is(col('pedidos.cliente_id'), '=', col('clientes.id')) }),
        },
        'pedidos',
      ),
    ],
    { orderBy: [up(col('clientes.id'))] },
  ),
  exists: clientsWhere({ kind: 'exists', query: ordersOfClient, negated: false }),
  'not exists with a filter': clientsWhere({
    kind: 'exists',
    negated: true,
    query: select('pedidos', ['pedidos.id'], {
      where: and(is(col('pedidos.cliente_id'), '=', col('clientes.id')), is(col('pedidos.fecha'), '>=', date('2026-01-01'))),
    }),
  }),
  'in a query': clientsWhere({
    kind: 'in_query',
    value: col('clientes.id'),
    query: select('pedidos', ['pedidos.cliente_id']),
    negated: false,
  }),
  'not in a query with empty values': select('zonas', ['zonas.nombre'], {
    where: { kind: 'in_query', value: col('zonas.id'), query: select('clientes', ['clientes.zona_id']), negated: true },
  }),
  'in a list': clientsWhere({ kind: 'in', value: col('clientes.ciudad'), options: [text('Bilbao'), text('Málaga')], negated: false }),
  'not in a list': clientsWhere({ kind: 'in', value: col('clientes.id'), options: [number(1), number(2)], negated: true }),
  'in nothing': clientsWhere({ kind: 'in', value: col('clientes.id'), options: [], negated: false }),
  between: ordersWhere({ kind: 'between', value: col('pedidos.importe'), low: number(20), high: number(75), negated: false }),
  'between days of instants': ordersWhere({
    kind: 'between',
    value: col('pedidos.fecha'),
    low: date('2026-10-15'),
    high: date('2026-10-31'),
    negated: false,
  }),
  'not between': ordersWhere({ kind: 'between', value: col('pedidos.unidades'), low: number(1), high: number(4), negated: true }),
  'half-open range of instants': ordersWhere(
    and(is(col('pedidos.fecha'), '>=', date('2026-10-01')), is(col('pedidos.fecha'), '<', date('2026-11-01'))),
  ),
  'half-open range of dates': ordersWhere(
    and(is(col('pedidos.entrega'), '>=', date('2026-10-03')), is(col('pedidos.entrega'), '<', date('2026-11-02'))),
  ),
  'the day of an instant': ordersWhere(is(col('pedidos.fecha'), '=', date('2026-10-31'))),
  'an instant': ordersWhere(is(col('pedidos.fecha'), '>', typed('2026-10-15T12:30:00', 'datetime'))),
  'is empty': clientsWhere(empty(col('clientes.ciudad'))),
  'equals empty': clientsWhere(is(col('clientes.ciudad'), '<>', typed(null, 'text'))),
  'boolean true': clientsWhere(is(col('clientes.activo'), '=', truth(true))),
  'boolean false': clientsWhere(is(col('clientes.activo'), '=', truth(false))),
  'boolean said as a number': clientsWhere(is(col('clientes.activo'), '=', number(1))),
  'text column said as a number': clientsWhere(is(col('clientes.cp'), '=', number(41001))),
  'enum member': ordersWhere(is(col('pedidos.estado'), '=', text('pagado'))),
  'enum against any text': ordersWhere(is(col('pedidos.estado'), '<>', text('perdido'))),
  'enum in a list': ordersWhere({ kind: 'in', value: col('pedidos.estado'), options: [text('nuevo'), text('perdido')], negated: false }),
  'enum contains': ordersWhere(match(col('pedidos.estado'), 'contains', 'AGAD')),
  'literal on the left': ordersWhere(is(number(50), '<', col('pedidos.importe'))),
  'text contains, without accents': clientsWhere(match(col('clientes.nombre'), 'contains', 'ALVAREZ')),
  'text contains, with accents': clientsWhere(match(col('clientes.ciudad'), 'contains', 'málaga')),
  'text starts with ñ': clientsWhere(match(col('clientes.nombre'), 'starts', 'casa ñ')),
  'text ends': clientsWhere(match(col('clientes.nombre'), 'ends', 'múltiple')),
  'text equals': clientsWhere(match(col('clientes.ciudad'), 'equals', 'sevilla')),
  'text does not contain': clientsWhere(match(col('clientes.nombre'), 'contains', 'bar', true)),
  'text with wildcards': clientsWhere(match(col('clientes.nombre'), 'contains', '100% s')),
  'text with underscore': clientsWhere(match(col('clientes.nombre'), 'equals', 'cafe_bilbao')),
  'text with quote and backslash': clientsWhere(match(col('clientes.nombre'), 'contains', "o'hara \\ h")),
  'text of a number': clientsWhere(match(col('clientes.id'), 'equals', '3')),
  'and, or, not': clientsWhere(
    and(or(is(col('clientes.id'), '=', number(1)), is(col('clientes.id'), '=', number(4))), {
      kind: 'not',
      part: is(col('clientes.ciudad'), '=', text('Bilbao')),
    }),
  ),
  'no conditions': clientsWhere(and()),
  'periods of instants': select(
    'pedidos',
    ['pedidos.id', ...(['year', 'quarter', 'month', 'week', 'day'] as const).map((u) => as(trunc(u), u))],
    { orderBy: byId },
  ),
  'the hour': select('pedidos', ['pedidos.id', as(trunc('hour'), 'hour')], { orderBy: byId }),
  'periods of dates': select(
    'pedidos',
    ['pedidos.id', ...(['year', 'quarter', 'month', 'week', 'day'] as const).map((u) => as(trunc(u, 'pedidos.entrega'), u))],
    { orderBy: byId },
  ),
  'parts of dates': select(
    'pedidos',
    ['pedidos.id', ...(['year', 'quarter', 'month', 'week', 'day', 'weekday', 'hour'] as const).map((p) => as(part(p), p))],
    { orderBy: byId },
  ),
  'by weekday': select('pedidos', [as(part('weekday'), 'weekday'), as(count(), 'n')], {
    groupBy: [part('weekday')],
    orderBy: [up(part('weekday'))],
  }),
  'days between': select(
    'pedidos',
    ['pedidos.id', as(diff('day', 'pedidos.fecha', 'pedidos.entrega'), 'd'), as(diff('hour', 'pedidos.fecha', 'pedidos.entrega'), 'h')],
    { orderBy: byId },
  ),
  'days between dates': select(
    'pedidos',
    ['pedidos.id', as({ kind: 'date_diff', unit: 'day', from: date('2026-01-01'), to: col('pedidos.entrega') }, 'd')],
    { orderBy: byId },
  ),
  'months and years between': select(
    'clientes',
    [
      'clientes.id',
      as({ kind: 'date_diff', unit: 'month', from: col('clientes.alta'), to: date('2026-11-15') }, 'm'),
      as({ kind: 'date_diff', unit: 'year', from: col('clientes.alta'), to: date('2026-11-15') }, 'y'),
    ],
    { orderBy: [up(col('clientes.id'))] },
  ),
  'days added to a date': select('clientes', ['clientes.id', as(math(col('clientes.alta'), '+', number(30)), 'd')], {
    orderBy: [up(col('clientes.id'))],
  }),
  'text functions': select(
    'clientes',
    [
      'clientes.id',
      as(call('upper', col('clientes.cp')), 'u'),
      as(call('length', col('clientes.nombre')), 'l'),
      as(call('trim', col('clientes.nombre')), 't'),
    ],
    { orderBy: [up(col('clientes.id'))] },
  ),
  'joined text': select('clientes', [as(call('concat', col('clientes.nombre'), text(' - '), col('clientes.ciudad')), 'x')], {
    orderBy: [up(col('clientes.id'))],
  }),
  'empty replaced': select('clientes', [as(call('coalesce', col('clientes.ciudad'), text('ninguna')), 'x')], {
    orderBy: [up(col('clientes.id'))],
  }),
  'number functions': select(
    'pedidos',
    [
      'pedidos.id',
      as(call('round', col('pedidos.peso'), number(1)), 'r'),
      as(call('abs', math(number(0), '-', col('pedidos.importe'))), 'a'),
      as(call('nullif', col('pedidos.unidades'), number(0)), 'n'),
    ],
    { orderBy: byId },
  ),
  'case without otherwise': select(
    'pedidos',
    [
      'pedidos.id',
      as({ kind: 'case', branches: [{ when: is(col('pedidos.unidades'), '>', number(5)), value: number(1) }], otherwise: null }, 'x'),
    ],
    { orderBy: byId },
  ),
  'running total of sums': select(
    'pedidos',
    [as(byMonth, 'month'), as(revenue, 'total'), as(over('sum', revenue, [], [up(byMonth)]), 'running_total')],
    { groupBy: [byMonth], orderBy: [up(byMonth)] },
  ),
  'previous and change': select(
    'pedidos',
    [
      as(byMonth, 'month'),
      as(over('lag', revenue, [], [up(byMonth)]), 'previous'),
      as(
        math(
          math(number(100), '*', math(revenue, '-', over('lag', revenue, [], [up(byMonth)]))),
          '/',
          over('lag', revenue, [], [up(byMonth)]),
        ),
        'change',
      ),
    ],
    { groupBy: [byMonth], orderBy: [up(byMonth)] },
  ),
  'share of the total': select(
    'pedidos',
    ['pedidos.estado', as(math(math(number(100), '*', count()), '/', over('sum', count(), [], [], 'whole')), 'percent')],
    { groupBy: [col('pedidos.estado')], orderBy: [up(call('lower', col('pedidos.estado')))] },
  ),
  'moving average': select('pedidos', ['pedidos.id', as(over('avg', col('pedidos.unidades'), [], byId, 2), 'm')], { orderBy: byId }),
  ranks: select(
    'pedidos',
    [
      'pedidos.id',
      as(over('rank', null, [], [down(col('pedidos.importe'))]), 'r'),
      as(over('dense_rank', null, [], [down(col('pedidos.importe'))]), 'd'),
      as(over('row_number', null, [col('pedidos.cliente_id')], byId), 'n'),
    ],
    { orderBy: byId },
  ),
  'count of the partition': select(
    'pedidos',
    [
      'pedidos.id',
      as(over('count', null, [col('pedidos.cliente_id')], [], 'whole'), 'n'),
      as(over('max', col('pedidos.importe'), [col('pedidos.cliente_id')], byId, 'whole'), 'x'),
    ],
    { orderBy: byId },
  ),
  'first of each group': select('pedidos', ['pedidos.cliente_id', 'pedidos.id', 'pedidos.importe'], {
    perGroup: {
      partitionBy: [col('pedidos.cliente_id')],
      orderBy: [down(col('pedidos.importe')), up(col('pedidos.id'))],
      limit: 1,
      ties: false,
    },
  }),
  'first of each group with ties, ordered': select('pedidos', ['pedidos.id'], {
    perGroup: { partitionBy: [col('pedidos.cliente_id')], orderBy: [down(col('pedidos.importe'))], limit: 1, ties: true },
    orderBy: [down(col('pedidos.fecha'))],
    limit: 5,
  }),
  'best months of each zone': select('pedidos', [as(col('zonas.nombre'), 'zona'), as(byMonth, 'month'), as(revenue, 'position')], {
    joins: [client, zone],
    groupBy: [col('zonas.nombre'), byMonth],
    perGroup: { partitionBy: [col('zonas.nombre')], orderBy: [down(revenue), up(byMonth)], limit: 2, ties: false },
  }),
  'distinct per group': select('clientes', ['clientes.zona_id', 'clientes.ciudad'], {
    distinct: true,
    where: empty(col('clientes.zona_id'), true),
    perGroup: { partitionBy: [col('clientes.zona_id')], orderBy: [up(col('clientes.ciudad'))], limit: 1, ties: false },
  }),
  'median per group kept': select('pedidos', ['pedidos.estado', 'pedidos.cliente_id', as(agg('median', col('pedidos.importe')), 'm')], {
    groupBy: [col('pedidos.estado'), col('pedidos.cliente_id')],
    perGroup: {
      partitionBy: [col('pedidos.estado')],
      orderBy: [down(agg('median', col('pedidos.importe'))), up(col('pedidos.cliente_id'))],
      limit: 1,
      ties: false,
    },
    orderBy: [up(col('pedidos.cliente_id')), up(agg('sum', col('pedidos.peso')))],
  }),
  union: {
    kind: 'compound',
    operator: 'union',
    left: select('clientes', ['clientes.ciudad']),
    right: select('zonas', [as(col('zonas.nombre'), 'ciudad')]),
  },
  'union all with limits inside': {
    kind: 'compound',
    operator: 'union_all',
    left: select('clientes', ['clientes.nombre'], { orderBy: [up(col('clientes.id'))], limit: 2 }),
    right: select('clientes', ['clientes.nombre'], { orderBy: [down(col('clientes.id'))], limit: 1 }),
  },
  intersect: {
    kind: 'compound',
    operator: 'intersect',
    left: select('clientes', ['clientes.id']),
    right: select('pedidos', [as(col('pedidos.cliente_id'), 'id')]),
  },
  'except of a union': {
    kind: 'compound',
    operator: 'except',
    left: { kind: 'compound', operator: 'union', left: select('clientes', ['clientes.id']), right: select('zonas', ['zonas.id']) },
    right: select('pedidos', [as(col('pedidos.cliente_id'), 'id')]),
  },
  'odd identifiers': select(
    oddTable,
    oddColumns.map((c) => as({ kind: 'column', table: oddTable, column: c }, c)),
    { from: table(oddTable), orderBy: [up({ kind: 'column', table: oddTable, column: 'select' })] },
  ),
  'odd output names': select('zonas', [as(col('zonas.nombre'), '¿Cuál "es" el nombre? 日'), as(count(), "nº d'art")], {
    groupBy: [col('zonas.nombre')],
    orderBy: [down(count()), up(col('zonas.nombre'))],
  }),
}
