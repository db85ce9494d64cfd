import type { Table } from '#contracts/catalog.ts'
import type { Condition } from '#contracts/query-plan.ts'
import { column, compare } from '../../plan/expressions.ts'
import { simpleSelect } from '../../plan/select.ts'
import { stems } from '../stem.ts'
import { identifierWords } from '../vocabulary.ts'
import { literal } from './literal-value.ts'
import type { Scope } from './scope.ts'
import { find, type Words } from './spans.ts'

const never =
  /(?:(?:y|ni|and|nor|o|or|que|who|that) )*(?:(?:no|nunca|jamas|ni|never|not|nor) )*(?:(?:han|ha|hayan|haya|have|has) )?(?:(?:nunca|never|not) )?(\S+) (?:a )?(?:nadie|ningun\S*|anyone|anybody|any \S+|no one|nobody)/

/** "ni han recomendado a nadie", "have never referred anyone": no row of the same table points at this one by the column of that verb. */
export const selfFilter = (
  words: Words,
  table: Table,
  scope: Scope,
): { readonly condition: Condition; readonly found: { readonly from: number; readonly to: number } } | null => {
  const match = find(words, never)
  const verb = match?.groups[1]
  if (!match || verb === undefined) return null
  const relation = scope.knowledge.catalog.relations.find(
    (r) =>
      r.from.table === table.name &&
      r.to.table === table.name &&
      r.from.columns.length === 1 &&
      identifierWords(r.from.columns[0] ?? '').some((w) => stems(w).some((s) => stems(verb).includes(s))),
  )
  const [from, to] = [relation?.from.columns[0], relation?.to.columns[0]]
  if (from === undefined || to === undefined) return null
  const other = 'other'
  const query = {
    ...simpleSelect(table.name, [literal(1, 'integer')], [compare(column(other, from), '=', column(table.name, to))]),
    from: { kind: 'table', table: table.name, as: other } as const,
  }
  return { condition: { kind: 'exists', query, negated: true }, found: match }
}
