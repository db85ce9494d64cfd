import type { ChangePlan } from '#contracts/plan.ts'
import type { Knowledge } from '../knowledge.ts'
import { foldSteps } from './fold-steps.ts'
import { tableInFocus } from './previous.ts'
import type { ChangeProposal, CommandInput } from './proposal.ts'
import { readFact, readSentences } from './read-sentences.ts'
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

const scopeOf = (input: CommandInput, knowledge: Knowledge): Scope => ({
  input,
  knowledge,
  today: input.now.slice(0, 10),
  focus: input.overrides['table:'] ?? tableInFocus(input.history, knowledge),
  column: null,
  made: new Map(),
  memory: new Map(),
})

/** What a statement of fact about rows would change ("el teléfono de Ana es el 600 11 22 33"); null unless all of it is understood. */
export const proposeFact = (input: CommandInput, knowledge: Knowledge): ChangeProposal | null => {
  const draft = readFact(rephrase(input.tokens), scopeOf(input, knowledge))
  const plan = draft && planOf(draft)
  return draft && plan ? { plan, problems: [], links: draft.links } : null
}

/**
 * Reads a command in Spanish or English as changes of structure or rows, best reading first. Pure; nothing is run. Empty when the
 * words ask for no change that could be made of them. A proposal with `problems` must not be carried out before they are answered.
 */
export const proposeChange = (input: CommandInput, knowledge: Knowledge): readonly ChangeProposal[] => {
  return readSentences(rephrase(input.tokens), scopeOf(input, knowledge))
    .filter((draft) => draft.steps.length > 0 || draft.problems.length > 0)
    .map((draft) => ({ plan: planOf(draft), problems: draft.problems, links: draft.links }))
}
