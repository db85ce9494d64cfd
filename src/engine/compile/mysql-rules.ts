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

const dateTrunc = (unit: DateUnit, of: Moment): Piece => {
  const at = of.fragment
  switch (unit) {
    case 'year':
      return atom(sql`makedate(year(${at}), 1)`)
    case 'quarter':
      return piece(sql`makedate(year(${at}), 1) + interval quarter(${at}) - 1 quarter`, 'sum')
    case 'month':
      return atom(castAs(sql`date_format(${at}, '%Y-%m-01')`, 'date'))
    case 'week':
      return atom(sql`date_sub(date(${at}), interval weekday(${at}) day)`)
    case 'day':
      return atom(of.withTime ? sql`date(${at})` : at)
    case 'hour':
      return atom(castAs(sql`date_format(${at}, '%Y-%m-%d %H:00:00')`, 'datetime'))
  }
}

const datePart = (part: DatePart, of: Moment): Piece => {
  switch (part) {
    case 'week':
      return atom(sql`week(${of.fragment}, 3)`)
    case 'weekday':
      return piece(sql`weekday(${of.fragment}) + 1`, 'sum')
    default:
      return atom(sql`${sql.raw(part)}(${of.fragment})`)
  }
}

const dateDiff = (unit: 'day' | 'hour' | 'month' | 'year', from: Moment, to: Moment): Piece => {
  if (unit === 'month' || unit === 'year') return atom(sql`timestampdiff(${sql.raw(unit)}, ${from.fragment}, ${to.fragment})`)
  if (!from.withTime && !to.withTime) {
    const days = sql`datediff(${to.fragment}, ${from.fragment})`
    return unit === 'day' ? atom(days) : piece(sql`${days} * 24`, 'product')
  }
  return piece(sql`timestampdiff(second, ${from.fragment}, ${to.fragment}) / ${sql.raw(unit === 'day' ? '86400e0' : '3600e0')}`, 'product')
}

const castNames: Readonly<Record<string, string>> = {
  text: 'char',
  integer: 'signed',
  bigint: 'signed',
  decimal: 'decimal(65, 10)',
  boolean: 'signed',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
}

/** MySQL divides and averages integers to four decimals. */
const fractional = (of: Fragment, certain: boolean): Fragment => (certain ? of : castAs(of, 'decimal(65, 10)'))

/** MySQL 8 and MariaDB. An accent-insensitive collation that both have does what other dialects do by replacing letters. */
export const mysqlRules: DialectRules = {
  ...standardRules,
  dialect: 'mysql',
  cast: (fragment, to) => castAs(fragment, castNames[to] ?? 'char'),
  dateTrunc,
  datePart,
  dateDiff,
  shiftDays: (date, sign, days) => piece(sql`${date} ${sql.raw(sign)} interval ${days} day`, 'sum'),
  dividend: fractional,
  averaged: fractional,
  divisionByZeroIsNull: true,
  matchText: (match, negated) =>
    sql`convert(${match.value} using utf8mb4) collate utf8mb4_unicode_520_ci ${likeOperator(negated)} ${match.pattern}${escapeClause(match)}`,
  concat: (parts) => atom(sql`concat_ws('', ${sql.join(parts.map((p) => p.fragment))})`),
  median: null,
  hasFilter: false,
  round: (of, digits, floating) => {
    const exact = fractional(of, !floating)
    return digits === null ? sql`round(${exact})` : sql`round(${exact}, ${digits})`
  },
  order: (expression, nulls) =>
    nulls.direction === 'asc' && nulls.hasNulls ? sql`${expression} is null, ${expression}` : sql`${expression}${direction(nulls)}`,
  countsBooleans: true,
  groupsByAlias: true,
}
