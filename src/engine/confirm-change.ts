import { T7Error } from '#contracts/error.ts'
import type { ConfirmOutcome, Outcome } from '#contracts/outcome.ts'
import type { Role } from '#contracts/role.ts'
import type { AskPorts, KeepChange } from './ask-ports.ts'
import { askedChange } from './asked-change.ts'
import { apply } from './change/apply.ts'
import { changeOptions } from './change-options.ts'
import { appliedSentence } from './change-words.ts'
import { messageFor } from './explain/messages.ts'
import { offendingRows } from './offending-rows.ts'
import { isRefusal, refuse } from './refuse.ts'
import { startStopwatch } from './stopwatch.ts'

export type Confirmation = {
  readonly shown: ConfirmOutcome
  /** What the person confirms; null = nobody saw a preview (a batch). */
  readonly token: string | null
  readonly person: string
  readonly role: Role
  /** Unique; letters, digits and underscores, at most 40. */
  readonly changeId: string
  readonly signal?: AbortSignal
}

/** How many confirmations a change needs in all: those of the card that was shown first. */
const given = (shown: ConfirmOutcome): number => (shown.typed === null && shown.remaining === 1 ? 1 : 3 - shown.remaining)

/**
 * One confirmation. While another is missing, comes back to the same question with one less; with the last, the same plan runs again against
 * the structure as it is now, and what takes it back is kept in the same transaction. If anything moved since the preview: refused, nothing changed.
 */
export const confirmChange =
  (ports: AskPorts, keep: KeepChange) =>
  async (confirmation: Confirmation): Promise<Outcome> => {
    const { shown, token, person, role, changeId, signal } = confirmation
    const { language, plan } = shown
    const listener = { language, suggestions: [] }
    if (token !== null && token !== shown.preview.token)
      return refuse(listener, { code: 'change.stale', params: { reason: 'plan' }, sql: shown.sql })
    ports.record({ kind: 'confirmed', person, times: given(shown) })
    if (shown.remaining === 2) return { ...shown, remaining: 1 }
    if (plan.kind === 'query') throw new T7Error({ code: 'ask.failed', kind: 'bug', params: { plan: plan.kind } })
    const watch = startStopwatch(ports.milliseconds)
    const access = { role, ...(signal ? { signal } : {}) }
    try {
      ports.source.forget()
      const { catalog } = await watch.time('database', () => ports.source.describe())
      const asked = watch.time('guard', () => askedChange(ports.guard, plan, catalog, role))
      for (const { sql, verdict } of asked.verdict.judged) ports.record({ kind: 'guarded', sql, verdict })
      if (asked.verdict.decision.kind === 'refuse') return refuse(listener, { ...asked.verdict.decision.refusal, sql: shown.sql })
      const { change } = asked
      const applied = await watch.time('database', () =>
        ports.source.change(
          access,
          true,
          async (run) => {
            const done = await apply(run, { change, catalog, id: changeId, token })
            if (done.kind === 'applied') await keep({ ...done, plan, catalogVersion: catalog.version }, run)
            return done
          },
          changeOptions(change),
        ),
      )
      if (applied.kind === 'stale') return refuse(listener, { code: applied.code, params: applied.params, sql: shown.sql })
      ports.record({ kind: 'applied', changeId, affected: applied.affected })
      const { impossible } = applied.record
      return {
        kind: 'applied',
        language,
        sentence: appliedSentence(shown.preview, language),
        suggestions: [],
        plan,
        sql: applied.sql,
        changeId,
        affected: applied.affected,
        preview: shown.preview,
        undo:
          impossible === null
            ? { state: 'possible' }
            : { state: 'impossible', reason: messageFor(impossible.code, impossible.params, language) },
        timings: watch.read(),
      }
    } catch (error) {
      if (!(error instanceof T7Error) || !isRefusal(error)) throw error
      const { catalog } = await ports.source.describe()
      const offending = await offendingRows(ports.source, access, plan, catalog, error)
      return refuse(listener, { code: error.code, params: error.params, sql: shown.sql, offending })
    }
  }
