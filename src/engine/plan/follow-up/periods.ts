import type { Condition, DateUnit, Expression } from '#contracts/query-plan.ts'
import { addUnits, type Day, dayOf, startOf, yearOf } from '../../understand/calendar.ts'
import { type ColumnExpression, sameExpression } from '../expressions.ts'
import { partsOf } from './conditions.ts'

/** A stretch of days, `start` included and `end` excluded; null where open. `unit` = the calendar unit it fills, if any. */
export type Range = { readonly start: Day | null; readonly end: Day | null; readonly unit: DateUnit | null }

const dayIn = (e: Expression): Day | null =>
  e.kind === 'literal' && typeof e.value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(e.value) ? e.value.slice(0, 10) : null

const next = (day: Day): Day => addUnits(day, 'day', 1)

type Bounds = { readonly start?: Day; readonly end?: Day }

const boundsOf = (c: Condition, date: ColumnExpression): Bounds => {
  if (c.kind === 'between' && !c.negated && sameExpression(c.value, date)) {
    const [low, high] = [dayIn(c.low), dayIn(c.high)]
    return { ...(low ? { start: low } : {}), ...(high ? { end: next(high) } : {}) }
  }
  if (c.kind !== 'compare') return {}
  if (c.left.kind === 'date_part' && c.left.part === 'year' && sameExpression(c.left.of, date) && c.operator === '=')
    return c.right.kind === 'literal' && typeof c.right.value === 'number'
      ? { start: dayOf(c.right.value, 1, 1), end: dayOf(c.right.value + 1, 1, 1) }
      : {}
  if (c.left.kind === 'date_trunc' && sameExpression(c.left.of, date) && c.operator === '=') {
    const start = dayIn(c.right)
    return start ? { start, end: addUnits(start, c.left.unit, 1) } : {}
  }
  const day = sameExpression(c.left, date) ? dayIn(c.right) : null
  if (!day) return {}
  switch (c.operator) {
    case '=':
      return { start: day, end: next(day) }
    case '>=':
      return { start: day }
    case '>':
      return { start: next(day) }
    case '<':
      return { end: day }
    case '<=':
      return { end: next(day) }
    case '<>':
      return {}
  }
}

const units: readonly DateUnit[] = ['year', 'quarter', 'month', 'week', 'day']

/** The days that conditions leave of a date; null where they say nothing of it. */
export const rangeOf = (where: Condition | null, date: ColumnExpression): Range | null => {
  const bounds = partsOf(where).map((c) => boundsOf(c, date))
  const start =
    bounds
      .flatMap((b) => b.start ?? [])
      .sort()
      .at(-1) ?? null
  const end = bounds.flatMap((b) => b.end ?? []).sort()[0] ?? null
  if (!start && !end) return null
  const unit = start && end ? (units.find((u) => startOf(start, u) === start && addUnits(start, u, 1) === end) ?? null) : null
  return { start, end, unit }
}

const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** The same stretch, `count` units further on; without a unit, its own length further on. */
export const shifted = (range: Range, unit: DateUnit | null, count: number): Range => {
  const length = range.start && range.end ? daysBetween(range.start, range.end) : 0
  const move = (day: Day | null): Day | null => day && (unit ? addUnits(day, unit, count) : addUnits(day, 'day', length * count))
  return { ...range, start: move(range.start), end: move(range.end) }
}

/** "¿y en marzo?", after something of 2024: the year that was talked about, unless that is still to come. */
export const inYearOf = (said: Range, before: Range, today: Day): Range => {
  if (!said.start) return said
  const year = before.start ?? before.end
  if (!year || (before.start && before.end && daysBetween(before.start, before.end) > 366)) return said
  const wanted = shifted(said, 'year', yearOf(year) - yearOf(said.start))
  const future = (wanted.start ?? '') > today
  const ahead = (before.end === null && (before.start ?? '') >= today) || (before.start ?? '') > today
  if (ahead && (wanted.end ?? '') <= (before.start ?? '')) return shifted(wanted, 'year', 1)
  return future && !ahead ? said : wanted
}
