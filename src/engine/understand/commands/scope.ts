import type { Catalog } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import type { Assumption } from '#contracts/plan.ts'
import { evolveCatalog } from '../../change/evolve-catalog.ts'
import type { Day } from '../calendar.ts'
import { type Knowledge, prepare } from '../knowledge.ts'
import type { CommandInput, Problem } from './proposal.ts'

/** What a command is read against: the words, and the source as the steps read so far would leave it. */
export type Scope = {
  readonly input: CommandInput
  readonly knowledge: Knowledge
  readonly today: Day
  /** The table that "ponle", "esos" or an unnamed column refer to; null when the conversation has none. */
  readonly focus: string | null
  /** The column of that table that was spoken of last. */
  readonly column: string | null
  /** Names of rows that this command adds, by `table.column`. */
  readonly made: ReadonlyMap<string, readonly string[]>
  /** Rows already read in this command, by table and words. */
  readonly memory: Map<string, object>
}

/** A reading under way: steps in order and what was taken for granted. `confidence` 0 to 1. */
export type Draft = {
  readonly steps: readonly ChangeStep[]
  readonly assumptions: readonly Assumption[]
  readonly problems: readonly Problem[]
  readonly links: readonly { readonly said: string; readonly meant: string }[]
  readonly confidence: number
}

export const emptyDraft: Draft = { steps: [], assumptions: [], problems: [], links: [], confidence: 1 }

/** One after the other; as sure as the least sure. */
export const join = (a: Draft, b: Draft): Draft => ({
  steps: [...a.steps, ...b.steps],
  assumptions: [...a.assumptions, ...b.assumptions.filter((x) => !a.assumptions.some((y) => y.key === x.key))],
  problems: [...a.problems, ...b.problems],
  links: [...a.links, ...b.links],
  confidence: Math.min(a.confidence, b.confidence),
})

export const draftOf = (steps: readonly ChangeStep[], rest: Partial<Draft> = {}): Draft => ({
  ...emptyDraft,
  confidence: 0.9,
  ...rest,
  steps,
})

export const failed = (problem: Problem, confidence = 0.6): Draft => ({ ...emptyDraft, problems: [problem], confidence })

/** The same names and values over another structure. */
const reprepare = (knowledge: Knowledge, catalog: Catalog): Knowledge => {
  const fresh = prepare({ catalog, values: [] })
  return { ...fresh, values: knowledge.values, natures: new Map([...fresh.natures, ...knowledge.natures]) }
}

/** The scope after a structure step, so that later words may name what it makes. A step that can't be done leaves it as it was. */
export const after = (scope: Scope, steps: readonly ChangeStep[]): Scope => {
  const catalog = steps.reduce((current, step) => {
    if (step.kind === 'insert' || step.kind === 'update' || step.kind === 'delete') return current
    try {
      return evolveCatalog(current, step)
    } catch {
      return current
    }
  }, scope.knowledge.catalog)
  if (catalog === scope.knowledge.catalog) return scope
  return { ...scope, knowledge: reprepare(scope.knowledge, catalog), memory: new Map() }
}
