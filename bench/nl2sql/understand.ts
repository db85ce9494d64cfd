import { readQuery } from '#engine/plan/read-sql.ts'
import { abstractQuery } from '#engine/propose/abstract-query.ts'
import type { Evidence } from '#engine/propose/evidence.ts'
import type { LogicalForm } from '#engine/propose/logical-form.ts'
import { type Understood, understandQuestion } from '#engine/propose/propose-question.ts'
import { schemaOf } from '#engine/propose/schema.ts'
import { chooseMentions, findSpans } from '#engine/understand/links.ts'
import { cutPieces } from '#engine/understand/pieces.ts'
import { tokenize } from '#engine/understand/tokens.ts'
import type { Databases } from './databases.ts'
import type { Question } from './read-questions.ts'

/** A question as the networks see it, with the form of its gold statement where it has one. */
export type Example = { readonly question: Question; readonly understood: Understood; readonly gold: LogicalForm | null }

/** An example that can be learned from part by part. */
export type Labelled = { readonly question: Question; readonly evidence: Evidence; readonly gold: LogicalForm }

export const understand = async (databases: Databases, question: Question): Promise<Example> => {
  const knowledge = await databases.knowledge(question.database)
  const tokens = tokenize(question.text)
  const spans = findSpans(question.text, tokens, knowledge)
  const pieces = cutPieces(question.text, tokens, chooseMentions(tokens, spans), question.language, question.today)
  const input = { text: question.text, language: question.language, today: question.today, knowledge, overrides: {}, pieces }
  const query = readQuery(question.gold, knowledge.catalog)
  return {
    question,
    understood: understandQuestion(input, tokens, spans),
    gold: query && abstractQuery(query, schemaOf(knowledge)),
  }
}
