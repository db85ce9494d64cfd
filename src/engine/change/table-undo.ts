import type { RowChange, RowShape } from './captured-rows.ts'
import type { DefinedTable } from './postgres-definition.ts'

/** One table's part of an undo: `shape` names a temporary table laid out as the images are. */
export type TableUndo = {
  readonly table: string
  readonly layout: RowShape
  readonly definition: DefinedTable
  readonly shape: string
  readonly changes: readonly RowChange[]
}
