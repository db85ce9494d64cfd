import { T7Error } from '#contracts/error.ts'
import type { AppliedOutcome, Outcome } from '#contracts/outcome.ts'
import { allowedClasses, type Role } from '#contracts/role.ts'
import type { AskPorts } from './ask-ports.ts'
import { type Undone, undo } from './change/undo.ts'
import type { UndoRecord } from './change/undo-record.ts'
import { messageFor } from './explain/messages.ts'
import type { Run } from './ports.ts'
import { startStopwatch } from './stopwatch.ts'
import { tryAgain } from './try-again.ts'

export type Undoing = {
  readonly applied: AppliedOutcome
  readonly record: UndoRecord
  readonly person: string
  readonly role: Role
  /** Now, ISO 8601. */
  readonly at: string
  readonly signal?: AbortSignal
}

/**
 * Takes a change back, all of it; or leaves everything as it is and says exactly what stands in the way. `keepUndone` marks it as taken back, in the same
 * transaction.
 */
export const undoChange =
  (ports: AskPorts, keepUndone: (run: Run) => Promise<void>) =>
  async ({ applied, record, person, role, at, signal }: Undoing): Promise<Outcome> => {
    const { language } = applied
    if (!allowedClasses[role].includes('update'))
      throw new T7Error({ code: 'role.not_allowed', kind: 'user', params: { role, needs: 'editor' } })
    const watch = startStopwatch(ports.milliseconds)
    const access = { role, ...(signal ? { signal } : {}) }
    // Nothing may cascade while rows are given back; the undo checks all references before it ends.
    const options = { foreignKeys: 'suspended' } as const
    const takeBack = async (run: Run): Promise<Undone> => {
      const done = await undo(run, record)
      if (done.kind === 'undone') await keepUndone(run)
      return done
    }
    const undone = await watch.time('database', () => tryAgain(() => ports.source.change(access, true, takeBack, options)))
    if (undone.kind === 'conflicts') {
      const reason = undone.conflicts.map((one) => messageFor(one.code, one.params, language)).join(' ')
      return { ...applied, undo: { state: 'impossible', reason }, timings: watch.read() }
    }
    ports.record({ kind: 'undone', changeId: applied.changeId, person })
    return {
      ...applied,
      sentence: messageFor('change.undone', { rows: undone.rows }, language),
      undo: { state: 'done', at },
      timings: watch.read(),
    }
  }
