import type { AskRequest, AskView } from '#contracts/api.ts'
import type { AppliedOutcome, ConfirmOutcome, Outcome } from '#contracts/outcome.ts'
import type { Turn } from '#engine/interpretation.ts'
import type { Actor } from '../actor.ts'
import type { LiveAsk } from './live-ask.ts'

/** A request with its clock set. */
export type TimedRequest = AskRequest & { readonly now: string }

/** What can be run for an ask. Each records its steps on the live ask and comes to an outcome. */
export interface Runs {
  ask(live: LiveAsk, actor: Actor, request: TimedRequest, history: readonly Turn[]): Promise<Outcome>
  confirm(live: LiveAsk, actor: Actor, view: AskView, shown: ConfirmOutcome, token: string): Promise<Outcome>
  undo(live: LiveAsk, actor: Actor, view: AskView, applied: AppliedOutcome): Promise<Outcome>
  /** A change that waited and will not be made. */
  drop(live: LiveAsk, actor: Actor, view: AskView): Promise<Outcome>
  /** What a stopped ask comes to. */
  cancelled(actor: Actor): Outcome
}
