import type { AskView } from '#contracts/api.ts'
import { T7Error } from '#contracts/error.ts'
import type { AskEvent } from '#contracts/event.ts'
import type { Language } from '#contracts/plan.ts'
import type { Api } from '../../api.ts'
import {
  type Conversation,
  type ConversationAction,
  conversationOf,
  createReducer,
  emptyConversation,
  runningTurn,
  type Turn,
} from './conversation.ts'
import { followNewAsk, followRunningAsk } from './event-stream.ts'

export type ChatState = {
  readonly conversation: Conversation
  /** `loading`: a stored conversation is on its way. */
  readonly phase: 'ready' | 'loading' | 'error'
  readonly error: T7Error | null
}

/** What changed in the workspace, so that other pages read it again. */
type ChatNews = 'asked' | 'changed'

type Deps = {
  readonly api: Pick<Api, 'askEvents' | 'resumeEvents' | 'conversation' | 'confirm' | 'cancel' | 'undo' | 'rate' | 'ask'>
  readonly newKey: () => string
  readonly now: () => string
  readonly onNews: (news: ChatNews) => void
}

const asError = (error: unknown): T7Error =>
  error instanceof T7Error ? error : new T7Error({ code: 'web.unexpected', kind: 'bug', cause: error, params: { message: String(error) } })

const reduce = createReducer(
  (code, params) =>
    new T7Error({
      code,
      kind: 'operational',
      params: Object.fromEntries(
        Object.entries(params).map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]),
      ),
    }),
)

type Presses = 'confirm' | 'cancel' | 'undo'

/** The conversation on the screen and everything that can be done to it; components subscribe to it and hold none of it. */
export class ChatStore {
  readonly #deps: Deps
  readonly #listeners = new Set<() => void>()
  #state: ChatState = { conversation: emptyConversation, phase: 'ready', error: null }
  #stream = new AbortController()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly snapshot = (): ChatState => this.#state

  /** Asks in the open conversation; one that is still running is left to the server. */
  ask(text: string, overrides: Readonly<Record<string, string>> = {}, language?: Language): void {
    const signal = this.#leave()
    const { api, newKey, now } = this.#deps
    const key = newKey()
    this.#dispatch({ kind: 'asked', key, text, overrides, at: now() })
    const { id } = this.#state.conversation
    const input = { text, overrides, ...(id === null ? {} : { conversationId: id }), ...(language ? { language } : {}) }
    void this.#follow(key, signal, (onEvent) => followNewAsk({ api, onEvent, signal }, input))
  }

  /** An empty conversation; it gets its id with its first ask. */
  startNew(): void {
    this.#leave()
    this.#set({ conversation: emptyConversation, phase: 'ready', error: null })
  }

  /** Shows a stored conversation, or an empty one for null; an ask of it that still runs is followed from its start. */
  async open(id: string | null): Promise<void> {
    if (id === this.#state.conversation.id && this.#state.phase !== 'error') return
    if (id === null) return this.startNew()
    const signal = this.#leave()
    this.#set({ conversation: { ...emptyConversation, id }, phase: 'loading', error: null })
    try {
      const view = await this.#deps.api.conversation(id)
      if (signal.aborted) return
      this.#set({ conversation: conversationOf(view), phase: 'ready', error: null })
      this.#followRunning(signal)
    } catch (error) {
      if (!signal.aborted) this.#set({ ...this.#state, phase: 'error', error: asError(error) })
    }
  }

  /** Stops the running ask, here and on the server. */
  stop(): void {
    const turn = runningTurn(this.#state.conversation)
    if (!turn) return
    this.#leave()
    this.#dispatch({ kind: 'stopped', key: turn.key })
    if (turn.askId) void this.#deps.api.cancel(turn.askId).catch(() => undefined)
  }

  rate(key: string, rating: -1 | 0 | 1): void {
    const turn = this.#find(key)
    if (!turn?.askId) return
    this.#dispatch({ kind: 'rated', key, rating })
    void this.#deps.api.rate(turn.askId, rating).catch((error: unknown) => {
      this.#dispatch({ kind: 'rated', key, rating: turn.rating })
      this.#dispatch({ kind: 'failed', key, error: asError(error) })
    })
  }

  confirm(key: string, token: string, typed: string | null): Promise<void> {
    return this.#press(key, 'confirm', (askId) => this.#deps.api.confirm(askId, token, typed))
  }

  cancel(key: string): Promise<void> {
    return this.#press(key, 'cancel', (askId) => this.#deps.api.cancel(askId))
  }

  undo(key: string): Promise<void> {
    return this.#press(key, 'undo', (askId) => this.#deps.api.undo(askId))
  }

  /** Takes a newer view of an ask, changed elsewhere in the app, into the open conversation. */
  adopt(view: AskView): void {
    const turn = this.#state.conversation.turns.find((one) => one.askId === view.id)
    if (turn) this.#dispatch({ kind: 'viewed', key: turn.key, view })
  }

  #set(next: ChatState): void {
    this.#state = next
    for (const listener of this.#listeners) listener()
  }

  #dispatch(action: ConversationAction): void {
    this.#set({ ...this.#state, conversation: reduce(this.#state.conversation, action) })
  }

  #find(key: string): Turn | undefined {
    return this.#state.conversation.turns.find((turn) => turn.key === key)
  }

  #leave(): AbortSignal {
    this.#stream.abort()
    this.#stream = new AbortController()
    return this.#stream.signal
  }

  #followRunning(signal: AbortSignal): void {
    const { api } = this.#deps
    const running = runningTurn(this.#state.conversation)
    const askId = running?.askId
    if (running && askId) void this.#follow(running.key, signal, (onEvent) => followRunningAsk({ api, onEvent, signal }, askId, -1))
  }

  async #follow(key: string, signal: AbortSignal, run: (onEvent: (event: AskEvent) => void) => Promise<void>): Promise<void> {
    try {
      await run((event) => {
        if (!signal.aborted) this.#dispatch({ kind: 'event', key, event })
      })
    } catch (error) {
      if (!signal.aborted) this.#dispatch({ kind: 'failed', key, error: asError(error) })
    }
    if (!signal.aborted) this.#deps.onNews('asked')
  }

  async #press(key: string, busy: Presses, work: (askId: string) => Promise<AskView>): Promise<void> {
    const turn = this.#find(key)
    if (!turn?.askId || turn.busy !== null) return
    this.#dispatch({ kind: 'busy', key, busy })
    try {
      this.#dispatch({ kind: 'viewed', key, view: await work(turn.askId) })
      this.#deps.onNews('changed')
    } catch (error) {
      // The ask may be elsewhere by now (confirmed in another window): show it as it is, and why the press did nothing.
      const view = await this.#deps.api.ask(turn.askId).catch(() => null)
      if (view) this.#dispatch({ kind: 'viewed', key, view })
      this.#dispatch({ kind: 'failed', key, error: asError(error) })
    }
  }
}
