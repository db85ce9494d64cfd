import type { Plan } from '#contracts/plan.ts'
import type { Query } from '#contracts/query-plan.ts'
import { compileQuery } from '../compile/compile-query.ts'
import { explainPlan } from '../explain/explain-plan.ts'
import { interpret } from '../interpret.ts'
import type { Interpretation } from '../interpretation.ts'
import { showContext } from '../plan/show-context.ts'
import type { Knowledge } from '../understand/knowledge.ts'
import type { Proposal, Proposer } from './proposer.ts'

const ofPlan = (plan: Plan, { language }: Interpretation, knowledge: Knowledge): Proposal => {
  const { catalog } = knowledge
  switch (plan.kind) {
    case 'query': {
      const inline = (query: Query): string => compileQuery(query, catalog, catalog.dialect).inlined
      const bare = inline(plan.query)
      const shown = inline(showContext(plan.query, knowledge))
      return { kind: 'statement', shown, bare: bare === shown ? null : bare }
    }
    case 'sql':
      return { kind: 'statement', shown: plan.sql, bare: null }
    case 'change':
      return { kind: 'none', sentence: explainPlan(plan, catalog, language) }
  }
}

/** The built-in engine, as it answers in the chat. */
export const engineProposer: Proposer = {
  name: 'engine',
  propose: async ({ question, language, now, overrides, history }, knowledge) => {
    const turns = history.map((turn) => ({ ...turn, plan: null }))
    const reading = interpret({ text: question, language, now, overrides, history: turns }, knowledge)
    const { decision } = reading
    switch (decision.kind) {
      case 'act':
        return ofPlan(decision.plan, reading, knowledge)
      case 'clarify':
        return { kind: 'none', sentence: decision.question }
      case 'message':
      case 'refuse':
        return { kind: 'none', sentence: decision.sentence }
    }
  },
}
