import type { Change } from './change/execute.ts'
import { rebuildsTables } from './change/sqlite-statements.ts'
import type { ChangeOptions } from './ports.ts'

/** SQLite changes a table's structure by rebuilding it, which its references would forbid; the change itself checks them before it ends. */
export const changeOptions = (change: Change): ChangeOptions => ({
  foreignKeys: change.kind === 'steps' && change.steps.some(rebuildsTables) ? 'suspended' : 'enforced',
})
