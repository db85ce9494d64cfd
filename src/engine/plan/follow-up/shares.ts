import type { Expression, Select } from '#contracts/query-plan.ts'
import { childrenOf, sameExpression } from '../expressions.ts'
import { mapExpression } from '../map-query.ts'

type Aggregate = Extract<Expression, { kind: 'aggregate' }>

const aggregateIn = (e: Expression): Aggregate | null =>
  e.kind === 'aggregate'
    ? e
    : (childrenOf(e)
        .map(aggregateIn)
        .find((found) => found !== null) ?? null)

const columnName = (e: Expression | null): string => (e?.kind === 'column' ? e.column : e === null ? '*' : JSON.stringify(e))

/** `(select sum(total) ...)`: the same figure over all rows. */
const isWhole = (e: Expression, figure: Aggregate): boolean => {
  const query = e.kind === 'subquery' ? e.query : null
  const [only] = query?.kind === 'select' && query.groupBy.length === 0 ? query.columns : []
  const whole = only?.expression
  return whole?.kind === 'aggregate' && whole.function === figure.function && columnName(whole.argument) === columnName(figure.argument)
}

/** A share written over a subquery that adds up the same rows, as a share of the groups shown: what filters the groups filters both. */
const plain = (share: Expression): Expression => {
  if (share.kind !== 'arithmetic' || share.operator !== '/') return share
  const figure = aggregateIn(share.left)
  if (!figure) return share
  const whole: Expression = { kind: 'window', function: 'sum', argument: figure, partitionBy: [], orderBy: [], frame: 'whole' }
  const right = mapExpression(share.right, (e) => (isWhole(e, figure) ? whole : e))
  return sameExpression(right, share.right) ? share : { ...share, right }
}

export const withPlainShares = (select: Select): Select =>
  select.groupBy.length === 0
    ? select
    : { ...select, columns: select.columns.map((c) => ({ ...c, expression: mapExpression(c.expression, plain) })) }
