import type { Catalog } from '#contracts/catalog.ts'
import type { ChangePlan, SqlPlan } from '#contracts/plan.ts'
import type { Role } from '#contracts/role.ts'
import { planScript } from './change/compile-steps.ts'
import type { Change } from './change/execute.ts'
import type { Guard, Judgement } from './guard/guard.ts'
import { type ChangeVerdict, judgeScript, judgeStatement } from './judge-change.ts'

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

/** Compiles and judges a change. Throws T7Error `change.*` when a step does not fit the structure. */
export const askedChange = (guard: Guard, plan: ChangePlan | SqlPlan, catalog: Catalog, role: Role): AskedChange => {
  const { dialect } = catalog
  if (plan.kind === 'sql') return fromStatement(plan.sql, guard.judge({ sql: plan.sql, dialect, role, catalog, limit: null }))
  const script = planScript(plan.steps, catalog, dialect)
  return { change: { kind: 'steps', steps: plan.steps }, sql: script.inlined, verdict: judgeScript(guard, script, catalog, role) }
}
