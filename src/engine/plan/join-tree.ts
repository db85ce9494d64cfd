import type { Condition, Expression, From, Join, Query } from '#contracts/query-plan.ts'
import { columnOf, type Knowledge } from '../understand/knowledge.ts'
import { findPath, type Step } from '../understand/relation-graph.ts'
import { allOf, column, compare, tablesInCondition } from './expressions.ts'
import { mapCondition, mapExpression } from './map-query.ts'
import { simpleSelect } from './select.ts'

/** Tables joined from a root along relations, each once, under its own name. */
export type JoinTree = {
  readonly root: string
  readonly steps: readonly Step[]
  readonly tables: ReadonlySet<string>
  readonly unreachable: readonly string[]
}

/** Grows a tree from `root` to every wanted table by the cheapest paths from what is already joined; `joined` are tables that are. */
export const growTree = (knowledge: Knowledge, root: string, wanted: readonly string[], joined: readonly string[] = []): JoinTree => {
  const tables = new Set([root, ...joined])
  const steps: Step[] = []
  const unreachable: string[] = []
  for (const target of new Set(wanted)) {
    if (tables.has(target)) continue
    const paths = [...tables].map((t) => findPath(knowledge.graph, t, target)).filter((p) => p !== null)
    const best = paths.sort((a, b) => a.cost - b.cost)[0]
    if (!best) {
      unreachable.push(target)
      continue
    }
    for (const step of best.steps) {
      if (tables.has(step.to)) continue
      tables.add(step.to)
      steps.push(step)
    }
  }
  return { root, steps, tables, unreachable }
}

export const stepCondition = (step: Step, fromAlias = step.from, toAlias = step.to): Condition => {
  const { from, to } = step.relation
  const [near, far] = step.up ? [from.columns, to.columns] : [to.columns, from.columns]
  const pairs = near.map((name, index) => compare(column(fromAlias, name), '=', column(toAlias, far[index] ?? '')))
  return allOf(pairs) as Condition
}

/** True where following the step from any row gives at least one row: a reference that cannot be empty. */
const alwaysFound = (knowledge: Knowledge, step: Step): boolean =>
  step.up && step.relation.from.columns.every((c) => !columnOf(knowledge, step.from, c).nullable)

/** Joins of a tree. `keep`: tables whose absence must not lose rows are joined LEFT, with all that hangs from them. */
export const joinsOf = (knowledge: Knowledge, tree: JoinTree, keep: ReadonlySet<string>): readonly Join[] => {
  const optional = new Set<string>()
  return tree.steps.map((step) => {
    const loose = keep.has(step.to) && (!alwaysFound(knowledge, step) || optional.has(step.from))
    if (loose) optional.add(step.to)
    return { type: loose ? 'left' : 'inner', source: { kind: 'table', table: step.to, as: step.to }, on: stepCondition(step) }
  })
}

/** True where one row of the root meets at most one row of the table along the tree. */
export const isSingle = (tree: JoinTree, table: string): boolean => {
  let at = table
  for (const step of [...tree.steps].reverse()) {
    if (step.to !== at) continue
    if (!step.up) return false
    at = step.from
  }
  return true
}

export const fromTable = (table: string): From => ({ kind: 'table', table, as: table })

/** The owner's table may be joined inside too: there it goes by another name, as its own would hide the enclosing row. */
const innerName = (tables: ReadonlySet<string>, owner: string): string => {
  let name = `${owner}_2`
  for (let n = 3; tables.has(name); n++) name = `${owner}_${n}`
  return name
}

/**
 * Rows of `table` that belong to a row of `owner` in the enclosing query: the body of EXISTS and of counting subqueries.
 * Conditions on what no relation reaches are left out. Null where the two are not related.
 */
export const relatedRows = (
  knowledge: Knowledge,
  owner: string,
  table: string,
  where: readonly Condition[],
  outputs: readonly Expression[],
  extra: readonly string[] = [],
): Query | null => {
  const path = findPath(knowledge.graph, owner, table)
  const first = path?.steps[0]
  if (!path || !first) return null
  const rest = path.steps.slice(1)
  const tree = growTree(knowledge, first.to, [...rest.map((s) => s.to), ...extra])
  const other = innerName(tree.tables, owner)
  const aliasOf = (name: string): string => (name === owner ? other : name)
  const renamed = (e: Expression): Expression => (e.kind === 'column' ? { ...e, table: aliasOf(e.table) } : e)
  const near = where.filter((c) => tablesInCondition(c).every((t) => tree.tables.has(t)))
  const base = simpleSelect(
    first.to,
    outputs.map((e) => mapExpression(e, renamed)),
    [stepCondition(first, owner, aliasOf(first.to)), ...near.map((c) => mapCondition(c, renamed))],
  )
  const joins = joinsOf(knowledge, tree, new Set()).map((join): Join => {
    const source = join.source.kind === 'table' ? { ...join.source, as: aliasOf(join.source.as) } : join.source
    return { ...join, source, on: mapCondition(join.on, renamed) }
  })
  return { ...base, from: { kind: 'table', table: first.to, as: aliasOf(first.to) }, joins }
}
