import { sql } from 'kysely'
import type { DatePart, DateUnit } from '#contracts/query-plan.ts'
import {
  atom,
  castAs,
  type DialectRules,
  direction,
  escapeClause,
  likeOperator,
  type Moment,
  piece,
  standardRules,
} from './dialect-rules.ts'
import type { Fragment } from './render.ts'
import type { Piece } from './scope.ts'

const format = (pattern: string, of: Fragment): Fragment => sql`strftime(${sql.lit(pattern)}, ${of})`

/** Dates are text (`YYYY-MM-DD`, with or without time), so every result is text of the same kind. */
const dateTrunc = (unit: DateUnit, of: Moment): Piece => {
  switch (unit) {
    case 'year':
      return atom(format('%Y-01-01', of.fragment))
    case 'quarter':
      return atom(sql`date(${of.fragment}, 'start of month', '-' || ((${format('%m', of.fragment)} - 1) % 3) || ' months')`)
    case 'month':
      return atom(format('%Y-%m-01', of.fragment))
    case 'week':
      return atom(sql`date(${of.fragment}, 'weekday 0', '-6 days')`)
    case 'day':
      return atom(of.withTime ? sql`date(${of.fragment})` : of.fragment)
    case 'hour':
      return atom(format('%Y-%m-%d %H:00:00', of.fragment))
  }
}

const integer = (pattern: string, of: Fragment): Fragment => castAs(format(pattern, of), 'integer')

/** ISO weeks are counted from the Thursday of the week: `%V` came with SQLite 3.46. */
const datePart = (part: DatePart, of: Moment): Piece => {
  switch (part) {
    case 'year':
      return atom(integer('%Y', of.fragment))
    case 'quarter':
      return piece(sql`(${integer('%m', of.fragment)} + 2) / 3`, 'product')
    case 'month':
      return atom(integer('%m', of.fragment))
    case 'week':
      return piece(sql`(strftime('%j', date(${of.fragment}, '-3 days', 'weekday 4')) - 1) / 7 + 1`, 'sum')
    case 'day':
      return atom(integer('%d', of.fragment))
    case 'weekday':
      return piece(sql`(${format('%w', of.fragment)} + 6) % 7 + 1`, 'sum')
    case 'hour':
      return atom(integer('%H', of.fragment))
  }
}

const dateDiff = (unit: 'day' | 'hour' | 'month' | 'year', from: Moment, to: Moment): Piece => {
  const days = sql`julianday(${to.fragment}) - julianday(${from.fragment})`
  if (unit === 'day') return piece(days, 'sum')
  if (unit === 'hour') return piece(sql`(${days}) * 24`, 'product')
  const part = (pattern: string, of: Moment): Fragment => format(pattern, of.fragment)
  const time = from.withTime || to.withTime ? ' %H:%M:%S' : ''
  const years = sql`${part('%Y', to)} - ${part('%Y', from)}`
  if (unit === 'year') return piece(sql`${years} - (${part(`%m-%d${time}`, to)} < ${part(`%m-%d${time}`, from)})`, 'sum')
  const months = sql`(${years}) * 12 + ${part('%m', to)} - ${part('%m', from)}`
  return piece(sql`${months} - (${part(`%d${time}`, to)} < ${part(`%d${time}`, from)})`, 'sum')
}

const affinities: Readonly<Record<string, string>> = {
  text: 'text',
  integer: 'integer',
  bigint: 'integer',
  decimal: 'real',
  boolean: 'integer',
}

/** SQLite lowers only ASCII, but its LIKE ignores the case of ASCII: only accents, in both cases, need replacing. */
const folded = (of: Fragment, folding: readonly { readonly plain: string; readonly accented: string }[]): Fragment =>
  folding
    .flatMap((f) => [...f.accented].flatMap((letter) => [letter, letter.toUpperCase()].map((from) => ({ from, to: f.plain }))))
    .reduce<Fragment>((inner, step) => sql`replace(${inner}, ${sql.lit(step.from)}, ${sql.lit(step.to)})`, of)

export const sqliteRules: DialectRules = {
  ...standardRules,
  dialect: 'sqlite',
  cast: (fragment, to) => {
    if (to === 'date') return sql`date(${fragment})`
    if (to === 'datetime') return sql`datetime(${fragment})`
    if (to === 'time') return sql`time(${fragment})`
    return castAs(fragment, affinities[to] ?? 'text')
  },
  dateTrunc,
  datePart,
  dateDiff,
  shiftDays: (date, sign, days) => atom(sql`date(${date}, ${sql.lit(sign)} || ${days} || ' days')`),
  matchText: (match, negated) => sql`${folded(match.value, match.folding)} ${likeOperator(negated)} ${match.pattern}${escapeClause(match)}`,
  concat: (parts) =>
    piece(
      sql.join(
        parts.map((p) => (p.nullable ? sql`coalesce(${p.fragment}, '')` : p.fragment)),
        sql` || `,
      ),
      'sum',
    ),
  median: null,
  round: (of, digits) => (digits === null ? sql`round(${of})` : sql`round(${of}, ${digits})`),
  order: (expression, nulls) =>
    sql`${expression}${direction(nulls)}${sql.raw(nulls.direction === 'asc' && nulls.hasNulls ? ' nulls last' : '')}`,
  countsBooleans: true,
}
