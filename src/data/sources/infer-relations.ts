import type { Catalog, Column, ColumnValues, Relation, Table } from '#contracts/catalog.ts'
import {
  countsThings,
  endsWithKey,
  isGenericKey,
  isKeyName,
  mentionsTable,
  namesAKey,
  namesAParent,
  nameWords,
  sameWords,
  withoutIdWords,
  wordStarts,
} from './key-names.ts'
import { type Checked, checkedEvidence, type Evidence, knownEvidence, type Reference, valueSets } from './reference-evidence.ts'

type NamedColumn = { readonly column: Column; readonly words: readonly string[] }

/** A table with the words of its names, read once. */
type Named = {
  readonly table: Table
  readonly words: readonly string[]
  readonly columns: readonly NamedColumn[]
  readonly keys: readonly NamedColumn[]
}

/** What names and types suggest, and what is known of the stored values. */
type Candidate = Reference & { readonly score: number; readonly evidence: Evidence; readonly targetRows: number }

const texts = new Set(['text', 'uuid'])
const numbers = new Set(['integer', 'number'])

const compatible = (a: Column, b: Column): boolean =>
  ((texts.has(a.type) || numbers.has(a.type)) && a.databaseType.toLowerCase() === b.databaseType.toLowerCase()) ||
  (texts.has(a.type) && texts.has(b.type)) ||
  (numbers.has(a.type) && numbers.has(b.type))

const keysOf = (table: Table): readonly Column[] => {
  const names = [
    ...(table.primaryKey.length === 1 ? table.primaryKey : []),
    ...table.uniques.filter((unique) => unique.columns.length === 1).flatMap((unique) => unique.columns),
    ...table.indexes.filter((index) => index.unique && index.columns.length === 1).flatMap((index) => index.columns),
  ]
  const declared = table.columns.filter((column) => names.includes(column.name))
  const undeclared = declared.length > 0 || table.primaryKey.length > 0 ? isNaturalKey : holdsKey
  return [...declared, ...table.columns.filter((column) => !declared.includes(column) && undeclared(table, column))]
}

const neverRepeats = ({ rowCount }: Table, { statistics }: Column): boolean =>
  rowCount !== null && rowCount > 0 && statistics?.distinctCount === rowCount && statistics.nullFraction === 0

/** Imported tables declare no key: a column that says so in its name and never repeats. */
const holdsKey = (table: Table, column: Column): boolean => namesAKey(nameWords(column.name)) && neverRepeats(table, column)

/** `uvas.uva`: what the table is of, beside a key that only numbers it. */
const isNaturalKey = (table: Table, column: Column): boolean =>
  texts.has(column.type) && mentionsTable(nameWords(column.name), nameWords(table.name)) === 'whole' && neverRepeats(table, column)

const named = (table: Table): Named => {
  const columns = table.columns.map((column) => ({ column, words: nameWords(column.name) }))
  const keys = new Set(keysOf(table))
  return { table, words: nameWords(table.name), columns, keys: columns.filter(({ column }) => keys.has(column)) }
}

const isPrimary = ({ table, keys }: Named, { column }: NamedColumn): boolean =>
  table.primaryKey.length === 0 ? keys.length === 1 : table.primaryKey.length === 1 && table.primaryKey[0] === column.name

/** How strongly the names say that a column refers to a key; 0 = not at all. */
const nameScore = (from: Named, column: NamedColumn, to: Named, key: NamedColumn): number => {
  const { words } = column
  const primary = isPrimary(to, key)
  if (from === to) return namesAParent(words) && primary ? (namesAKey(words) ? 5 : 3) : 0
  if (isGenericKey(words)) return 0
  const ownKey = isPrimary(from, column) && mentionsTable(words, from.words) === 'whole'
  const mention = ownKey ? null : mentionsTable(words, to.words)
  if (mention === 'whole' && (namesAKey(words) || primary)) return namesAKey(words) === primary ? 8 : 6
  if (sameWords(words, key.words) && primary) return mentionsTable(key.words, to.words) === 'whole' ? 8 : isKeyName(words) ? 6 : 4
  if (mention === 'whole') return 3
  if (ownKey || !primary) return 0
  if (mention === 'part') return namesAKey(words) ? 5.5 : countsThings(words) ? 0 : 2
  if (endsWithKey(words, key.words)) return 5
  return mention === 'short' || mentionsTable(words, key.words) === 'short' ? 2 : 0
}

/** Of two keys alike, the one that is declared. */
const undeclaredKey = 0.25

const isClear = (score: number): boolean => score >= 5 - undeclaredKey

/** Names alone are enough when they say both the table and that it is a key; the rest needs stored values that agree. */
const enough = ({ score, evidence }: Candidate): boolean => evidence !== 'contradicted' && (isClear(score) || evidence === 'borne_out')

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

const columnKey = (table: string, column: string): string => `${table}\u0000${column}`

const singleCandidates = (catalog: Catalog, tables: readonly Named[], values: readonly ColumnValues[]): readonly Candidate[] => {
  const declared = new Set(catalog.relations.flatMap(({ from }) => from.columns.map((column) => columnKey(from.table, column))))
  const index = indexTargets(tables)
  const sets = valueSets(values)
  const refersTo = (from: Named, column: NamedColumn, to: Named): readonly Candidate[] =>
    to.keys.flatMap((key): Candidate[] => {
      if ((from === to && key === column) || !compatible(column.column, key.column)) return []
      const score = nameScore(from, column, to, key)
      if (score === 0) return []
      return [
        {
          from: { table: from.table.name, columns: [column.column.name] },
          to: { table: to.table.name, columns: [key.column.name] },
          score: to.table.primaryKey.length > 0 ? score : score - undeclaredKey,
          evidence: knownEvidence(from.table, column.column, to.table, key.column, sets),
          targetRows: to.table.rowCount ?? 0,
        },
      ]
    })
  return tables.flatMap((from) =>
    from.columns.flatMap((column) => {
      const { name, type, sensitive } = column.column
      if (sensitive || declared.has(columnKey(from.table.name, name)) || !(texts.has(type) || numbers.has(type))) return []
      const targets = new Set([from, ...wordStarts(column.words).flatMap((start) => [...(index.get(start) ?? [])])])
      return [...targets].flatMap((to) => refersTo(from, column, to))
    }),
  )
}

/** Tables that repeat all the columns of another's compound key: `(pedido_id, linea)`. */
const compoundCandidates = (tables: readonly Named[]): readonly Candidate[] =>
  tables
    .filter(({ table }) => table.primaryKey.length > 1)
    .flatMap((to) => {
      const keys = to.table.primaryKey.flatMap((name) => to.columns.filter(({ column }) => column.name === name))
      const speaking = keys.filter(({ words }) => withoutIdWords(words).length > 0 && namesAKey(words))
      return tables.flatMap((from): Candidate[] => {
        const sameKey =
          from.table.primaryKey.length === keys.length && keys.every(({ column }) => from.table.primaryKey.includes(column.name))
        if (from === to || sameKey) return []
        const own = keys.flatMap((key) =>
          from.columns.filter((one) => one.words.join('_') === key.words.join('_') && compatible(one.column, key.column)).slice(0, 1),
        )
        if (own.length < keys.length || speaking.length === 0) return []
        return [
          {
            from: { table: from.table.name, columns: own.map(({ column }) => column.name) },
            to: { table: to.table.name, columns: [...to.table.primaryKey] },
            score: speaking.length > 1 || speaking.length === keys.length ? 5 : 4,
            evidence: null,
            targetRows: to.table.rowCount ?? 0,
          },
        ]
      })
    })

/** References that names and types suggest, compound ones apart: they count only where the tables are not linked otherwise. */
export type Candidates = { readonly single: readonly Candidate[]; readonly compound: readonly Candidate[] }

/** What may refer to what in a database that doesn't declare it, from names (`cliente_id`, `id_cliente`, another table's key), types and known values. */
export const findCandidates = (catalog: Catalog, values: readonly ColumnValues[]): Candidates => {
  const tables = catalog.tables.filter((table) => table.kind === 'table').map(named)
  return { single: singleCandidates(catalog, tables, values), compound: compoundCandidates(tables) }
}

/** Candidates that a look at the rows would decide, the likeliest first. */
export const worthChecking = ({ single, compound }: Candidates): readonly Reference[] =>
  [...single, ...compound]
    .filter(({ score, evidence }) => (isClear(score) ? evidence === 'contradicted' : evidence === null))
    .sort((a, b) => b.score - a.score)

/** Rows that bear out a clear name add nothing to it. */
const afterCheck = (one: Candidate, checked: Checked): Evidence => {
  const found = checkedEvidence(one, checked)
  return found === 'borne_out' && isClear(one.score) ? null : (found ?? one.evidence)
}

const withChecks = (candidates: readonly Candidate[], checked: Checked): readonly Candidate[] =>
  candidates.map((one) => ({ ...one, evidence: afterCheck(one, checked) })).filter(enough)

const strength = ({ score, evidence }: Candidate): number => score + (evidence === 'borne_out' ? 0.5 : 0)

const isBetter = (one: Candidate, other: Candidate): boolean =>
  strength(one) > strength(other) || (strength(one) === strength(other) && one.targetRows > other.targetRows)

/** The best candidate of each column; of equals, the table with the most rows. */
const bestOfColumn = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const best = new Map<string, Candidate>()
  for (const one of candidates) {
    const key = columnKey(one.from.table, one.from.columns[0] ?? '')
    const known = best.get(key)
    if (known === undefined || isBetter(one, known)) best.set(key, one)
  }
  return [...best.values()]
}

/** Of two tables that share a key, the one that the key is named after is referred to, else the larger. */
const pointsBack = (candidate: Candidate, byColumn: ReadonlyMap<string, Candidate>): boolean => {
  const back = byColumn.get(columnKey(candidate.to.table, candidate.to.columns[0] ?? ''))
  if (back?.to.table !== candidate.from.table || back.to.columns[0] !== candidate.from.columns[0]) return false
  if (strength(back) !== strength(candidate)) return strength(back) > strength(candidate)
  return candidate.targetRows !== back.targetRows ? back.targetRows > candidate.targetRows : back.to.table < candidate.to.table
}

const relationOf = ({ from, to }: Reference): Relation => ({
  name: `${[from.table, ...from.columns].join('_')}_inferred`,
  from,
  to,
  onDelete: 'no_action',
  declared: false,
})

/** The relations that hold: what values contradict is never inferred. All are `declared: false`; one at most for a column. */
export const settleRelations = (catalog: Catalog, { single, compound }: Candidates, checked: Checked): readonly Relation[] => {
  const best = bestOfColumn(withChecks(single, checked))
  const byColumn = new Map(best.map((one) => [columnKey(one.from.table, one.from.columns[0] ?? ''), one]))
  const kept = best.filter((one) => !pointsBack(one, byColumn))
  const linked = new Set([...catalog.relations, ...kept].flatMap(({ from, to }) => [`${from.table}\u0000${to.table}`]))
  const apart = withChecks(compound, checked).filter(
    ({ from, to }) => !linked.has(`${from.table}\u0000${to.table}`) && !linked.has(`${to.table}\u0000${from.table}`),
  )
  return [...kept, ...apart].map(relationOf)
}
