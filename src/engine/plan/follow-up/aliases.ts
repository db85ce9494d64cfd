import type { Expression, From, Query, Select } from '#contracts/query-plan.ts'
import { mapChildren, mapOperands } from '../map-expression.ts'
import { mapParts } from '../map-query.ts'

type Names = ReadonlyMap<string, string>

const sourcesOf = (select: Select): readonly From[] => [select.from, ...select.joins.map((j) => j.source)]

const renameExpression = (e: Expression, names: Names): Expression =>
  e.kind === 'column'
    ? { ...e, table: names.get(e.table) ?? e.table }
    : mapChildren(
        e,
        (c) => renameExpression(c, names),
        (q) => renameQuery(q, names),
      )

const renameSelect = (select: Select, names: Names): Select => {
  const renamed = mapParts(select, {
    expression: (e) => renameExpression(e, names),
    condition: (c) =>
      mapOperands(
        c,
        (e) => renameExpression(e, names),
        (q) => renameQuery(q, names),
      ),
    query: (q) => renameQuery(q, names),
  })
  const called = (from: From): From => ({ ...from, as: names.get(from.as) ?? from.as })
  return { ...renamed, from: called(renamed.from), joins: renamed.joins.map((j) => ({ ...j, source: called(j.source) })) }
}

/** A subquery's own aliases hide those outside it; one that would hide a new name gets another. */
const renameQuery = (query: Query, names: Names): Query => {
  if (query.kind === 'compound') return { ...query, left: renameQuery(query.left, names), right: renameQuery(query.right, names) }
  const own = new Set(sourcesOf(query).map((s) => s.as))
  const taken = new Set([...names.values(), ...own])
  const inside = new Map([...names].filter(([alias]) => !own.has(alias)))
  const hidden = new Set(inside.values())
  for (const alias of own) if (hidden.has(alias)) inside.set(alias, freeName(alias, taken))
  return renameSelect(query, inside)
}

const freeName = (table: string, taken: ReadonlySet<string>): string => {
  let name = table
  for (let n = 2; taken.has(name); n++) name = `${table}_${n}`
  return name
}

/** One source of a query under another alias. */
export const withAlias = (select: Select, from: string, to: string): Select => renameSelect(select, new Map([[from, to]]))

/** Gives every table its own name as alias; where one stands twice, the further ones get a number. */
export const withPlainAliases = (select: Select): Select => {
  const names = new Map<string, string>()
  for (const source of sourcesOf(select))
    names.set(source.as, freeName(source.kind === 'table' ? source.table : source.as, new Set(names.values())))
  return renameSelect(select, names)
}
