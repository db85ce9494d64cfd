import type { AskStatus, AskView } from '#contracts/api.ts'
import type { AskEvent, EventBody } from '#contracts/event.ts'
import type { Turn } from '#engine/interpretation.ts'

export type NewAsk = {
  readonly id: string
  readonly conversationId: string | null
  readonly person: { readonly id: string; readonly name: string }
  readonly text: string
  readonly overrides: Readonly<Record<string, string>>
  /** The ask's clock, local time. */
  readonly now: string
}

/** Where asks and their events are kept. Failures of the database throw T7Error `source.unavailable`. */
export interface AskStore {
  /** Keeps a new ask as `running`, in its conversation or a new one. @throws T7Error `conversation.not_found` when it is not this person's */
  begin(ask: NewAsk): Promise<AskView>
  /** Appends events in order; sequences start at 0. */
  append(askId: string, bodies: readonly EventBody[]): Promise<readonly AskEvent[]>
  /** Events after a sequence (-1 = all), in order. */
  events(askId: string, after: number): Promise<readonly AskEvent[]>
  find(askId: string): Promise<AskView | null>
  /** Moves the ask from one status to `running`; false when it was not in that status: somebody else was faster. */
  claim(askId: string, from: AskStatus): Promise<boolean>
  /** Ends a run: the outcome, the status it leaves, and the facts that the history shows. */
  settle(askId: string, status: AskStatus, outcome: AskView['outcome']): Promise<void>
  rate(askId: string, rating: -1 | 0 | 1): Promise<void>
  /** The last turns of a conversation, oldest first. */
  turns(conversationId: string, limit: number): Promise<readonly Turn[]>
}
