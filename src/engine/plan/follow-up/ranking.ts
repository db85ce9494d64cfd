import type { Expression, Order, Select } from '#contracts/query-plan.ts'
import { isAggregate, sameExpression } from '../expressions.ts'
import type { Draft } from '../read/draft.ts'
import type { Shape } from './shape.ts'

const isCount = (value: number): boolean => Number.isInteger(value) && value > 0 && value <= 1000

/** How many rows a text asks for: "los 5 primeros", "top 3", "los 10 peores". */
export const limitSaid = (draft: Draft): number | null => {
  for (const [at, piece] of draft.pieces.entries()) {
    const next = draft.pieces[at + 1]
    const ends = next === undefined || next.kind === 'stop'
    const ordinal =
      next && ((next.kind === 'number' && next.ordinal) || /^(?:primer|ultim|first|last|mejor|peor|best|worst)/i.test(next.said))
    const extreme = next?.kind === 'cue' && (next.cue.name === 'most' || next.cue.name === 'least')
    if (
      piece.kind === 'number' &&
      !piece.percent &&
      !piece.money &&
      isCount(piece.value) &&
      (ordinal || extreme || (ends && !piece.ordinal && isFirst(draft, at)))
    )
      return piece.value
    const before = draft.pieces[at - 1]
    if (
      piece.kind === 'number' &&
      isCount(piece.value) &&
      before &&
      (/^(?:primer|ultim|first|last|top)/i.test(before.said) || (before.kind === 'number' && before.ordinal))
    )
      return piece.value
    if (piece.kind === 'cue' && piece.cue.name === 'top' && next?.kind === 'number' && isCount(next.value)) return next.value
  }
  return null
}

/** "los 10", "solo 3": a number that stands alone. */
const isFirst = (draft: Draft, at: number): boolean =>
  at > 0 &&
  draft.pieces
    .slice(0, at)
    .every((p) => p.kind === 'small' || p.kind === 'stop' || (p.kind === 'cue' && ['and', 'only', 'list', 'most'].includes(p.cue.name)))

/** "¿y el que menos?", "los peores": the other end of the ranking there was; null where none is turned to. */
const turned = (draft: Draft): 'asc' | 'desc' | null => {
  const piece = draft.pieces.find((p) => p.kind === 'cue' && (p.cue.name === 'most' || p.cue.name === 'least'))
  if (piece?.kind === 'cue' && !/^(?:mejor|better)$/i.test(piece.said)) return piece.cue.name === 'most' ? 'desc' : 'asc'
  return null
}

const flip = (o: Order): Order => ({ ...o, direction: o.direction === 'asc' ? 'desc' : 'asc' })

const saidOrder = (draft: Draft, previous: Select, figure: Expression | undefined): readonly Order[] =>
  draft.order.flatMap((o): readonly Order[] => {
    if (o.expression !== 'measure') return [{ expression: o.expression, direction: o.direction }]
    const by = figure ?? previous.orderBy[0]?.expression
    return by ? [{ expression: by, direction: o.direction }] : []
  })

/** The order after a follow-up: the one said, else the ranking turned round, else that of before where it still makes sense. */
export const orderAfter = (previous: Select, draft: Draft, shape: Shape, folded: string): readonly Order[] => {
  const figure = shape.outputs.find(isAggregate) ?? previous.orderBy.map((o) => o.expression).find(isAggregate)
  const grouped = shape.groupBy.length > 0
  const turn = turned(draft)
  if (
    /\b(?:al reves|en orden inverso|invierte\w*|reverse(?:d)?|the other way (?:round|around))\b/.test(folded) &&
    previous.orderBy.length > 0
  )
    return previous.orderBy.map(flip)
  if (draft.ranking) {
    const wanted = draft.ranking.by ?? figure
    const by = grouped && wanted && !isAggregate(wanted) ? (figure ?? wanted) : wanted
    return by ? [{ expression: by, direction: draft.ranking.direction }] : previous.orderBy
  }
  if (turn && previous.orderBy.length > 0) return previous.orderBy.map((o) => ({ ...o, direction: turn }))
  if (turn && figure && grouped) return [{ expression: figure, direction: turn }]
  if (draft.order.length > 0) return saidOrder(draft, previous, figure)
  const units = draft.groups.filter((g) => g.unit !== null).map((g): Order => ({ expression: g.expression, direction: 'asc' }))
  if (units.length > 0) return units
  const kept = previous.orderBy.filter(
    (o) =>
      !isAggregate(o.expression) ||
      shape.outputs.some((e) => sameExpression(e, o.expression)) ||
      (grouped && previous.groupBy.every((g) => shape.groupBy.some((e) => sameExpression(e, g)))),
  )
  if (kept.length === 0 && limitSaid(draft) !== null && grouped && figure) return [{ expression: figure, direction: 'desc' }]
  const remeasured = draft.measures.length > 0 && grouped && previous.orderBy.some((o) => isAggregate(o.expression))
  return remeasured && figure && kept.length === 0 ? [{ expression: figure, direction: previous.orderBy[0]?.direction ?? 'desc' }] : kept
}

/** How many rows are shown after a follow-up. */
export const limitAfter = (previous: Select, draft: Draft, shape: Shape): number | null => {
  const single = shape.groupBy.length === 0 && shape.outputs.some(isAggregate)
  if (single) return null
  const said = limitSaid(draft)
  if (said !== null) return said
  if (draft.ranking?.said || (draft.ranking && previous.limit === null)) return draft.ranking.limit
  if (previous.limit === null && turned(draft) && draft.measures.length === 0 && draft.order.length === 0) return 1
  return draft.groups.length > 0 ? null : previous.limit
}
