import type { Expression, Order, OutputColumn, Select } from '#contracts/query-plan.ts'
import { isAggregate, sameExpression } from '../plan/expressions.ts'

const isAggregated = (select: Select): boolean =>
  select.groupBy.length > 0 || select.having !== null || select.columns.some((c) => isAggregate(c.expression))

const isOutput = (select: Select, expression: Expression): boolean => select.columns.some((c) => sameExpression(c.expression, expression))

const extreme = (order: Order): Order => ({
  ...order,
  expression: {
    kind: 'aggregate',
    function: order.direction === 'asc' ? 'min' : 'max',
    argument: order.expression,
    distinct: false,
    filter: null,
  },
})

/**
 * DISTINCT with an order (or a selection per group) by something that is not shown becomes a GROUP BY of what is shown:
 * each shown row is placed by its first (ascending) or last (descending) value.
 */
export const distinctAsGroups = (select: Select): Select => {
  const hidden = select.orderBy.some((o) => !isOutput(select, o.expression))
  if (!select.distinct || isAggregated(select) || (!hidden && select.perGroup === null)) return select
  const place = (order: Order): Order => (isOutput(select, order.expression) ? order : extreme(order))
  return {
    ...select,
    distinct: false,
    groupBy: select.columns.map((c) => c.expression),
    orderBy: select.orderBy.map(place),
    perGroup: select.perGroup && { ...select.perGroup, orderBy: select.perGroup.orderBy.map(place) },
  }
}

const freeName = (taken: ReadonlySet<string>, wanted: string): string => {
  let name = wanted
  for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`
  return name
}

/**
 * "The first N of each": the select numbered inside (`row_number`, or `rank` where ties stay), filtered outside.
 * Columns keep their order; without an order of its own the result comes group by group.
 */
export const perGroupAsSubselect = (select: Select): Select => {
  const { perGroup } = select
  if (perGroup === null) return select
  const taken = new Set(select.columns.map((c) => c.name))
  const positionName = freeName(taken, 'position')
  taken.add(positionName)
  const hidden: OutputColumn[] = []
  const outside = (expression: Expression): Expression => {
    const shown = [...select.columns, ...hidden].find((c) => sameExpression(c.expression, expression))
    if (shown) return { kind: 'column', table: 'ranked', column: shown.name }
    const name = freeName(taken, 'sorted')
    taken.add(name)
    hidden.push({ expression, name, label: name })
    return { kind: 'column', table: 'ranked', column: name }
  }
  const position: Expression = {
    kind: 'window',
    function: perGroup.ties ? 'rank' : 'row_number',
    argument: null,
    partitionBy: perGroup.partitionBy,
    orderBy: perGroup.orderBy,
    frame: 'running',
  }
  const positionColumn: Expression = { kind: 'column', table: 'ranked', column: positionName }
  const byGroup: readonly Order[] = [...perGroup.partitionBy.map(outside), positionColumn].map((expression) => ({
    expression,
    direction: 'asc',
  }))
  const orderBy = select.orderBy.length > 0 ? select.orderBy.map((o) => ({ ...o, expression: outside(o.expression) })) : byGroup
  return {
    kind: 'select',
    from: {
      kind: 'query',
      as: 'ranked',
      query: {
        ...select,
        columns: [...select.columns, ...hidden, { expression: position, name: positionName, label: positionName }],
        perGroup: null,
        orderBy: [],
        limit: null,
      },
    },
    joins: [],
    columns: select.columns.map((c) => ({ ...c, expression: { kind: 'column', table: 'ranked', column: c.name } })),
    distinct: false,
    where: { kind: 'compare', operator: '<=', left: positionColumn, right: { kind: 'literal', value: perGroup.limit, type: 'integer' } },
    groupBy: [],
    having: null,
    perGroup: null,
    orderBy,
    limit: select.limit,
  }
}
