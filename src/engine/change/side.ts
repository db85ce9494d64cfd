import type { Catalog } from '#contracts/catalog.ts'
import type { Cell } from '#contracts/result.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { Run } from '#engine/ports.ts'
import type { InstallCapture } from './capture.ts'
import type { RowShape } from './captured-rows.ts'
import type { Definitions } from './change-script.ts'
import type { StructureStep } from './step-groups.ts'
import type { UndoItem } from './undo-record.ts'

/** What a dialect must know to run, show and take back changes. All work inside the caller's transaction. */
export type Side = {
  readonly installCapture: InstallCapture
  definitions(run: Run): Promise<Definitions>
  /** Runs the statements of a structure step and keeps what its undo needs; `name` is free for whatever is kept aside. */
  applyStep(run: Run, step: StructureStep, statements: readonly Statement[], name: string, catalog: Catalog): Promise<UndoItem>
  /** Images as cells, in the order of `shape.columns`. */
  decode(run: Run, table: string, shape: RowShape, images: readonly string[]): Promise<readonly (readonly Cell[])[]>
  countRows(run: Run, table: string): Promise<number>
  /** For a rehearsal: holds the numbering of the tables and returns what sets it back. */
  holdNumbering(run: Run, tables: readonly string[]): Promise<() => Promise<void>>
  /** Takes one item back or throws ConflictFound. */
  undoItem(run: Run, item: UndoItem): Promise<void>
  /** Checks now what the database would check at the end of the transaction; throws T7Error. */
  settle(run: Run): Promise<void>
  /** For when references are not enforced: notes how things are, and returns the check that no more are broken; throws `change.broken_references`. */
  watchReferences(run: Run): Promise<() => Promise<void>>
}
