import { sql } from 'kysely'
import { atom, castAs, type DialectRules, direction, escapeClause, likeOperator, piece, standardRules } from './dialect-rules.ts'

/** DuckDB reads most of PostgreSQL; it orders NULLs last by itself and divides integers into fractions. */
export const duckdbRules: DialectRules = {
  ...standardRules,
  dialect: 'duckdb',
  dateDiff: (unit, from, to) => {
    if (unit === 'month' || unit === 'year') return atom(sql`date_sub(${sql.lit(unit)}, ${from.fragment}, ${to.fragment})`)
    const seconds = sql`epoch(${to.fragment}) - epoch(${from.fragment})`
    if (!from.withTime && !to.withTime) {
      const days = sql`date_diff('day', ${from.fragment}, ${to.fragment})`
      return unit === 'day' ? atom(days) : piece(sql`${days} * 24`, 'product')
    }
    return piece(sql`(${seconds}) / ${sql.raw(unit === 'day' ? '86400' : '3600')}`, 'product')
  },
  dividend: (left) => left,
  matchText: (match, negated) => {
    const value = sql`strip_accents(lower(${match.value}))`
    if (!match.wildcards) return sql`${value} ${sql.raw(negated ? '<>' : '=')} ${match.pattern}`
    return sql`${value} ${likeOperator(negated)} ${match.pattern}${escapeClause(match)}`
  },
  median: (of) => sql`median(${castAs(of, 'double')})`,
  round: (of, digits) => (digits === null ? sql`round(${of})` : sql`round(${of}, ${digits})`),
  order: (expression, nulls) => sql`${expression}${direction(nulls)}`,
  cast: (fragment, to) => (to === 'decimal' ? castAs(fragment, 'double') : standardRules.cast(fragment, to)),
}
