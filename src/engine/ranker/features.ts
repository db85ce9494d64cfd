/** Buckets that features fall into. Two features that share one are told apart by the rest. */
export const buckets = 1 << 15

const text = new Map<string, number>()

/** FNV-1a (Fowler, Noll, Vo) of a text, kept. */
export const hashText = (word: string): number => {
  const known = text.get(word)
  if (known !== undefined) return known
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  if (text.size > 50_000) text.clear()
  text.set(word, hash >>> 0)
  return hash >>> 0
}

const mix = (hash: number, value: number): number => {
  let mixed = Math.imul(hash ^ value, 0x9e3779b1)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x85ebca6b)
  return mixed ^ (mixed >>> 13)
}

/** The bucket of a feature: which kind it is, and up to three numbers that say what was seen. */
export const feature = (kind: number, a = 0, b = 0, c = 0): number => (mix(mix(mix(kind + 1, a), b), c) >>> 0) % buckets

/** Steps of a number between 0 and 1, finer near the ends. */
export const step = (p: number): number =>
  p <= 0
    ? 0
    : p < 0.02
      ? 1
      : p < 0.05
        ? 2
        : p < 0.1
          ? 3
          : p < 0.2
            ? 4
            : p < 0.35
              ? 5
              : p < 0.5
                ? 6
                : p < 0.65
                  ? 7
                  : p < 0.8
                    ? 8
                    : p < 0.9
                      ? 9
                      : p < 0.95
                        ? 10
                        : p < 0.98
                          ? 11
                          : 12

/** Steps of a number without bounds, such as a difference of logarithms. */
export const wideStep = (x: number): number =>
  x < -12
    ? -8
    : x < -8
      ? -7
      : x < -5
        ? -6
        : x < -3
          ? -5
          : x < -2
            ? -4
            : x < -1
              ? -3
              : x < -0.5
                ? -2
                : x < -0.1
                  ? -1
                  : x < 0.1
                    ? 0
                    : x < 0.5
                      ? 1
                      : x < 1
                        ? 2
                        : x < 2
                          ? 3
                          : x < 4
                            ? 4
                            : 5

export const upTo = (most: number, n: number): number => Math.min(most, n)
