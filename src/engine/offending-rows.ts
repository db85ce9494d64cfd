import type { Catalog } from '#contracts/catalog.ts'
import type { Plan } from '#contracts/plan.ts'
import type { ResultTable } from '#contracts/result.ts'
import { explainViolation, isViolation } from './change/explain-violation.ts'
import type { Access, Source } from './ports.ts'

/** The rows for which the database refused a plan; null when it refused for another reason, or they can't be found any more. */
export const offendingRows = async (
  source: Source,
  access: Access,
  plan: Plan,
  catalog: Catalog,
  error: unknown,
): Promise<ResultTable | null> => {
  if (!isViolation(error)) return null
  const steps = plan.kind === 'change' ? plan.steps : []
  try {
    return await source.change(access, false, (run) => explainViolation(error, run, catalog, steps))
  } catch {
    // The refusal itself is the answer; what would illustrate it may fail.
    return null
  }
}
