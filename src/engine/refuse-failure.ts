import type { Catalog } from '#contracts/catalog.ts'
import { T7Error } from '#contracts/error.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import type { ResultTable } from '#contracts/result.ts'
import type { AskedChange } from './asked-change.ts'
import { offendingRows } from './offending-rows.ts'
import type { Access, Source } from './ports.ts'
import { isRefusal, refuse } from './refuse.ts'

type Listener = { readonly language: Language; readonly suggestions: readonly string[] }

/** What the database refused, in words. Throws on what is no answer to the person. */
export const refuseFailure = (listener: Listener, sql: string | null, error: unknown, offending: ResultTable | null = null): Outcome => {
  if (error instanceof T7Error && isRefusal(error)) return refuse(listener, { code: error.code, params: error.params, sql, offending })
  throw error
}

/** The same for a change, with the rows that stand in its way. */
export const refuseChange = async (
  listener: Listener,
  place: { readonly source: Source; readonly access: Access; readonly catalog: Catalog },
  asked: AskedChange | null,
  error: unknown,
): Promise<Outcome> => {
  const steps = asked?.change.kind === 'steps' ? asked.change.steps : []
  const offending = await offendingRows(place.source, place.access, place.catalog, steps, error)
  return refuseFailure(listener, asked?.sql ?? null, error, offending)
}
