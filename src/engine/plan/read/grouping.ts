import type { DateUnit, Expression } from '#contracts/query-plan.ts'
import { natureAt } from '../../understand/knowledge.ts'
import { fold } from '../../understand/tokens.ts'
import { aggregate, type ColumnExpression, column, countAll, isAggregate } from '../expressions.ts'
import { isAmount } from './amounts.ts'
import { chooseColumn, displayOf, isValue, tableAt } from './choose.ts'
import { type Draft, isCue, mentionAt, nextFree, previousFree, use } from './draft.ts'
import { chosenDate } from './periods.ts'

export const truncated = (of: Expression, unit: DateUnit | 'weekday'): Expression =>
  unit === 'weekday'
    ? { kind: 'date_part', part: 'weekday', of }
    : unit === 'hour'
      ? { kind: 'date_part', part: 'hour', of }
      : { kind: 'date_trunc', unit, of }

const unitWords: readonly (readonly [RegExp, DateUnit])[] = [
  [/^(?:mes|meses|month|months)$/, 'month'],
  [/^(?:ano|anos|year|years)$/, 'year'],
  [/^(?:trimestre|trimestres|quarter|quarters)$/, 'quarter'],
  [/^(?:semana|semanas|week|weeks)$/, 'week'],
  [/^(?:dia|dias|day|days)$/, 'day'],
]

const unitAt = (draft: Draft, at: number): DateUnit | null => {
  const piece = draft.pieces[at]
  if (piece?.kind !== 'word' || draft.used.has(at)) return null
  return unitWords.find(([pattern]) => pattern.test(piece.norm))?.[1] ?? null
}

/** The date to cut into units: the one named after ("por mes de entrada"), else the default of what is measured (settled later). */
const dateAfter = (draft: Draft, at: number): { readonly date: ColumnExpression | null; readonly indexes: readonly number[] } => {
  const next = nextFree(draft, at + 1, 2)
  const named = next >= 0 ? chooseColumn(draft, next, 'temporal', 0.75) : null
  return named ? { date: named, indexes: [next] } : { date: null, indexes: [] }
}

/** Placeholder date of a time grouping until the measured table is known. */
export const pendingDate: ColumnExpression = column('', '')

/** "¿qué día de la semana hay más visitas?": the unit is asked for, and what is ranked. */
const isRankedUnit = (draft: Draft, at: number): boolean => {
  const asked = isCue(draft, at - 1, 'which') || /^(?:\p{L}+ )?(?:qué|que|what|which)(?= )/iu.test(draft.pieces[at]?.said ?? '')
  return draft.ranking !== null && draft.ranking.at > at && asked
}

const addUnit = (draft: Draft, at: number, unit: DateUnit | 'weekday'): void => {
  const { date, indexes } = dateAfter(draft, at)
  const ranked = isRankedUnit(draft, at)
  if (date) draft.dateHint ??= date
  draft.groups.push({ expression: truncated(date ?? pendingDate, unit), entity: null, unit, at, ranked })
  if (ranked && draft.ranking && !draft.ranking.said) draft.ranking = { ...draft.ranking, limit: 1 }
  use(draft, at, ...indexes)
}

/** "por fecha de entrada" says which date counts, not what to group by. */
const hintDate = (draft: Draft, at: number): boolean => {
  const next = nextFree(draft, at + 1, 2)
  const of = next >= 0 ? chooseColumn(draft, next, 'temporal', 0.6) : null
  if (!of) return false
  draft.dateHint = of
  use(draft, at, next)
  return true
}

const isPlain = (draft: Draft, of: ColumnExpression): boolean => {
  const nature = natureAt(draft.knowledge, of.table, of.column)
  return !(nature.numeric && nature.money)
}

/** Adds the thing at `target` as a grouping: a table groups by its rows, a column by its values. */
const addTarget = (draft: Draft, at: number, target: number): boolean => {
  const unit = unitAt(draft, target)
  if (unit) {
    addUnit(draft, target, unit)
    use(draft, at)
    return true
  }
  const second = draft.pieces[target + 1]?.kind === 'mention' ? tableAt(draft, target + 1) : null
  if (second && second !== tableAt(draft, target)) return addTarget(draft, at, target + 1)
  const table = tableAt(draft, target)
  if (table) {
    const named = chooseNamed(draft, target, table)
    draft.groups.push({
      expression: named?.expression ?? displayOf(draft, table)[0] ?? countAll,
      entity: named ? null : table,
      unit: null,
      at,
    })
    if (!draft.named.some((n) => n.table === table)) draft.named.push({ table, at: target })
    use(draft, at, target, ...(named ? [named.index] : []))
    return true
  }
  const of = chooseColumn(draft, target, 'any', 0.4)
  if (!of || !isPlain(draft, of)) return false
  const nature = natureAt(draft.knowledge, of.table, of.column)
  const step = nature.reference
    ? (draft.knowledge.graph.get(of.table) ?? []).find((s) => s.up && s.relation.from.columns[0] === of.column && s.to !== of.table)
    : undefined
  if (step) draft.groups.push({ expression: displayOf(draft, step.to)[0] ?? of, entity: step.to, unit: null, at })
  else if (nature.temporal && /fecha|date/i.test(draft.pieces[target]?.said ?? '')) draft.dateHint = of
  else if (nature.temporal) draft.groups.push({ expression: truncated(of, 'day'), entity: null, unit: 'day', at })
  else draft.groups.push({ expression: of, entity: null, unit: null, at })
  use(draft, at, target)
  return true
}

/** "guest country": a table used as an adjective before one of its own columns. */
const chooseNamed = (
  draft: Draft,
  target: number,
  table: string,
): { readonly expression: ColumnExpression; readonly index: number } | null => {
  if (draft.pieces[target + 1]?.kind !== 'mention' || tableAt(draft, target + 1)) return null
  const of = chooseColumn(draft, target + 1, 'text', 0.8)
  return of && of.table === table ? { expression: of, index: target + 1 } : null
}

/** "y cuántos de cada uno": each value of the column or row of the table said before. */
const eachOne = (draft: Draft, at: number): boolean => {
  if (!/(?:un[oa]|one)$/i.test(draft.pieces[at]?.said ?? '')) return false
  for (let before = at - 1; before >= 0; before--) {
    const piece = draft.pieces[before]
    if (piece?.kind !== 'mention' || draft.used.has(before) || (draft.context && isCue(draft, before - 1, 'count'))) continue
    const table = tableAt(draft, before)
    const of = table ? null : chooseColumn(draft, before, 'text', 0.5)
    if (of && !natureAt(draft.knowledge, of.table, of.column).temporal && addTarget(draft, at, before)) return true
    if (table && !hasColumnBefore(draft, before)) return addTarget(draft, at, before)
  }
  return false
}

const hasColumnBefore = (draft: Draft, at: number): boolean => {
  const before = previousFree(draft, at - 1, 4)
  return before >= 0 && !tableAt(draft, before) && chooseColumn(draft, before, 'text', 0.6) !== null
}

const startsPassive = (draft: Draft, at: number): boolean => {
  const next = draft.pieces[at + 1]
  return next?.kind === 'small' && /^(?:un|una|unos|unas|mi|mis|a|an)$/.test(next.norm)
}

const readGroup = (draft: Draft, at: number): void => {
  const piece = draft.pieces[at]
  if (piece?.kind !== 'cue' || piece.cue.name !== 'group') return
  if (piece.cue.unit === 'day' && /fecha|date/i.test(piece.said) && hintDate(draft, at)) return
  if (piece.cue.unit) {
    addUnit(draft, at, piece.cue.unit)
    readFurther(draft, at + 1)
    return
  }
  if (eachOne(draft, at)) return
  if (draft.context && draft.groups.length === 0 && /(?:un[oa]|one)$/i.test(piece.said)) {
    if (draft.context?.figure || !draft.pieces.some((p) => p.kind === 'cue' && p.cue.name === 'count')) {
      use(draft, at)
      return
    }
    draft.groups.push({ expression: displayOf(draft, draft.subject)[0] ?? countAll, entity: draft.subject, unit: null, at })
    use(draft, at)
    return
  }
  const target = nextFree(draft, at + 1, 2)
  if (target < 0) return
  if (/^(?:by|por)$/i.test(piece.said) && isValue(draft, target) && (mentionAt(draft, target)?.links[0]?.score ?? 0) >= 0.95) return
  if (draft.ranking && [target, target + 1].some((i) => isAmount(draft.pieces[i]?.said ?? ''))) return
  if (startsPassive(draft, at) || isCue(draft, target, 'count', 'which', 'sum', 'average', 'how_much')) return
  if (addTarget(draft, at, target)) readFurther(draft, target + 1)
}

/** "por trimestre de 2026 (y canal)": the period bounds the rows, and what follows is still grouped by. */
const overPeriod = (draft: Draft, from: number): number => {
  const at = draft.pieces[from]?.kind === 'small' ? from + 1 : from
  return draft.pieces[at]?.kind === 'period' ? at + 1 : from
}

const possessive = /^(?:su|sus|its|their|his|her)$/

/** "por zona y mes", "by city and category". */
const readFurther = (draft: Draft, from: number): void => {
  let at = overPeriod(draft, from)
  if (at !== from && draft.pieces[at]?.said === ',') return
  while (isCue(draft, at, 'and') && !draft.used.has(at)) {
    const article = draft.pieces[at + 1]
    if (article?.kind === 'small' && (draft.pieces[at]?.said === ',' || possessive.test(article.norm))) return
    const next = nextFree(draft, at + 1, 2)
    if (next < 0 || isCue(draft, next, 'count', 'group', 'with', 'which', 'average', 'sum')) return
    const piece = draft.pieces[next]
    const followedByCondition = isCue(draft, next + 1, 'greater', 'less', 'at_least', 'at_most', 'average', 'sum')
    if (piece?.kind === 'mention' && followedByCondition) return
    if (piece?.said === piece?.said.toLowerCase() && (unitAt(draft, next) || tableAt(draft, next) || isCategory(draft, next))) {
      if (!addTarget(draft, at, next)) return
      at = next + 1
    } else return
  }
}

const isCategory = (draft: Draft, at: number): boolean => {
  const of = chooseColumn(draft, at, 'text', 0.6)
  return of !== null && natureAt(draft.knowledge, of.table, of.column).category
}

/** "¿cuál fue el mes con más ventas?": the unit itself is what is ranked. */
const readRankedUnit = (draft: Draft, at: number): void => {
  const said = fold(draft.pieces[at]?.said ?? '')
  const unit = unitWords.find(([pattern]) => pattern.test(said))?.[1]
  const adjacent = draft.ranking?.at === at - 1
  if (
    !unit ||
    draft.groups.some((g) => g.unit !== null) ||
    !draft.ranking ||
    (draft.ranking.at < at && !adjacent) ||
    draft.ranking.at - at > 5
  )
    return
  const asked =
    adjacent ||
    /^(?:el|the)$/.test(draft.pieces[at - 1]?.said.toLowerCase() ?? '') ||
    isCue(draft, at - 1, 'which') ||
    isCue(draft, at - 2, 'which') ||
    (isCue(draft, at - 3, 'which') && draft.pieces[at - 1]?.kind === 'small')
  if (!asked) return
  draft.groups.push({ expression: truncated(pendingDate, unit), entity: null, unit, at, ranked: true })
  if (draft.ranking.by && !isAggregate(draft.ranking.by))
    draft.ranking = { ...draft.ranking, by: aggregate('sum', draft.ranking.by), table: draft.ranking.table ?? draft.subject }
  if (!draft.ranking.said) draft.ranking = { ...draft.ranking, limit: 1 }
  use(draft, at)
}

/** Reads "por X", "de cada X", "per month and city". */
export const readGrouping = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readRankedUnit(draft, at)
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readGroup(draft, at)
}

/** Gives pending time groupings their date: that of the measured rows. */
export const settleDates = (draft: Draft, table: string): void => {
  const date = draft.dateHint ?? chosenDate(draft, table)
  const settled = draft.groups.flatMap((group) => {
    if (!group.unit || !isPending(group.expression)) return [group]
    return date ? [{ ...group, expression: truncated(date, group.unit) }] : []
  })
  draft.groups.splice(0, draft.groups.length, ...settled)
}

const isPending = (of: Expression): boolean =>
  (of.kind === 'date_trunc' || of.kind === 'date_part') && of.of.kind === 'column' && of.of.table === ''
