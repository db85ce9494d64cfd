import { columnRoles, rolesOf } from '#engine/propose/column-features.ts'
import type { Associate } from '#engine/propose/judge.ts'
import { isContent } from '#engine/propose/judge.ts'
import { tablesOf } from '#engine/propose/table-features.ts'
import { type NameKind, pairKey } from '#engine/ranker/associations.ts'
import { hashText } from '#engine/ranker/features.ts'
import { family } from './read-questions.ts'
import type { Labelled } from './understand.ts'

/** Times seen, by family of databases: what was seen in one only tells nothing about others. */
type Counts = Map<number, Map<string, number>>

const add = (counts: Counts, key: number, of: string): void => {
  const row = counts.get(key) ?? new Map<string, number>()
  row.set(of, (row.get(of) ?? 0) + 1)
  counts.set(key, row)
}

const sum = (
  row: ReadonlyMap<string, number> | undefined,
  except: string | null,
): { readonly total: number; readonly families: number } => {
  let total = 0
  let families = 0
  for (const [of, n] of row ?? []) {
    if (of === except) continue
    total += n
    families++
  }
  return { total, families }
}

type Name = { readonly hash: number; readonly kind: NameKind; readonly used: boolean }

const namesOf = ({ evidence, gold }: Labelled): readonly Name[] => {
  const { schema } = evidence
  const roles = rolesOf(gold)
  const columns = new Set(columnRoles.flatMap((role) => [...roles[role]]))
  const { outer, inner } = tablesOf(gold)
  const tables = new Set([...outer, ...inner])
  const names = new Map<string, Name>()
  const see = (word: string, kind: NameKind, used: boolean): void => {
    const key = `${kind} ${word}`
    names.set(key, { hash: hashText(word), kind, used: used || (names.get(key)?.used ?? false) })
  }
  for (const c of schema.columns) if (tables.has(c.table)) for (const word of c.words) see(word, 'column', columns.has(c.index))
  for (const t of schema.tables) for (const word of t.words) see(word, 'table', tables.has(t.index))
  return [...names.values()]
}

const saidBy = ({ evidence }: Labelled): readonly number[] => [...new Set(evidence.stems.filter((_, i) => isContent(evidence, i)))]

export type AssociationCounts = {
  /** Strength for an example of a family of databases, that family's own counts left out; null: all counted. */
  readonly associate: (except: string | null) => Associate
  /** All pairs that tell something, for use on any database. */
  readonly table: () => ReadonlyMap<number, number>
}

/** Counts which words of questions go with which words of names (pointwise mutual information). */
export const countAssociations = (examples: readonly Labelled[]): AssociationCounts => {
  const together: Counts = new Map()
  const offered: Counts = new Map()
  const used = new Map<number, number>()
  const seen = new Map<number, number>()
  const nameOfPair = new Map<number, number>()
  for (const example of examples) {
    const of = family(example.question.database)
    const words = saidBy(example)
    for (const { hash, kind, used: isUsed } of namesOf(example)) {
      const own = pairKey(0, hash, kind)
      seen.set(own, (seen.get(own) ?? 0) + 1)
      if (isUsed) used.set(own, (used.get(own) ?? 0) + 1)
      for (const word of words) {
        const pair = pairKey(word, hash, kind)
        nameOfPair.set(pair, own)
        add(offered, pair, of)
        if (isUsed) add(together, pair, of)
      }
    }
  }
  const strength = (pair: number, except: string | null): number => {
    const own = nameOfPair.get(pair)
    if (own === undefined) return 0
    const both = sum(together.get(pair), except)
    if (both.families < 2 || both.total < 3) return 0
    const rate = ((used.get(own) ?? 0) + 1) / ((seen.get(own) ?? 0) + 4)
    const log = Math.log((both.total + 0.5) / (sum(offered.get(pair), except).total * rate + 0.5))
    return log > 0.4 ? Math.round(log * 10) / 10 : 0
  }
  return {
    associate: (except) => (said, name, kind) => strength(pairKey(said, name, kind), except),
    table: () => new Map([...together.keys()].map((pair) => [pair, strength(pair, null)] as const).filter(([, s]) => s > 0)),
  }
}
