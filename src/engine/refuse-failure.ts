import { T7Error } from '#contracts/error.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import type { ResultTable } from '#contracts/result.ts'
import { isRefusal, refuse } from './refuse.ts'

type Listener = { readonly language: Language; readonly suggestions: readonly string[] }

/** What the database refused, in words. Throws on what is no answer to the person. */
export const refuseFailure = (listener: Listener, sql: string | null, error: unknown, offending: ResultTable | null = null): Outcome => {
  if (error instanceof T7Error && isRefusal(error)) return refuse(listener, { code: error.code, params: error.params, sql, offending })
  throw error
}
