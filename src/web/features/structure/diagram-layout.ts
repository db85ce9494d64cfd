import { Graph, layout } from '@dagrejs/dagre'
import type { Catalog, Relation, Table } from '#contracts/catalog.ts'
import { wrapRanks } from './wrap-ranks.ts'

/** A table placed on the plane; pixels from its top left corner. `columns` = the names drawn, `more` = how many are not. */
export type PlacedTable = {
  readonly table: Table
  readonly x: number
  readonly y: number
  readonly height: number
  readonly columns: readonly string[]
  /** Those of `columns` that refer to another table. */
  readonly foreign: readonly string[]
  readonly more: number
}
export type Layout = { readonly tables: readonly PlacedTable[]; readonly relations: readonly Relation[] }

export const nodeWidth = 220
const headHeight = 40
const lineHeight = 24
const padding = 8
const nodesep = 24
const ranksep = 72

const mostColumns = 20

const drawnColumns = (table: Table, foreign: ReadonlySet<string>, keysOnly: boolean): readonly string[] => {
  const isKey = (name: string): boolean => table.primaryKey.includes(name) || foreign.has(name)
  const names = table.columns.map((column) => column.name)
  const keys = names.filter(isKey)
  const chosen = keysOnly ? keys : [...keys, ...names.filter((name) => !isKey(name))]
  return chosen.slice(0, mostColumns)
}

const boxOf = (table: Table, relations: readonly Relation[], keysOnly: boolean): Omit<PlacedTable, 'x' | 'y'> => {
  const foreign = new Set(relations.filter((one) => one.from.table === table.name).flatMap((one) => one.from.columns))
  const columns = drawnColumns(table, foreign, keysOnly)
  const more = table.columns.length - columns.length
  return { table, columns, foreign: columns.filter((name) => foreign.has(name)), more, height: sizeOf(columns.length, more) }
}

const sizeOf = (columns: number, more: number): number => headHeight + (columns + (more > 0 ? 1 : 0)) * lineHeight + padding

// Tables without relations would make one endless column: they go in rows below the rest.
const placeAlone = (alone: readonly Omit<PlacedTable, 'x' | 'y'>[], top: number, width: number): readonly PlacedTable[] => {
  const across = Math.max(3, Math.floor(width / (nodeWidth + 40)))
  const highest = Math.max(0, ...alone.map((one) => one.height))
  return alone.map((one, at) => ({ ...one, x: (at % across) * (nodeWidth + 40), y: top + Math.floor(at / across) * (highest + 40) }))
}

/** Lays the tables out from left to right along their relations. Deterministic. */
export const layOut = (catalog: Catalog, keysOnly: boolean): Layout => {
  const names = new Set(catalog.tables.map((table) => table.name))
  const relations = catalog.relations.filter((one) => names.has(one.from.table) && names.has(one.to.table))
  const boxes = catalog.tables.map((table) => boxOf(table, relations, keysOnly))
  const linked = new Set(relations.filter((one) => one.from.table !== one.to.table).flatMap((one) => [one.from.table, one.to.table]))
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep, ranksep })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const box of boxes) if (linked.has(box.table.name)) graph.setNode(box.table.name, { width: nodeWidth, height: box.height })
  for (const one of relations) if (one.from.table !== one.to.table) graph.setEdge(one.to.table, one.from.table, {}, one.name)
  layout(graph)
  const ranked = boxes
    .filter((box) => linked.has(box.table.name))
    .map((box) => {
      const { x = 0, y = 0 } = graph.node(box.table.name) as { x?: number; y?: number }
      return { ...box, x: x - nodeWidth / 2, y: y - box.height / 2 }
    })
  const placed = wrapRanks(ranked, { width: nodeWidth, across: ranksep, down: nodesep })
  const bottom = Math.max(0, ...placed.map((one) => one.y + one.height + 64))
  const width = Math.max(0, ...placed.map((one) => one.x + nodeWidth))
  const alone = placeAlone(
    boxes.filter((box) => !linked.has(box.table.name)),
    bottom,
    width,
  )
  return { tables: [...placed, ...alone], relations }
}
