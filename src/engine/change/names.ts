/** PostgreSQL cuts names at 63 bytes; ours never reach it, so that a name is the same wherever it is read. */
const maximumBytes = 63

const bytes = (text: string): number => new TextEncoder().encode(text).length

const shorten = (text: string, limit: number): string => {
  let short = text
  while (bytes(short) > limit) short = [...short].slice(0, -1).join('')
  return short
}

/** Names as PostgreSQL itself would give them: `table_column_key`, `_check`, `_fkey`, `_pkey`, `_idx`; numbered when taken. */
export const objectName = (parts: readonly string[], suffix: string, taken: ReadonlySet<string>): string => {
  const numbered = (n: number): string => {
    const tail = n === 0 ? `_${suffix}` : `_${suffix}${n}`
    return shorten(parts.join('_'), maximumBytes - bytes(tail)) + tail
  }
  let n = 0
  while (taken.has(numbered(n))) n += 1
  return numbered(n)
}
