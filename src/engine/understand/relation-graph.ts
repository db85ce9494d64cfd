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

/** How each table is best reached from one of them: by a step from another reached before it. */
type Reached = { readonly step: Step | null; readonly cost: number }

/** Tables still to be left, dearest first; of those that cost the same, the first found is left first. */
type Open = { readonly table: string; readonly cost: number }[]

const insert = (open: Open, table: string, cost: number): void => {
  let low = 0
  for (let high = open.length; low < high; ) {
    const middle = (low + high) >> 1
    if ((open[middle]?.cost ?? 0) > cost) low = middle + 1
    else high = middle
  }
  open.splice(low, 0, { table, cost })
}

/** Cheapest ways from a table to every other it reaches, by Dijkstra's algorithm (1959). */
const reachFrom = (graph: RelationGraph, from: string): ReadonlyMap<string, Reached> => {
  const best = new Map<string, Reached>([[from, { step: null, cost: 0 }]])
  const open: Open = [{ table: from, cost: 0 }]
  for (let current = open.pop(); current; current = open.pop()) {
    if (current.cost > (best.get(current.table)?.cost ?? 0)) continue
    for (const step of graph.get(current.table) ?? []) {
      const cost = current.cost + costOf(step)
      if (!graph.has(step.to) || cost >= (best.get(step.to)?.cost ?? Number.POSITIVE_INFINITY)) continue
      best.set(step.to, { step, cost })
      insert(open, step.to, cost)
    }
  }
  return best
}

/** A graph never changes: the ways from a table are found once. */
const found = new WeakMap<RelationGraph, Map<string, ReadonlyMap<string, Reached>>>()

const knownReach = (graph: RelationGraph, from: string): ReadonlyMap<string, Reached> => {
  const ofGraph = found.get(graph) ?? new Map<string, ReadonlyMap<string, Reached>>()
  found.set(graph, ofGraph)
  const known = ofGraph.get(from) ?? reachFrom(graph, from)
  ofGraph.set(from, known)
  return known
}

/** Cheapest path between two tables; null where they are not connected. */
export const findPath = (graph: RelationGraph, from: string, to: string): Path | null => {
  const reach = knownReach(graph, from)
  const end = reach.get(to)
  if (!end) return null
  const steps: Step[] = []
  for (let step = end.step; step; step = reach.get(step.from)?.step ?? null) steps.push(step)
  return { steps: steps.reverse(), cost: end.cost }
}

/** Number of steps between two tables; infinity where not connected. */
export const distance = (graph: RelationGraph, from: string, to: string): number =>
  findPath(graph, from, to)?.steps.length ?? Number.POSITIVE_INFINITY
