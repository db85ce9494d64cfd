import type { Catalog } from '#contracts/catalog.ts'
import type { Plan } from '#contracts/plan.ts'
import { createPostgresSource } from '#data/sources/postgres/source.ts'
import { compileQuery } from '#engine/compile/compile-query.ts'
import { interpret } from '#engine/interpret.ts'
import type { Interpretation, Turn } from '#engine/interpretation.ts'
import { type Knowledge, prepare } from '#engine/understand/knowledge.ts'
import { examplesToday } from './read-examples.ts'

export type Engine = {
  readonly catalog: Catalog
  readonly knowledge: Knowledge
  /** Reads a text on the examples' day. */
  read(text: string, history?: readonly Turn[]): Interpretation
  /** The statement of a plan that asks; null for one that changes something. */
  statementOf(plan: Plan): string | null
}

/** The built-in engine over a database as it stands. */
export const createEngine = async (url: string): Promise<Engine> => {
  const source = createPostgresSource({ url })
  const described = await source.describe()
  await source.close()
  const knowledge = prepare(described)
  return {
    catalog: described.catalog,
    knowledge,
    read: (text, history = []) => interpret({ text, language: null, overrides: {}, now: examplesToday, history }, knowledge),
    statementOf: (plan) => {
      switch (plan.kind) {
        case 'query':
          return compileQuery(plan.query, described.catalog, 'postgres').inlined
        case 'sql':
          return plan.sql
        case 'change':
          return null
      }
    },
  }
}
