import type { ColumnType } from '#contracts/catalog.ts'
import type { Assumption } from '#contracts/plan.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { addUnits, isDay } from '../../understand/calendar.ts'
import type { Period } from '../../understand/dates.ts'
import { humanName } from '../../understand/human-name.ts'
import { natureAt, tableOf } from '../../understand/knowledge.ts'
import { periodLabel } from '../../understand/period-label.ts'
import { dateColumns, dateFor, reachesOne } from '../defaults.ts'
import { allOf, anyOf, type ColumnExpression, column, compare, countAll, literal, within } from '../expressions.ts'
import { chooseColumn } from './choose.ts'
import { type Draft, type Existence, isFree, mentionAt, nextFree, previousFree, use } from './draft.ts'

export const keyOfPeriod = (said: string): string => `period:${said.toLowerCase()}`

const typeOf = (draft: Draft, of: ColumnExpression): ColumnType =>
  tableOf(draft.knowledge, of.table).columns.find((c) => c.name === of.column)?.type ?? 'date'

/** A period the person chose instead: `2026-10-01..2026-11-01`, either side may be empty. */
const overridden = (draft: Draft, said: string, period: Period): Pick<Period, 'start' | 'end'> => {
  const [start = '', end = ''] = (draft.overrides[keyOfPeriod(said)] ?? '').split('..')
  return isDay(start) || isDay(end) ? { start: isDay(start) ? start : null, end: isDay(end) ? end : null } : period
}

/** The date column named beside a period ("entrada en 2025", "born before 1990"). */
const besideDate = (draft: Draft, at: number): { readonly date: ColumnExpression; readonly index: number } | null => {
  for (const near of [previousFree(draft, at - 1, 3), nextFree(draft, at + 1, 1)]) {
    if (near < 0 || !mentionAt(draft, near)) continue
    const named = chooseColumn(draft, near, 'temporal', 0.72)
    if (named && natureAt(draft.knowledge, named.table, named.column).temporal) return { date: named, index: near }
  }
  return null
}

/** A year held as a number: "coches de antes de 2010" on a column `año`. */
const yearColumn = (draft: Draft, table: string): ColumnExpression | null => {
  const found = tableOf(draft.knowledge, table).columns.find(
    (c) => (c.type === 'integer' || c.type === 'number') && /^(?:year|ano|año|anio)$|_(?:year|ano|año)$|^(?:year|ano|año)_/i.test(c.name),
  )
  return found ? column(table, found.name) : null
}

/** Conditions that place `date` (or a numeric year) in a period. */
export const inPeriod = (draft: Draft, date: ColumnExpression, period: Pick<Period, 'start' | 'end'>) => {
  const type = typeOf(draft, date)
  if (type === 'integer' || type === 'number') {
    const year = (day: string | null): number | null => (day ? Number(day.slice(0, 4)) : null)
    const [low, high] = [year(period.start), year(period.end)]
    return allOf([
      ...(low === null
        ? []
        : [{ kind: 'compare', operator: '>=', left: date, right: { kind: 'literal', value: low, type: 'integer' } } as const]),
      ...(high === null
        ? []
        : [{ kind: 'compare', operator: '<', left: date, right: { kind: 'literal', value: high, type: 'integer' } } as const]),
    ])
  }
  return allOf(within(date, type === 'datetime' ? 'datetime' : 'date', period.start, period.end))
}

const assumePeriod = (draft: Draft, said: string, shown: Pick<Period, 'start' | 'end'>, date: ColumnExpression): void => {
  if (draft.assumptions.some((a) => a.key === keyOfPeriod(said))) return
  const others = dateColumns(draft.knowledge, date.table).filter((d) => d.column !== date.column)
  const assumption: Assumption = {
    key: keyOfPeriod(said),
    kind: 'period',
    said,
    label: `${said} = ${periodLabel(shown, draft.language)} (${humanName(date.column)})`,
    value: `${shown.start ?? ''}..${shown.end ?? ''}`,
    alternatives: [],
  }
  draft.assumptions.push(assumption)
  if (others.length === 0) return
  draft.assumptions.push({
    key: `column:date:${date.table}`,
    kind: 'column',
    said: null,
    label: `${draft.language === 'es' ? 'fecha que cuenta' : 'date that counts'} = ${humanName(date.column)}`,
    value: date.column,
    alternatives: others.map((o) => ({ label: humanName(o.column), value: o.column })),
  })
}

/** The date that counts for a table: that of the answer before, its default one, or the one the person chose instead. */
export const chosenDate = (draft: Draft, table: string): ColumnExpression | null => {
  const before = draft.context?.date ?? null
  const date = before && (before.table === table || draft.context?.facts === table) ? before : dateFor(draft.knowledge, table)
  const other = date && draft.overrides[`column:date:${date.table}`]
  return date && other && tableOf(draft.knowledge, date.table).columns.some((c) => c.name === other) ? column(date.table, other) : date
}

/** A table of people or things, whose only date tells when they came to be known: what happens to them is dated elsewhere. */
const isRegister = (draft: Draft, table: string): boolean => {
  const date = dateFor(draft.knowledge, table)
  return (
    date === null ||
    date.table !== table ||
    /alta|regist|nacim|birth|sign|join|creat|creac|apertura|open|contrat|hire|founded/i.test(date.column)
  )
}

/** "llevan 90 días sin comprar", "hace un año que no vienen": how long something has been missing. */
const isSince = (draft: Draft, at: number, existence: Existence): boolean => {
  const piece = draft.pieces[at]
  return (
    existence.negated &&
    existence.at - at <= 3 &&
    piece?.kind === 'period' &&
    piece.period.end === null &&
    /^(?:llev|hace|desde hace)/i.test(piece.said)
  )
}

/** Where a period belongs when no date is named beside it: the nearest existence before it, the measured rows, the subject, a named table. */
const tablesFor = (draft: Draft, at: number, measured: string | null): readonly string[] => {
  const existence = [...draft.existences].filter((e) => e.at < at || isSince(draft, at, e)).sort((a, b) => b.at - a.at)[0]
  const ranked = draft.ranking?.table && draft.ranking.at < at ? draft.ranking.table : null
  const mentioned = draft.named
    .filter((n) => n.at < at)
    .sort((a, b) => b.at - a.at)
    .map((n) => n.table)
  const others = draft.named.map((n) => n.table).filter((t) => t !== draft.subject)
  const events = isRegister(draft, draft.subject) ? others.filter((t) => !isRegister(draft, t)) : []
  return [
    ...(existence ? [existence.table] : []),
    ...(ranked ? [ranked] : []),
    ...(measured && !isRegister(draft, measured) ? [measured] : []),
    ...events,
    ...(measured ? [measured] : []),
    draft.subject,
    ...mentioned,
    ...draft.named.map((n) => n.table),
  ]
}

const place = (draft: Draft, at: number, date: ColumnExpression, period: Period, said: string): void => {
  const shown = overridden(draft, said, period)
  const condition = inPeriod(draft, date, shown)
  if (!condition) return
  const existence = draft.existences.find((e) => e.table === date.table && (e.at < at || isSince(draft, at, e)))
  if (existence && date.table !== draft.subject) existence.where.push(condition)
  else draft.where.push({ condition, at, kind: 'period' })
  assumePeriod(draft, said, shown, date)
}

const comparing = /\b(?:compar|respecto|frente|versus|vs|diferencia|crec|aument|variaci)/i

/** "ventas de este mes comparadas con el mes pasado": two periods side by side, the second said or the one before the first. */
const readComparedPeriods = (draft: Draft, measured: string | null): void => {
  if (draft.groups.some((g) => g.unit !== null)) return
  const found = draft.pieces.flatMap((p, at) =>
    p.kind === 'period' && !draft.used.has(at) && p.period.start && p.period.end ? [{ at, period: p.period }] : [],
  )
  const [first, second] = found
  if (!first || !(draft.previous || (second && comparing.test(draft.text)))) return
  const date = draft.dateHint ?? chosenDate(draft, measured ?? draft.subject)
  const other = second?.period ?? before(first.period)
  const [one, two] = date ? [inPeriod(draft, date, first.period), inPeriod(draft, date, other)] : [null, null]
  if (!one || !two) return
  if (draft.measures.length === 0) draft.measures.push({ expression: countAll, table: draft.subject, at: first.at })
  const later = (first.period.start ?? '') > (other.start ?? '')
  draft.compared = later ? { current: one, previous: two } : { current: two, previous: one }
  draft.previous = false
  use(draft, first.at, ...(second ? [second.at] : []))
}

const before = (period: Period): Pick<Period, 'start' | 'end'> => ({
  start: period.start && addUnits(period.start, period.unit, -1),
  end: period.end && addUnits(period.end, period.unit, -1),
})

/** "2026 goals", "pedidos 2025": a bare year. */
const readBareYears = (draft: Draft, measured: string | null): void => {
  for (const [at, piece] of draft.pieces.entries()) {
    if (piece.kind !== 'number' || draft.used.has(at) || !Number.isInteger(piece.value) || piece.value < 1990 || piece.value > 2100)
      continue
    const date = draft.dateHint ?? chosenDate(draft, measured ?? draft.subject) ?? yearColumn(draft, draft.subject)
    const start = `${piece.value}-01-01`
    if (!date) continue
    place(draft, at, date, { start, end: `${piece.value + 1}-01-01`, unit: 'year', tokens: 1, guess: false }, piece.said)
    use(draft, at)
  }
}

/** Periods joined by "y", "o", ",", "como", with nothing else between: "en 2024, en 2025 y también en 2026". */
const joinedPeriods = (draft: Draft): readonly number[] => {
  const found: number[] = []
  for (const [at, piece] of draft.pieces.entries()) {
    if (piece.kind !== 'period' || draft.used.has(at) || !piece.period.start || !piece.period.end) continue
    const last = found[found.length - 1]
    const between = last === undefined ? [] : draft.pieces.slice(last + 1, at)
    const joins = between.some((p) => (p.kind === 'cue' && /^(?:and|or)$/.test(p.cue.name)) || /^(?:como|and|,)$/.test(p.said))
    const plain = between.every(
      (p) =>
        p.kind === 'small' ||
        p.kind === 'stop' ||
        (p.kind === 'cue' && /^(?:and|or)$/.test(p.cue.name)) ||
        /^(?:también|tambien|also|como|año|ano)$/.test(p.said),
    )
    if (last === undefined || (joins && plain)) found.push(at)
    else if (found.length < 2) found.splice(0, found.length, at)
  }
  return found.length > 1 ? found : []
}

/** Several periods at once: rows in any of them, or rows of the subject with something in each. */
const readSeveralPeriods = (draft: Draft, measured: string | null): void => {
  const found = joinedPeriods(draft)
  const [first] = found
  if (first === undefined || draft.previous || draft.compared) return
  const beside = besideDate(draft, first)
  const date =
    beside?.date ??
    draft.dateHint ??
    tablesFor(draft, first, measured)
      .map((t) => chosenDate(draft, t))
      .find((d) => d !== null)
  if (!date) return
  const placed = found.flatMap((at) => {
    const piece = draft.pieces[at]
    const condition = piece?.kind === 'period' ? inPeriod(draft, date, piece.period) : null
    return condition && piece ? [{ at, condition, said: piece.said }] : []
  })
  const either = draft.pieces.slice(first, found[found.length - 1]).some((p) => p.kind === 'cue' && p.cue.name === 'or')
  const each =
    !either &&
    measured === null &&
    draft.groups.length === 0 &&
    date.table !== draft.subject &&
    !reachesOne(draft.knowledge, draft.subject, date.table)
  const any = anyOf(placed.map((p) => p.condition))
  if (each)
    for (const p of placed) draft.existences.push({ table: date.table, negated: false, at: p.at, where: [p.condition], atLeast: null })
  else if (any) draft.where.push({ condition: any, at: first, kind: 'period' })
  use(draft, ...found, ...(beside && isFree(draft, beside.index) ? [beside.index] : []))
}

/** "cumplen años en diciembre", "birthdays in May": the month, of any year. */
const readBirthday = (draft: Draft, at: number, period: Period): boolean => {
  const said = draft.pieces.findIndex((p) => /^(?:cumple(?:n|años)?|birthdays?)$/i.test(p.said))
  const birth = dateColumns(draft.knowledge, draft.subject).find((d) => /nacim|birth|dob/i.test(d.column))
  if (said < 0 || !birth || period.unit !== 'month' || !period.start) return false
  const month: Expression = { kind: 'date_part', part: 'month', of: birth }
  draft.where.push({ condition: compare(month, '=', literal(Number(period.start.slice(5, 7)), 'integer')), at, kind: 'number' })
  use(draft, at, said, ...(/^años$/i.test(draft.pieces[said + 1]?.said ?? '') ? [said + 1] : []))
  return true
}

/** Reads the periods that are left, against the date each is about. `measured`: the table whose rows are computed over. */
export const readPeriods = (draft: Draft, measured: string | null): void => {
  readComparedPeriods(draft, measured)
  readBareYears(draft, measured)
  readSeveralPeriods(draft, measured)
  for (let at = 0; at < draft.pieces.length; at++) {
    const piece = draft.pieces[at]
    if (piece?.kind !== 'period' || draft.used.has(at)) continue
    if (readBirthday(draft, at, piece.period)) continue
    const beside = besideDate(draft, at)
    const date =
      beside?.date ??
      draft.dateHint ??
      tablesFor(draft, at, measured)
        .map((t) => (piece.period.unit === 'year' ? (yearColumn(draft, t) ?? chosenDate(draft, t)) : chosenDate(draft, t)))
        .find((d) => d !== null)
    if (!date) continue
    place(draft, at, date, piece.period, piece.said)
    use(draft, at, ...(beside && isFree(draft, beside.index) ? [beside.index] : []))
  }
}
