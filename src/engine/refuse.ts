import type { T7Error } from '#contracts/error.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import type { ResultTable } from '#contracts/result.ts'
import { messageFor } from './explain/messages.ts'

type Params = Readonly<Record<string, unknown>>

type Refused = {
  readonly code: string
  readonly params: Params
  readonly sql?: string | null
  readonly offending?: ResultTable | null
}

type Listener = { readonly language: Language; readonly suggestions: readonly string[] }

/** The outcome that says why not, and the way out, in the person's language. */
export const refuse = ({ language, suggestions }: Listener, { code, params, sql, offending }: Refused): Outcome => ({
  kind: 'refuse',
  language,
  sentence: messageFor(code, params, language),
  suggestions: suggestions.map((text) => ({ text })),
  code,
  params: { ...params },
  sql: sql ?? null,
  offending: offending ?? null,
})

/** Failures of the surroundings that the person can do something about: ask for less, try another way, wait for somebody's change. */
const toldToThePerson: ReadonlySet<string> = new Set(['source.timeout', 'source.lock_timeout', 'source.permission_denied'])

/** Whether a failure is an answer to the person rather than a failure of T7. */
export const isRefusal = (error: T7Error): boolean => error.kind === 'user' || toldToThePerson.has(error.code)
