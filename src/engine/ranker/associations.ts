/** How much more often a word of a text goes with a word of a name than by chance, as a logarithm: by pair of hashes. */
export type Associations = ReadonlyMap<number, number>

/** Names of columns and of tables are counted apart. */
export type NameKind = 'column' | 'table'

export const pairKey = (said: number, name: number, kind: NameKind): number =>
  (Math.imul(said ^ (kind === 'table' ? 0x5bd1e995 : 0), 0x9e3779b1) ^ Math.imul(name, 0x85ebca6b)) >>> 0
