/** Rows that unrelated tables may be multiplied to. */
export const largestProduct = 10_000_000

/**
 * How many rows joining these tables makes at least where nothing ties some of them together. `rows` = of each table; each of `ties` = the
 * positions of the tables that one condition mentions.
 */
export const untiedProduct = (rows: readonly number[], ties: readonly (readonly number[])[]): number => {
  const group = rows.map((_, at) => at)
  for (const members of ties) {
    const roots = new Set(members.map((member) => group[member]))
    const root = Math.min(...members.map((member) => group[member] ?? 0))
    for (const [at, one] of group.entries()) if (roots.has(one)) group[at] = root
  }
  const largest = new Map<number, number>()
  for (const [at, count] of rows.entries()) largest.set(group[at] ?? at, Math.max(largest.get(group[at] ?? at) ?? 1, count))
  return [...largest.values()].reduce((total, count) => total * count, 1)
}
