import type { Catalog } from '#contracts/catalog.ts'
import { T7Error } from '#contracts/error.ts'
import type { ConfirmOutcome, Outcome } from '#contracts/outcome.ts'
import type { ChangePlan, SqlPlan } from '#contracts/plan.ts'
import type { Role } from '#contracts/role.ts'
import type { AskPorts, KeepChange } from './ask-ports.ts'
import { type AskedChange, askedChange } from './asked-change.ts'
import { type Applied, apply, type Stale } from './change/apply.ts'
import { changeOptions } from './change-options.ts'
import { appliedSentence } from './change-words.ts'
import { messageFor } from './explain/messages.ts'
import type { Access } from './ports.ts'
import { refuse } from './refuse.ts'
import { refuseChange } from './refuse-failure.ts'
import { type Stopwatch, startStopwatch } from './stopwatch.ts'
import { tryAgain } from './try-again.ts'

export type Confirmation = {
  readonly shown: ConfirmOutcome
  /** What the person saw. */
  readonly token: string
  readonly person: string
  readonly role: Role
  /** Unique; letters, digits and underscores, at most 40. */
  readonly changeId: string
  readonly signal?: AbortSignal
}

type Confirming = {
  readonly ports: AskPorts
  readonly keep: KeepChange
  readonly confirmation: Confirmation
  readonly plan: ChangePlan | SqlPlan
  readonly access: Access
  readonly watch: Stopwatch
}

/**
 * One confirmation. While another is missing, comes back to the same question with one less; with the last, the same plan runs again against
 * the structure as it is now, and is kept with what takes it back in the same transaction. If anything moved since the preview: refused, nothing changed.
 */
export const confirmChange =
  (ports: AskPorts, keep: KeepChange) =>
  async (confirmation: Confirmation): Promise<Outcome> => {
    const { shown, token, person, role, signal } = confirmation
    const { language, plan, remaining, sql } = shown
    if (token !== shown.preview.token)
      return refuse({ language, suggestions: [] }, { code: 'change.stale', params: { reason: 'plan' }, sql })
    ports.record({ kind: 'confirmed', person, times: remaining === 2 ? 1 : shown.typed === null ? 1 : 2 })
    if (remaining === 2) return { ...shown, remaining: 1 }
    if (plan.kind === 'query') throw new T7Error({ code: 'ask.failed', kind: 'bug', params: { plan: plan.kind } })
    const access = { role, ...(signal ? { signal } : {}) }
    return make({ ports, keep, confirmation, plan, access, watch: startStopwatch(ports.milliseconds) })
  }

const make = async (confirming: Confirming): Promise<Outcome> => {
  const { ports, plan, access, watch } = confirming
  const { shown } = confirming.confirmation
  const listener = { language: shown.language, suggestions: [] }
  ports.source.forget()
  const { catalog } = await watch.time('database', () => ports.source.describe())
  let asked: AskedChange | null = null
  try {
    asked = watch.time('guard', () => askedChange(ports.guard, plan, catalog, access.role))
    for (const { sql, verdict } of asked.verdict.judged) ports.record({ kind: 'guarded', sql, verdict })
    const { decision } = asked.verdict
    if (decision.kind === 'refuse') return refuse(listener, { ...decision.refusal, sql: shown.sql })
    const made = await run(confirming, asked, catalog)
    return made.kind === 'stale' ? refuse(listener, { ...made, sql: shown.sql }) : appliedOutcome(confirming, made)
  } catch (error) {
    return refuseChange(listener, { source: ports.source, access, catalog }, asked, error)
  }
}

const run = (
  { ports, keep, confirmation, plan, access, watch }: Confirming,
  { change }: AskedChange,
  catalog: Catalog,
): Promise<Applied | Stale> =>
  watch.time('database', () =>
    tryAgain(() =>
      ports.source.change(
        access,
        true,
        async (execute) => {
          const made = await apply(execute, { change, catalog, id: confirmation.changeId, token: confirmation.token })
          if (made.kind === 'applied') await keep({ ...made, plan, catalogVersion: catalog.version }, execute)
          return made
        },
        changeOptions(change),
      ),
    ),
  )

const appliedOutcome = ({ ports, confirmation, plan, watch }: Confirming, { record, affected, sql }: Applied): Outcome => {
  const { shown, changeId } = confirmation
  const { language, preview } = shown
  ports.record({ kind: 'applied', changeId, affected })
  const { impossible } = record
  return {
    kind: 'applied',
    language,
    sentence: appliedSentence(preview, language),
    suggestions: [],
    plan,
    sql,
    changeId,
    affected,
    preview,
    undo:
      impossible === null
        ? { state: 'possible' }
        : { state: 'impossible', reason: messageFor(impossible.code, impossible.params, language) },
    timings: watch.read(),
  }
}
