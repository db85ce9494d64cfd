import { planQuestion, type QueryProposal } from '../plan/ask-question.ts'
import type { QuestionInput } from '../plan/read/read-question.ts'
import type { Mention } from '../understand/links.ts'
import type { Token } from '../understand/tokens.ts'
import { abstractQuery } from './abstract-query.ts'
import { type Evidence, gather } from './evidence.ts'
import { schemaOf } from './schema.ts'

/** A question with what the rules read of it and what its text shows. */
export type Understood = { readonly read: QueryProposal | null; readonly evidence: Evidence; readonly opaque: boolean }

/** Reads a question by the rules and gathers what the learned proposer needs. */
export const understandQuestion = (question: QuestionInput, tokens: readonly Token[], spans: readonly Mention[]): Understood => {
  const read = planQuestion(question)
  const form = read && abstractQuery(read.plan.query, schemaOf(question.knowledge))
  const evidence = gather({
    text: question.text,
    tokens,
    spans,
    pieces: question.pieces,
    knowledge: question.knowledge,
    language: question.language,
    read: form,
    readConfidence: read?.plan.confidence ?? 0,
  })
  return { read, evidence, opaque: read !== null && form === null }
}

