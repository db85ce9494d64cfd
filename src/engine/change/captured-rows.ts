/** A row's exact image in the source's own spelling: PostgreSQL's row literal, or a JSON array of SQLite literals. */
export type Image = string

/** One row that a statement changed. `key` is null for tables without a primary key. */
export type RowChange = {
  readonly table: string
  readonly before: Image | null
  readonly after: Image | null
  readonly beforeKey: string | null
  readonly afterKey: string | null
}

/** How a table's images are laid out. `rowid`: SQLite's row number comes first. */
export type RowShape = { readonly columns: readonly string[]; readonly key: readonly string[]; readonly rowid: boolean }

/** `tooLarge`: there were more than are kept; `changes` is then empty, `counts` still true. */
export type Captured = {
  readonly changes: readonly RowChange[]
  readonly counts: readonly TableCount[]
  readonly shapes: Readonly<Record<string, RowShape>>
  readonly tooLarge: boolean
}

export type ChangeKind = 'insert' | 'update' | 'delete'
export type TableCount = { readonly table: string; readonly kind: ChangeKind; readonly rows: number; readonly bytes: number }

export type CaptureLimits = { readonly rows: number; readonly bytes: number }

/** What is kept at most to undo a change: 200,000 rows, 64 MB of images. */
export const captureLimits: CaptureLimits = { rows: 200_000, bytes: 64 * 1024 * 1024 }

export const kindOf = (change: RowChange): ChangeKind => (change.before === null ? 'insert' : change.after === null ? 'delete' : 'update')

/**
 * The net effect: one change a row, from its first image to its last, in order of first touch. Rows that end as they began are left out.
 * Rows of tables without a key can't be followed, so they stay one by one.
 */
export const netChanges = (changes: readonly RowChange[]): readonly RowChange[] => {
  const rows: (RowChange | null)[] = []
  const places = new Map<string, number>()
  const placeOf = (table: string, key: string): string => `${table}\u0000${key}`
  for (const change of changes) {
    const { table, beforeKey, afterKey } = change
    const known = beforeKey === null ? undefined : places.get(placeOf(table, beforeKey))
    const earlier = known === undefined ? null : (rows[known] ?? null)
    const at = known ?? rows.length
    const merged = earlier === null ? change : { ...change, before: earlier.before, beforeKey: earlier.beforeKey }
    rows[at] = merged
    if (beforeKey !== null) places.delete(placeOf(table, beforeKey))
    if (afterKey !== null) places.set(placeOf(table, afterKey), at)
  }
  return rows.filter((row): row is RowChange => row !== null && row.before !== row.after)
}
