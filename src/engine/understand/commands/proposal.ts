import type { Choice } from '#contracts/outcome.ts'
import type { ChangePlan, Language } from '#contracts/plan.ts'
import type { Turn } from '../../interpretation.ts'
import type { Token } from '../tokens.ts'

export type CommandInput = {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly language: Language
  /** The ask's clock, local time: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`. */
  readonly now: string
  /** Oldest first. */
  readonly history: readonly Turn[]
  /** Assumption key -> value chosen by the person. */
  readonly overrides: Readonly<Record<string, string>>
}

/** What keeps a command from being done as it was said. */
export type Problem =
  | { readonly kind: 'clarify'; readonly question: string; readonly choices: readonly Choice[] }
  | { readonly kind: 'refuse'; readonly code: string; readonly params: Readonly<Record<string, unknown>>; readonly sentence: string }

/**
 * A reading of a command. `plan` is the best that could be made of it, null where nothing could (then there is a problem).
 * With `problems`, nothing may be done before a person answers. `links`: what was said and what it was taken for.
 */
export type ChangeProposal = {
  readonly plan: ChangePlan | null
  readonly problems: readonly Problem[]
  readonly links: readonly { readonly said: string; readonly meant: string }[]
}
