import { T7Error } from '#contracts/error.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import { type createChangeStore, keepChange, keepUndone } from '#data/queries/changes.ts'
import { ask } from '#engine/ask.ts'
import type { AskLimits, AskPorts, KeepChange } from '#engine/ask-ports.ts'
import { undoRecord } from '#engine/change/undo-record.ts'
import { confirmChange } from '#engine/confirm-change.ts'
import { messageFor } from '#engine/explain/messages.ts'
import type { Guard } from '#engine/guard/guard.ts'
import type { Run, Source } from '#engine/ports.ts'
import type { Knowledge } from '#engine/understand/knowledge.ts'
import { undoChange } from '#engine/undo-change.ts'
import type { LiveAsk } from './live-ask.ts'
import type { Runs } from './runs.ts'

export type EngineDeps = {
  readonly source: Source
  readonly guard: Guard
  readonly knowledge: () => Promise<Knowledge>
  readonly changes: Pick<ReturnType<typeof createChangeStore>, 'find'>
  readonly limits: AskLimits
  readonly newId: () => string
  readonly now: () => string
}

const cancelled = (language: Language): Outcome => ({
  kind: 'message',
  language,
  sentence: messageFor('ask.cancelled', {}, language),
  suggestions: [],
  topic: 'cancelled',
  understood: [],
})

/** The engine at work on one source, with every change kept so that it can be taken back. */
export const engineRuns = (deps: EngineDeps): Runs => {
  const { source, guard, knowledge, changes, limits, newId, now } = deps
  const ports = (live: LiveAsk): AskPorts => ({
    source,
    guard,
    knowledge,
    limits,
    record: live.record,
    milliseconds: () => performance.now(),
  })
  /** What changed is read while the person looks at the result, not when they ask again. */
  const readAgain = () => void knowledge().catch(() => {})
  return {
    ask: (live, actor, request, history) =>
      ask(ports(live))({
        text: request.text,
        language: request.language ?? null,
        overrides: request.overrides,
        now: request.now,
        history,
        role: actor.role,
        fallbackLanguage: actor.language,
        signal: live.abort.signal,
      }),
    confirm: (live, actor, view, shown, token) => {
      const changeId = newId()
      const keep: KeepChange = ({ plan, sql, affected, catalogVersion, record }, run) =>
        keepChange(run, {
          id: changeId,
          askId: view.id,
          personId: actor.id,
          plan,
          sql,
          affected,
          catalogBefore: catalogVersion,
          catalogAfter: null,
          undo: record,
          undoable: record.impossible === null,
        })
      const confirmation = { shown, token, person: actor.id, role: actor.role, changeId, signal: live.abort.signal }
      return confirmChange(ports(live), keep)(confirmation).finally(readAgain)
    },
    undo: async (live, actor, _view, applied) => {
      const { changeId } = applied
      const change = await changes.find(changeId)
      if (change === null) throw new T7Error({ code: 'ask.nothing_to_undo', kind: 'user', params: { change: changeId } })
      const keep = async (run: Run) => {
        if (!(await keepUndone(run, changeId, actor.id)))
          throw new T7Error({ code: 'ask.already_undone', kind: 'user', params: { change: changeId } })
      }
      const record = undoRecord.parse(change.undo)
      const undoing = { applied, record, person: actor.id, role: actor.role, at: now(), signal: live.abort.signal }
      return undoChange(ports(live), keep)(undoing).finally(readAgain)
    },
    drop: async (live, actor, view) => {
      live.record({ kind: 'cancelled', person: actor.id })
      return cancelled(view.outcome?.language ?? actor.language)
    },
    cancelled: (actor) => cancelled(actor.language),
  }
}
