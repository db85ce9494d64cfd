import type { Condition, Expression, Join, Select } from '#contracts/query-plan.ts'
import { type Knowledge, tableOf } from '../../understand/knowledge.ts'
import { growTree, joinsOf } from '../join-tree.ts'
import { columnsIn, columnsRead, columnsTested } from './conditions.ts'

const expressionsOf = (select: Select): readonly Expression[] => [
  ...select.columns.map((c) => c.expression),
  ...select.groupBy,
  ...select.orderBy.map((o) => o.expression),
  ...(select.perGroup?.partitionBy ?? []),
  ...(select.perGroup?.orderBy ?? []).map((o) => o.expression),
]

const conditionsOf = (select: Select): readonly Condition[] => [select.where, select.having].filter((c) => c !== null)

/** Tables that a query reads outside its joins. */
const tablesRead = (select: Select): readonly string[] =>
  [...expressionsOf(select).flatMap(columnsRead), ...conditionsOf(select).flatMap(columnsTested)].map((c) => c.table)

/** Whether each row so far meets at most one row of what is joined: by its whole key. */
const isSingle = (knowledge: Knowledge, join: Join): boolean => {
  if (join.source.kind !== 'table') return false
  const { table, as } = join.source
  const own = new Set(columnsIn(join.on).flatMap((c) => (c.table === as ? [c.column] : [])))
  const key = tableOf(knowledge, table).primaryKey
  return key.length > 0 && key.every((k) => own.has(k))
}

/** Whether joins repeat rows of the first table. */
export const repeatsRows = (knowledge: Knowledge, select: Select): boolean => select.joins.some((j) => !isSingle(knowledge, j))

/** Joins that served only what is no longer asked go, unless they repeat rows. */
const prune = (knowledge: Knowledge, previous: Select, merged: Select): readonly Join[] => {
  const before = new Set(tablesRead(previous))
  const now = new Set(tablesRead(merged))
  const kept: Join[] = []
  for (const join of merged.joins.toReversed()) {
    const { as } = join.source
    const needed = now.has(as) || kept.some((k) => columnsIn(k.on).some((c) => c.table === as))
    if (needed || !before.has(as) || !isSingle(knowledge, join)) kept.unshift(join)
  }
  return kept
}

/** Joins what a query needs and has not joined, along relations, and no longer what only `previous` needed; null where no relation reaches it. */
export const withJoins = (knowledge: Knowledge, previous: Select, merged: Select): Select | null => {
  if (merged.from.kind !== 'table') return null
  const joins = prune(knowledge, previous, merged)
  const catalog = new Set(knowledge.catalog.tables.map((t) => t.name))
  const joined = joins.map((j) => j.source.as).filter((t) => catalog.has(t))
  const needed = tablesRead(merged).filter((t) => catalog.has(t) && !joined.includes(t))
  const tree = growTree(knowledge, merged.from.table, needed, joined)
  if (tree.unreachable.length > 0) return null
  const filtered = new Set(merged.where ? columnsIn(merged.where).map((c) => c.table) : [])
  const keep = new Set(merged.groupBy.length === 0 ? needed.filter((t) => !filtered.has(t)) : [])
  return { ...merged, joins: [...joins, ...joinsOf(knowledge, tree, keep)] }
}
