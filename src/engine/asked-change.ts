import type { Catalog } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import type { ChangePlan, SqlPlan } from '#contracts/plan.ts'
import type { Role } from '#contracts/role.ts'
import { planScript } from './change/compile-steps.ts'
import type { Change } from './change/execute.ts'
import type { Guard, Judgement } from './guard/guard.ts'
import { type ChangeVerdict, judgeScript, judgeStatement } from './judge-change.ts'
import { readChange } from './plan/read-sql.ts'

/** A change as it would run, and what the guard says of it. */
export type AskedChange = { readonly change: Change; readonly sql: string; readonly verdict: ChangeVerdict }

const structural: ReadonlySet<string> = new Set(['create', 'alter', 'drop'])

const fromStatement = (sql: string, judgement: Judgement): AskedChange => {
  const reading = judgement.reading
  const structure = reading?.classes.some((one) => structural.has(one)) ?? false
  const statement = { sql, parameters: [], inlined: sql }
  return {
    change: { kind: 'statement', statement, targets: structure ? null : (reading?.targets ?? null), structure },
    sql,
    verdict: judgeStatement(judgement, sql),
  }
}

const fromSteps = (guard: Guard, steps: readonly ChangeStep[], catalog: Catalog, role: Role): AskedChange => {
  const script = planScript(steps, catalog, catalog.dialect)
  return { change: { kind: 'steps', steps }, sql: script.inlined, verdict: judgeScript(guard, script, catalog, role) }
}

/**
 * Compiles and judges a change. Typed SQL that says the same as change steps runs as those, so that it is shown and taken back like any other.
 * Throws T7Error `change.*` when a step does not fit the structure.
 */
export const askedChange = (guard: Guard, plan: ChangePlan | SqlPlan, catalog: Catalog, role: Role): AskedChange => {
  if (plan.kind === 'change') return fromSteps(guard, plan.steps, catalog, role)
  const { sql } = plan
  const judgement = guard.judge({ sql, dialect: catalog.dialect, role, catalog, limit: null })
  const steps = judgement.kind === 'confirm' ? readChange(sql, catalog) : null
  return steps === null ? fromStatement(sql, judgement) : fromSteps(guard, steps, catalog, role)
}
