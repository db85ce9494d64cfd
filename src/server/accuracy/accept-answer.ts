import type { AcceptedPair } from '#contracts/accuracy.ts'
import type { Proposer } from '#engine/measure/proposer.ts'
import type { Knowledge } from '#engine/understand/knowledge.ts'
import { type OnRated, rememberedTurns } from '../asking/asks.ts'
import type { Workspace } from '../workspace.ts'

export type AcceptDeps = {
  readonly pairs: Workspace['pairs']
  readonly proposer: Proposer
  readonly knowledge: () => Promise<Knowledge>
  readonly newId: () => string
}

/** The fewest turns before it that the question needs to be read as it was; all of them where it is read otherwise now. */
const neededHistory = async ({ proposer, knowledge }: AcceptDeps, pair: AcceptedPair): Promise<AcceptedPair['history']> => {
  const known = await knowledge()
  for (let turns = 0; turns < pair.history.length; turns += 1) {
    const history = turns === 0 ? [] : pair.history.slice(-turns)
    const proposal = await proposer.propose({ ...pair, history }, known)
    if (proposal.kind === 'statement' && proposal.shown === pair.sql) return history
  }
  return pair.history
}

/** An answer rated as good is kept with its question; one that no longer is, is let go. SQL typed by hand has nothing to understand. */
export const acceptAnswer =
  (deps: AcceptDeps): OnRated =>
  async (actor, { id: askId, rating, outcome, text, overrides }) => {
    const { pairs, newId } = deps
    if (rating !== 1) return pairs.removeAsk(askId)
    const asked = await pairs.askedAs(askId, rememberedTurns)
    if (asked === null || outcome?.kind !== 'answer' || outcome.plan.kind !== 'query') return
    const { language, sql, plan } = outcome
    const pair: AcceptedPair = { question: text, language, role: actor.role, overrides, sql, ...asked }
    await pairs.add(actor, [{ ...pair, history: await neededHistory(deps, pair), id: newId(), askId, plan }])
  }
