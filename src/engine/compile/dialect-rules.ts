import { sql } from 'kysely'
import type { Dialect } from '#contracts/catalog.ts'
import type { DatePart, DateUnit } from '#contracts/query-plan.ts'
import { type Cast, castNames } from './literal.ts'
import type { Fragment } from './render.ts'
import type { Binding, Piece } from './scope.ts'

export type Moment = { readonly fragment: Fragment; readonly withTime: boolean }

export type NullOrder = { readonly direction: 'asc' | 'desc'; readonly nullable: boolean; readonly hasNulls: boolean }

export type TextMatch = {
  readonly value: Fragment
  /** Lower case, no accents; wildcards escaped with `!` where `escaped`. */
  readonly pattern: Fragment
  readonly wildcards: boolean
  readonly escaped: boolean
  /** Accented letters that stand for a letter of the text: `áà` for `a`. */
  readonly folding: readonly { readonly plain: string; readonly accented: string }[]
}

/** Where dialects differ. Each dialect states only what it does otherwise than `standardRules`. */
export type DialectRules = {
  readonly dialect: Dialect
  readonly cast: (fragment: Fragment, to: Cast) => Fragment
  readonly dateTrunc: (unit: DateUnit, of: Moment) => Piece
  readonly datePart: (part: DatePart, of: Moment) => Piece
  readonly dateDiff: (unit: 'day' | 'hour' | 'month' | 'year', from: Moment, to: Moment) => Piece
  /** A day count added to (or taken from) a date. */
  readonly shiftDays: (date: Fragment, sign: '+' | '-', days: Fragment) => Piece
  /** The left side of a division, made fractional; `certain` = it already is. */
  readonly dividend: (left: Fragment, certain: boolean) => Fragment
  /** What is averaged; `certain` = it is fractional already. */
  readonly averaged: (of: Fragment, certain: boolean) => Fragment
  readonly divisionByZeroIsNull: boolean
  readonly matchText: (match: TextMatch, negated: boolean) => Fragment
  readonly concat: (parts: readonly { readonly fragment: Fragment; readonly nullable: boolean }[]) => Piece
  /** null = the dialect has no median: the plan is rewritten. */
  readonly median: ((of: Fragment) => Fragment) | null
  readonly hasFilter: boolean
  readonly round: (of: Fragment, digits: Fragment | null, floating: boolean) => Fragment
  /** After (or instead of) an ordering expression: empty values always come last. */
  readonly order: (expression: Fragment, nulls: NullOrder) => Fragment
  /** Booleans are numbers already. */
  readonly countsBooleans: boolean
  /** A GROUP BY with parameters can't be matched to the select list: name the output column. */
  readonly groupsByAlias: boolean
}

export const atom = (fragment: Fragment): Piece => ({ fragment, binds: 'atom' })
export const piece = (fragment: Fragment, binds: Binding): Piece => ({ fragment, binds })

export const castAs = (fragment: Fragment, name: string): Fragment => sql`cast(${fragment} as ${sql.raw(name)})`

const isoParts: Readonly<Record<DatePart, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  weekday: 'isodow',
  hour: 'hour',
}

export const likeOperator = (negated: boolean): Fragment => sql.raw(negated ? 'not like' : 'like')

export const escapeClause = (match: TextMatch): Fragment => (match.escaped ? sql` escape '!'` : sql``)

export const direction = (nulls: NullOrder): Fragment => sql.raw(nulls.direction === 'desc' ? ' desc' : '')

/** PostgreSQL and, mostly, standard SQL. */
export const standardRules: DialectRules = {
  dialect: 'postgres',
  cast: (fragment, to) => castAs(fragment, castNames[to]),
  dateTrunc: (unit, of) => {
    if (unit === 'day' && !of.withTime) return atom(of.fragment)
    if (unit === 'day') return atom(castAs(of.fragment, 'date'))
    const truncated = sql`date_trunc(${sql.lit(unit)}, ${of.fragment})`
    return atom(unit === 'hour' ? truncated : castAs(truncated, 'date'))
  },
  datePart: (part, of) => atom(castAs(sql`extract(${sql.raw(isoParts[part])} from ${of.fragment})`, 'integer')),
  dateDiff: (unit, from, to) => {
    const withTime = from.withTime || to.withTime
    if (unit === 'month' || unit === 'year') return wholeUnits(unit, from, to)
    if (!withTime) {
      const days = sql`${to.fragment} - ${from.fragment}`
      return unit === 'day' ? piece(days, 'sum') : piece(sql`(${days}) * 24`, 'product')
    }
    const seconds = sql`extract(epoch from ${instant(to)} - ${instant(from)})`
    return piece(sql`${seconds} / ${sql.raw(unit === 'day' ? '86400' : '3600')}`, 'product')
  },
  shiftDays: (date, sign, days) => piece(sql`${date} ${sql.raw(sign)} ${days}`, 'sum'),
  dividend: (left, certain) => (certain ? left : sql`1.0 * ${left}`),
  averaged: (of) => of,
  divisionByZeroIsNull: false,
  matchText: (match, negated) => {
    const from = match.folding.map((f) => f.accented).join('')
    const to = match.folding.map((f) => f.plain.repeat(f.accented.length)).join('')
    const lower = sql`lower(${match.value})`
    const folded = from === '' ? lower : sql`translate(${lower}, ${sql.lit(from)}, ${sql.lit(to)})`
    if (!match.wildcards) return sql`${folded} ${sql.raw(negated ? '<>' : '=')} ${match.pattern}`
    return sql`${folded} ${likeOperator(negated)} ${match.pattern}${escapeClause(match)}`
  },
  concat: (parts) => atom(sql`concat(${sql.join(parts.map((p) => p.fragment))})`),
  median: (of) => sql`percentile_cont(0.5) within group (order by ${of})`,
  hasFilter: true,
  round: (of, digits, floating) => {
    const exact = floating ? castAs(of, 'numeric') : of
    return digits === null ? sql`round(${exact})` : sql`round(${exact}, ${digits})`
  },
  order: (expression, nulls) =>
    sql`${expression}${direction(nulls)}${sql.raw(nulls.direction === 'desc' && nulls.nullable ? ' nulls last' : '')}`,
  countsBooleans: false,
  groupsByAlias: false,
}

const instant = (of: Moment): Fragment => (of.withTime ? of.fragment : castAs(of.fragment, 'timestamp'))

/** Complete calendar months or years between two dates. */
const wholeUnits = (unit: 'month' | 'year', from: Moment, to: Moment): Piece => {
  const age = sql`age(${instant(to)}, ${instant(from)})`
  const years = sql`extract(year from ${age})`
  return unit === 'year' ? atom(years) : piece(sql`${years} * 12 + extract(month from ${age})`, 'sum')
}
