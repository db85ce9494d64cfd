import { findTable } from '#contracts/catalog.ts'
import { type Knowledge, natureAt } from '../understand/knowledge.ts'
import type { Mention } from '../understand/links.ts'
import type { ColumnNature } from '../understand/nature.ts'
import { stems } from '../understand/stem.ts'
import { identifierWords } from '../understand/vocabulary.ts'

export type SchemaColumn = {
  readonly index: number
  readonly table: number
  readonly name: string
  readonly type: string
  readonly nature: ColumnNature
  /** Stems of the words of its name, one a word. */
  readonly words: readonly string[]
  /** The smallest index among columns that hold the same thing: a reference and the key it refers to. */
  readonly same: number
}

export type SchemaTable = {
  readonly index: number
  readonly name: string
  readonly words: readonly string[]
  readonly columns: readonly number[]
  readonly key: readonly number[]
  readonly link: boolean
}

/** The catalog by numbers, as the learned proposer reads it. */
export type Schema = {
  readonly columns: readonly SchemaColumn[]
  readonly tables: readonly SchemaTable[]
  readonly columnAt: ReadonlyMap<string, number>
  readonly tableAt: ReadonlyMap<string, number>
}

const stemOf = (word: string): string => stems(word)[0] ?? word

/** Columns tied by single-column relations, each under the smallest index of its class. */
const classesOf = ({ catalog }: Knowledge, columnAt: ReadonlyMap<string, number>): readonly number[] => {
  const parent = Array.from({ length: columnAt.size }, (_, i) => i)
  const find = (at: number): number => (parent[at] === at || parent[at] === undefined ? at : find(parent[at]))
  for (const { from, to } of catalog.relations) {
    for (const [i, name] of from.columns.entries()) {
      const a = columnAt.get(`${from.table}.${name}`)
      const b = columnAt.get(`${to.table}.${to.columns[i]}`)
      if (a === undefined || b === undefined || from.columns.length > 1) continue
      const [low, high] = [Math.min(find(a), find(b)), Math.max(find(a), find(b))]
      parent[high] = low
    }
  }
  return parent.map((_, i) => find(i))
}

const build = (knowledge: Knowledge, keeps: (table: string) => boolean): Schema => {
  const { catalog } = knowledge
  const kept = catalog.tables.filter((t) => keeps(t.name))
  const names = kept.flatMap((t) => t.columns.map((c) => ({ table: t.name, column: c })))
  const columnAt = new Map(names.map(({ table, column }, i) => [`${table}.${column.name}`, i]))
  const tableAt = new Map(kept.map((t, i) => [t.name, i]))
  const same = classesOf(knowledge, columnAt)
  const columns = names.map(
    ({ table, column }, index): SchemaColumn => ({
      index,
      table: tableAt.get(table) ?? 0,
      name: column.name,
      type: column.type,
      nature: natureAt(knowledge, table, column.name),
      words: identifierWords(column.name).map(stemOf),
      same: same[index] ?? index,
    }),
  )
  const tables = kept.map((t, index): SchemaTable => {
    const own = columns.filter((c) => c.table === index)
    const plainColumns = own.filter((c) => !c.nature.reference && !c.nature.key)
    return {
      index,
      name: t.name,
      words: identifierWords(t.name).map(stemOf),
      columns: own.map((c) => c.index),
      key: (findTable(catalog, t.name)?.primaryKey ?? []).flatMap((k) => columnAt.get(`${t.name}.${k}`) ?? []),
      link: own.filter((c) => c.nature.reference).length >= 2 && plainColumns.length <= 1,
    }
  })
  return { columns, tables, columnAt, tableAt }
}

const built = new WeakMap<Knowledge, Schema>()

/** The numbered catalog of a source; made once, as knowledge never changes. */
export const schemaOf = (knowledge: Knowledge): Schema => {
  const known = built.get(knowledge) ?? build(knowledge, () => true)
  built.set(knowledge, known)
  return known
}

/** Catalogs of more tables are cut down to those that a text may be about. */
const mostTables = 40

/** The tables named best by the runs of a text, and those next to them. */
const likelyTables = (knowledge: Knowledge, spans: readonly Mention[]): ReadonlySet<string> => {
  const best = new Map<string, number>()
  for (const { links } of spans)
    for (const link of links) {
      const score = link.kind === 'column' ? 0.8 * link.score : link.score
      if (score > (best.get(link.table) ?? 0)) best.set(link.table, score)
    }
  const ranked = [...best].sort((a, b) => b[1] - a[1]).map(([table]) => table)
  const near = ranked.slice(0, 6).flatMap((table) => (knowledge.graph.get(table) ?? []).map((step) => step.to))
  return new Set([...ranked.slice(0, mostTables / 2), ...near].slice(0, mostTables))
}

/** The numbered catalog that a text is read against: all of it, or the part it may be about where it is large. `also` is always in it. */
export const schemaFor = (knowledge: Knowledge, spans: readonly Mention[], also: readonly string[]): Schema => {
  if (knowledge.catalog.tables.length <= mostTables) return schemaOf(knowledge)
  const likely = new Set([...likelyTables(knowledge, spans), ...also])
  return build(knowledge, (table) => likely.has(table))
}
