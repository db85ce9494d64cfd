import type { Condition, Expression } from '#contracts/query-plan.ts'
import { existences } from '../existences.ts'
import { allOf, type ColumnExpression, sameExpression } from '../expressions.ts'
import type { Draft } from '../read/draft.ts'
import { inPeriod } from '../read/periods.ts'
import { aboutOf, columnsIn, isExclusion, partsOf } from './conditions.ts'
import type { Moves } from './moves.ts'
import { inYearOf, type Range, rangeOf, shifted } from './periods.ts'

type Said = Draft['where'][number]

/** The period a text says, seen from the period before it. */
export const periodSaid = (draft: Draft, moves: Moves, said: Range, guess: boolean, before: Range | null): Range => {
  if (!before) return said
  if (moves.sameUnit) return shifted(before, 'year', moves.shift ?? -1)
  const again = said.start === before.start && said.end === before.end
  const back = moves.shift ?? (again && /pasad|last/i.test(draft.text) ? -1 : null)
  if (back !== null && said.unit) return shifted(before, said.unit, back)
  return guess ? inYearOf(said, before, draft.today) : said
}

const periodAt = (draft: Draft, at: number) => {
  const piece = draft.pieces[at]
  return piece?.kind === 'period' ? piece.period : null
}

const settlePeriod = (draft: Draft, moves: Moves, said: Said, previous: Condition | null): Condition => {
  const period = periodAt(draft, said.at)
  const date = columnsIn(said.condition)[0]
  if (!period || !date) return said.condition
  const before = rangeOf(previous, date)
  const settled = periodSaid(draft, moves, period, period.guess, before)
  return settled === period ? said.condition : (inPeriod(draft, date, settled) ?? said.condition)
}

type Equality = { readonly of: Expression; readonly options: readonly Expression[] }

const equalityOf = (c: Condition): Equality | null => {
  if (c.kind === 'compare' && c.operator === '=' && c.right.kind === 'literal') return { of: c.left, options: [c.right] }
  return c.kind === 'in' && !c.negated ? { of: c.value, options: c.options } : null
}

/** "y también los de Sevilla": values of one column, beside those there are. */
export const together = (before: Condition, fresh: Condition): Condition | null => {
  const [one, two] = [equalityOf(before), equalityOf(fresh)]
  if (!one || !two || !sameExpression(one.of, two.of)) return null
  const further = two.options.filter((o) => !one.options.some((x) => sameExpression(x, o)))
  return { kind: 'in', value: one.of, options: [...one.options, ...further], negated: false }
}

const opposes = (one: Condition, two: Condition): boolean =>
  one.kind === 'compare' &&
  two.kind === 'compare' &&
  one.right.kind === 'literal' &&
  two.right.kind === 'literal' &&
  typeof one.right.value === 'number' &&
  typeof two.right.value === 'number' &&
  sameExpression(one.left, two.left) &&
  (/^>/.test(one.operator) ? /^</.test(two.operator) && one.right.value < two.right.value : false)

/** "más de 100" and then "menos de 500": both ends of one range. */
const bothEnds = (one: Condition, two: Condition): boolean => opposes(one, two) || opposes(two, one)

/** Whether a condition of before gives way to one just said. */
const givesWay = (before: Condition, fresh: Condition): boolean => {
  if (isExclusion(fresh)) {
    const [kept, left] = [equalityOf(before), fresh.kind === 'compare' ? fresh.right : null]
    return (
      kept !== null &&
      left !== null &&
      kept.options.length === 1 &&
      sameExpression(kept.options[0] ?? left, left) &&
      aboutOf(before) === aboutOf(fresh)
    )
  }
  return aboutOf(before) !== '' && aboutOf(before) === aboutOf(fresh) && !isExclusion(before) && !bothEnds(before, fresh)
}

/** What a text says beside what was filtered before: new conditions take the place of old ones on the same columns, others add. */
export const mergeWhere = (draft: Draft, moves: Moves, previous: Condition | null, owner: string): Condition | null => {
  const before = moves.reset ? [] : partsOf(previous)
  const fresh = draft.where.map((w) => (w.kind === 'period' ? settlePeriod(draft, moves, w, previous) : w.condition)).flatMap(partsOf)
  const joined = moves.widen ? fresh.map((f) => before.map((b) => together(b, f)).find((c) => c !== null) ?? f) : fresh
  const kept = before.filter((b) => !joined.some((f) => givesWay(b, f)))
  return allOf([...kept, ...joined, ...existences(draft, owner)])
}

/** Conditions on a date, and the rest. */
export const splitByDate = (
  where: Condition | null,
  date: ColumnExpression,
): { readonly dated: readonly Condition[]; readonly rest: readonly Condition[] } => {
  const isDated = (c: Condition): boolean => columnsIn(c).length > 0 && columnsIn(c).every((x) => sameExpression(x, date))
  const parts = partsOf(where)
  return { dated: parts.filter(isDated), rest: parts.filter((c) => !isDated(c)) }
}
