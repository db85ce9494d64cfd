import { sql } from 'kysely'
import type { Condition, Expression, Query } from '#contracts/query-plan.ts'
import { freeValue, needsTextCast, valueBeside } from './coerce.ts'
import { compileAsText } from './compile-expression.ts'
import { type Facts, factsOf } from './facts.ts'
import { foldingFor, foldText, isFarLetter } from './fold-text.ts'
import type { Scalar } from './literal.ts'
import type { Fragment } from './render.ts'
import { rulesOf } from './rules-of.ts'
import { type Scope, scopeInside } from './scope.ts'

type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>
type Literal = Extract<Expression, { kind: 'literal' }>

const isNullLiteral = (expression: Expression): boolean => expression.kind === 'literal' && expression.value === null

const literalsOf = (all: readonly Expression[]): readonly Literal[] => all.filter((e) => e.kind === 'literal')

/** A day compared with an instant: the instant's day is meant. Only needed where midnight itself would mislead. */
const comparesDays = (facts: Facts, others: readonly Expression[]): boolean =>
  facts.type === 'datetime' && others.some((o) => o.kind === 'literal' && o.type === 'date')

/** The expression that literals are compared with, cast where the database would refuse the comparison. */
const compared = (expression: Expression, others: readonly Expression[], byDay: boolean, scope: Scope): Fragment => {
  const facts = factsOf(expression, scope)
  const compiled = scope.build.piece(expression, scope).fragment
  const texts: readonly Scalar[] = literalsOf(others).map((l) => l.value)
  if (needsTextCast(facts, texts, scope.dialect)) return rulesOf(scope.dialect).cast(compiled, 'text')
  return byDay ? rulesOf(scope.dialect).cast(compiled, 'date') : compiled
}

const operand = (expression: Expression, beside: Expression, byDay: boolean, scope: Scope): Fragment => {
  if (expression.kind !== 'literal') return scope.build.piece(expression, scope).fragment
  if (beside.kind === 'literal') return sql`${freeValue(expression.value, expression.type, scope.dialect)}`
  const facts = factsOf(beside, scope)
  const cast: Facts = byDay ? { ...facts, type: 'date', column: null } : facts
  return sql`${valueBeside(expression.value, expression.type, cast, scope.dialect)}`
}

const compileCompare = (condition: Of<'compare'>, scope: Scope): Fragment => {
  const { left, right, operator } = condition
  if (isNullLiteral(right)) return sql`${scope.build.piece(left, scope).fragment} is ${sql.raw(operator === '<>' ? 'not null' : 'null')}`
  if (left.kind === 'literal' && right.kind !== 'literal')
    return compileCompare({ ...condition, left: right, right: left, operator: mirrored[operator] }, scope)
  const byDay = operator !== '<' && operator !== '>=' && comparesDays(factsOf(left, scope), [right])
  const value = left.kind === 'literal' ? operand(left, right, false, scope) : compared(left, [right], byDay, scope)
  return sql`${value} ${sql.raw(operator)} ${operand(right, left, byDay, scope)}`
}

const mirrored = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

const compileBetween = (condition: Of<'between'>, scope: Scope): Fragment => {
  const ends = [condition.low, condition.high]
  const byDay = comparesDays(factsOf(condition.value, scope), ends)
  const [low, high] = ends.map((end) => operand(end, condition.value, byDay, scope))
  return sql`${compared(condition.value, ends, byDay, scope)} ${sql.raw(condition.negated ? 'not between' : 'between')} ${low} and ${high}`
}

const constant = (truth: boolean): Fragment => sql.raw(truth ? '1 = 1' : '1 = 0')

const compileIn = (condition: Of<'in'>, scope: Scope): Fragment => {
  const options = condition.options.filter((o) => !isNullLiteral(o))
  if (options.length === 0) return constant(condition.negated)
  const byDay = comparesDays(factsOf(condition.value, scope), options)
  const list = options.map((o) => operand(o, condition.value, byDay, scope))
  return sql`${compared(condition.value, options, byDay, scope)} ${sql.raw(condition.negated ? 'not in' : 'in')} (${sql.join(list)})`
}

/** `NOT IN` over a NULL is never true: the subquery leaves its NULLs out. */
const withoutNulls = (query: Query, scope: Scope): Query => {
  const output = query.kind === 'select' ? query.columns[0] : undefined
  if (query.kind === 'compound' || output === undefined || query.groupBy.length > 0 || query.perGroup !== null || query.limit !== null)
    return query
  const facts = factsOf(output.expression, scopeInside(query, scope))
  const certain =
    !facts.nullable || facts.column === null || (scope.dialect === 'sqlite' && !facts.hasNulls && facts.column.statistics !== null)
  if (certain) return query
  const present: Condition = { kind: 'is_null', value: output.expression, negated: true }
  return { ...query, where: query.where ? { kind: 'and', parts: [query.where, present] } : present }
}

const compileInQuery = (condition: Of<'in_query'>, scope: Scope): Fragment => {
  const query = condition.negated ? withoutNulls(condition.query, scope) : condition.query
  return sql`${scope.build.piece(condition.value, scope).fragment} ${sql.raw(condition.negated ? 'not in' : 'in')} (${scope.build.query(query, scope)})`
}

/** What a select returns doesn't matter to EXISTS. */
const compileExists = (condition: Of<'exists'>, scope: Scope): Fragment => {
  const { query } = condition
  const simple =
    query.kind === 'select' &&
    query.groupBy.length === 0 &&
    query.having === null &&
    query.perGroup === null &&
    !query.distinct &&
    query.limit === null
  const rows = simple ? scope.build.existence(query, scope) : scope.build.query(query, scope)
  return sql`${sql.raw(condition.negated ? 'not exists' : 'exists')} (${rows})`
}

const compileText = (condition: Of<'text'>, scope: Scope): Fragment => {
  const folded = foldText(condition.text, scope.dialect)
  const wildcards = condition.match !== 'equals'
  const lowerThere = scope.dialect !== 'sqlite' && [...folded].some(isFarLetter)
  const escaped = (wildcards || scope.dialect === 'sqlite' || scope.dialect === 'mysql') && /[%_!\\]/.test(folded)
  const plain = escaped ? folded.replace(/[%_!]/g, '!$&') : folded
  const pattern = `${condition.match === 'contains' || condition.match === 'ends' ? '%' : ''}${plain}${condition.match === 'contains' || condition.match === 'starts' ? '%' : ''}`
  return rulesOf(scope.dialect).matchText(
    {
      value: compileAsText(condition.value, scope),
      pattern: lowerThere ? sql`lower(${freeValue(pattern, 'text', scope.dialect)})` : sql`${freeValue(pattern, 'text', scope.dialect)}`,
      wildcards,
      escaped,
      folding: foldingFor(folded, scope.dialect),
    },
    condition.negated,
  )
}

const compileJunction = (condition: Of<'and' | 'or'>, scope: Scope): Fragment => {
  const parts = condition.parts.map((part) => {
    const compiled = compileCondition(part, scope)
    const mixed = (part.kind === 'and' || part.kind === 'or') && part.kind !== condition.kind && part.parts.length > 1
    return mixed ? sql`(${compiled})` : compiled
  })
  return parts.length === 0 ? constant(condition.kind === 'and') : sql.join(parts, sql.raw(` ${condition.kind} `))
}

/** A condition of a plan as a fragment. `scope` says what its table aliases mean: see `tableScope`. */
export const compileCondition = (condition: Condition, scope: Scope): Fragment => {
  switch (condition.kind) {
    case 'compare':
      return compileCompare(condition, scope)
    case 'between':
      return compileBetween(condition, scope)
    case 'in':
      return compileIn(condition, scope)
    case 'in_query':
      return compileInQuery(condition, scope)
    case 'is_null':
      return sql`${scope.build.piece(condition.value, scope).fragment} is ${sql.raw(condition.negated ? 'not null' : 'null')}`
    case 'text':
      return compileText(condition, scope)
    case 'exists':
      return compileExists(condition, scope)
    case 'and':
    case 'or':
      return compileJunction(condition, scope)
    case 'not':
      return sql`not (${compileCondition(condition.part, scope)})`
  }
}
