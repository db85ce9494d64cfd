import type { Catalog } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import type { ResultTable } from '#contracts/result.ts'
import { explainViolation, isViolation } from './change/explain-violation.ts'
import type { Access, Source } from './ports.ts'

/** The rows for which the database refused a change; null when it refused for another reason, or they can't be found any more. */
export const offendingRows = async (
  source: Source,
  access: Access,
  catalog: Catalog,
  steps: readonly ChangeStep[],
  error: unknown,
): Promise<ResultTable | null> => {
  if (!isViolation(error)) return null
  try {
    return await source.change(access, false, (run) => explainViolation(error, run, catalog, steps))
  } catch {
    // The refusal itself is the answer; what would illustrate it may fail.
    return null
  }
}
