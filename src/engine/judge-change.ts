import type { Catalog } from '#contracts/catalog.ts'
import { type ChangeStep, isDataChange } from '#contracts/change.ts'
import { allowedClasses, confirmationsFor, type Role, type StatementClass, statementClass } from '#contracts/role.ts'
import type { Refusal, Statement, Verdict } from '#contracts/verdict.ts'
import type { ChangeScript } from './change/change-script.ts'
import { evolveCatalog } from './change/evolve-catalog.ts'
import type { Guard } from './guard/guard.ts'

/** What the guard says of a whole change. `judged` holds every statement's own verdict, for the record. */
export type ChangeVerdict = {
  readonly judged: readonly { readonly sql: string; readonly verdict: Verdict }[]
  readonly decision:
    | { readonly kind: 'refuse'; readonly refusal: Refusal; readonly sql: string }
    | {
        readonly kind: 'confirm'
        readonly statementClass: StatementClass
        readonly times: 1 | 2
        readonly typed: string | null
        readonly unfiltered: boolean
      }
}

const severity = (one: StatementClass): number => statementClass.options.indexOf(one)

const worst = (classes: readonly StatementClass[]): StatementClass =>
  classes.reduce((found, one) => (severity(one) > severity(found) ? one : found), 'read' as StatementClass)

/** The class of what a step means, whatever statements its dialect needs for it (SQLite rebuilds a table to change a rule). */
export const classOfStep = (step: ChangeStep): StatementClass => {
  switch (step.kind) {
    case 'insert':
    case 'update':
    case 'delete':
      return step.kind
    case 'create_table':
    case 'create_index':
    case 'create_view':
      return 'create'
    case 'drop_table':
    case 'drop_column':
    case 'drop_index':
    case 'drop_view':
      return 'drop'
    case 'truncate_table':
      return 'truncate'
    case 'rename_table':
    case 'add_column':
    case 'rename_column':
    case 'change_type':
    case 'set_required':
    case 'set_default':
    case 'add_constraint':
    case 'drop_constraint':
    case 'describe':
      return 'alter'
  }
}

/** The name of what a step takes away or empties, as people must type it. */
const lostName = (step: ChangeStep): string | null => {
  switch (step.kind) {
    case 'drop_table':
    case 'truncate_table':
    case 'delete':
    case 'update':
      return step.table
    case 'drop_column':
      return step.column
    case 'drop_index':
    case 'drop_view':
      return step.name
    default:
      return null
  }
}

const isUnfiltered = (step: ChangeStep): boolean => (step.kind === 'update' || step.kind === 'delete') && step.where === null

const judgePart = (guard: Guard, statement: Statement, role: Role, before: Catalog, after: Catalog): Verdict => {
  const judge = (catalog: Catalog) => guard.judge({ sql: statement.sql, dialect: catalog.dialect, role, catalog, limit: null })
  const first = judge(before)
  // A comment on a table is judged once its table is there.
  return first.kind === 'refuse' && first.refusal.code === 'guard.unknown_object' && after !== before ? judge(after) : first
}

/** Judges every statement of a script against the structure it will find, and the whole by its worst. */
export const judgeScript = (guard: Guard, script: ChangeScript, catalog: Catalog, role: Role): ChangeVerdict => {
  const judged: { sql: string; verdict: Verdict }[] = []
  let current = catalog
  for (const { step, statements } of script.parts) {
    const asked = classOfStep(step)
    if (!allowedClasses[role].includes(asked)) {
      const refusal: Refusal = { code: 'guard.class_not_allowed', params: { classes: [asked], role } }
      return { judged, decision: { kind: 'refuse', refusal, sql: script.inlined } }
    }
    const after = evolveCatalog(current, step)
    // The statements that rebuild a SQLite table are ours from end to end and name things that exist only in between.
    if (catalog.dialect === 'postgres' || isDataChange(step)) {
      for (const statement of statements) {
        const verdict = judgePart(guard, statement, role, current, after)
        judged.push({ sql: statement.inlined, verdict })
        if (verdict.kind === 'refuse') return { judged, decision: { kind: 'refuse', refusal: verdict.refusal, sql: script.inlined } }
      }
    }
    current = after
  }
  return {
    judged,
    decision: decideChange(
      script.parts.map((part) => part.step),
      judged.map((one) => one.verdict),
    ),
  }
}

const decideChange = (steps: readonly ChangeStep[], verdicts: readonly Verdict[]): ChangeVerdict['decision'] => {
  const classes = [...steps.map(classOfStep), ...verdicts.flatMap((verdict) => verdict.reading?.classes ?? [])]
  const unfiltered = steps.some(isUnfiltered)
  const told = verdicts.flatMap((verdict) => (verdict.kind === 'confirm' ? [verdict.times] : []))
  const twice = unfiltered || [...classes.map(confirmationsFor), ...told].includes(2)
  const lost = steps.map(lostName).filter((name) => name !== null)
  return { kind: 'confirm', statementClass: worst(classes), times: twice ? 2 : 1, typed: twice ? (lost[0] ?? null) : null, unfiltered }
}

/** The same for one hand-written statement that cannot be read as steps. */
export const judgeStatement = (verdict: Verdict, sql: string): ChangeVerdict => {
  const judged = [{ sql, verdict }]
  if (verdict.kind === 'refuse') return { judged, decision: { kind: 'refuse', refusal: verdict.refusal, sql } }
  const { classes, targets, unfiltered } = verdict.reading
  const times = verdict.kind === 'confirm' ? verdict.times : 1
  const typed = verdict.kind === 'confirm' ? (verdict.typed ?? (times === 2 ? (targets[0] ?? null) : null)) : null
  return { judged, decision: { kind: 'confirm', statementClass: worst(classes), times, typed, unfiltered } }
}
