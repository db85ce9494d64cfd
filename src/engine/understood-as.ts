import type { Plan } from '#contracts/plan.ts'
import type { Asking } from './ask-ports.ts'
import { explainPlan } from './explain/explain-plan.ts'
import { certaintyOf } from './plan/thresholds.ts'

/** What an outcome says of how the text was understood. */
export const understoodAs = (asking: Asking, plan: Plan, sql: string) => ({
  language: asking.language,
  suggestions: asking.suggestions.map((text) => ({ text })),
  plan,
  explanation: explainPlan(plan, asking.knowledge.catalog, asking.language),
  sql,
  assumptions: plan.assumptions,
  certainty: certaintyOf(plan.confidence),
  confidence: plan.confidence,
  alternatives: [...asking.alternatives],
})
