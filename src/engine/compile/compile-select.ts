import { sql } from 'kysely'
import type { Compound, Expression, From, Order, OutputColumn, Query, Select } from '#contracts/query-plan.ts'
import { sameExpression } from '../plan/expressions.ts'
import { compileOrder } from './compile-expression.ts'
import type { Fragment } from './render.ts'
import { medianAsMiddleRows } from './rewrite-median.ts'
import { distinctAsGroups, perGroupAsSubselect } from './rewrite-select.ts'
import { rulesOf } from './rules-of.ts'
import { freeAliases, type Scope, scopeInside, sourcesOf, storedColumn } from './scope.ts'

const one: Fragment = sql`1`

const compileFrom = (from: From, scope: Scope, needsAlias: boolean): Fragment => {
  if (from.kind === 'query') return sql`(${scope.build.query(from.query, scope.outer ?? scope)}) as ${sql.id(from.as)}`
  return needsAlias && from.as !== from.table ? sql`${sql.id(from.table)} as ${sql.id(from.as)}` : sql.id(from.table)
}

const compileOutput = (column: OutputColumn, scope: Scope): Fragment => {
  const { fragment } = scope.build.piece(column.expression, scope)
  const named = column.expression.kind === 'column' && column.expression.column === column.name
  return named ? fragment : sql`${fragment} as ${sql.id(column.name)}`
}

const compileGroup = (expression: Expression, select: Select, scope: Scope): Fragment => {
  const output = select.columns.find((c) => sameExpression(c.expression, expression))
  const stored = [...scope.sources.values()].some((s) => output !== undefined && storedColumn(s, output.name) !== null)
  if (rulesOf(scope.dialect).groupsByAlias && output && expression.kind !== 'column' && !stored) return sql.id(output.name)
  return scope.build.piece(expression, scope).fragment
}

/** By the output column's name where it is computed; by the stored column where it isn't shown, with its table if an output hides it. */
const compileSorting = (order: Order, select: Select, scope: Scope): Fragment => {
  const { expression } = order
  const output = select.columns.find((c) => sameExpression(c.expression, expression))
  if (output && expression.kind !== 'column') return compileOrder(order, sql.id(output.name), scope)
  const hidden =
    expression.kind === 'column' && output?.name !== expression.column && select.columns.some((c) => c.name === expression.column)
  const compiled = hidden ? sql.id(expression.table, expression.column) : scope.build.piece(expression, scope).fragment
  return compileOrder(order, compiled, scope)
}

const withoutLiterals = (all: readonly Expression[]): readonly Expression[] => all.filter((e) => e.kind !== 'literal')

const hidesColumns = (select: Select): boolean =>
  select.orderBy.some((o) => o.expression.kind === 'column' && !select.columns.some((c) => sameExpression(c.expression, o.expression)))

const needsAliases = (select: Select, scope: Scope): boolean => {
  if (scope.qualified || hidesColumns(select)) return true
  const nested = freeAliases([select.columns, select.where, select.having, select.joins].flatMap(nestedQueries))
  return sourcesOf(select).some((s) => nested.has(s.as))
}

const nestedQueries = (part: unknown): readonly unknown[] => {
  if (Array.isArray(part)) return part.flatMap(nestedQueries)
  if (typeof part !== 'object' || part === null) return []
  if ('kind' in part && (part.kind === 'select' || part.kind === 'compound')) return [part]
  return Object.values(part).flatMap(nestedQueries)
}

const prepare = (select: Select, outer: Scope): Select => {
  const grouped = distinctAsGroups(select)
  if (grouped.perGroup) return perGroupAsSubselect(grouped)
  return rulesOf(outer.dialect).median ? grouped : medianAsMiddleRows(grouped)
}

const clauses = (select: Select, outputs: Fragment, scope: Scope): Fragment => {
  const needsAlias = needsAliases(select, scope)
  const groups = withoutLiterals(select.groupBy)
  const sorting = select.orderBy.filter((o) => o.expression.kind !== 'literal')
  const joins = select.joins.map(
    (join) =>
      sql`${sql.raw(join.type === 'left' ? 'left join' : 'join')} ${compileFrom(join.source, scope, needsAlias)} on ${scope.build.condition(join.on, scope)}`,
  )
  return sql.join(
    [
      sql`select ${sql.raw(select.distinct ? 'distinct ' : '')}${outputs}`,
      sql`from ${compileFrom(select.from, scope, needsAlias)}`,
      ...joins,
      ...(select.where ? [sql`where ${scope.build.condition(select.where, scope)}`] : []),
      ...(groups.length > 0 ? [sql`group by ${sql.join(groups.map((g) => compileGroup(g, select, scope)))}`] : []),
      ...(select.having ? [sql`having ${scope.build.condition(select.having, scope)}`] : []),
      ...(sorting.length > 0 ? [sql`order by ${sql.join(sorting.map((o) => compileSorting(o, select, scope)))}`] : []),
      ...(select.limit === null ? [] : [sql`limit ${sql.raw(String(select.limit))}`]),
    ],
    sql` `,
  )
}

/** A select as one statement, after what the dialect can't say has been rewritten. */
export const compileSelect = (given: Select, outer: Scope): Fragment => {
  const select = prepare(given, outer)
  const scope = scopeInside(select, outer)
  return clauses(select, sql.join(select.columns.map((c) => compileOutput(c, scope))), scope)
}

/** Rows that only need to exist: what they hold and their order don't matter. */
export const compileExistence = (select: Select, outer: Scope): Fragment =>
  clauses({ ...select, orderBy: [] }, one, scopeInside(select, outer))

/** One side of a compound; wrapped where its own order, limit or operator would leak into the whole. */
const compileSide = (side: Query, operator: Compound['operator'], isLeft: boolean, outer: Scope): Fragment => {
  const compiled = outer.build.query(side, outer)
  const alone =
    side.kind === 'select'
      ? side.orderBy.length === 0 && side.limit === null && side.perGroup === null
      : isLeft && side.operator === operator
  return alone ? compiled : sql`select * from (${compiled}) as ${sql.id(isLeft ? 'left_side' : 'right_side')}`
}

export const compileCompound = (compound: Compound, outer: Scope): Fragment => {
  const operator = sql.raw(compound.operator.replace('_', ' '))
  const left = compileSide(compound.left, compound.operator, true, outer)
  return sql`${left} ${operator} ${compileSide(compound.right, compound.operator, false, outer)}`
}
