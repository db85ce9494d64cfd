import type { Outcome } from '#contracts/outcome.ts'
import type { ChangePlan, Language, SqlPlan } from '#contracts/plan.ts'
import type { Asking } from './ask-ports.ts'
import { type AskedChange, askedChange } from './asked-change.ts'
import { type Previewed, preview } from './change/preview.ts'
import { changeOptions } from './change-options.ts'
import { changesNothing, pressWords, proposalSentence } from './change-words.ts'
import { messageFor } from './explain/messages.ts'
import type { ChangeVerdict } from './judge-change.ts'
import { refuse } from './refuse.ts'
import { refuseChange } from './refuse-failure.ts'
import { tryAgain } from './try-again.ts'
import { understoodAs } from './understood-as.ts'

type Proposed = ChangePlan | SqlPlan
type Confirmations = Extract<ChangeVerdict['decision'], { kind: 'confirm' }>

/** Guard, rehearse, show: a change comes to a question that says exactly what it would do, or to why not. Nothing is changed. */
export const proposeChange = async (asking: Asking, plan: Proposed): Promise<Outcome> => {
  const { ports, access, watch, knowledge, language } = asking
  const { catalog } = knowledge
  let asked: AskedChange | null = null
  try {
    asked = watch.time('guard', () => askedChange(ports.guard, plan, catalog, access.role))
    const { change, verdict } = asked
    for (const { sql, verdict: judged } of verdict.judged) ports.record({ kind: 'guarded', sql, verdict: judged })
    if (verdict.decision.kind === 'refuse') return refuse(asking, { ...verdict.decision.refusal, sql: verdict.decision.sql })
    const started = ports.milliseconds()
    const rehearsed = await watch.time('database', () =>
      tryAgain(() => ports.source.change(access, false, (run) => preview(run, { change, catalog, language }), changeOptions(change))),
    )
    ports.record({ kind: 'previewed', affected: rehearsed.affected, ms: Math.round((ports.milliseconds() - started) * 10) / 10 })
    if (changesNothing(rehearsed.preview) && change.kind === 'steps')
      return refuse(asking, { code: 'change.nothing_to_change', params: {}, sql: rehearsed.sql })
    return confirmation(asking, plan, verdict.decision, rehearsed)
  } catch (error) {
    return refuseChange(asking, { source: ports.source, access, catalog }, asked, error)
  }
}

const warningsOf = (decision: Confirmations, { impossible, preview: shown }: Previewed, language: Language): string[] => {
  const warnings: string[] = []
  const whole = shown.rows.find((rows) => rows.kind !== 'insert' && rows.total > 1 && rows.affected === rows.total)
  if (decision.unfiltered || whole)
    warnings.push(messageFor('change.whole_table', { table: whole?.table ?? decision.typed ?? '' }, language))
  if (impossible !== null) warnings.push(messageFor(impossible.code, impossible.params, language))
  const dependents = shown.structure.flatMap((one) => one.dependents)
  if (dependents.length > 0) warnings.push(messageFor('change.has_dependents', { dependents }, language))
  return warnings
}

const confirmation = (asking: Asking, plan: Proposed, decision: Confirmations, rehearsed: Previewed): Outcome => ({
  kind: 'confirm',
  ...understoodAs(asking, plan, rehearsed.sql),
  sentence: proposalSentence(rehearsed.preview, asking.language),
  suggestions: [],
  statementClass: decision.statementClass,
  preview: rehearsed.preview,
  remaining: decision.times,
  typed: decision.typed,
  action: pressWords(rehearsed.preview, asking.language),
  warnings: warningsOf(decision, rehearsed, asking.language),
  timings: asking.watch.read(),
})
