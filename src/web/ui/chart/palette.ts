/** Eight colours that stay apart for colour-blind readers, at least 3:1 against the page in each theme. The first is the accent. */
const light = ['#066fd1', '#c2570c', '#0a7d6c', '#7c3fc4', '#b8336a', '#6b7400', '#4b6078', '#8f4f22'] as const
const dark = ['#5aa9f5', '#f0954a', '#35c1aa', '#b48cf0', '#ec7fb0', '#b3c23a', '#9fb0c9', '#d39a6a'] as const

export const paletteOf = (isDark: boolean): readonly string[] => (isDark ? dark : light)

const slotOf = (name: string): number => {
  let hash = 2166136261
  for (const letter of name.toLowerCase()) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619)
  return (hash >>> 0) % light.length
}

/**
 * A colour for each name. The same name gets the same colour on every page; where two names of one chart would share it,
 * the later takes the next free one. A lone name gets the accent.
 */
export const coloursFor = (names: readonly string[], isDark: boolean): ReadonlyMap<string, string> => {
  const palette = paletteOf(isDark)
  const colour = (slot: number): string => palette[slot % palette.length] ?? '#066fd1'
  if (names.length === 1) return new Map(names.map((name) => [name, colour(0)]))
  const taken = new Set<number>()
  return new Map(
    names.map((name) => {
      let slot = slotOf(name)
      while (taken.has(slot) && taken.size < palette.length) slot = (slot + 1) % palette.length
      taken.add(slot)
      return [name, colour(slot)]
    }),
  )
}
