import type { Language } from '#contracts/plan.ts'
import type { DateUnit } from '#contracts/query-plan.ts'
import { addUnits, type Day, dayOf, isDay, monthOf, realDay, startOf, weekdayOf, yearOf } from './calendar.ts'
import { type Line, matchAt } from './line.ts'
import { numberWords } from './numbers.ts'

/**
 * A stretch of time: `start` included, `end` excluded, either null where open. `unit` is the grain it was said in.
 * `tokens` = how many tokens it took. `guess` tells that a year or a direction was assumed.
 */
export type Period = {
  readonly start: Day | null
  readonly end: Day | null
  readonly unit: DateUnit
  readonly tokens: number
  readonly guess: boolean
}

const monthWords =
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|january|february|march|april|may|june|july|august|september|october|november|december|ene|feb|mar|abr|jun|jul|ago|sept?|oct|nov|dic|jan|apr|aug|dec'
const monthStems = [
  ['ene', 'jan'],
  ['feb'],
  ['mar'],
  ['abr', 'apr'],
  ['may'],
  ['jun'],
  ['jul'],
  ['ago', 'aug'],
  ['sep', 'set'],
  ['oct'],
  ['nov'],
  ['dic', 'dec'],
]
const monthNumber = (word: string): number => monthStems.findIndex((s) => s.some((x) => word.startsWith(x))) + 1

const weekdayWords = 'lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday|friday|saturday|sunday'
const weekdayStems = [
  ['lun', 'mon'],
  ['mar', 'tue'],
  ['mie', 'wed'],
  ['jue', 'thu'],
  ['vie', 'fri'],
  ['sab', 'sat'],
  ['dom', 'sun'],
]
const weekdayNumber = (word: string): number => weekdayStems.findIndex((s) => s.some((x) => word.startsWith(x))) + 1

const unitWords = 'dias?|semanas?|mes(?:es)?|trimestres?|anos?|days?|weeks?|months?|quarters?|years?'
const unitOf = (word: string): DateUnit => {
  if (/^(dia|day)/.test(word)) return 'day'
  if (/^(semana|week)/.test(word)) return 'week'
  if (/^(mes|month)/.test(word)) return 'month'
  return /^(trimestre|quarter)/.test(word) ? 'quarter' : 'year'
}

const countWords: ReadonlyMap<string, number> = new Map([...numberWords, ['a', 1], ['an', 1], ['couple', 2]])
const countPattern = `\\d{1,3}|${[...countWords.keys()].join('|')}`
const countOf = (word: string): number => countWords.get(word) ?? Number(word)

const ordinalWords: Readonly<Record<string, number>> = {
  primer: 1,
  primero: 1,
  primera: 1,
  first: 1,
  '1st': 1,
  '1o': 1,
  '1er': 1,
  '1.º': 1,
  segundo: 2,
  segunda: 2,
  second: 2,
  '2nd': 2,
  '2o': 2,
  tercer: 3,
  tercero: 3,
  tercera: 3,
  third: 3,
  '3rd': 3,
  '3er': 3,
  cuarto: 4,
  fourth: 4,
  '4th': 4,
  ultimo: 4,
  last: 4,
}
const ordinalPattern = 'primer[oa]?|segund[oa]|tercer[oa]?|cuarto|ultimo|first|second|third|fourth|last|1st|2nd|3rd|4th|1er|3er|1o|2o'

type Reading = Omit<Period, 'tokens'>
type Rule = { readonly pattern: RegExp; readonly read: (groups: RegExpExecArray, today: Day, language: Language) => Reading | null }

const span = (start: Day, unit: DateUnit, count = 1, guess = false): Reading => ({ start, end: addUnits(start, unit, count), unit, guess })
const of = (source: string): RegExp => new RegExp(source)
const g = (groups: RegExpExecArray, index: number): string => groups[index] ?? ''

const year2 = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text))

/** A month without a year is the last one begun, or the coming one when the words look ahead. */
const bareMonth = (month: number, today: Day): Reading => {
  const year = month <= monthOf(today) ? yearOf(today) : yearOf(today) - 1
  return span(dayOf(year, month, 1), 'month', 1, true)
}

const yearSuffix = '(?: (?:de |del |of |in )?(?:el |the )?(?:ano |year )?(\\d{4}|este ano|this year|(?:ano )?pasado|last year))'
const yearFrom = (text: string, today: Day): number =>
  /^\d{4}$/.test(text) ? Number(text) : /pasado|last/.test(text) ? yearOf(today) - 1 : yearOf(today)

const absolute: readonly Rule[] = [
  { pattern: of('(\\d{4}-\\d{2}-\\d{2})'), read: (m) => (isDay(g(m, 1)) ? span(g(m, 1), 'day') : null) },
  {
    pattern: of('(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})'),
    read: (m, _today, language) => {
      const [a, b] = [Number(g(m, 1)), Number(g(m, 2))]
      const [day, month] = language === 'en' && b > 12 ? [b, a] : [a, b]
      const real = realDay(year2(g(m, 3)), month, day)
      return real ? span(real, 'day') : null
    },
  },
  {
    pattern: of(`(?:el )?(?:dia )?(\\d{1,2}) (?:de |of )?(${monthWords})(?: (?:de |del )?(\\d{4}))?`),
    read: (m, today) => dayOfMonth(Number(g(m, 1)), monthNumber(g(m, 2)), g(m, 3), today),
  },
  {
    pattern: of(`(${monthWords}) (\\d{1,2})(?:st|nd|rd|th)?(?: ,)?(?: (\\d{4}))?`),
    read: (m, today) => dayOfMonth(Number(g(m, 2)), monthNumber(g(m, 1)), g(m, 3), today),
  },
  {
    pattern: of(`(?:el )?(?:mes de )?(${monthWords})${yearSuffix}`),
    read: (m, today) => span(dayOf(yearFrom(g(m, 2), today), monthNumber(g(m, 1)), 1), 'month'),
  },
  {
    pattern: of('(\\d{4})-(\\d{2})'),
    read: (m) => (Number(g(m, 2)) >= 1 && Number(g(m, 2)) <= 12 ? span(dayOf(Number(g(m, 1)), Number(g(m, 2)), 1), 'month') : null),
  },
  {
    pattern: of(`(?:el |the )?(${ordinalPattern}) (?:trimestre|quarter)${yearSuffix}?`),
    read: (m, today) =>
      span(dayOf(yearFrom(g(m, 2) || 'este', today), 3 * ((ordinalWords[g(m, 1)] ?? 1) - 1) + 1, 1), 'quarter', 1, !g(m, 2)),
  },
  {
    pattern: of(`(?:q|t)([1-4])${yearSuffix}?`),
    read: (m, today) => span(dayOf(yearFrom(g(m, 2) || 'este', today), 3 * Number(g(m, 1)) - 2, 1), 'quarter'),
  },
  {
    pattern: of(`([1-4])(?:q|t)${yearSuffix}?`),
    read: (m, today) => span(dayOf(yearFrom(g(m, 2) || 'este', today), 3 * Number(g(m, 1)) - 2, 1), 'quarter'),
  },
  {
    pattern: of(`(?:el |la |the )?(${ordinalPattern}) (?:mitad|semestre|half)${yearSuffix}?`),
    read: (m, today) => span(dayOf(yearFrom(g(m, 2) || 'este', today), (ordinalWords[g(m, 1)] ?? 1) === 1 ? 1 : 7, 1), 'month', 6),
  },
  {
    pattern: of('(?:la |the )?(?:decada de )?(?:los |the )(?:anos )?(?:19)?([5-9]0)s?'),
    read: (m) => span(dayOf(1900 + Number(g(m, 1)), 1, 1), 'year', 10),
  },
  { pattern: of('(?:the )?(19|20)(\\d0)s'), read: (m) => span(dayOf(Number(g(m, 1) + g(m, 2)), 1, 1), 'year', 10) },
  { pattern: of('(?:el |the )?(?:ano|year) (\\d{4})'), read: (m) => span(dayOf(Number(g(m, 1)), 1, 1), 'year') },
]

const dayOfMonth = (day: number, month: number, year: string, today: Day): Reading | null => {
  const real = realDay(year ? Number(year) : yearOf(today), month, day)
  return real ? span(real, 'day', 1, !year) : null
}

const named: readonly Rule[] = [
  { pattern: of('(?:el dia de )?hoy(?: mismo)?|today'), read: (_m, today) => span(today, 'day') },
  { pattern: of('anteayer|antes de ayer|the day before yesterday'), read: (_m, today) => span(addUnits(today, 'day', -2), 'day') },
  { pattern: of('ayer|yesterday'), read: (_m, today) => span(addUnits(today, 'day', -1), 'day') },
  { pattern: of('pasado manana|the day after tomorrow'), read: (_m, today) => span(addUnits(today, 'day', 2), 'day') },
  { pattern: of('manana|tomorrow'), read: (_m, today) => span(addUnits(today, 'day', 1), 'day') },
  {
    pattern: of('(?:en )?(?:lo que va|lo que llevamos|en lo que va) (?:de|del) (?:este )?(mes|ano|trimestre|semana)'),
    read: (m, today) => ({ start: startOf(today, unitOf(g(m, 1))), end: addUnits(today, 'day', 1), unit: unitOf(g(m, 1)), guess: false }),
  },
  {
    pattern: of('(?:so far )?(?:this )?(year|month|quarter|week) (?:to date|so far)|so far this (year|month|quarter|week)'),
    read: (m, today) => {
      const unit = unitOf(g(m, 1) || g(m, 2))
      return { start: startOf(today, unit), end: addUnits(today, 'day', 1), unit, guess: false }
    },
  },
  {
    pattern: of(
      `(?:est[ae]|this|(?:el |la )?actual|current|the current) (semana|mes|trimestre|ano|week|month|quarter|year)(?: (?:actual|en curso))?`,
    ),
    read: (m, today) => span(startOf(today, unitOf(g(m, 1))), unitOf(g(m, 1))),
  },
  {
    pattern: of(`(?:el |la |the )?(semana|mes|trimestre|ano) (?:actual|en curso|corriente)`),
    read: (m, today) => span(startOf(today, unitOf(g(m, 1))), unitOf(g(m, 1))),
  },
  {
    pattern: of(`(?:el |la )?(semana|mes|trimestre|ano) (?:pasad[oa]|anterior)`),
    read: (m, today) => span(addUnits(startOf(today, unitOf(g(m, 1))), unitOf(g(m, 1)), -1), unitOf(g(m, 1))),
  },
  {
    pattern: of(`(?:el |la )?(?:pasad[oa]|anterior|ultimo) (semana|mes|trimestre(?! del? (?:ano )?\\d{4})|ano)`),
    read: (m, today) => span(addUnits(startOf(today, unitOf(g(m, 1))), unitOf(g(m, 1)), -1), unitOf(g(m, 1))),
  },
  {
    pattern: of(`(?:the )?(?:last|previous|prior) (week|month|quarter(?! (?:of |in )?\\d{4})|year)`),
    read: (m, today) => span(addUnits(startOf(today, unitOf(g(m, 1))), unitOf(g(m, 1)), -1), unitOf(g(m, 1))),
  },
  {
    pattern: of(`(?:the )?(week|month|quarter|year) before(?: (?:last|that))?`),
    read: (m, today) => span(addUnits(startOf(today, unitOf(g(m, 1))), unitOf(g(m, 1)), -2), unitOf(g(m, 1))),
  },
  {
    pattern: of(`(?:el |la )?(semana|mes|trimestre|ano) (?:que viene|proxim[oa]|siguiente|que entra)`),
    read: (m, today) => span(addUnits(startOf(today, unitOf(g(m, 1))), unitOf(g(m, 1)), 1), unitOf(g(m, 1))),
  },
  {
    pattern: of(`(?:el |la |the )?(?:proxim[oa]|siguiente|next|coming|following) (semana|mes|trimestre|ano|week|month|quarter|year)`),
    read: (m, today) => span(addUnits(startOf(today, unitOf(g(m, 1))), unitOf(g(m, 1)), 1), unitOf(g(m, 1))),
  },
]

/** Rolling: "últimos 30 días" ends today (included) and starts that many units before. */
const rolling: readonly Rule[] = [
  {
    pattern: of(
      `(?:desde hace|llev(?:a|an|amos|en) (?=.*\\bsin\\b)|hace (?=.*\\bque no\\b)|(?:in|for) (?=(?:more than|over|at least)\\b))(?: ?(?:mas de|al menos|more than|over|at least))? ?(?:l[oa]s |the )?(${countPattern}) (${unitWords})`,
    ),
    read: (m, today) => ({ start: addUnits(today, unitOf(g(m, 2)), -countOf(g(m, 1))), end: null, unit: unitOf(g(m, 2)), guess: false }),
  },
  {
    pattern: of(
      `(?:durante |en |in |during |over |within )?(?:l[oa]s |the )?(?:ultim[oa]s?|last|past|previous) (${countPattern})(?: (?:ultim[oa]s))? (${unitWords})`,
    ),
    read: (m, today) => ({
      start: addUnits(today, unitOf(g(m, 2)), -countOf(g(m, 1))),
      end: addUnits(today, 'day', 1),
      unit: unitOf(g(m, 2)),
      guess: false,
    }),
  },
  {
    pattern: of(`(?:durante |en )?(?:l[oa]s )?(${countPattern}) ultim[oa]s (${unitWords})`),
    read: (m, today) => ({
      start: addUnits(today, unitOf(g(m, 2)), -countOf(g(m, 1))),
      end: addUnits(today, 'day', 1),
      unit: unitOf(g(m, 2)),
      guess: false,
    }),
  },
  {
    pattern: of(`(?:en )?(?:el |la )?ultim[oa] (semana|mes|ano)`),
    read: (m, today) => ({
      start: addUnits(today, unitOf(g(m, 1)), -1),
      end: addUnits(today, 'day', 1),
      unit: unitOf(g(m, 1)),
      guess: true,
    }),
  },
  {
    pattern: of(`(?:en |in |within )?(?:l[oa]s |the )?(?:proxim[oa]s|siguientes|next|coming|following) (${countPattern}) (${unitWords})`),
    read: (m, today) => ({
      start: today,
      end: addUnits(addUnits(today, unitOf(g(m, 2)), countOf(g(m, 1))), 'day', 1),
      unit: unitOf(g(m, 2)),
      guess: false,
    }),
  },
  {
    pattern: of(`hace (?:mas de|al menos) (${countPattern}) (${unitWords})`),
    read: (m, today) => ({ start: null, end: addUnits(today, unitOf(g(m, 2)), -countOf(g(m, 1))), unit: unitOf(g(m, 2)), guess: false }),
  },
  {
    pattern: of(`(?:more|longer) than (${countPattern}) (${unitWords}) ago`),
    read: (m, today) => ({ start: null, end: addUnits(today, unitOf(g(m, 2)), -countOf(g(m, 1))), unit: unitOf(g(m, 2)), guess: false }),
  },
  {
    pattern: of(`hace menos de (${countPattern}) (${unitWords})`),
    read: (m, today) => ({
      start: addUnits(today, unitOf(g(m, 2)), -countOf(g(m, 1))),
      end: addUnits(today, 'day', 1),
      unit: unitOf(g(m, 2)),
      guess: false,
    }),
  },
  {
    pattern: of(`hace (${countPattern}) (${unitWords})`),
    read: (m, today) => span(addUnits(today, unitOf(g(m, 2)), -countOf(g(m, 1))), 'day'),
  },
  {
    pattern: of(`(${countPattern}) (${unitWords}) ago`),
    read: (m, today) => span(addUnits(today, unitOf(g(m, 2)), -countOf(g(m, 1))), 'day'),
  },
]

/** What may follow "en", "desde", "antes de": weaker readings that need such a word before them. */
const anchored: readonly Rule[] = [
  { pattern: of('(?:el |the )?(?:ano |year )?((?:19|20)\\d{2})'), read: (m) => span(dayOf(Number(g(m, 1)), 1, 1), 'year') },
  { pattern: of(`(?:el )?(?:mes de |the month of )?(${monthWords})`), read: (m, today) => bareMonth(monthNumber(g(m, 1)), today) },
  {
    pattern: of(`(?:el |the |last |on )?(${weekdayWords})(?: pasado)?`),
    read: (m, today) => span(addUnits(today, 'day', -((weekdayOf(today) - weekdayNumber(g(m, 1)) + 7) % 7 || 7)), 'day', 1, true),
  },
  {
    pattern: of('(?:el )?dia (\\d{1,2})'),
    read: (m, today) => {
      const real = realDay(yearOf(today), monthOf(today), Number(g(m, 1)))
      return real ? span(real, 'day', 1, true) : null
    },
  },
]

const firstMatch = (line: Line, from: number, rules: readonly Rule[], today: Day, language: Language): Period | null => {
  for (const rule of rules) {
    const match = matchAt(line, from, rule.pattern)
    const reading = match && rule.read(match.groups, today, language)
    if (match && reading) return { ...reading, tokens: match.to - from }
  }
  return null
}

/** A point or stretch named by itself: "ayer", "marzo de 2025", "los últimos 30 días". `anchor`: also bare years, months and weekdays. */
const readSpan = (line: Line, from: number, today: Day, language: Language, anchor: boolean): Period | null =>
  firstMatch(line, from, rolling, today, language) ??
  firstMatch(line, from, named, today, language) ??
  firstMatch(line, from, absolute, today, language) ??
  (anchor ? firstMatch(line, from, anchored, today, language) : null)

const boundary: readonly { readonly pattern: RegExp; readonly make: (p: Period) => Pick<Period, 'start' | 'end'> }[] = [
  { pattern: of('(?:a partir de(?:l)?|desde(?: el| la)?|since|starting|as of|from)'), make: (p) => ({ start: p.start, end: null }) },
  { pattern: of('(?:posterior(?:es)? a(?:l)?|despues de(?:l)?|after|later than)'), make: (p) => ({ start: p.end, end: null }) },
  {
    pattern: of('(?:anterior(?:es)? a(?:l)?|previ[oa]s? a(?:l)?|antes de(?:l)?|before|earlier than|prior to)'),
    make: (p) => ({ start: null, end: p.start }),
  },
  { pattern: of('(?:hasta(?: el| la)?|until|till|up to|through|by the end of)'), make: (p) => ({ start: null, end: p.end }) },
]

/** "entre enero y marzo de 2026", "del 1 al 15 de marzo", "de 2023 a 2025", "from March to May". */
const readRange = (line: Line, from: number, today: Day, language: Language): Period | null => {
  const opening = matchAt(line, from, of('(?:entre(?: el| la)?|between|desde(?: el| la)?|from|de|del)'))
  if (!opening) return null
  const days = matchAt(
    line,
    opening.to,
    of(`(\\d{1,2}) (?:al|a|y|to|and) (?:el )?(\\d{1,2}) (?:de |of )?(${monthWords})(?: (?:de |del )?(\\d{4}))?`),
  )
  if (days) {
    const year = g(days.groups, 4) ? Number(g(days.groups, 4)) : yearOf(today)
    const month = monthNumber(g(days.groups, 3))
    const last = addUnits(addUnits(dayOf(year, month, 1), 'month', 1), 'day', -1)
    const start = realDay(year, month, Number(g(days.groups, 1)))
    if (!start) return null
    return {
      start,
      end: addUnits(realDay(year, month, Number(g(days.groups, 2))) ?? last, 'day', 1),
      unit: 'day',
      tokens: days.to - from,
      guess: !g(days.groups, 4),
    }
  }
  const first = readSpan(line, opening.to, today, language, true)
  if (!first) return null
  const middle = matchAt(line, opening.to + first.tokens, of('(?:y(?: el| la)?|and|a|al|hasta(?: el| la)?|to|until|through)'))
  if (!middle) return null
  const second = readSpan(line, middle.to, today, language, true)
  if (!second?.end || !first.start) return null
  const start = first.guess && first.unit !== 'day' && second.start ? sameYear(first.start, second.start) : first.start
  return { start, end: second.end, unit: first.unit, tokens: middle.to + second.tokens - from, guess: first.guess && second.guess }
}

const sameYear = (start: Day, other: Day): Day => {
  const moved = `${other.slice(0, 4)}${start.slice(4)}`
  return moved <= other ? moved : `${yearOf(other) - 1}${start.slice(4)}`
}

const preposition = of('(?:en|de|del|durante|para|a|el|la|los|in|on|during|for|of|at|within)(?: (?:el|la|the|todo|toda))?')

/**
 * Reads the period that starts at token `from`, in Spanish or English, against `today`. Takes in the preposition before it.
 * Bare years and months count only after a preposition ("en 2025") or where `anchor` says that a date is expected.
 */
export const readPeriod = (line: Line, from: number, today: Day, language: Language, anchor = false): Period | null => {
  const range = readRange(line, from, today, language)
  if (range) return range
  const lead = matchAt(line, from, preposition)
  for (const { pattern, make } of boundary) {
    const match = matchAt(line, from, pattern) ?? (line.tokens[from]?.norm === 'de' ? matchAt(line, from + 1, pattern) : null)
    const inner = match && readSpan(line, match.to, today, language, true)
    if (match && inner) return { ...inner, ...make(inner), tokens: match.to + inner.tokens - from }
  }
  const direct = readSpan(line, from, today, language, anchor)
  if (direct) return closing(line, from, direct)
  const inner = lead && readSpan(line, lead.to, today, language, true)
  return lead && inner ? closing(line, from, { ...inner, tokens: lead.to + inner.tokens - from }) : null
}

/** "2026 en adelante", "2020 or later". */
const closing = (line: Line, from: number, period: Period): Period => {
  const after = matchAt(line, from + period.tokens, of('(?:en adelante|o despues|o mas tarde|or later|or after|onwards?)'))
  if (after) return { ...period, end: null, tokens: after.to - from }
  const before = matchAt(line, from + period.tokens, of('(?:o antes|or earlier|or before)'))
  return before ? { ...period, start: null, tokens: before.to - from } : period
}
