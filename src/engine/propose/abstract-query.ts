import type { Condition, Expression, Query, Select } from '#contracts/query-plan.ts'
import { allOf } from '../plan/expressions.ts'
import { type Core, everyRow, type Item, type Literal, type LogicalForm, type Operator, type Predicate } from './logical-form.ts'
import type { Schema } from './schema.ts'

/** Thrown inside, caught at the border: the plan says more than a logical form can. */
class Beyond extends Error {}

type Scope = { readonly schema: Schema; readonly tables: ReadonlyMap<string, string> }

const columnIn = (scope: Scope, expression: Expression): number => {
  if (expression.kind !== 'column') throw new Beyond('not a column')
  const table = scope.tables.get(expression.table)
  const index = table === undefined ? undefined : scope.schema.columnAt.get(`${table}.${expression.column}`)
  if (index === undefined) throw new Beyond('unknown column')
  return index
}

const itemOf = (scope: Scope, expression: Expression): Item => {
  if (expression.kind === 'aggregate') {
    if (expression.filter || expression.function === 'median') throw new Beyond('filtered figure')
    const column = expression.argument ? columnIn(scope, expression.argument) : everyRow
    return { figure: expression.function, distinct: expression.distinct, column }
  }
  return { figure: 'none', distinct: false, column: columnIn(scope, expression) }
}

const literalOf = (expression: Expression): Literal => {
  if (expression.kind !== 'literal' || expression.value === null) throw new Beyond('not a literal')
  return typeof expression.value === 'boolean' ? Number(expression.value) : expression.value
}

const flipped = { '=': '=', '<>': '<>', '<': '>', '>': '<', '<=': '>=', '>=': '<=' } as const

type Comparing = Extract<Condition, { kind: 'compare' }>

const comparison = (scope: Scope, { left, operator, right }: Comparing): Predicate => {
  if (right.kind === 'literal') return { kind: 'value', item: itemOf(scope, left), operator, values: [literalOf(right)] }
  if (left.kind === 'literal') return { kind: 'value', item: itemOf(scope, right), operator: flipped[operator], values: [literalOf(left)] }
  if (right.kind !== 'subquery' || right.query.kind !== 'select') throw new Beyond('comparison of columns')
  const inner = coreOf(scope.schema, right.query)
  const of = inner.select[0]
  if (!of || inner.select.length > 1) throw new Beyond('subquery')
  if (of.figure === 'none') {
    if (operator !== '=' && operator !== '<>') throw new Beyond('subquery')
    return { kind: 'member', column: columnIn(scope, left), negated: operator === '<>', inner }
  }
  if (inner.group.length > 0 || inner.order) throw new Beyond('subquery')
  return { kind: 'figure', column: columnIn(scope, left), operator, of, where: inner.where, tables: inner.tables }
}

/** EXISTS tied by one equality: the outer key among the inner references. */
const existence = (scope: Scope, condition: Extract<Condition, { kind: 'exists' }>): Predicate => {
  if (condition.query.kind !== 'select') throw new Beyond('exists')
  const { query } = condition
  const parts = query.where?.kind === 'and' ? query.where.parts : query.where ? [query.where] : []
  const inside = scopeOf(scope.schema, query)
  for (const [at, part] of parts.entries()) {
    if (part.kind !== 'compare' || part.operator !== '=' || part.left.kind !== 'column' || part.right.kind !== 'column') continue
    const [a, b] = [part.left, part.right]
    const [outer, inner] = inside.tables.has(a.table) ? [b, a] : [a, b]
    if (!scope.tables.has(outer.table) || inside.tables.has(outer.table)) continue
    const rest = parts.filter((_, i) => i !== at)
    const core = coreOf(scope.schema, { ...query, where: allOf(rest), columns: [{ expression: inner, name: 'x', label: '' }] })
    return { kind: 'member', column: columnIn(scope, outer), negated: condition.negated, inner: core }
  }
  throw new Beyond('exists')
}

const valuePredicate = (scope: Scope, value: Expression, operator: Operator, values: readonly Literal[]): Predicate => ({
  kind: 'value',
  item: itemOf(scope, value),
  operator,
  values,
})

const predicateOf = (scope: Scope, condition: Condition): Predicate => {
  switch (condition.kind) {
    case 'compare':
      return comparison(scope, condition)
    case 'between':
      if (condition.negated) throw new Beyond('not between')
      return valuePredicate(scope, condition.value, 'between', [literalOf(condition.low), literalOf(condition.high)])
    case 'in':
      return valuePredicate(scope, condition.value, condition.negated ? '<>' : '=', condition.options.map(literalOf))
    case 'is_null':
      return valuePredicate(scope, condition.value, condition.negated ? 'filled' : 'empty', [])
    case 'text': {
      const { match, negated } = condition
      if (negated && match !== 'contains' && match !== 'equals') throw new Beyond('negated text')
      const operator = match === 'equals' ? (negated ? '<>' : '=') : negated ? 'lacks' : match
      return valuePredicate(scope, condition.value, operator, [condition.text])
    }
    case 'in_query':
      if (condition.query.kind !== 'select') throw new Beyond('set inside')
      return {
        kind: 'member',
        column: columnIn(scope, condition.value),
        negated: condition.negated,
        inner: coreOf(scope.schema, condition.query),
      }
    case 'exists':
      return existence(scope, condition)
    case 'and':
    case 'or':
    case 'not':
      throw new Beyond('nested logic')
  }
}

/** Equalities of one column, said as alternatives, are one predicate. */
const alternatives = (parts: readonly Predicate[]): readonly Predicate[] => {
  const merged: Predicate[] = []
  for (const part of parts) {
    const at = merged.findIndex(
      (p) =>
        p.kind === 'value' && part.kind === 'value' && p.operator === '=' && part.operator === '=' && p.item.column === part.item.column,
    )
    const known = merged[at]
    if (known?.kind === 'value' && part.kind === 'value') merged[at] = { ...known, values: [...known.values, ...part.values] }
    else merged.push(part)
  }
  return merged
}

const predicatesOf = (scope: Scope, condition: Condition | null): { readonly parts: readonly Predicate[]; readonly any: boolean } => {
  if (!condition) return { parts: [], any: false }
  if (condition.kind === 'or') {
    const parts = alternatives(condition.parts.map((p) => predicateOf(scope, p)))
    return { parts, any: parts.length > 1 }
  }
  if (condition.kind === 'and') {
    const nested = condition.parts.map((p): readonly Predicate[] => {
      if (p.kind !== 'or') return [predicateOf(scope, p)]
      const inner = alternatives(p.parts.map((x) => predicateOf(scope, x)))
      if (inner.length > 1) throw new Beyond('mixed logic')
      return inner
    })
    return { parts: nested.flat(), any: false }
  }
  return { parts: [predicateOf(scope, condition)], any: false }
}

const scopeOf = (schema: Schema, select: Select): Scope => {
  const tables = new Map<string, string>()
  for (const source of [select.from, ...select.joins.map((j) => j.source)]) {
    if (source.kind !== 'table' || [...tables.values()].includes(source.table)) throw new Beyond('source')
    tables.set(source.as, source.table)
  }
  return { schema, tables }
}

const coreOf = (schema: Schema, select: Select): Core => {
  if (select.perGroup || select.orderBy.length > 2) throw new Beyond('per group')
  const scope = scopeOf(schema, select)
  const where = predicatesOf(scope, select.where)
  const having = predicatesOf(scope, select.having)
  if (having.any) throw new Beyond('having either')
  const order = select.orderBy[0]
  return {
    select: select.columns.map((c) => itemOf(scope, c.expression)),
    distinct: select.distinct,
    tables: [...scope.tables.values()].flatMap((name) => schema.tableAt.get(name) ?? []),
    where: where.parts,
    any: where.any,
    group: select.groupBy.map((g) => columnIn(scope, g)),
    having: having.parts,
    order: order ? { by: itemOf(scope, order.expression), direction: order.direction } : null,
    limit: select.limit,
  }
}

/** A select around a set operation that only orders it stands for the operation. */
const unwrapped = (query: Query): Query =>
  query.kind === 'select' && query.from.kind === 'query' && query.joins.length === 0 && !query.where && query.groupBy.length === 0
    ? query.columns.length > 0 && query.columns.every((c) => c.expression.kind === 'column')
      ? query.from.query
      : query
    : query

/** The logical form of a plan; null where the plan says more than a form can. */
export const abstractQuery = (whole: Query, schema: Schema): LogicalForm | null => {
  const query = unwrapped(whole)
  try {
    if (query.kind === 'select') return { core: coreOf(schema, query), combined: null }
    if (query.left.kind !== 'select' || query.right.kind !== 'select' || query.operator === 'union_all') return null
    return {
      core: coreOf(schema, query.left),
      combined: { operator: query.operator, core: coreOf(schema, query.right) },
    }
  } catch (error) {
    if (error instanceof Beyond) return null
    throw error
  }
}
