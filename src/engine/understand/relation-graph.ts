import type { Catalog, Relation } from '#contracts/catalog.ts'

/** One step along a relation. `up`: from the referring row to the one it refers to (at most one row). */
export type Step = {
  readonly relation: Relation
  readonly from: string
  readonly to: string
  readonly up: boolean
  readonly optional: boolean
}

export type RelationGraph = ReadonlyMap<string, readonly Step[]>

export const relationGraph = (catalog: Catalog): RelationGraph => {
  const graph = new Map<string, Step[]>(catalog.tables.map((t) => [t.name, []]))
  for (const relation of catalog.relations) {
    const { from, to } = relation
    const columns = catalog.tables.find((t) => t.name === from.table)?.columns ?? []
    const optional = columns.some((c) => c.nullable && from.columns.includes(c.name))
    graph.get(from.table)?.push({ relation, from: from.table, to: to.table, up: true, optional })
    graph.get(to.table)?.push({ relation, from: to.table, to: from.table, up: false, optional })
  }
  return graph
}

/** Cost of a step: inferred relations, steps down (many rows) and references that may be empty are longer. */
const costOf = (step: Step): number => (step.relation.declared ? 1 : 1.4) + (step.up ? 0 : 0.15) + (step.optional ? 0.55 : 0)

export type Path = { readonly steps: readonly Step[]; readonly cost: number }

/** Cheapest path between two tables by Dijkstra's algorithm; null where they are not connected. `prefer` discounts relations (by name). */
export const findPath = (graph: RelationGraph, from: string, to: string, prefer: ReadonlySet<string> = new Set()): Path | null => {
  if (from === to) return { steps: [], cost: 0 }
  const best = new Map<string, Path>([[from, { steps: [], cost: 0 }]])
  const open = new Set([from])
  while (open.size > 0) {
    const current = [...open].reduce((a, b) => ((best.get(a)?.cost ?? 0) <= (best.get(b)?.cost ?? 0) ? a : b))
    open.delete(current)
    const reached = best.get(current)
    if (!reached || current === to) return reached ?? null
    for (const step of graph.get(current) ?? []) {
      const cost = reached.cost + costOf(step) * (prefer.has(step.relation.name) ? 0.6 : 1)
      if (step.to !== current && cost < (best.get(step.to)?.cost ?? Number.POSITIVE_INFINITY)) {
        best.set(step.to, { steps: [...reached.steps, step], cost })
        open.add(step.to)
      }
    }
  }
  return null
}

/** Number of steps between two tables; infinity where not connected. */
export const distance = (graph: RelationGraph, from: string, to: string): number =>
  findPath(graph, from, to)?.steps.length ?? Number.POSITIVE_INFINITY
