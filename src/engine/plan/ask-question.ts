import type { QueryPlan } from '#contracts/plan.ts'
import type { Piece } from '../understand/pieces.ts'
import { type Role, withRoleTables } from '../understand/roles.ts'
import { buildQuery } from './build-query.ts'
import { confidenceOf } from './confidence.ts'
import type { Draft } from './read/draft.ts'
import { type QuestionInput, readQuestion } from './read/read-question.ts'
import { findSubject, namedTables } from './read/subject.ts'
import { relationAssumptions } from './relation-assumptions.ts'
import { readRoles } from './role-links.ts'
import { withRealTables } from './role-tables.ts'

/** A plan with what decides whether to act on it. */
export type QueryProposal = {
  readonly plan: QueryPlan
  readonly links: readonly { readonly said: string; readonly meant: string; readonly score: number }[]
  /** Keys of assumptions whose best two readings are about as good as each other. */
  readonly ties: ReadonlySet<string>
  /** Nouns that name nothing in the data. */
  readonly unknown: readonly string[]
}

/** A plan with all that the rules read. */
export type ReadProposal = QueryProposal & { readonly draft: Draft }

export const proposalOf = (plan: QueryPlan, draft: Draft): ReadProposal => ({
  plan,
  draft,
  links: draft.links,
  ties: draft.ties,
  unknown: draft.unknown,
})

/** "el equipo local de cada partido" asks about the matches: a role is seldom what a question is about where its owner is named. */
const subjectOverride = (pieces: readonly Piece[], roles: readonly Role[]): Readonly<Record<string, string>> => {
  const role = roles.find(({ alias }) => alias === findSubject(pieces))
  const owner = namedTables(pieces).find(({ table, at }) => {
    const before = pieces[at - 1]
    return table === role?.relation.from.table && before?.kind === 'cue' && before.cue.name === 'group'
  })
  return owner ? { 'table:subject': owner.table } : {}
}

/** Reads a question and plans it; null where nothing in it belongs to the catalog. */
export const planQuestion = (input: QuestionInput): ReadProposal | null => {
  const { pieces, roles } = readRoles(input.knowledge, input.pieces, input.overrides)
  const overrides = { ...subjectOverride(pieces, roles), ...input.overrides }
  const draft = readQuestion({ ...input, pieces, overrides, knowledge: withRoleTables(input.knowledge, roles) })
  if (!draft) return null
  const built = buildQuery(draft)
  const query = withRealTables(built.query, input.knowledge)
  const assumptions = [...draft.assumptions, ...relationAssumptions(query, input.knowledge, input.language)]
  const plan: QueryPlan = { version: 1, kind: 'query', query, assumptions, confidence: confidenceOf(draft, built.unreachable) }
  return proposalOf(plan, draft)
}
