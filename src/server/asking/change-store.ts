import type { UndoRecord } from '#engine/change/undo-record.ts'
import type { Run } from '#engine/ports.ts'

export type KeptChange = { readonly id: string; readonly askId: string; readonly person: string; readonly record: UndoRecord }

/** What takes changes back, kept together with the change itself: either both are there after a crash, or neither. */
export interface ChangeStore {
  /** Called inside the change's transaction, before it commits. */
  keep(change: KeptChange, run: Run): Promise<void>
  /** Called inside the undo's transaction, before it commits. */
  replace(id: string, record: UndoRecord, run: Run): Promise<void>
  find(id: string): Promise<UndoRecord | null>
}
