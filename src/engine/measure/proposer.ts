import type { AcceptedPair } from '#contracts/accuracy.ts'
import type { Knowledge } from '../understand/knowledge.ts'

/**
 * What a question is answered with: the SQL whose rows a person is shown, and, where those have columns beside what was asked, the SQL without
 * them. `none`: what is said instead, in the question's language.
 */
export type Proposal =
  | { readonly kind: 'statement'; readonly shown: string; readonly bare: string | null }
  | { readonly kind: 'none'; readonly sentence: string }

/** Whatever turns a question into SQL and can be measured. `name` is recorded with the run. */
export type Proposer = {
  readonly name: string
  readonly propose: (question: Omit<AcceptedPair, 'sql'>, knowledge: Knowledge) => Promise<Proposal>
}
