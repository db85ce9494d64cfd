import type { Condition, Expression, Select } from '#contracts/query-plan.ts'
import { allOf, type ColumnExpression, isAggregate } from '../expressions.ts'
import type { Draft } from '../read/draft.ts'
import { inPeriod } from '../read/periods.ts'
import { nameOutputs } from '../select.ts'
import { aboutOf, partsOf } from './conditions.ts'
import { periodSaid, splitByDate, together } from './filters.ts'
import type { Moves } from './moves.ts'
import { type Range, rangeOf } from './periods.ts'

/** Within a year apart, months line up by their number. */
const asPart = (e: Expression): Expression =>
  e.kind === 'date_trunc' && (e.unit === 'month' || e.unit === 'quarter' || e.unit === 'week')
    ? { kind: 'date_part', part: e.unit, of: e.of }
    : e

const withParts = (select: Select): Select => ({
  ...select,
  columns: select.columns.map((c) => ({ ...c, expression: asPart(c.expression) })),
  groupBy: select.groupBy.map(asPart),
  orderBy: select.orderBy.map((o) => ({ ...o, expression: asPart(o.expression) })),
})

const otherPeriod = (draft: Draft, moves: Moves, before: Range): Range | null => {
  const piece = draft.pieces.find((p) => p.kind === 'period')
  if (piece?.kind === 'period') {
    const said = piece.period
    const relative =
      moves.shift !== null || moves.sameUnit || (said.unit === 'year' && before.unit !== 'year' && /pasad|last/i.test(piece.said))
    return relative
      ? periodSaid(draft, { ...moves, shift: moves.shift ?? -1 }, said, said.guess, before)
      : periodSaid(draft, moves, said, said.guess, before)
  }
  if (moves.shift === null && !draft.previous) return null
  return periodSaid(draft, { ...moves, shift: moves.shift ?? -1 }, before, false, before)
}

type Sides = { readonly select: Select; readonly compared: NonNullable<Draft['compared']> }

/** "compáralo con el año anterior": the period before and the one said, side by side. */
export const periodsCompared = (draft: Draft, moves: Moves, select: Select, date: ColumnExpression | null): Sides | null => {
  const before = date && rangeOf(select.where, date)
  const other = before ? otherPeriod(draft, moves, before) : null
  if (!before || !other || !select.columns.some((c) => isAggregate(c.expression))) return null
  const { rest } = splitByDate(select.where, date)
  const [one, two] = [inPeriod(draft, date, before), inPeriod(draft, date, other)]
  if (!one || !two) return null
  const later = (before.start ?? '') >= (other.start ?? '')
  return {
    select: withParts({ ...select, where: allOf(rest) }),
    compared: later ? { current: one, previous: two } : { current: two, previous: one },
  }
}

/** "compáralo con Basilio": both values, each on its own. */
export const valuesCompared = (draft: Draft, select: Select): Select | null => {
  for (const { condition } of draft.where) {
    const before = partsOf(select.where).find((c) => aboutOf(c) === aboutOf(condition))
    const both: Condition | null = before ? together(before, condition) : null
    if (!before || both?.kind !== 'in') continue
    const where = allOf(partsOf(select.where).map((c) => (c === before ? both : c)))
    if (!select.columns.some((c) => isAggregate(c.expression))) return { ...select, where }
    const columns = nameOutputs([both.value, ...select.columns.map((c) => c.expression)])
    return { ...select, where, columns, groupBy: [both.value, ...select.groupBy] }
  }
  return null
}
