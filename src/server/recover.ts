import type { AskStatus } from '#contracts/api.ts'
import type { AppliedOutcome, Outcome } from '#contracts/outcome.ts'
import { appliedSentence } from '#engine/change-words.ts'
import type { Workspace } from './workspace.ts'

type Unfinished = Awaited<ReturnType<Workspace['asks']['unfinished']>>[number]

const noTime = { understand: 0, guard: 0, database: 0, total: 0 }

/** The outcome of a change that was made just before its T7 was killed. */
const madeOutcome = async ({ changes }: Pick<Workspace, 'changes'>, { ask, changeId }: Unfinished): Promise<AppliedOutcome | null> => {
  const shown = ask.outcome
  if (shown?.kind === 'applied') return shown
  const change = changeId === null ? null : await changes.find(changeId)
  if (change === null || shown?.kind !== 'confirm') return null
  const { language, preview } = shown
  return {
    kind: 'applied',
    language,
    sentence: appliedSentence(preview, language),
    suggestions: [],
    plan: change.plan,
    sql: change.sql,
    changeId: change.id,
    affected: change.affected,
    preview,
    undo: { state: 'possible' },
    timings: noTime,
  }
}

const settled = (made: AppliedOutcome | null, before: Outcome | null): { readonly status: AskStatus; readonly outcome: Outcome | null } => {
  if (made) return { status: 'applied', outcome: made }
  return before?.kind === 'confirm' ? { status: 'waiting', outcome: before } : { status: 'failed', outcome: null }
}

/**
 * Brings to an end the asks that a killed T7 left running: a change that was committed is shown as made, one that was not waits for its
 * confirmation again, a question has failed.
 * @param olderThan milliseconds; 0 where no other server can be running them
 * @returns how many there were
 */
export const recoverAsks = async (workspace: Pick<Workspace, 'asks' | 'changes'>, olderThan: number): Promise<number> => {
  const before = Date.now() - olderThan
  const unfinished = (await workspace.asks.unfinished()).filter(({ ask }) => Date.parse(ask.askedAt) <= before)
  for (const one of unfinished) {
    const { ask } = one
    const made = await madeOutcome(workspace, one)
    const { status, outcome } = settled(made, ask.outcome)
    const end =
      outcome === null ? ({ kind: 'failed', code: 'ask.interrupted', params: {} } as const) : ({ kind: 'concluded', outcome } as const)
    await workspace.asks.append(ask.id, [end])
    await workspace.asks.settle(ask.id, status, outcome)
  }
  return unfinished.length
}
