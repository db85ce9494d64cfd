import { sql } from 'kysely'
import type { Expression, Order } from '#contracts/query-plan.ts'
import { freeValue } from './coerce.ts'
import { atom, type DialectRules, type Moment, piece } from './dialect-rules.ts'
import { type Facts, factsOf, isEnumColumn } from './facts.ts'
import type { Fragment } from './render.ts'
import { rulesOf } from './rules-of.ts'
import { type Binding, findSource, type Piece, type Scope } from './scope.ts'

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>

const strength: Readonly<Record<Binding, number>> = { sum: 1, product: 2, atom: 3 }

const inside = (of: Piece, binding: Binding): Fragment => (strength[of.binds] >= strength[binding] ? of.fragment : sql`(${of.fragment})`)

/** A column, with its table only where it could be another's. */
const compileColumn = (expression: Of<'column'>, scope: Scope): Piece => {
  if (expression.table === '') return atom(sql.id(expression.column))
  const place = findSource(scope, expression.table)
  const qualified = place.outer || place.scope.qualified
  return atom(qualified ? sql.id(expression.table, expression.column) : sql.id(expression.column))
}

const isTemporal = (facts: Facts): boolean => facts.type === 'date' || facts.type === 'datetime'

/** Days added to a date, or the days between two dates; null for numbers. */
const compileDateArithmetic = (expression: Of<'arithmetic'>, left: Facts, right: Facts, scope: Scope): Piece | null => {
  if (!isTemporal(left) || (expression.operator !== '+' && expression.operator !== '-')) return null
  if (isTemporal(right)) return scope.build.piece({ kind: 'date_diff', unit: 'day', from: expression.right, to: expression.left }, scope)
  const days = inside(scope.build.piece(expression.right, scope), 'atom')
  return rulesOf(scope.dialect).shiftDays(scope.build.piece(expression.left, scope).fragment, expression.operator, days)
}

/** `100 * a` before a division is written `100.0 * a`: fractional without a cast. */
const fractionalProduct = (left: Expression, scope: Scope): Piece | null => {
  if (left.kind !== 'arithmetic' || left.operator !== '*') return null
  const literal = left.left
  if (literal.kind !== 'literal' || typeof literal.value !== 'number' || !Number.isInteger(literal.value)) return null
  return piece(sql`${sql.raw(literal.value.toFixed(1))} * ${inside(scope.build.piece(left.right, scope), 'atom')}`, 'product')
}

const isNonZero = (expression: Expression): boolean =>
  expression.kind === 'literal' && typeof expression.value === 'number' && expression.value !== 0

const compileDivision = (expression: Of<'arithmetic'>, scope: Scope): Piece => {
  const rules = rulesOf(scope.dialect)
  const certain = factsOf(expression.left, scope).fractional || factsOf(expression.right, scope).fractional
  const product = fractionalProduct(expression.left, scope)
  const left = product?.fragment ?? rules.dividend(inside(scope.build.piece(expression.left, scope), certain ? 'product' : 'atom'), certain)
  const divisor = scope.build.piece(expression.right, scope)
  const safe = isNonZero(expression.right) || rules.divisionByZeroIsNull
  return piece(sql`${left} / ${safe ? inside(divisor, 'atom') : sql`nullif(${divisor.fragment}, 0)`}`, 'product')
}

const compileArithmetic = (expression: Of<'arithmetic'>, scope: Scope): Piece => {
  const dates = compileDateArithmetic(expression, factsOf(expression.left, scope), factsOf(expression.right, scope), scope)
  if (dates) return dates
  if (expression.operator === '/') return compileDivision(expression, scope)
  const binding: Binding = expression.operator === '*' ? 'product' : 'sum'
  const left = inside(scope.build.piece(expression.left, scope), binding)
  const right = inside(
    scope.build.piece(expression.right, scope),
    expression.operator === '-' ? 'product' : binding === 'sum' ? 'sum' : 'atom',
  )
  return piece(sql`${left} ${sql.raw(expression.operator)} ${right}`, binding)
}

const numericArgument = (argument: Expression, name: string, scope: Scope, rules: DialectRules): Fragment => {
  const compiled = scope.build.piece(argument, scope).fragment
  const facts = factsOf(argument, scope)
  const addsBooleans = (name === 'sum' || name === 'avg') && facts.type === 'boolean'
  const numeric = addsBooleans && !rules.countsBooleans ? rules.cast(compiled, 'integer') : compiled
  return name === 'avg' ? rules.averaged(numeric, facts.fractional) : numeric
}

const compileAggregate = (expression: Of<'aggregate'>, scope: Scope): Piece => {
  const rules = rulesOf(scope.dialect)
  const filter = expression.filter ? scope.build.condition(expression.filter, scope) : null
  const argument = expression.argument ? numericArgument(expression.argument, expression.function, scope, rules) : null
  const distinct = sql.raw(expression.distinct ? 'distinct ' : '')
  const counted = filter && !rules.hasFilter ? sql`case when ${filter} then ${argument ?? sql.raw('1')} end` : (argument ?? sql.raw('*'))
  const call =
    expression.function === 'median' && rules.median ? rules.median(counted) : sql`${sql.raw(expression.function)}(${distinct}${counted})`
  return atom(filter && rules.hasFilter ? sql`${call} filter (where ${filter})` : call)
}

/** Ordering terms; empty values come last whatever the direction. */
export const compileOrder = (order: Order, compiled: Fragment, scope: Scope): Fragment => {
  const facts = factsOf(order.expression, scope)
  return rulesOf(scope.dialect).order(compiled, { direction: order.direction, nullable: facts.nullable, hasNulls: facts.hasNulls })
}

const frameOf = (expression: Of<'window'>): Fragment => {
  const ranked = ['rank', 'dense_rank', 'row_number', 'lag'].includes(expression.function)
  if (ranked || expression.orderBy.length === 0) return sql``
  if (expression.frame === 'whole') return sql` rows between unbounded preceding and unbounded following`
  if (expression.frame === 'running') return sql` rows between unbounded preceding and current row`
  return sql` rows between ${sql.raw(String(expression.frame))} preceding and current row`
}

const compileWindow = (expression: Of<'window'>, scope: Scope): Piece => {
  const rules = rulesOf(scope.dialect)
  const counted = expression.function === 'count' ? sql`*` : sql``
  const argument = expression.argument ? numericArgument(expression.argument, expression.function, scope, rules) : counted
  const partition = expression.partitionBy.map((p) => scope.build.piece(p, scope).fragment)
  const order = expression.orderBy.map((o) => compileOrder(o, scope.build.piece(o.expression, scope).fragment, scope))
  const over = [
    ...(partition.length > 0 ? [sql`partition by ${sql.join(partition)}`] : []),
    ...(order.length > 0 ? [sql`order by ${sql.join(order)}${frameOf(expression)}`] : []),
  ]
  return atom(sql`${sql.raw(expression.function)}(${argument}) over (${sql.join(over, sql` `)})`)
}

/** A date and whether it has a time; literals are typed, as a function's argument must be. */
const momentOf = (expression: Expression, scope: Scope): Moment => ({
  fragment: inside(scope.build.piece(expression, scope), 'atom'),
  withTime: factsOf(expression, scope).type === 'datetime',
})

const compileCase = (expression: Of<'case'>, scope: Scope): Piece => {
  const branches = expression.branches.map(
    (b) => sql`when ${scope.build.condition(b.when, scope)} then ${scope.build.piece(b.value, scope).fragment}`,
  )
  const otherwise = expression.otherwise ? sql` else ${scope.build.piece(expression.otherwise, scope).fragment}` : sql``
  return atom(sql`case ${sql.join(branches, sql` `)}${otherwise} end`)
}

/** Text functions want text: PostgreSQL has no lower(enum) or lower(integer). */
export const compileAsText = (expression: Expression, scope: Scope): Fragment => {
  const facts = factsOf(expression, scope)
  const compiled = scope.build.piece(expression, scope).fragment
  const isText = facts.type === 'text' && !isEnumColumn(facts.column)
  return isText || scope.dialect === 'sqlite' ? compiled : rulesOf(scope.dialect).cast(compiled, 'text')
}

const compileRound = (expression: Of<'call'>, scope: Scope): Piece => {
  const [of, digits] = expression.arguments
  if (of === undefined) return atom(sql`null`)
  const whole = digits?.kind === 'literal' && typeof digits.value === 'number' ? sql.raw(String(Math.trunc(digits.value))) : null
  const compiled = digits ? (whole ?? scope.build.piece(digits, scope).fragment) : null
  return atom(rulesOf(scope.dialect).round(scope.build.piece(of, scope).fragment, compiled, factsOf(of, scope).floating))
}

const compileCall = (expression: Of<'call'>, scope: Scope): Piece => {
  const rules = rulesOf(scope.dialect)
  switch (expression.function) {
    case 'current_date':
    case 'current_timestamp':
      return atom(sql.raw(expression.function))
    case 'round':
      return compileRound(expression, scope)
    case 'concat':
      return rules.concat(
        expression.arguments.map((a) => {
          const facts = factsOf(a, scope)
          return {
            fragment: inside(scope.build.piece(a, scope), 'atom'),
            nullable: facts.nullable && facts.column?.statistics?.nullFraction !== 0,
          }
        }),
      )
    case 'lower':
    case 'upper':
    case 'trim':
    case 'length': {
      const name = expression.function === 'length' && scope.dialect === 'mysql' ? 'char_length' : expression.function
      return atom(sql`${sql.raw(name)}(${sql.join(expression.arguments.map((a) => compileAsText(a, scope)))})`)
    }
    case 'abs':
    case 'nullif':
    case 'coalesce':
      return atom(sql`${sql.raw(expression.function)}(${sql.join(expression.arguments.map((a) => scope.build.piece(a, scope).fragment))})`)
  }
}

/** An expression with how tightly it binds. */
export const compilePiece = (expression: Expression, scope: Scope): Piece => {
  const rules = rulesOf(scope.dialect)
  switch (expression.kind) {
    case 'column':
      return compileColumn(expression, scope)
    case 'literal':
      return atom(sql`${freeValue(expression.value, expression.type, scope.dialect)}`)
    case 'arithmetic':
      return compileArithmetic(expression, scope)
    case 'aggregate':
      return compileAggregate(expression, scope)
    case 'window':
      return compileWindow(expression, scope)
    case 'date_trunc':
      return rules.dateTrunc(expression.unit, momentOf(expression.of, scope))
    case 'date_part':
      return rules.datePart(expression.part, momentOf(expression.of, scope))
    case 'date_diff':
      return rules.dateDiff(expression.unit, momentOf(expression.from, scope), momentOf(expression.to, scope))
    case 'case':
      return compileCase(expression, scope)
    case 'call':
      return compileCall(expression, scope)
    case 'subquery':
      return atom(sql`(${scope.build.query(expression.query, scope)})`)
  }
}

/** A value of a plan as a fragment. `scope` says what its table aliases mean: see `tableScope`. */
export const compileExpression = (expression: Expression, scope: Scope): Fragment => scope.build.piece(expression, scope).fragment
