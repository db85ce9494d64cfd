import type { Catalog } from '#contracts/catalog.ts'
import type { ChangePreview, RowsPreview, StructurePreview } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import type { Run } from '#engine/ports.ts'
import { sqlOf } from './apply.ts'
import type { CaptureLimits } from './captured-rows.ts'
import { tokenOf } from './change-token.ts'
import { type Change, type Done, execute, type StructureDone } from './execute.ts'
import { previewRows } from './preview-rows.ts'
import { plain } from './quoting.ts'
import { sideOf } from './side-of.ts'
import { structurePreviewOf } from './structure-lines.ts'
import type { UndoRecord } from './undo-record.ts'

export type PreviewInput = {
  readonly change: Change
  readonly catalog: Catalog
  readonly language: Language
  readonly limits?: CaptureLimits
}

export type Previewed = {
  readonly preview: ChangePreview
  /** What would run, values written in. */
  readonly sql: string
  readonly affected: number
  /** null = it can be taken back; otherwise why not, to be said before anybody confirms. */
  readonly impossible: UndoRecord['impossible']
}

/** Rows of the tables that would go, counted while they are there. */
const rowsBefore = async (run: Run, { change, catalog }: PreviewInput): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>()
  if (change.kind !== 'steps') return counts
  for (const step of change.steps)
    if (step.kind === 'drop_table' && catalog.tables.some((t) => t.kind === 'table' && t.name === step.table))
      counts.set(step.table, await sideOf(catalog.dialect).countRows(run, step.table))
  return counts
}

/** Tables there are already that the change may number rows of. */
const numbered = (change: Change, catalog: Catalog): readonly string[] => {
  const named = change.kind === 'steps' ? change.steps.flatMap((s) => (s.kind === 'insert' ? [s.table] : [])) : (change.targets ?? [])
  return [...new Set(named)].filter((name) => catalog.tables.some((t) => t.kind === 'table' && t.name === name))
}

const lostRows = (done: StructureDone, before: ReadonlyMap<string, number>): number | null =>
  done.step.kind === 'drop_table' ? (before.get(done.step.table) ?? null) : null

/**
 * Runs the change for real inside a transaction that the caller rolls back (`source.change(access, false, ...)`), and tells what it did.
 * Throws T7Error as the database refuses: `explainViolation` finds the rows that stand in the way.
 */
export const preview = async (run: Run, input: PreviewInput): Promise<Previewed> => {
  const { change, catalog, language } = input
  const side = sideOf(catalog.dialect)
  const rows: RowsPreview[] = []
  const structure: StructurePreview[] = []
  const before = await rowsBefore(run, input)
  const setNumberingBack = await side.holdNumbering(run, numbered(change, catalog))
  await run(plain('SAVEPOINT t7_preview'), 'owner')
  const definitions = await side.definitions(run)
  let current = catalog
  const watch = async (done: Done): Promise<void> => {
    if (done.kind === 'rows') rows.push(...(await previewRows(run, done, current)))
    else {
      structure.push({ ...structurePreviewOf(done.step, done.before, done.after, definitions, language), rows: lostRows(done, before) })
      current = done.after
    }
  }
  const executed = await execute({
    run,
    change,
    catalog,
    id: 'preview',
    watch,
    ...(input.limits === undefined ? {} : { limits: input.limits }),
  })
  await run(plain('ROLLBACK TO SAVEPOINT t7_preview'), 'owner')
  await setNumberingBack()
  return {
    preview: { token: tokenOf(change, catalog, executed), rows, structure },
    sql: sqlOf(change, executed),
    affected: executed.affected,
    impossible: executed.impossible,
  }
}
