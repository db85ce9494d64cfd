import type { AskStatus, AskView } from '#contracts/api.ts'
import { statusOf } from '#contracts/ask-status.ts'
import type { T7Error } from '#contracts/error.ts'
import type { AskEvent, EventBody } from '#contracts/event.ts'
import type { Outcome } from '#contracts/outcome.ts'

/** One thing that happened on the way to the outcome, as the reader is told about it. */
type Step = { readonly sequence: number; readonly at: string; readonly body: StepBody }
export type StepBody = Extract<EventBody, { kind: 'understood' | 'proposed' | 'guarded' | 'executed' | 'previewed' }>

/** One ask and what came of it. `key` is ours, and stays the same when the server gives the ask its id. */
export type Turn = {
  readonly key: string
  readonly askId: string | null
  readonly text: string
  readonly overrides: Readonly<Record<string, string>>
  readonly askedAt: string
  readonly status: AskStatus
  readonly steps: readonly Step[]
  readonly outcome: Outcome | null
  readonly rating: -1 | 0 | 1
  readonly error: T7Error | null
  /** Last event seen; -1 = none. */
  readonly sequence: number
  /** A press on one of its buttons is on its way. */
  readonly busy: 'confirm' | 'cancel' | 'undo' | null
}

export type Conversation = { readonly id: string | null; readonly title: string | null; readonly turns: readonly Turn[] }

export const emptyConversation: Conversation = { id: null, title: null, turns: [] }

export type ConversationAction =
  | {
      readonly kind: 'asked'
      readonly key: string
      readonly text: string
      readonly overrides: Readonly<Record<string, string>>
      readonly at: string
    }
  | { readonly kind: 'event'; readonly key: string; readonly event: AskEvent }
  | { readonly kind: 'viewed'; readonly key: string; readonly view: AskView }
  | { readonly kind: 'failed'; readonly key: string; readonly error: T7Error }
  | { readonly kind: 'stopped'; readonly key: string }
  | { readonly kind: 'busy'; readonly key: string; readonly busy: Turn['busy'] }
  | { readonly kind: 'rated'; readonly key: string; readonly rating: -1 | 0 | 1 }

const newTurn = (action: Extract<ConversationAction, { kind: 'asked' }>): Turn => ({
  key: action.key,
  askId: null,
  text: action.text,
  overrides: action.overrides,
  askedAt: action.at,
  status: 'running',
  steps: [],
  outcome: null,
  rating: 0,
  error: null,
  sequence: -1,
  busy: null,
})

const turnOf = (view: AskView): Turn => ({
  key: view.id,
  askId: view.id,
  text: view.text,
  overrides: view.overrides,
  askedAt: view.askedAt,
  status: view.status,
  steps: [],
  outcome: view.outcome,
  rating: view.rating,
  error: null,
  sequence: -1,
  busy: null,
})

/** A stored conversation, as the server tells it. */
export const conversationOf = (view: {
  readonly id: string
  readonly title: string
  readonly items: readonly AskView[]
}): Conversation => ({
  id: view.id,
  title: view.title,
  turns: view.items.map(turnOf),
})

const applyBody = (turn: Turn, event: AskEvent, failure: (code: string, params: Record<string, unknown>) => T7Error): Turn => {
  const { body } = event
  switch (body.kind) {
    case 'asked':
      return turn
    case 'understood':
    case 'proposed':
    case 'guarded':
    case 'executed':
    case 'previewed':
      return { ...turn, steps: [...turn.steps, { sequence: event.sequence, at: event.at, body }] }
    case 'rated':
      return { ...turn, rating: body.rating }
    case 'cancelled':
      return { ...turn, status: 'cancelled', busy: null }
    case 'failed':
      return { ...turn, status: 'failed', error: failure(body.code, body.params), busy: null }
    case 'concluded':
      return { ...turn, status: statusOf(body.outcome), outcome: body.outcome, error: null, busy: null }
    case 'confirmed':
    case 'applied':
    case 'undone':
      return turn
  }
}

/** Events may come twice when a stream is resumed: those already seen change nothing. */
const applyEvent = (turn: Turn, event: AskEvent, failure: (code: string, params: Record<string, unknown>) => T7Error): Turn =>
  event.sequence <= turn.sequence ? turn : { ...applyBody(turn, event, failure), askId: event.askId, sequence: event.sequence }

const applyView = (turn: Turn, view: AskView): Turn => ({
  ...turn,
  askId: view.id,
  status: view.status,
  outcome: view.outcome ?? turn.outcome,
  rating: view.rating,
  error: null,
  busy: null,
})

/** The conversation after one action. Pure; actions on turns that are not there change nothing. */
export const createReducer =
  (failure: (code: string, params: Record<string, unknown>) => T7Error) =>
  (state: Conversation, action: ConversationAction): Conversation => {
    const change = (work: (turn: Turn) => Turn): Conversation => ({
      ...state,
      turns: state.turns.map((turn) => (turn.key === action.key ? work(turn) : turn)),
    })
    switch (action.kind) {
      case 'asked':
        return { ...state, turns: [...state.turns, newTurn(action)] }
      case 'event': {
        const id = action.event.body.kind === 'asked' ? (state.id ?? action.event.body.conversationId) : state.id
        return { ...change((turn) => applyEvent(turn, action.event, failure)), id }
      }
      case 'viewed':
        return change((turn) => applyView(turn, action.view))
      case 'failed':
        // A press that failed leaves what was there; an ask without an outcome has failed itself.
        return change((turn) => ({ ...turn, error: action.error, busy: null, status: turn.outcome === null ? 'failed' : turn.status }))
      case 'stopped':
        return change((turn) => (turn.status === 'running' ? { ...turn, status: 'cancelled' } : turn))
      case 'busy':
        return change((turn) => ({ ...turn, busy: action.busy, error: null }))
      case 'rated':
        return change((turn) => ({ ...turn, rating: action.rating }))
    }
  }

/** The turn that is being worked on, if any. */
export const runningTurn = (state: Conversation): Turn | undefined => state.turns.findLast((turn) => turn.status === 'running')
