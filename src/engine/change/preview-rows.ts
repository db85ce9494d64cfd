import { type Catalog, findTable } from '#contracts/catalog.ts'
import type { RowsPreview } from '#contracts/outcome.ts'
import type { Cell } from '#contracts/result.ts'
import type { Run } from '#engine/ports.ts'
import { type ChangeKind, kindOf, netChanges, type RowChange, type RowShape } from './captured-rows.ts'
import type { RowsDone } from './execute.ts'
import type { Side } from './side.ts'
import { sideOf } from './side-of.ts'

type Cells = readonly Cell[]

/** Rows in the sample of a preview, at most. */
export const sampleSize = 20

const kinds: readonly ChangeKind[] = ['delete', 'update', 'insert']

const changesOf = (done: RowsDone, table: string, kind: ChangeKind): readonly RowChange[] =>
  netChanges(done.captured.changes).filter((c) => c.table === table && kindOf(c) === kind)

const countOf = (done: RowsDone, table: string, kind: ChangeKind): number =>
  done.captured.counts.filter((c) => c.table === table && c.kind === kind).reduce((sum, c) => sum + c.rows, 0)

/** Boolean columns of SQLite hold 0 and 1. */
const asShown = (row: Cells, shape: RowShape, catalog: Catalog, table: string): Cell[] => {
  const columns = findTable(catalog, table)?.columns ?? []
  return row.map((cell, at) => {
    const type = columns.find((c) => c.name === shape.columns[at])?.type
    return type === 'boolean' && typeof cell === 'number' ? cell !== 0 : cell
  })
}

const sampleOf = async (run: Run, side: Side, catalog: Catalog, table: string, shape: RowShape, changes: readonly RowChange[]) => {
  const decoded = async (images: readonly (string | null)[]): Promise<readonly (Cell[] | null)[]> => {
    const present = images.filter((i): i is string => i !== null)
    const rows = [...(await side.decode(run, table, shape, present))]
    return images.map((i) => (i === null ? null : asShown(rows.shift() ?? [], shape, catalog, table)))
  }
  const before = await decoded(changes.map((c) => c.before))
  const after = await decoded(changes.map((c) => c.after))
  return changes.map((_, at) => ({ before: before[at] ?? null, after: after[at] ?? null }))
}

type Sample = { readonly before: Cell[] | null; readonly after: Cell[] | null }

/** Columns in which a row of the sample differs; an inserted or deleted row changes all that it has. */
const changedColumns = (shape: RowShape, sample: readonly Sample[]): string[] =>
  shape.columns.filter((_, at) => sample.some((s) => (s.before?.[at] ?? null) !== (s.after?.[at] ?? null)))

const ofKind = async (run: Run, done: RowsDone, catalog: Catalog, table: string, kind: ChangeKind): Promise<RowsPreview | null> => {
  const affected = countOf(done, table, kind)
  if (affected === 0) return null
  const side = sideOf(catalog.dialect)
  const shape = done.captured.shapes[table] ?? { columns: [], key: [], rowid: false }
  const sample = await sampleOf(run, side, catalog, table, shape, changesOf(done, table, kind).slice(0, sampleSize))
  const now = await side.countRows(run, table)
  const total = now - countOf(done, table, 'insert') + countOf(done, table, 'delete')
  return {
    table,
    kind,
    affected,
    total,
    columns: [...shape.columns],
    changedColumns: changedColumns(shape, sample),
    sample,
    alsoAffected: [],
  }
}

const alsoAffected = (done: RowsDone, targets: readonly string[]): RowsPreview['alsoAffected'] => {
  const others = [...new Set(done.captured.counts.map((c) => c.table))].filter((t) => !targets.includes(t))
  return others.map((table) => ({ table, rows: done.captured.counts.filter((c) => c.table === table).reduce((sum, c) => sum + c.rows, 0) }))
}

/** The rows of each target table by kind of change, with a decoded sample; rows of other tables are counted with the first. */
export const previewRows = async (run: Run, done: RowsDone, catalog: Catalog): Promise<readonly RowsPreview[]> => {
  const previews: RowsPreview[] = []
  for (const table of done.targets) {
    const found: RowsPreview[] = []
    for (const kind of kinds) {
      const preview = await ofKind(run, done, catalog, table, kind)
      if (preview !== null) found.push(preview)
    }
    previews.push(...(found.length > 0 ? found : [await nothing(run, done, catalog, table)]))
  }
  const also = alsoAffected(done, done.targets)
  return previews.map((p, at) => (at === 0 ? { ...p, alsoAffected: also } : p))
}

/** A statement that met no row is shown too: nothing of the table would change. */
const nothing = async (run: Run, done: RowsDone, catalog: Catalog, table: string): Promise<RowsPreview> => ({
  table,
  kind: 'update',
  affected: 0,
  total: await sideOf(catalog.dialect).countRows(run, table),
  columns: findTable(catalog, table)?.columns.map((c) => c.name) ?? [...(done.captured.shapes[table]?.columns ?? [])],
  changedColumns: [],
  sample: [],
  alsoAffected: [],
})
