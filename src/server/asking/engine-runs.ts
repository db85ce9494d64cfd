import type { AskRequest } from '#contracts/api.ts'
import { T7Error } from '#contracts/error.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import { ask } from '#engine/ask.ts'
import type { AskLimits, AskPorts } from '#engine/ask-ports.ts'
import { confirmChange } from '#engine/confirm-change.ts'
import { messageFor } from '#engine/explain/messages.ts'
import type { Guard } from '#engine/guard/guard.ts'
import type { Source } from '#engine/ports.ts'
import type { Knowledge } from '#engine/understand/knowledge.ts'
import { undoChange } from '#engine/undo-change.ts'
import { localNow } from '../local-now.ts'
import type { ChangeStore } from './change-store.ts'
import type { LiveAsk } from './live-ask.ts'
import type { Runs } from './runs.ts'

export type EngineDeps = {
  readonly source: Source
  readonly guard: Guard
  readonly knowledge: () => Promise<Knowledge>
  readonly changes: ChangeStore
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
  return {
    ask: (live, actor, request: AskRequest, history) =>
      ask(ports(live))({
        text: request.text,
        language: request.language ?? null,
        overrides: request.overrides,
        now: request.now ?? localNow(),
        history,
        role: actor.role,
        fallbackLanguage: actor.language,
        signal: live.abort.signal,
      }),
    confirm: (live, actor, view, shown, token) => {
      const changeId = newId()
      return confirmChange(ports(live), (record, run) => changes.keep({ id: changeId, askId: view.id, person: actor.id, record }, run))({
        shown,
        token,
        person: actor.id,
        role: actor.role,
        changeId,
        signal: live.abort.signal,
      })
    },
    undo: async (live, actor, _view, applied) => {
      const record = await changes.find(applied.changeId)
      if (record === null) throw new T7Error({ code: 'ask.nothing_to_undo', kind: 'user', params: { change: applied.changeId } })
      return undoChange(ports(live), (used, run) => changes.replace(applied.changeId, used, run))({
        applied,
        record,
        person: actor.id,
        role: actor.role,
        at: now(),
        signal: live.abort.signal,
      })
    },
    drop: async (live, actor, view) => {
      live.record({ kind: 'cancelled', person: actor.id })
      return cancelled(view.outcome?.language ?? actor.language)
    },
    cancelled: (actor) => cancelled(actor.language),
  }
}
