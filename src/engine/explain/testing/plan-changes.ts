import { type Catalog, findTable } from '#contracts/catalog.ts'
import type { Condition, Expression, From, Order, PerGroup, Query, Select } from '#contracts/query-plan.ts'

/** What the aliases of a place mean: the columns each has. */
type Scope = ReadonlyMap<string, readonly string[]>
type Part = Expression | Condition | Query | From | Order | PerGroup
type Catalogued = { readonly catalog: Catalog; readonly scope: Scope }

const others = <T>(all: readonly T[], but: T): readonly T[] => all.filter((one) => one !== but)
const without = <T>(all: readonly T[]): readonly (readonly T[])[] => all.map((_, at) => all.filter((_, other) => other !== at))
const shorter = <T>(all: readonly T[]): readonly (readonly T[])[] => (all.length < 2 ? [] : without(all))
const swapped = <T>(all: readonly T[]): readonly (readonly T[])[] => {
  const [first, second, ...rest] = all
  return first === undefined || second === undefined ? [] : [[second, first, ...rest]]
}

const outputs = (of: Query): readonly string[] => (of.kind === 'compound' ? outputs(of.left) : of.columns.map((c) => c.name))

const columnsOf = (from: From, catalog: Catalog): readonly string[] =>
  from.kind === 'query' ? outputs(from.query) : (findTable(catalog, from.table)?.columns.map((c) => c.name) ?? [])

const inside = (select: Select, at: Catalogued): Catalogued => ({
  ...at,
  scope: new Map([
    ...at.scope,
    ...[select.from, ...select.joins.map((j) => j.source)].map((f) => [f.as, columnsOf(f, at.catalog)] as const),
  ]),
})

const otherValue = (of: Extract<Expression, { kind: 'literal' }>): readonly Expression[] => {
  if (of.value === null) return []
  if (typeof of.value === 'number') return [{ ...of, value: of.value + 1 }]
  if (typeof of.value === 'boolean') return [{ ...of, value: !of.value }]
  return [{ ...of, value: of.type === 'text' ? `${of.value}z` : of.value.replace(/^\d{4}/, '2031') }]
}

const otherColumn = (of: Extract<Expression, { kind: 'column' }>, at: Catalogued): readonly Expression[] => [
  ...others(at.scope.get(of.table) ?? [], of.column).map((column) => ({ ...of, column })),
  ...[...at.scope].flatMap(([table, columns]) => (table !== of.table && columns.includes(of.column) ? [{ ...of, table }] : [])),
]

const otherAggregate = (of: Extract<Expression, { kind: 'aggregate' }>): readonly Expression[] => [
  ...(of.argument === null
    ? []
    : others(['count', 'sum', 'avg', 'min', 'max'] as const, of.function).map((name) => ({ ...of, function: name }))),
  ...(of.argument === null || ['min', 'max', 'median'].includes(of.function) ? [] : [{ ...of, distinct: !of.distinct }]),
  ...(of.filter === null ? [] : [{ ...of, filter: null }]),
]

const ranking = ['rank', 'dense_rank', 'row_number'] as const

const otherWindow = (of: Extract<Expression, { kind: 'window' }>): readonly Expression[] => [
  ...(ranking.some((r) => r === of.function)
    ? others(ranking, of.function).map((name) => ({ ...of, function: name as typeof of.function }))
    : []),
  ...(of.argument && of.function !== 'lag'
    ? others(['sum', 'avg', 'count', 'min', 'max'] as const, of.function).map((name) => ({ ...of, function: name as typeof of.function }))
    : []),
  ...without(of.partitionBy).map((partitionBy) => ({ ...of, partitionBy })),
  ...swapped(of.orderBy).map((orderBy) => ({ ...of, orderBy })),
  ...(of.orderBy.length === 0 || of.function === 'lag' || ranking.some((r) => r === of.function)
    ? []
    : others(['whole', 'running', 0, 3] as const, of.frame).map((frame) => ({ ...of, frame: frame as typeof of.frame }))),
]

const units = ['year', 'quarter', 'month', 'week', 'day', 'hour'] as const

const otherExpression = (of: Expression, at: Catalogued): readonly Expression[] => {
  switch (of.kind) {
    case 'column':
      return otherColumn(of, at)
    case 'literal':
      return otherValue(of)
    case 'arithmetic':
      return [
        ...others(['+', '-', '*', '/'] as const, of.operator).map((operator) => ({ ...of, operator })),
        ...(of.operator === '-' || of.operator === '/' ? [{ ...of, left: of.right, right: of.left }] : []),
      ]
    case 'aggregate':
      return otherAggregate(of)
    case 'window':
      return otherWindow(of)
    case 'date_trunc':
      return others(units, of.unit).map((unit) => ({ ...of, unit }))
    case 'date_part':
      return others([...units, 'weekday'] as const, of.part).map((part) => ({ ...of, part }))
    case 'date_diff':
      return [
        ...others(['day', 'hour', 'month', 'year'] as const, of.unit).map((unit) => ({ ...of, unit })),
        { ...of, from: of.to, to: of.from },
      ]
    case 'case':
      return [...(of.otherwise ? [{ ...of, otherwise: null }] : []), ...swapped(of.branches).map((branches) => ({ ...of, branches }))]
    case 'call':
      return others(['lower', 'upper', 'length', 'abs', 'round', 'trim'] as const, of.function as 'lower')
        .filter(() => of.arguments.length === 1)
        .map((name) => ({ ...of, function: name }))
        .concat(of.arguments.length > 1 ? swapped(of.arguments).map((all) => ({ ...of, arguments: all }) as never) : [])
    case 'subquery':
      return []
  }
}

const otherCondition = (of: Condition): readonly Condition[] => {
  switch (of.kind) {
    case 'compare': {
      const empty = of.right.kind === 'literal' && of.right.value === null
      const operators = empty ? (['=', '<>'] as const) : (['=', '<>', '<', '<=', '>', '>='] as const)
      return others<(typeof operators)[number]>(operators, of.operator).map((operator) => ({ ...of, operator }))
    }
    case 'text':
      return [
        { ...of, negated: !of.negated },
        { ...of, text: `${of.text}z` },
        ...others(['contains', 'starts', 'ends', 'equals'] as const, of.match).map((match) => ({ ...of, match })),
      ]
    case 'between':
      return [
        { ...of, negated: !of.negated },
        { ...of, low: of.high, high: of.low },
      ]
    case 'in':
      return [{ ...of, negated: !of.negated }, ...without(of.options).map((options) => ({ ...of, options }))]
    case 'in_query':
    case 'is_null':
    case 'exists':
      return [{ ...of, negated: !of.negated }]
    case 'and':
    case 'or':
      return [
        ...(of.parts.length > 1 ? [{ ...of, kind: of.kind === 'and' ? ('or' as const) : ('and' as const) }] : []),
        ...shorter(of.parts).map((parts) => ({ ...of, parts })),
      ]
    case 'not':
      return [of.part]
  }
}

/** A join that nothing else in the select reads can go. */
const withoutJoin = (of: Select): readonly Select[] =>
  without(of.joins).flatMap((joins, at) => {
    const alias = of.joins[at]?.source.as ?? ''
    const rest = { ...of, joins }
    return JSON.stringify(rest).includes(`"table":${JSON.stringify(alias)}`) ? [] : [rest]
  })

const otherSelect = (of: Select): readonly Select[] => [
  { ...of, distinct: !of.distinct },
  ...(of.where ? [{ ...of, where: null }] : []),
  ...(of.having ? [{ ...of, having: null }] : []),
  ...(of.perGroup ? [{ ...of, perGroup: null }] : []),
  ...(of.limit === null
    ? [{ ...of, limit: 7 }]
    : [
        { ...of, limit: null },
        { ...of, limit: of.limit + 1 },
      ]),
  ...shorter(of.columns).map((columns) => ({ ...of, columns })),
  ...without(of.groupBy).map((groupBy) => ({ ...of, groupBy })),
  ...[...without(of.orderBy), ...swapped(of.orderBy)].map((orderBy) => ({ ...of, orderBy })),
  ...of.joins.map((join, at) => ({
    ...of,
    joins: of.joins.with(at, { ...join, type: join.type === 'left' ? ('inner' as const) : ('left' as const) }),
  })),
  ...withoutJoin(of),
]

const otherCompound = (of: Extract<Query, { kind: 'compound' }>): readonly Query[] => [
  ...others(['union', 'union_all', 'intersect', 'except'] as const, of.operator).map((operator) => ({ ...of, operator })),
  ...(of.operator === 'except' ? [{ ...of, left: of.right, right: of.left }] : []),
]

const otherPerGroup = (of: PerGroup): readonly PerGroup[] => [
  { ...of, limit: of.limit + 1 },
  { ...of, ties: !of.ties },
  ...without(of.partitionBy).map((partitionBy) => ({ ...of, partitionBy })),
  ...swapped(of.orderBy).map((orderBy) => ({ ...of, orderBy })),
]

const otherPart = (of: Part, at: Catalogued): readonly Part[] => {
  if ('partitionBy' in of && !('kind' in of)) return otherPerGroup(of)
  if ('direction' in of) return [{ ...of, direction: of.direction === 'asc' ? 'desc' : 'asc' }]
  if (!('kind' in of)) return []
  switch (of.kind) {
    case 'select':
      return otherSelect(of)
    case 'compound':
      return otherCompound(of)
    case 'table':
    case 'query':
      return []
    case 'column':
    case 'literal':
    case 'arithmetic':
    case 'aggregate':
    case 'window':
    case 'date_trunc':
    case 'date_part':
    case 'date_diff':
    case 'case':
    case 'call':
    case 'subquery':
      return otherExpression(of, at)
    default:
      return otherCondition(of)
  }
}

/** Parts that no result depends on: what EXISTS shows and in which order, a value that is compared with no options. */
const idleKeys = (of: object, parent: object | null): ReadonlySet<string> => {
  const exists = parent !== null && 'kind' in parent && parent.kind === 'exists'
  if (exists && 'limit' in of && 'groupBy' in of && 'having' in of && 'perGroup' in of)
    return new Set(of.limit === null && of.having === null && of.perGroup === null && Array.isArray(of.groupBy) && of.groupBy.length === 0
      ? ['columns', 'orderBy', 'distinct'] : []) // biome-ignore format: one rule
  if ('kind' in of && of.kind === 'in' && 'options' in of && Array.isArray(of.options) && of.options.length === 0) return new Set(['value'])
  return new Set()
}

const isObject = (of: unknown): of is object => typeof of === 'object' && of !== null

const isSelect = (of: object): of is Select => 'kind' in of && of.kind === 'select'

const changesOf = (of: unknown, parent: object | null, at: Catalogued): readonly unknown[] => {
  if (Array.isArray(of)) return of.flatMap((item, index) => changesOf(item, parent, at).map((changed) => of.with(index, changed)))
  if (!isObject(of)) return []
  const idle = idleKeys(of, parent)
  const here = isSelect(of) ? inside(of, at) : at
  const own = otherPart(of as Part, here).filter((changed) => !onlyIn(of, changed, idle))
  const below = Object.entries(of).flatMap(([key, value]) =>
    idle.has(key) ? [] : changesOf(value, of, key === 'from' || key === 'source' ? at : here).map((changed) => ({ ...of, [key]: changed })),
  )
  return [...own, ...below]
}

/** Whether two parts differ in idle keys only. */
const onlyIn = (a: object, b: object, idle: ReadonlySet<string>): boolean => {
  const told = (of: object): string => JSON.stringify(Object.entries(of).filter(([key]) => !idle.has(key)))
  return told(a) === told(b)
}

/** Every query that differs from this one in one place and asks for something else: another operator, column, value, direction, unit... */
export const changesOfQuery = (query: Query, catalog: Catalog): readonly Query[] => {
  const same = JSON.stringify(query)
  return (changesOf(query, null, { catalog, scope: new Map() }) as readonly Query[]).filter((one) => JSON.stringify(one) !== same)
}
