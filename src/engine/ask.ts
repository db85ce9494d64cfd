import type { Outcome } from '#contracts/outcome.ts'
import type { Language, Plan } from '#contracts/plan.ts'
import { answer } from './answer.ts'
import type { AskInput, Asking, AskPorts } from './ask-ports.ts'
import { textProblem } from './check-text.ts'
import { compileQuery } from './compile/compile-query.ts'
import { explainPlan } from './explain/explain-plan.ts'
import { interpret } from './interpret.ts'
import type { Decision, Interpretation } from './interpretation.ts'
import { nextQuestions } from './next-questions.ts'
import { showContext } from './plan/show-context.ts'
import { proposeChange } from './propose-change.ts'
import { refuse } from './refuse.ts'
import { startStopwatch } from './stopwatch.ts'
import type { Knowledge } from './understand/knowledge.ts'

/**
 * The life of an ask: check the text, understand it, compile, guard, then read (a question) or rehearse (a change), and explain. Every step is
 * recorded. What a person may expect is a value; throws T7Error only when the surroundings fail (`source.unavailable`, `source.cancelled`).
 */
export const ask =
  (ports: AskPorts) =>
  async (input: AskInput): Promise<Outcome> => {
    const watch = startStopwatch(ports.milliseconds)
    const problem = textProblem(input.text)
    if (problem) return refuse({ language: input.language ?? input.fallbackLanguage, suggestions: [] }, problem)
    const knowledge = await watch.time('database', ports.knowledge)
    const reading = watch.time('understand', () => interpret(input, knowledge))
    const { intent, links, suggestions, decision } = reading
    const language = spokenLanguage(reading, input)
    ports.record({ kind: 'understood', language, intent, links: [...links] })
    const access = { role: input.role, ...(input.signal ? { signal: input.signal } : {}) }
    const alternatives = decision.kind === 'act' ? decision.alternatives : []
    const asking: Asking = { ports, access, knowledge, language, suggestions, alternatives, watch }
    if (decision.kind !== 'act') return reply(reading, decision)
    return act(withNext(asking, decision.plan, input), widened(decision.plan, knowledge))
  }

/** People see more of each row than the bare answer. */
const widened = (plan: Plan, knowledge: Knowledge): Plan =>
  plan.kind === 'query' ? { ...plan, query: showContext(plan.query, knowledge) } : plan

/** SQL looks like English whoever writes it: its author is answered in their own language. */
const spokenLanguage = ({ decision, language }: Interpretation, input: AskInput): Language =>
  decision.kind === 'act' && decision.plan.kind === 'sql' ? (input.language ?? input.fallbackLanguage) : language

const withNext = (asking: Asking, plan: Plan, { text, now }: AskInput): Asking =>
  plan.kind === 'query'
    ? {
        ...asking,
        suggestions: asking.watch.time('understand', () => nextQuestions({ text, plan, now }, asking.knowledge, asking.language)),
      }
    : asking

const act = async (asking: Asking, plan: Plan): Promise<Outcome> => {
  const { ports, knowledge, language } = asking
  ports.record({ kind: 'proposed', plan, explanation: explainPlan(plan, knowledge.catalog, language), proposer: 'engine' })
  switch (plan.kind) {
    case 'query':
      return answer(asking, plan, compileQuery(plan.query, knowledge.catalog, knowledge.catalog.dialect))
    case 'change':
      return proposeChange(asking, plan)
    case 'sql':
      return readsOnly(asking, plan.sql)
        ? answer(asking, plan, { sql: plan.sql, parameters: [], inlined: plan.sql })
        : proposeChange(asking, plan)
  }
}

/** Whether hand-written SQL is a question: what the guard refuses is told as one too. */
const readsOnly = ({ ports, knowledge, access }: Asking, sql: string): boolean => {
  const { catalog } = knowledge
  return ports.guard.judge({ sql, dialect: catalog.dialect, role: access.role, catalog, limit: null }).kind !== 'confirm'
}

const reply = ({ language, suggestions }: Interpretation, decision: Exclude<Decision, { kind: 'act' }>): Outcome => {
  const shared = { language, suggestions: suggestions.map((text) => ({ text })) }
  switch (decision.kind) {
    case 'clarify':
      return { kind: 'clarify', ...shared, sentence: decision.question, choices: [...decision.choices] }
    case 'message':
      return { kind: 'message', ...shared, sentence: decision.sentence, topic: decision.topic, understood: [...decision.understood] }
    case 'refuse':
      return {
        kind: 'refuse',
        ...shared,
        sentence: decision.sentence,
        code: decision.code,
        params: { ...decision.params },
        sql: null,
        offending: null,
      }
  }
}
