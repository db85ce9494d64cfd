import { setTimeout as sleep } from 'node:timers/promises'
import type { AskRequest, AskStatus, AskView } from '#contracts/api.ts'
import { statusOf } from '#contracts/ask-status.ts'
import { T7Error } from '#contracts/error.ts'
import type { AskEvent } from '#contracts/event.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { Actor } from '../actor.ts'
import type { FairQueue } from '../fair-queue.ts'
import { localNow } from '../local-now.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { AskStore } from './ask-store.ts'
import { LiveAsk } from './live-ask.ts'
import type { Runs } from './runs.ts'

export type AsksDeps = {
  readonly store: AskStore
  readonly runs: Runs
  readonly queue: FairQueue
  readonly metrics: Metrics
  readonly log: Log
  readonly rated: OnRated
  readonly newId: () => string
  /** Now, ISO 8601. */
  readonly now: () => string
}

/** What else follows when a person rates an answer of theirs: one that is good is kept to measure with. */
export type OnRated = (actor: Actor, view: AskView) => Promise<void>

/** Turns of the conversation that a follow-up may refer to. */
export const rememberedTurns = 6

const pollMilliseconds = 400

type Work = (live: LiveAsk) => Promise<Outcome>

/**
 * Every ask of every person: starts them, follows them, confirms and undoes what they proposed. An ask goes on when the one who
 * listens leaves; only `cancel` stops it.
 */
export class Asks {
  readonly #deps: AsksDeps
  readonly #live = new Map<string, LiveAsk>()
  #closing = false

  constructor(deps: AsksDeps) {
    this.#deps = deps
  }

  get running(): number {
    return this.#live.size
  }

  /** Starts an ask. @returns its id at once; follow it with `follow` or wait with `finished` */
  async start(actor: Actor, request: AskRequest): Promise<string> {
    const { store, runs, newId } = this.#deps
    this.#refuseWhenClosing()
    const person = { id: actor.id, name: actor.name }
    const conversationId = request.conversationId ?? null
    const now = request.now ?? localNow()
    const begun = await store.begin({ id: newId(), conversationId, person, text: request.text, overrides: request.overrides, now })
    const live = this.#open(begun.id, 0)
    live.record({ kind: 'asked', text: begun.text, person: actor.id, conversationId: begun.conversationId, overrides: begun.overrides })
    void this.#run(live, actor, 'ask', async () => {
      const history = conversationId === null ? [] : await store.turns(conversationId, rememberedTurns)
      return runs.ask(live, actor, { ...request, now }, history)
    })
    return begun.id
  }

  /** The ask once nothing of it runs here any more. */
  async finished(actor: Actor, askId: string, live = this.#live.get(askId)): Promise<AskView> {
    while (live && !live.ended) await live.change()
    if (live?.failure) throw live.failure
    return this.find(actor, askId)
  }

  async find(actor: Actor, askId: string): Promise<AskView> {
    const view = await this.#deps.store.find(askId)
    if (!view || (view.person.id !== actor.id && actor.role !== 'admin'))
      throw new T7Error({ code: 'ask.not_found', kind: 'user', params: { ask: askId } })
    return view
  }

  /** Events after a sequence, as they happen, until the run ends. Also follows a run of another server on the same database. */
  async *follow(actor: Actor, askId: string, after: number, signal: AbortSignal): AsyncGenerator<AskEvent> {
    const live = this.#live.get(askId)
    if (!live) await this.find(actor, askId)
    let seen = after
    for (;;) {
      const local = this.#live.get(askId) ?? live
      const ended = local ? local.ended : (await this.find(actor, askId)).status !== 'running'
      const kept = local?.eventsAfter(seen) ?? []
      const complete = kept[0] !== undefined && kept[0].sequence === seen + 1
      const events = complete || (local && !ended && kept.length === 0) ? kept : await this.#deps.store.events(askId, seen)
      for (const event of events) {
        seen = event.sequence
        yield event
      }
      if (signal.aborted || (ended && (local?.eventsAfter(seen) ?? []).length === 0)) return
      if (local) {
        if (local.eventsAfter(seen).length === 0) await local.change(signal)
      } else await sleep(pollMilliseconds, undefined, { signal }).catch(() => {})
    }
  }

  /** One confirmation of a waiting change. @throws T7Error `ask.not_yours`, `ask.not_waiting`, `ask.already_applied`, `ask.busy`, `ask.wrong_name` */
  async confirm(actor: Actor, askId: string, token: string, typed: string | null): Promise<AskView> {
    this.#refuseWhenClosing()
    const view = await this.#own(actor, askId)
    const { outcome } = view
    if (view.status !== 'waiting' || outcome?.kind !== 'confirm') throw notWaiting(view)
    if (outcome.remaining === 1 && outcome.typed !== null && typed?.trim() !== outcome.typed)
      throw new T7Error({ code: 'ask.wrong_name', kind: 'user', params: { expected: outcome.typed, typed: typed ?? '' } })
    return this.#again(actor, view, 'waiting', 'confirm', (live) => this.#deps.runs.confirm(live, actor, view, outcome, token))
  }

  /** Takes an applied change back. Where that is not possible any more, the outcome says why. */
  async undo(actor: Actor, askId: string): Promise<AskView> {
    this.#refuseWhenClosing()
    const view = await this.#own(actor, askId)
    const { outcome } = view
    if (view.status === 'undone') throw new T7Error({ code: 'ask.already_undone', kind: 'user', params: { ask: askId } })
    if (view.status === 'running') throw new T7Error({ code: 'ask.busy', kind: 'user', params: { ask: askId } })
    if (view.status !== 'applied' || outcome?.kind !== 'applied')
      throw new T7Error({ code: 'ask.nothing_to_undo', kind: 'user', params: { ask: askId } })
    return this.#again(actor, view, 'applied', 'undo', (live) => this.#deps.runs.undo(live, actor, view, outcome))
  }

  /** Stops a running ask, or drops a change that waits for confirmation. */
  async cancel(actor: Actor, askId: string): Promise<AskView> {
    const view = await this.#own(actor, askId)
    const live = this.#live.get(askId)
    if (live) {
      live.abort.abort(new T7Error({ code: 'source.cancelled', kind: 'operational' }))
      return this.finished(actor, askId)
    }
    if (view.status !== 'waiting') throw new T7Error({ code: 'ask.not_running', kind: 'user', params: { ask: askId } })
    return this.#again(actor, view, 'waiting', 'cancel', (opened) => this.#deps.runs.drop(opened, actor, view))
  }

  async rate(actor: Actor, askId: string, rating: -1 | 0 | 1): Promise<AskView> {
    const view = await this.#own(actor, askId)
    await this.#deps.store.rate(askId, rating)
    await this.#deps.store.append(askId, [{ kind: 'rated', person: actor.id, rating }])
    const rated = { ...view, rating }
    await this.#deps.rated(actor, rated)
    return rated
  }

  /** Stops taking asks and waits for those that run; those that do not end in time are cancelled. */
  async close(milliseconds: number): Promise<void> {
    this.#closing = true
    const all = [...this.#live.values()]
    const ended = Promise.all(all.map(async (live) => live.ended || live.change(AbortSignal.timeout(milliseconds))))
    await ended
    for (const live of this.#live.values()) live.abort.abort(new T7Error({ code: 'server.closing', kind: 'operational' }))
  }

  #refuseWhenClosing(): void {
    if (this.#closing) throw new T7Error({ code: 'server.closing', kind: 'operational', retryable: true })
  }

  async #own(actor: Actor, askId: string): Promise<AskView> {
    const view = await this.find(actor, askId)
    if (view.person.id !== actor.id) throw new T7Error({ code: 'ask.not_yours', kind: 'user', params: { ask: askId } })
    return view
  }

  #open(askId: string, firstSequence: number): LiveAsk {
    const live = new LiveAsk(askId, this.#deps.store, firstSequence, this.#deps.now)
    this.#live.set(askId, live)
    return live
  }

  async #again(actor: Actor, view: AskView, from: AskStatus, name: string, work: Work): Promise<AskView> {
    const { store } = this.#deps
    if (!(await store.claim(view.id, from))) throw notWaiting({ ...view, status: 'running' })
    const last = (await store.events(view.id, -1)).at(-1)
    const live = this.#open(view.id, (last?.sequence ?? -1) + 1)
    await this.#run(live, actor, name, work, { status: from, outcome: view.outcome })
    return this.finished(actor, view.id, live)
  }

  /** Runs to the end whatever happens: the outcome, or the failure, is recorded and the followers are let go. */
  async #run(live: LiveAsk, actor: Actor, name: string, work: Work, before?: Pick<AskView, 'status' | 'outcome'>): Promise<void> {
    const { store, metrics } = this.#deps
    const started = performance.now()
    let status: AskStatus = 'failed'
    try {
      const outcome = await this.#outcome(live, actor, work)
      status = statusOf(outcome)
      live.record({ kind: 'concluded', outcome })
      await live.written()
      await store.settle(live.id, status, outcome)
    } catch (error) {
      await this.#fail(live, error, before)
    } finally {
      this.#live.delete(live.id)
      live.end()
      metrics.observe('t7_ask_seconds', 'Time of each run of an ask', (performance.now() - started) / 1000, { run: name, status })
    }
  }

  async #outcome(live: LiveAsk, actor: Actor, work: Work): Promise<Outcome> {
    try {
      return await this.#deps.queue.run(actor.id, () => work(live), live.abort.signal)
    } catch (error) {
      if (!live.cancelled || this.#closing) throw error
      live.record({ kind: 'cancelled', person: actor.id })
      return this.#deps.runs.cancelled(actor)
    }
  }

  async #fail(live: LiveAsk, error: unknown, before: Pick<AskView, 'status' | 'outcome'> | undefined): Promise<void> {
    const { store, log } = this.#deps
    const known = error instanceof T7Error ? error : new T7Error({ code: 'ask.failed', kind: 'bug', cause: error })
    if (known.kind === 'bug') log.error({ ask: live.id, error }, 'ask failed')
    else log.warn({ ask: live.id, code: known.code }, 'ask not finished')
    live.failure = known
    live.record({ kind: 'failed', code: known.code, params: { ...known.params } })
    const unrecorded = (cause: unknown): void => log.warn({ ask: live.id, cause: String(cause) }, 'failure not recorded')
    // An event that can't be kept must not leave the ask running for ever.
    await live.written().catch(unrecorded)
    await store.settle(live.id, before?.status ?? 'failed', before?.outcome ?? null).catch(unrecorded)
  }
}

const notWaiting = (view: AskView): T7Error => {
  const code =
    view.status === 'running'
      ? 'ask.busy'
      : view.status === 'applied' || view.status === 'undone'
        ? 'ask.already_applied'
        : 'ask.not_waiting'
  return new T7Error({ code, kind: 'user', params: { ask: view.id, status: view.status } })
}
