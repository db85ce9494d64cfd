/** A deterministic source of chance. Each part of the demo has its own stream, so that changing one leaves the others alone. */
export type Chance = {
  /** 0 <= number < 1. */
  readonly next: () => number
  /** Whole number, both ends included. */
  readonly between: (low: number, high: number) => number
  readonly happens: (probability: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
  /** Picks in proportion to `weight`, which must be positive for at least one. */
  readonly weighted: <T>(from: readonly T[], weight: (item: T) => number) => T
  /** Roughly normal, mean 0, deviation 1. */
  readonly bell: () => number
}

/** mulberry32, seeded by FNV-1a of `seed:name`. */
export const chance = (seed: number, name: string): Chance => {
  let state = hash(`${seed}:${name}`)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const pick = <T>(from: readonly T[]): T => at(from, Math.floor(next() * from.length))
  const weighted = <T>(from: readonly T[], weight: (item: T) => number): T => {
    let left = next() * from.reduce((sum, item) => sum + weight(item), 0)
    for (const item of from) {
      left -= weight(item)
      if (left < 0) return item
    }
    return at(from, from.length - 1)
  }
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    happens: (probability) => next() < probability,
    pick,
    weighted,
    bell: () => next() + next() + next() + next() + next() + next() - 3 + (next() + next() + next() + next() + next() + next() - 3),
  }
}

const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return value >>> 0
}

const at = <T>(from: readonly T[], index: number): T => {
  const item = from[index]
  if (item === undefined) throw new RangeError('picked from an empty list')
  return item
}
