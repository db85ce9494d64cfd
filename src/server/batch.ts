import { isDataChange } from '#contracts/change.ts'
import { T7Error } from '#contracts/error.ts'
import type { Language, Plan } from '#contracts/plan.ts'
import type { Role } from '#contracts/role.ts'
import type { Verdict } from '#contracts/verdict.ts'
import { type AskedChange, askedChange } from '#engine/asked-change.ts'
import { apply } from '#engine/change/apply.ts'
import { changeOptions } from '#engine/change-options.ts'
import { textProblem } from '#engine/check-text.ts'
import { compileQuery } from '#engine/compile/compile-query.ts'
import { messageFor } from '#engine/explain/messages.ts'
import type { Guard } from '#engine/guard/guard.ts'
import { interpret } from '#engine/interpret.ts'
import type { Interpretation } from '#engine/interpretation.ts'
import type { Source } from '#engine/ports.ts'
import type { Knowledge } from '#engine/understand/knowledge.ts'

export type BatchQuestion = {
  readonly question: string
  readonly language: Language | null
  readonly now: string
  readonly role: Role
  readonly history: readonly { readonly question: string; readonly sql: string | null }[]
}

export type BatchAnswer = {
  readonly kind: 'query' | 'data_change' | 'schema_change' | 'clarify' | 'refuse' | 'other'
  readonly sql: string | null
  readonly confidence: number
  readonly ms: number
  readonly needs?:
    | { readonly confirmations: 1 | 2 }
    | { readonly clarify: { readonly question: string; readonly choices: readonly string[] } }
  readonly refused?: { readonly code: string; readonly message: string }
}

export type BatchDeps = {
  readonly source: Source
  readonly guard: Guard
  readonly knowledge: () => Promise<Knowledge>
  readonly milliseconds: () => number
  /** Data and schema changes run as a confirmed person of the role would run them. */
  readonly apply: boolean
  readonly newId: () => string
}

/** A plan as SQL, what the guard says of it, and, for changes, what would run. */
type Judged = { readonly sql: string; readonly verdict: Verdict | null; readonly asked: AskedChange | null }

const judge = (guard: Guard, plan: Plan, { catalog }: Knowledge, role: Role): Judged => {
  const { dialect } = catalog
  if (plan.kind === 'change') {
    const asked = askedChange(guard, plan, catalog, role)
    return { sql: asked.sql, verdict: null, asked }
  }
  const sql = plan.kind === 'sql' ? plan.sql : compileQuery(plan.query, catalog, dialect).inlined
  const verdict = guard.judge({ sql, dialect, role, catalog, limit: null })
  if (plan.kind === 'query' || verdict.kind !== 'confirm') return { sql, verdict, asked: null }
  return { sql, verdict, asked: askedChange(guard, plan, catalog, role) }
}

const structural: ReadonlySet<string> = new Set(['create', 'alter', 'drop', 'truncate'])

const changeKind = (plan: Plan, asked: AskedChange): 'data_change' | 'schema_change' => {
  if (plan.kind === 'change') return plan.steps.every(isDataChange) ? 'data_change' : 'schema_change'
  const { decision } = asked.verdict
  return decision.kind === 'confirm' && structural.has(decision.statementClass) ? 'schema_change' : 'data_change'
}

type Said = Omit<BatchAnswer, 'ms'>

const refusal = (
  code: string,
  params: Readonly<Record<string, unknown>>,
  language: Language,
  sql: string | null,
  confidence: number,
): Said => ({
  kind: 'refuse',
  sql,
  confidence,
  refused: { code, message: messageFor(code, params, language) },
})

const sayAct = (plan: Plan, judged: Judged, language: Language): Said => {
  const { sql, verdict, asked } = judged
  const { confidence } = plan
  if (verdict?.kind === 'refuse') return refusal(verdict.refusal.code, verdict.refusal.params, language, sql, confidence)
  if (asked === null) return { kind: 'query', sql, confidence }
  const { decision } = asked.verdict
  if (decision.kind === 'refuse') return refusal(decision.refusal.code, decision.refusal.params, language, sql, confidence)
  return { kind: changeKind(plan, asked), sql, confidence, needs: { confirmations: decision.times } }
}

const saySomethingElse = (reading: Interpretation, sql: string | null): Said => {
  const { decision, best, language } = reading
  const confidence = best?.confidence ?? 0
  switch (decision.kind) {
    case 'clarify':
      return {
        kind: 'clarify',
        sql,
        confidence,
        needs: { clarify: { question: decision.question, choices: decision.choices.map((choice) => choice.label) } },
      }
    case 'refuse':
      return {
        ...refusal(decision.code, decision.params, language, sql, confidence),
        refused: { code: decision.code, message: decision.sentence },
      }
    case 'message':
    case 'act':
      return { kind: 'other', sql, confidence }
  }
}

/** Runs a change that nobody previewed, as a confirmed person would; tells whether it changed anything. */
const run = async (deps: BatchDeps, asked: AskedChange, knowledge: Knowledge, role: Role): Promise<boolean> => {
  const { change } = asked
  const { catalog } = knowledge
  const done = await deps.source.change(
    { role },
    true,
    (execute) => apply(execute, { change, catalog, id: deps.newId(), token: null }),
    changeOptions(change),
  )
  const rowsOnly = done.kind === 'applied' && done.record.impossible === null && done.record.items.every((item) => item.kind === 'rows')
  return change.kind === 'statement' || !rowsOnly || done.affected > 0
}

/**
 * Answers one record. Never throws for what a record holds: what cannot be done comes back as `refuse`. `ms` is the engine's own time, from the text
 * to the judged SQL.
 */
export const answerRecord =
  (deps: BatchDeps) =>
  async (question: BatchQuestion): Promise<BatchAnswer> => {
    const knowledge = await deps.knowledge()
    const started = deps.milliseconds()
    const since = () => Math.round((deps.milliseconds() - started) * 100) / 100
    const problem = textProblem(question.question)
    if (problem) return { ...refusal(problem.code, problem.params, question.language ?? 'es', null, 0), ms: since() }
    const history = question.history.map((turn) => ({ ...turn, plan: null }))
    const { language, now } = question
    let reading: Interpretation | null = null
    let judged: Judged | null = null
    try {
      reading = interpret({ text: question.question, language, overrides: {}, now, history }, knowledge)
      if (reading.best) judged = judge(deps.guard, reading.best, knowledge, question.role)
      const said = sayReading(reading, judged)
      const ms = since()
      const asked = deps.apply && 'needs' in said && said.kind !== 'clarify' ? judged?.asked : null
      if (asked && !(await run(deps, asked, knowledge, question.role)))
        return { ...refusal('change.nothing_to_change', {}, reading.language, said.sql, said.confidence), ms }
      return { ...said, ms }
    } catch (error) {
      const known = asKnown(error)
      const spoken = reading?.language ?? language ?? 'es'
      return { ...refusal(known.code, known.params, spoken, judged?.sql ?? null, reading?.best?.confidence ?? 0), ms: since() }
    }
  }

const sayReading = (reading: Interpretation, judged: Judged | null): Said =>
  reading.decision.kind === 'act' && judged !== null
    ? sayAct(reading.decision.plan, judged, reading.language)
    : saySomethingElse(reading, judged?.sql ?? null)

const asKnown = (error: unknown): T7Error =>
  error instanceof T7Error ? error : new T7Error({ code: 'ask.failed', kind: 'bug', cause: error, params: { message: String(error) } })
