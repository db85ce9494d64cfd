import type { Column, ColumnValues, Relation, Table } from '#contracts/catalog.ts'

/** Columns that may refer to the key of a table. */
export type Reference = Pick<Relation, 'from' | 'to'>

/** How far stored values bear out a reference: null = nothing is known. */
export type Evidence = 'borne_out' | 'contradicted' | null

/** What a source found on looking at some distinct values: how many of them the key holds. */
export type Count = { readonly looked: number; readonly held: number }

/** By `referenceKey`. */
export type Checked = ReadonlyMap<string, Count>

export const referenceKey = ({ from, to }: Reference): string => [from.table, ...from.columns, to.table, ...to.columns].join('\u0000')

type ValueSets = ReadonlyMap<string, { readonly set: ReadonlySet<string>; readonly complete: boolean }>

const valueKey = (table: string, column: string): string => `${table}\u0000${column}`

export const valueSets = (values: readonly ColumnValues[]): ValueSets =>
  new Map(values.map((list) => [valueKey(list.table, list.column), { set: new Set(list.values), complete: list.complete }]))

/** So many equal values are no accident, though others differ. */
const distinctive = 20

const agree = (values: number, found: number): boolean => found >= values * 0.8 || (found >= values * 0.5 && found >= distinctive)

const overlap = (from: Table, column: Column, to: Table, key: Column, values: ValueSets): Evidence => {
  const mine = values.get(valueKey(from.name, column.name))
  const theirs = values.get(valueKey(to.name, key.name))
  if (mine === undefined || theirs === undefined || mine.set.size === 0 || theirs.set.size === 0) return null
  let shared = 0
  for (const value of mine.set) if (theirs.set.has(value)) shared += 1
  if (agree(mine.set.size, shared)) return 'borne_out'
  return theirs.complete ? 'contradicted' : null
}

const range = (column: Column): readonly [number, number] | null => {
  const { min, max } = column.statistics ?? {}
  const ends = [Number(min ?? Number.NaN), Number(max ?? Number.NaN)] as const
  return ends.every(Number.isFinite) ? ends : null
}

/** Numbers in the range of a key prove nothing, as most keys count from one; numbers beyond it do. */
const withinRange = (column: Column, key: Column): Evidence => {
  const [mine, theirs] = [range(column), range(key)]
  if (mine === null || theirs === null) return null
  return mine[0] >= theirs[0] && mine[1] <= theirs[1] ? null : 'contradicted'
}

/** What is known without looking at the rows again. */
export const knownEvidence = (from: Table, column: Column, to: Table, key: Column, values: ValueSets): Evidence =>
  column.type === 'integer' || column.type === 'number' ? withinRange(column, key) : overlap(from, column, to, key, values)

export const checkedEvidence = (reference: Reference, checked: Checked): Evidence => {
  const { looked, held } = checked.get(referenceKey(reference)) ?? { looked: 0, held: 0 }
  if (looked === 0) return null
  return agree(looked, held) ? 'borne_out' : 'contradicted'
}
