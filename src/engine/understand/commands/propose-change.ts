import type { ChangePlan } from '#contracts/plan.ts'
import type { Knowledge } from '../knowledge.ts'
import { foldSteps } from './fold-steps.ts'
import { tableInFocus } from './previous.ts'
import type { ChangeProposal, CommandInput } from './proposal.ts'
import { readSentences } from './read-sentences.ts'
import { rephrase } from './rephrase.ts'
import type { Draft, Scope } from './scope.ts'

export type { ChangeProposal, CommandInput } from './proposal.ts'

const planOf = (draft: Draft): ChangePlan | null => {
  const steps = foldSteps(draft.steps)
  if (steps.length === 0) return null
  return {
    version: 1,
    kind: 'change',
    steps: [...steps],
    assumptions: [...draft.assumptions],
    confidence: Math.max(0, Math.min(1, draft.confidence)),
  }
}

/**
 * Reads a command in Spanish or English as changes of structure or rows, best reading first. Pure; nothing is run. Empty when the
 * words ask for no change that could be made of them. A proposal with `problems` must not be carried out before they are answered.
 */
export const proposeChange = (input: CommandInput, knowledge: Knowledge): readonly ChangeProposal[] => {
  const scope: Scope = {
    input,
    knowledge,
    today: input.now.slice(0, 10),
    focus: input.overrides['table:'] ?? tableInFocus(input.history, knowledge),
    column: null,
    made: new Map(),
    memory: new Map(),
  }
  return readSentences(rephrase(input.tokens), scope)
    .filter((draft) => draft.steps.length > 0 || draft.problems.length > 0)
    .map((draft) => ({ plan: planOf(draft), problems: draft.problems, links: draft.links }))
}
