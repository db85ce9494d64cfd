import type { Condition, Expression, OutputColumn, Select } from '#contracts/query-plan.ts'
import { contains, expressionsOf, sameExpression } from '../plan/expressions.ts'
import { rewriteCondition, rewriteExpression, rewriteOrder } from './rewrite-expression.ts'

type Aggregate = Extract<Expression, { kind: 'aggregate' }>

const isMedian = (expression: Expression): boolean => expression.kind === 'aggregate' && expression.function === 'median'

const hasMedian = (select: Select): boolean =>
  select.columns.some((c) => contains(c.expression, isMedian)) ||
  select.orderBy.some((o) => contains(o.expression, isMedian)) ||
  (select.having !== null && expressionsOf(select.having).some((e) => contains(e, isMedian)))

const integer = (value: number): Expression => ({ kind: 'literal', value, type: 'integer' })

/** The aggregated value where its filter holds, else NULL, which aggregates skip. */
const filtered = (aggregate: Aggregate): Expression => {
  const argument = aggregate.argument ?? integer(1)
  return aggregate.filter ? { kind: 'case', branches: [{ when: aggregate.filter, value: argument }], otherwise: null } : argument
}

const missingLast = (of: Expression): Expression => ({
  kind: 'case',
  branches: [{ when: { kind: 'is_null', value: of, negated: false }, value: integer(1) }],
  otherwise: integer(0),
})

/**
 * Medians without a median function: rows are numbered by value inside each group, and the one or two in the middle averaged.
 * The select becomes a grouping over a subselect that holds what its aggregates need.
 */
export const medianAsMiddleRows = (select: Select): Select => {
  if (!hasMedian(select)) return select
  const inner: OutputColumn[] = []
  const held = (expression: Expression, prefix: string): Expression => {
    const known = inner.find((c) => sameExpression(c.expression, expression))
    const name = known?.name ?? `${prefix}_${inner.length + 1}`
    if (!known) inner.push({ expression, name, label: name })
    return { kind: 'column', table: 'numbered', column: name }
  }
  const groups = select.groupBy.map((expression) => ({ expression, column: held(expression, 'group') }))
  const numbered = (of: Expression, name: 'row_number' | 'count'): Expression => ({
    kind: 'window',
    function: name,
    argument: name === 'count' ? of : null,
    partitionBy: select.groupBy,
    orderBy: name === 'count' ? [] : [missingLast(of), of].map((expression) => ({ expression, direction: 'asc' as const })),
    frame: 'running',
  })
  const middle = (of: Expression): Expression => {
    const count = held(numbered(of, 'count'), 'count')
    const twice: Expression = { kind: 'arithmetic', operator: '*', left: integer(2), right: held(numbered(of, 'row_number'), 'position') }
    const high: Expression = { kind: 'arithmetic', operator: '+', left: count, right: integer(2) }
    const when: Condition = { kind: 'between', value: twice, low: count, high, negated: false }
    return { kind: 'case', branches: [{ when, value: held(of, 'value') }], otherwise: null }
  }
  const replace = (expression: Expression): Expression | null => {
    const group = groups.find((g) => sameExpression(g.expression, expression))
    if (group) return group.column
    if (expression.kind !== 'aggregate') return null
    const values = filtered(expression)
    if (expression.function === 'median') return { ...expression, function: 'avg', argument: middle(values), filter: null }
    const all = expression.argument === null && expression.filter === null
    return all ? expression : { ...expression, argument: held(values, 'value'), filter: null }
  }
  const columns = select.columns.map((c) => ({ ...c, expression: rewriteExpression(c.expression, replace) }))
  const having = select.having && rewriteCondition(select.having, replace)
  const orderBy = select.orderBy.map((o) => rewriteOrder(o, replace))
  const query: Select = { ...select, columns: inner, distinct: false, groupBy: [], having: null, orderBy: [], limit: null }
  return {
    ...select,
    from: { kind: 'query', query, as: 'numbered' },
    joins: [],
    columns,
    where: null,
    groupBy: groups.map((g) => g.column),
    having,
    orderBy,
  }
}
