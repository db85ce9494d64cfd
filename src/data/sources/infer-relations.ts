import type { Catalog, Column, ColumnValues, Relation, Table } from '#contracts/catalog.ts'
import { isGenericKey, mentionsTable, namesAKey, namesAParent, nameWords, sameWords, withoutIdWords, wordStarts } from './key-names.ts'

type NamedColumn = { readonly column: Column; readonly words: readonly string[] }

/** A table with the words of its names, read once. */
type Named = {
  readonly table: Table
  readonly words: readonly string[]
  readonly columns: readonly NamedColumn[]
  readonly keys: readonly NamedColumn[]
}

type Candidate = { readonly from: Table; readonly column: Column; readonly to: Table; readonly key: Column; readonly score: number }

/** How far stored values bear out a reference: null = nothing is known. */
type Evidence = 'borne_out' | 'contradicted' | null

const texts = new Set(['text', 'uuid'])
const numbers = new Set(['integer', 'number'])

const compatible = (a: Column, b: Column): boolean =>
  (texts.has(a.type) && texts.has(b.type)) || (numbers.has(a.type) && numbers.has(b.type))

const keysOf = (table: Table): readonly Column[] => {
  const names = [
    ...(table.primaryKey.length === 1 ? table.primaryKey : []),
    ...table.uniques.filter((unique) => unique.columns.length === 1).flatMap((unique) => unique.columns),
    ...table.indexes.filter((index) => index.unique && index.columns.length === 1).flatMap((index) => index.columns),
  ]
  const declared = table.columns.filter((column) => names.includes(column.name))
  return declared.length > 0 || table.primaryKey.length > 0 ? declared : table.columns.filter((column) => holdsKey(table, column))
}

/** Imported tables declare no key: a column that says so in its name and never repeats. */
const holdsKey = (table: Table, column: Column): boolean =>
  namesAKey(nameWords(column.name)) &&
  table.rowCount !== null &&
  table.rowCount > 0 &&
  column.statistics?.distinctCount === table.rowCount &&
  column.statistics.nullFraction === 0

const named = (table: Table): Named => {
  const columns = table.columns.map((column) => ({ column, words: nameWords(column.name) }))
  const keys = new Set(keysOf(table))
  return { table, words: nameWords(table.name), columns, keys: columns.filter(({ column }) => keys.has(column)) }
}

const isPrimary = (table: Table, column: Column): boolean => table.primaryKey.length === 1 && table.primaryKey[0] === column.name

const valueKey = (table: string, column: string): string => `${table}\u0000${column}`

type ValueSets = ReadonlyMap<string, { readonly set: ReadonlySet<string>; readonly complete: boolean }>

/** So many equal texts are no accident, though others differ. */
const distinctive = 20

const overlap = (from: Table, column: Column, to: Table, key: Column, values: ValueSets): Evidence => {
  const mine = values.get(valueKey(from.name, column.name))
  const theirs = values.get(valueKey(to.name, key.name))
  if (mine === undefined || theirs === undefined || mine.set.size === 0 || theirs.set.size === 0) return null
  let shared = 0
  for (const value of mine.set) if (theirs.set.has(value)) shared += 1
  const share = shared / mine.set.size
  if (share >= 0.8 || (share >= 0.5 && shared >= distinctive)) return 'borne_out'
  return theirs.complete ? 'contradicted' : null
}

const range = (column: Column): readonly [number, number] | null => {
  const { min, max } = column.statistics ?? {}
  const ends = [Number(min ?? Number.NaN), Number(max ?? Number.NaN)] as const
  return ends.every(Number.isFinite) ? ends : null
}

const withinRange = (column: Column, key: Column): Evidence => {
  const [mine, theirs] = [range(column), range(key)]
  if (mine === null || theirs === null) return null
  return mine[0] >= theirs[0] && mine[1] <= theirs[1] ? 'borne_out' : 'contradicted'
}

const evidence = (from: Table, column: Column, to: Table, key: Column, values: ValueSets): Evidence =>
  texts.has(column.type) ? overlap(from, column, to, key, values) : withinRange(column, key)

/** How strongly the names say that a column refers to a key; 0 = not at all. */
const nameScore = (from: Named, column: NamedColumn, to: Named, key: NamedColumn): number => {
  const { words } = column
  const primary = isPrimary(to.table, key.column)
  if (from === to) return namesAParent(words) && primary ? (namesAKey(words) ? 5 : 3) : 0
  if (isGenericKey(words)) return 0
  const ownKey = isPrimary(from.table, column.column) && mentionsTable(words, from.words) === 'whole'
  const mention = ownKey ? null : mentionsTable(words, to.words)
  if (mention === 'whole' && (namesAKey(words) || primary)) return namesAKey(words) === primary ? 8 : 6
  if (sameWords(words, key.words) && primary) return mentionsTable(key.words, to.words) === 'whole' ? 8 : namesAKey(words) ? 6 : 4
  if (mention === 'whole') return 3
  if (mention === 'part' && namesAKey(words) && primary) return 5
  const shortened = mention === 'short' || mentionsTable(words, key.words) === 'short'
  return shortened && primary ? 2 : 0
}

/** Names alone are enough when they say both the table and that it is a key; the rest needs stored values that agree. */
const enough = (score: number, found: Evidence): boolean => found !== 'contradicted' && (score >= 5 || (score > 0 && found === 'borne_out'))

const best = (candidates: readonly Candidate[]): Candidate | null =>
  candidates.reduce<Candidate | null>((top, candidate) => (top === null || candidate.score > top.score ? candidate : top), null)

const candidateFor = (from: Named, column: NamedColumn, targets: ReadonlySet<Named>, values: ValueSets): Candidate | null =>
  best(
    [...targets].flatMap((to) =>
      to.keys.flatMap((key): Candidate[] => {
        if (from === to && key.column.name === column.column.name) return []
        if (!compatible(column.column, key.column)) return []
        const score = nameScore(from, column, to, key)
        if (score === 0) return []
        const found = evidence(from.table, column.column, to.table, key.column, values)
        if (!enough(score, found)) return []
        return [
          { from: from.table, column: column.column, to: to.table, key: key.column, score: score + (found === 'borne_out' ? 0.5 : 0) },
        ]
      }),
    ),
  )

/** Tables by the starts of the words in their name and keys: only those can be what a column speaks of. */
const indexTargets = (tables: readonly Named[]): ReadonlyMap<string, ReadonlySet<Named>> => {
  const index = new Map<string, Set<Named>>()
  for (const target of tables)
    for (const start of [target.words, ...target.keys.map((key) => key.words)].flatMap(wordStarts)) {
      const found = index.get(start) ?? new Set()
      index.set(start, found.add(target))
    }
  return index
}

const findCandidates = (tables: readonly Named[], skip: ReadonlySet<string>, values: ValueSets): readonly Candidate[] => {
  const index = indexTargets(tables)
  return tables.flatMap((from) =>
    from.columns.flatMap((column): Candidate[] => {
      const { name, type, sensitive } = column.column
      if (sensitive || skip.has(valueKey(from.table.name, name)) || !(texts.has(type) || numbers.has(type))) return []
      const targets = new Set([from, ...wordStarts(column.words).flatMap((start) => [...(index.get(start) ?? [])])])
      const found = candidateFor(from, column, targets, values)
      return found === null ? [] : [found]
    }),
  )
}

/** Of two tables that share a key, the one that the key is named after is referred to, else the larger. */
const pointsBack = (candidate: Candidate, all: readonly Candidate[]): boolean => {
  const back = all.find(
    (other) =>
      other.from.name === candidate.to.name &&
      other.column.name === candidate.key.name &&
      other.to.name === candidate.from.name &&
      other.key.name === candidate.column.name,
  )
  if (back === undefined) return false
  if (back.score !== candidate.score) return back.score > candidate.score
  const [mine, theirs] = [candidate.to.rowCount ?? 0, back.to.rowCount ?? 0]
  return mine !== theirs ? theirs > mine : back.to.name < candidate.to.name
}

const relation = (from: string, columns: readonly string[], to: string, targets: readonly string[]): Relation => ({
  name: `${[from, ...columns].join('_')}_inferred`,
  from: { table: from, columns: [...columns] },
  to: { table: to, columns: [...targets] },
  onDelete: 'no_action',
  declared: false,
})

/** Tables that repeat all the columns of another's compound key: `(pedido_id, linea)`. */
const compoundRelations = (catalog: Catalog, tables: readonly Table[], linked: (from: Table, to: Table) => boolean): readonly Relation[] =>
  tables
    .filter((to) => to.primaryKey.length > 1)
    .flatMap((to) =>
      tables.flatMap((from): Relation[] => {
        if (from.name === to.name || linked(from, to) || linked(to, from)) return []
        if (from.primaryKey.length === to.primaryKey.length && to.primaryKey.every((name) => from.primaryKey.includes(name))) return []
        const pairs = to.primaryKey.map((name) => {
          const key = to.columns.find((column) => column.name === name)
          const own = from.columns.find((column) => nameWords(column.name).join('_') === nameWords(name).join('_'))
          return key !== undefined && own !== undefined && compatible(own, key) ? own.name : null
        })
        const keys = to.primaryKey.filter((name) => withoutIdWords(nameWords(name)).length > 0 && namesAKey(nameWords(name)))
        return (keys.length > 1 || keys.length === to.primaryKey.length) && pairs.every((name) => name !== null)
          ? [relation(from.name, pairs, to.name, to.primaryKey)]
          : []
      }),
    )
    .filter((one) => !catalog.relations.some((known) => known.name === one.name))

/**
 * Relations that a database doesn't declare, from names (`cliente_id`, `id_cliente`, another table's key, a compound key), types, and stored
 * values where they are known: what values contradict is never inferred. All are `declared: false`; one at most for a column.
 */
export const inferRelations = (catalog: Catalog, values: readonly ColumnValues[]): readonly Relation[] => {
  const tables = catalog.tables.filter((table) => table.kind === 'table')
  const sets: ValueSets = new Map(
    values.map((list) => [valueKey(list.table, list.column), { set: new Set(list.values), complete: list.complete }]),
  )
  const declared = new Set(catalog.relations.flatMap((one) => one.from.columns.map((column) => valueKey(one.from.table, column))))
  const candidates = findCandidates(tables.map(named), declared, sets)
  const single = candidates
    .filter((candidate) => !pointsBack(candidate, candidates))
    .map((candidate) => relation(candidate.from.name, [candidate.column.name], candidate.to.name, [candidate.key.name]))
  const linked = (from: Table, to: Table): boolean =>
    [...catalog.relations, ...single].some((one) => one.from.table === from.name && one.to.table === to.name)
  return [...single, ...compoundRelations(catalog, tables, linked)]
}
