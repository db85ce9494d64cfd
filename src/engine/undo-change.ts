import type { AppliedOutcome, Outcome } from '#contracts/outcome.ts'
import { allowedClasses, type Role } from '#contracts/role.ts'
import type { AskPorts, KeepUndo } from './ask-ports.ts'
import { undo } from './change/undo.ts'
import type { UndoRecord } from './change/undo-record.ts'
import { changesNothing } from './change-words.ts'
import { messageFor } from './explain/messages.ts'
import { refuse } from './refuse.ts'
import { startStopwatch } from './stopwatch.ts'

export type Undoing = {
  readonly applied: AppliedOutcome
  readonly record: UndoRecord
  readonly person: string
  readonly role: Role
  /** Now, ISO 8601. */
  readonly at: string
  readonly signal?: AbortSignal
}

/** Takes a change back, all of it; or leaves everything as it is and says exactly what stands in the way. */
export const undoChange =
  (ports: AskPorts, keep: KeepUndo) =>
  async ({ applied, record, person, role, at, signal }: Undoing): Promise<Outcome> => {
    const { language } = applied
    if (!allowedClasses[role].includes('update')) {
      return refuse(
        { language, suggestions: [] },
        { code: 'guard.class_not_allowed', params: { classes: ['update'], role }, sql: applied.sql },
      )
    }
    const watch = startStopwatch(ports.milliseconds)
    const access = { role, ...(signal ? { signal } : {}) }
    const foreignKeys = changesNothing({ ...applied.preview, rows: [] }) ? 'enforced' : 'suspended'
    const undone = await watch.time('database', () =>
      ports.source.change(
        access,
        true,
        async (run) => {
          const done = await undo(run, record)
          if (done.kind === 'undone') await keep(done.record, run)
          return done
        },
        { foreignKeys },
      ),
    )
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
