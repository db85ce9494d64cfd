import type { Catalog, Dialect } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import type { Statement } from '#contracts/verdict.ts'
import { type ChangeScript, type Definitions, noDefinitions, type ScriptPart } from './change-script.ts'
import { evolveCatalog } from './evolve-catalog.ts'
import { plainStatements } from './plain-statements.ts'
import { postgresStatements } from './postgres-statements.ts'
import { sqliteStatements } from './sqlite-statements.ts'
import { expandSteps } from './step-groups.ts'

/** One step as statements; `catalog` as it is before the step, `after` as it will be. Throws T7Error when the dialect can't do it. */
export const stepStatements = (step: ChangeStep, catalog: Catalog, after: Catalog, definitions: Definitions): readonly Statement[] => {
  switch (catalog.dialect) {
    case 'postgres':
      return postgresStatements(step, catalog, after, definitions)
    case 'sqlite':
      return sqliteStatements(step, catalog, after, definitions)
    case 'mysql':
    case 'duckdb':
      return plainStatements(step, catalog, after)
  }
}

/** What was read of the source before the plan says nothing reliable of a table that the plan has changed since. */
const outdated = (definitions: Definitions, step: ChangeStep): Definitions => {
  const names = 'table' in step ? [step.table] : [step.name]
  return { objects: definitions.objects.filter((o) => !names.includes(o.table)), viewUses: [] }
}

/**
 * A plan's steps as statements, in order; later steps see the effects of earlier ones. `definitions`, read from the source, keep the
 * details of a rebuilt SQLite table that its catalog does not hold, and name dependent views exactly.
 * Throws T7Error (`change.*`) when a step does not fit the catalog or the dialect.
 */
export const planScript = (
  steps: readonly ChangeStep[],
  catalog: Catalog,
  dialect: Dialect,
  definitions: Definitions = noDefinitions,
): ChangeScript => {
  const parts: ScriptPart[] = []
  let current: Catalog = { ...catalog, dialect }
  let known = definitions
  for (const step of expandSteps(steps)) {
    const after = evolveCatalog(current, step)
    parts.push({ step, statements: stepStatements(step, current, after, known) })
    if (after !== current) known = outdated(known, step)
    current = after
  }
  const statements = parts.flatMap((p) => p.statements)
  return { parts, statements, inlined: statements.map((s) => s.inlined).join(';\n') }
}
