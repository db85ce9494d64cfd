import fc, { type GeneratorValue } from 'fast-check'
import type { Catalog, Column, Table } from '#contracts/catalog.ts'
import type { Condition, Expression, From, Join, Order, OutputColumn, PerGroup, Query, Select } from '#contracts/query-plan.ts'

import { sameExpression } from '../expressions.ts'

type Source = { readonly alias: string; readonly columns: readonly string[]; readonly table: string | null }

/** Where a part of a query is being made up: what it can read, and how deep it may still go. */
type Place = {
  readonly draw: GeneratorValue
  readonly catalog: Catalog
  readonly sources: readonly Source[]
  readonly depth: number
}

const one = <T>(place: Place, items: readonly T[]): T => {
  const found = items[place.draw(fc.nat, { max: Math.max(items.length - 1, 0) })]
  if (found === undefined) throw new RangeError('nothing to choose from')
  return found
}
const often = (place: Place, percent: number): boolean => place.draw(fc.nat, { max: 99 }) < percent
const times = <T>(place: Place, min: number, max: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: place.draw(fc.integer, { min, max }) }, (_, at) => make(at))
const deeper = (place: Place): Place => ({ ...place, depth: place.depth - 1 })

const texts = ['Sevilla', 'Córdoba', 'a b', 'O.K. "raro"', '100%', '41001', "l'Hospitalet", 'y', 'x o y'] as const

const dayOf = (place: Place): string =>
  new Date(Date.UTC(2024, 0, 1) + place.draw(fc.nat, { max: 1200 }) * 86_400_000).toISOString().slice(0, 10)

const literal = (place: Place): Expression => {
  switch (one(place, ['text', 'integer', 'number', 'boolean', 'date', 'datetime'] as const)) {
    case 'text':
      return { kind: 'literal', value: one(place, texts), type: 'text' }
    case 'integer':
      return { kind: 'literal', value: place.draw(fc.integer, { min: -2000, max: 2_000_000 }), type: 'integer' }
    case 'number':
      return { kind: 'literal', value: place.draw(fc.integer, { min: -99999, max: 99999 }) / 1000, type: 'number' }
    case 'boolean':
      return { kind: 'literal', value: one(place, [true, false]), type: 'boolean' }
    case 'date':
      return { kind: 'literal', value: dayOf(place), type: 'date' }
    case 'datetime':
      return { kind: 'literal', value: `${dayOf(place)}T${one(place, ['12:30:00', '23:59:59', '00:00:10'])}`, type: 'datetime' }
  }
}

const column = (place: Place): Expression => {
  const source = one(place, place.sources)
  return { kind: 'column', table: source.alias, column: one(place, source.columns) }
}

const leaf = (place: Place): Expression => (often(place, 75) ? column(place) : literal(place))

const windowed = (place: Place): Expression => {
  const name = one(place, ['sum', 'avg', 'count', 'min', 'max', 'rank', 'dense_rank', 'row_number', 'lag'] as const)
  const ranks = name === 'rank' || name === 'dense_rank' || name === 'row_number' || name === 'lag'
  const frame = ranks ? 'running' : one(place, ['whole', 'running', 0, 2] as const)
  const argued = name !== 'rank' && name !== 'dense_rank' && name !== 'row_number' && !(name === 'count' && often(place, 50))
  return {
    kind: 'window',
    function: name,
    argument: argued ? expression(place) : null,
    partitionBy: times(place, 0, 2, () => leaf(place)),
    orderBy: frame === 'whole' ? [] : times(place, 1, 2, () => order(place)),
    frame,
  }
}

const aggregated = (place: Place): Expression => {
  const name = one(place, ['count', 'sum', 'avg', 'min', 'max', 'median'] as const)
  const all = name === 'count' && often(place, 50)
  return {
    kind: 'aggregate',
    function: name,
    argument: all ? null : expression(place),
    distinct: !all && name !== 'median' && often(place, 20),
    filter: often(place, 25) ? condition(place) : null,
  }
}

const called = (place: Place): Expression => {
  const name = one(place, ['lower', 'upper', 'length', 'abs', 'round', 'trim', 'concat', 'nullif', 'coalesce', 'current_date'] as const)
  const count = { concat: 3, coalesce: 3, nullif: 2, current_date: 0, lower: 1, upper: 1, length: 1, abs: 1, trim: 1, round: 1 }[name]
  const digits: readonly Expression[] = name === 'round' && often(place, 50) ? [{ kind: 'literal', value: 2, type: 'integer' }] : []
  return { kind: 'call', function: name, arguments: [...Array.from({ length: count }, () => expression(place)), ...digits] }
}

const expression = (at: Place): Expression => {
  if (at.depth <= 0) return leaf(at)
  const place = deeper(at)
  const kinds = ['leaf', 'leaf', 'aggregate', 'window', 'arithmetic', 'trunc', 'part', 'diff', 'case', 'call', 'subquery'] as const
  switch (one(place, kinds)) {
    case 'leaf':
      return leaf(place)
    case 'aggregate':
      return aggregated(place)
    case 'window':
      return windowed(place)
    case 'arithmetic':
      return { kind: 'arithmetic', operator: one(place, ['+', '-', '*', '/'] as const), left: expression(place), right: expression(place) }
    case 'trunc':
      return {
        kind: 'date_trunc',
        unit: one(place, ['year', 'quarter', 'month', 'week', 'day', 'hour'] as const),
        of: expression(place),
      }
    case 'part':
      return {
        kind: 'date_part',
        part: one(place, ['year', 'quarter', 'month', 'week', 'day', 'weekday', 'hour'] as const),
        of: expression(place),
      }
    case 'diff':
      return {
        kind: 'date_diff',
        unit: one(place, ['day', 'hour', 'month', 'year'] as const),
        from: expression(place),
        to: expression(place),
      }
    case 'case':
      return {
        kind: 'case',
        branches: times(place, 1, 2, () => ({ when: condition(place), value: expression(place) })),
        otherwise: often(place, 50) ? expression(place) : null,
      }
    case 'call':
      return called(place)
    case 'subquery':
      return { kind: 'subquery', query: query(place) }
  }
}

const compared = (place: Place): Condition => {
  if (often(place, 10))
    return {
      kind: 'compare',
      operator: one(place, ['=', '<>'] as const),
      left: column(place),
      right: { kind: 'literal', value: null, type: 'text' },
    }
  return {
    kind: 'compare',
    operator: one(place, ['=', '<>', '<', '<=', '>', '>='] as const),
    left: expression(place),
    right: often(place, 70) ? literal(place) : expression(place),
  }
}

/** A half-open range of days, as periods are. */
const period = (place: Place): Condition => {
  const value = column(place)
  const [start = '', end = ''] = [dayOf(place), dayOf(place)].sort()
  return {
    kind: 'and',
    parts: [
      { kind: 'compare', operator: '>=', left: value, right: { kind: 'literal', value: start, type: 'date' } },
      { kind: 'compare', operator: '<', left: value, right: { kind: 'literal', value: end, type: 'date' } },
    ],
  }
}

const condition = (at: Place): Condition => {
  if (at.depth <= 0) return compared(at)
  const place = deeper(at)
  const kinds = ['compare', 'compare', 'between', 'in', 'in_query', 'empty', 'text', 'exists', 'and', 'or', 'not', 'period'] as const
  switch (one(place, kinds)) {
    case 'compare':
      return compared(place)
    case 'period':
      return period(place)
    case 'between':
      return { kind: 'between', value: expression(place), low: literal(place), high: literal(place), negated: often(place, 30) }
    case 'in':
      return { kind: 'in', value: expression(place), options: times(place, 0, 3, () => literal(place)), negated: often(place, 30) }
    case 'in_query':
      return { kind: 'in_query', value: expression(place), query: query(place), negated: often(place, 50) }
    case 'empty':
      return { kind: 'is_null', value: expression(place), negated: often(place, 50) }
    case 'text':
      return {
        kind: 'text',
        match: one(place, ['contains', 'starts', 'ends', 'equals'] as const),
        value: expression(place),
        text: one(place, texts),
        negated: often(place, 30),
      }
    case 'exists':
      return { kind: 'exists', query: often(place, 70) ? related(place) : query(place), negated: often(place, 50) }
    case 'and':
    case 'or':
      return { kind: one(place, ['and', 'or'] as const), parts: times(place, 1, 3, () => condition(place)) }
    case 'not':
      return { kind: 'not', part: condition(place) }
  }
}

const order = (place: Place): Order => ({ expression: expression(place), direction: one(place, ['asc', 'desc'] as const) })

const freshAlias = (place: Place, taken: readonly Source[], table: string): string =>
  [...place.sources, ...taken].some((s) => s.alias === table) || often(place, 20) ? `t${place.sources.length + taken.length}` : table

const sourceOf = (place: Place, taken: readonly Source[], table: Table): readonly [From, Source] => {
  const alias = freshAlias(place, taken, table.name)
  return [
    { kind: 'table', table: table.name, as: alias },
    { alias, table: table.name, columns: table.columns.map((c) => c.name) },
  ]
}

const from = (place: Place, taken: readonly Source[]): readonly [From, Source] => {
  if (place.depth <= 0 || often(place, 85)) return sourceOf(place, taken, one(place, place.catalog.tables))
  const inner = query({ ...deeper(place), sources: [] })
  const alias = `t${place.sources.length + taken.length}`
  return [
    { kind: 'query', query: inner, as: alias },
    { alias, table: null, columns: outputs(inner) },
  ]
}

const outputs = (of: Query): readonly string[] => (of.kind === 'compound' ? outputs(of.left) : of.columns.map((c) => c.name))

/** Equalities of every way in which the catalog ties a table to others in scope. */
const ties = (catalog: Catalog, source: Source, others: readonly Source[]): readonly Condition[] =>
  others.flatMap((other) =>
    catalog.relations.flatMap((r) => {
      const pair = (near: string, far: string): Condition => ({
        kind: 'compare',
        operator: '=',
        left: { kind: 'column', table: source.alias, column: near },
        right: { kind: 'column', table: other.alias, column: far },
      })
      const [a = '', b = ''] = [r.from.columns[0], r.to.columns[0]]
      return [
        ...(r.from.table === source.table && r.to.table === other.table ? [pair(a, b)] : []),
        ...(r.to.table === source.table && r.from.table === other.table ? [pair(b, a)] : []),
      ]
    }),
  )

const join = (place: Place, before: readonly Source[]): readonly [Join, Source] => {
  const [source, made] = from(place, before)
  const known = ties(place.catalog, made, before)
  const inside: Place = { ...place, sources: [...before, made], depth: 0 }
  const tied = known.length > 0 && often(place, 80) ? one(place, known) : condition(inside)
  const on: Condition = often(place, 20) ? { kind: 'and', parts: [tied, condition(inside)] } : tied
  return [{ type: one(place, ['inner', 'left'] as const), source, on }, made]
}

/** The body of an EXISTS: rows tied to those outside. */
const related = (place: Place): Query => {
  const [source, made] = sourceOf(place, [], one(place, place.catalog.tables))
  const joined = often(place, 30) ? [join(place, [made])] : []
  const own = [made, ...joined.map(([, s]) => s)]
  const inside: Place = { ...place, sources: [...place.sources, ...own] }
  const known = own.flatMap((s) => ties(place.catalog, s, place.sources))
  const parts = [...(known.length > 0 ? [one(place, known)] : []), ...times(place, 0, 2, () => condition({ ...inside, depth: 0 }))]
  return {
    ...bare(source, [{ expression: { kind: 'column', table: made.alias, column: made.columns[0] ?? '' }, name: 'x', label: '' }]),
    joins: joined.map(([j]) => j),
    where: parts.length === 0 ? null : { kind: 'and', parts },
  }
}

const bare = (source: From, columns: readonly OutputColumn[]): Select => ({
  kind: 'select',
  from: source,
  joins: [],
  columns,
  distinct: false,
  where: null,
  groupBy: [],
  having: null,
  perGroup: null,
  orderBy: [],
  limit: null,
})

const perGroup = (place: Place): PerGroup => ({
  partitionBy: times(place, 0, 2, () => leaf(place)),
  orderBy: times(place, 1, 2, () => order(place)),
  limit: place.draw(fc.integer, { min: 1, max: 9 }),
  ties: often(place, 50),
})

/** No two alike: which of them a list's column is would make no difference. */
const shown = (place: Place): readonly OutputColumn[] =>
  times(place, 1, 3, () => expression(place))
    .filter((e, at, all) => all.findIndex((other) => sameExpression(e, other)) === at)
    .map((e, at) => ({ expression: e, name: `c${at}`, label: '' }))

const select = (place: Place): Select => {
  const [source, made] = from(place, [])
  const own = [made]
  const joins = times(place, 0, often(place, 50) ? 2 : 0, () => {
    const [joined, added] = join(place, own)
    own.push(added)
    return joined
  })
  const inside: Place = { ...place, sources: [...place.sources, ...own] }
  return {
    ...bare(source, shown(inside)),
    joins,
    distinct: often(place, 20),
    where: often(place, 60) ? condition(inside) : null,
    groupBy: often(place, 40) ? times(place, 1, 2, () => expression(inside)) : [],
    having: often(place, 20) ? condition(inside) : null,
    perGroup: often(place, 20) ? perGroup(inside) : null,
    orderBy: times(place, 0, 2, () => order(inside)),
    limit: often(place, 40) ? place.draw(fc.nat, { max: 50 }) : null,
  }
}

const query = (place: Place): Query => {
  if (place.depth <= 0 || often(place, 90)) return select(place)
  const inner = deeper(place)
  const operator = one(place, ['union', 'union_all', 'intersect', 'except'] as const)
  return { kind: 'compound', operator, left: query(inner), right: query(inner) }
}

const hasColumns = (table: Table): boolean => table.columns.some((c: Column) => c.name !== '')

/** Queries over a catalog with every construct that plans can hold, whether or not a database would take them. */
export const queryOver = (catalog: Catalog, depth = 2): fc.Arbitrary<Query> =>
  fc.gen().map((draw) => query({ draw, catalog: { ...catalog, tables: catalog.tables.filter(hasColumns) }, sources: [], depth }))
