import { type Catalog, findTable } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import { T7Error } from '#contracts/error.ts'
import type { ResultTable } from '#contracts/result.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { Run } from '#engine/ports.ts'
import { plain } from './quoting.ts'
import { queriesFromDetail } from './violation-detail.ts'
import { queriesFromStep } from './violation-queries.ts'

/** Rows shown at most. */
const maximumRows = 20

const violations: ReadonlySet<string> = new Set([
  'source.unique_violation',
  'source.foreign_key_violation',
  'source.check_violation',
  'source.not_null_violation',
  'source.type_mismatch',
  'change.broken_references',
  'change.needs_fill',
])

export const isViolation = (error: unknown): error is T7Error => error instanceof T7Error && violations.has(error.code)

/** A look that fails (a column that the plan itself makes, a function this server lacks) is no answer, and must not end the transaction. */
const look = async (run: Run, query: Statement): Promise<ResultTable | null> => {
  await run(plain('SAVEPOINT t7_look'), 'owner')
  try {
    const found = await run(query)
    if (found.rows.length === 0) return null
    return {
      columns: [...found.columns],
      rows: found.rows.slice(0, maximumRows).map((row) => [...row]),
      truncated: found.rows.length > maximumRows,
    }
  } catch (error) {
    if (error instanceof T7Error && error.kind === 'user') return null
    throw error
  } finally {
    await run(plain('ROLLBACK TO SAVEPOINT t7_look'), 'owner')
    await run(plain('RELEASE SAVEPOINT t7_look'), 'owner')
  }
}

const queriesFor = (error: T7Error, catalog: Catalog, steps: readonly ChangeStep[]): readonly Statement[] => [
  ...queriesFromDetail(error, catalog, maximumRows + 1),
  ...steps
    .filter((s) => !('table' in s) || findTable(catalog, s.table) !== undefined)
    .flatMap((s) => queriesFromStep(error, s, catalog, maximumRows + 1)),
]

/**
 * The rows that stand in the way of a change: those that refer to a row to be deleted, the row that has a unique value already, those that break
 * a new rule, are empty in a column that becomes required, or don't fit a new type. null when the failure is no violation or no rows explain it.
 * Run it in a transaction of its own (`source.change(access, false, ...)`): the failed one is over.
 */
export const explainViolation = async (
  error: unknown,
  run: Run,
  catalog: Catalog,
  steps: readonly ChangeStep[] = [],
): Promise<ResultTable | null> => {
  if (!isViolation(error)) return null
  for (const query of queriesFor(error, catalog, steps)) {
    const found = await look(run, query)
    if (found !== null) return found
  }
  return null
}
