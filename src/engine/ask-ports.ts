import type { EventBody } from '#contracts/event.ts'
import type { Choice } from '#contracts/outcome.ts'
import type { Language, Plan } from '#contracts/plan.ts'
import type { Role } from '#contracts/role.ts'
import type { UndoRecord } from './change/undo-record.ts'
import type { Guard } from './guard/guard.ts'
import type { InterpretInput } from './interpretation.ts'
import type { Access, Run, Source } from './ports.ts'
import type { Stopwatch } from './stopwatch.ts'
import type { Knowledge } from './understand/knowledge.ts'

/** What an ask needs from outside. */
export type AskPorts = {
  readonly source: Source
  readonly guard: Guard
  /** What is known of the source now. */
  readonly knowledge: () => Promise<Knowledge>
  /** Every step of the ask, as it happens. */
  readonly record: (body: EventBody) => void
  /** A clock that never goes back, in milliseconds. */
  readonly milliseconds: () => number
  readonly limits: AskLimits
}

/** `rows`: largest answer. `cost`: largest cost of a statement in the planner's own unit; dearer ones are refused before they run. */
export type AskLimits = { readonly rows: number; readonly cost: number }

export type AskInput = InterpretInput & {
  readonly role: Role
  /** Where the text does not tell. */
  readonly fallbackLanguage: Language
  readonly signal?: AbortSignal
}

/** A change that has just been made, in the transaction that will commit it. */
export type MadeChange = {
  readonly plan: Plan
  readonly sql: string
  readonly affected: number
  readonly catalogVersion: string
  readonly record: UndoRecord
}

/** Keeps a change together with itself: called in its transaction, before that is committed. */
export type KeepChange = (change: MadeChange, run: Run) => Promise<void>

/** One ask on its way: what all its steps share. */
export type Asking = {
  readonly ports: AskPorts
  readonly access: Access
  readonly knowledge: Knowledge
  readonly language: Language
  readonly suggestions: readonly string[]
  readonly alternatives: readonly Choice[]
  readonly watch: Stopwatch
}
