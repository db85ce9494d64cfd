import type { Condition, Expression, Query, Select } from '#contracts/query-plan.ts'
import type { Turn } from '../../interpretation.ts'
import { type Knowledge, natureAt } from '../../understand/knowledge.ts'
import type { Role } from '../../understand/roles.ts'
import { displayColumns, keyColumns, reachesOne } from '../defaults.ts'
import { type ColumnExpression, contains, hasWindow, isAggregate, sameExpression } from '../expressions.ts'
import type { Context } from '../read/draft.ts'
import { readQuery } from '../read-sql.ts'
import { withRolesOf } from '../role-tables.ts'
import { withPlainAliases } from './aliases.ts'
import { columnsIn, columnsOf, partsOf } from './conditions.ts'
import { withPlainShares } from './shares.ts'

/** Whether a turn changed something: known by its plan, or by its statement alone. */
export const wasChange = (turn: Turn): boolean =>
  turn.plan ? turn.plan.kind === 'change' : /^\s*(?:insert|update|delete|create|alter|drop|truncate|pragma)\b/i.test(turn.sql ?? '')

/** The query a follow-up changes, its tables under their own names and roles as tables of their own. `around`: what is computed over its rows, where the answer was that. */
export type Previous = { readonly select: Select; readonly roles: readonly Role[]; readonly around: Select | null }

const inside = (query: Query): Omit<Previous, 'roles'> | null => {
  if (query.kind !== 'select') return null
  if (query.from.kind === 'table') return { select: withPlainShares(withPlainAliases(query)), around: null }
  const only = query.joins.length === 0 && query.where === null && query.groupBy.length === 0
  const inner = only ? inside(query.from.query) : null
  return inner && inner.around === null ? { select: inner.select, around: query } : null
}

const usable = (query: Query | null, knowledge: Knowledge): Previous | null => {
  const virtual = query && withRolesOf(query, knowledge)
  const found = virtual && inside(virtual.query)
  return found && { ...found, roles: virtual.roles }
}

/**
 * The last query of a conversation; null where nothing was asked, or the last thing was a change.
 * `readAgain` reads the question of a turn whose statement cannot be read back.
 */
export const previousOf = (
  knowledge: Knowledge,
  history: readonly Turn[],
  readAgain: (turn: Turn, earlier: readonly Turn[]) => Query | null,
): Previous | null => {
  const at = history.findLastIndex((turn) => turn.plan !== null || turn.sql !== null)
  const turn = history[at]
  if (!turn || wasChange(turn)) return null
  if (turn.plan?.kind === 'query') return usable(turn.plan.query, knowledge)
  const sql = turn.plan?.kind === 'sql' ? turn.plan.sql : turn.sql
  const read = sql ? usable(readQuery(sql, knowledge.catalog), knowledge) : null
  return read ?? (turn.plan === null ? usable(readAgain(turn, history.slice(0, at)), knowledge) : null)
}

const tablesOf = (select: Select): readonly string[] =>
  [select.from, ...select.joins.map((j) => j.source)].flatMap((s) => (s.kind === 'table' && s.as === s.table ? [s.table] : []))

/** Rows counted are those of the table that all others belong to. */
const finest = (knowledge: Knowledge, select: Select, root: string): string => {
  const tables = tablesOf(select)
  return tables.find((t) => tables.every((o) => o === t || reachesOne(knowledge, t, o))) ?? root
}

const figureOf = (select: Select): Expression | null =>
  [...select.columns.map((c) => c.expression), ...select.orderBy.map((o) => o.expression)].find((e) => isAggregate(e) && !hasWindow(e)) ??
  null

const identifies = (knowledge: Knowledge, e: Expression): e is ColumnExpression =>
  e.kind === 'column' &&
  [...keyColumns(knowledge, e.table), ...displayColumns(knowledge, e.table)].some((c) => sameExpression(c, e)) &&
  !natureAt(knowledge, e.table, e.column).category

const entityOf = (knowledge: Knowledge, select: Select, root: string): string | null => {
  const tables = new Set(tablesOf(select))
  const known = (e: Expression): e is ColumnExpression => e.kind === 'column' && tables.has(e.table)
  if (select.groupBy.length > 0) return select.groupBy.filter(known).find((e) => identifies(knowledge, e))?.table ?? null
  if (select.columns.some((c) => isAggregate(c.expression))) return null
  const shown = select.columns.map((c) => c.expression).filter(known)
  return shown.some((e) => e.table === root) ? root : (shown.find((e) => identifies(knowledge, e))?.table ?? root)
}

const isTemporal = (knowledge: Knowledge, e: ColumnExpression): boolean => natureAt(knowledge, e.table, e.column).temporal

const comparedColumns = (condition: Condition | null, tables: ReadonlySet<string>): readonly ColumnExpression[] =>
  partsOf(condition)
    .flatMap(columnsIn)
    .filter((c) => tables.has(c.table))

/** What an answer was about, for reading what goes on from it. */
export const contextOf = (knowledge: Knowledge, select: Select): Context => {
  const root = select.from.kind === 'table' ? select.from.table : ''
  const tables = new Set(tablesOf(select))
  const figure = figureOf(select)
  const argument = figure && columnsOf(figure).find((c) => tables.has(c.table))
  const entity = entityOf(knowledge, select, root)
  const columns = [
    ...comparedColumns(select.where, tables),
    ...select.groupBy.flatMap((g) => columnsOf(g)).filter((c) => tables.has(c.table)),
  ]
  const counted = figure && contains(figure, (e) => e.kind === 'aggregate') ? finest(knowledge, select, root) : (entity ?? root)
  return {
    facts: argument?.table ?? counted,
    entity,
    figure: select.groupBy.length > 0 ? figure : null,
    date: columns.find((c) => isTemporal(knowledge, c)) ?? null,
    columns,
  }
}
