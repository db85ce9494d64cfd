import type { Condition } from '#contracts/query-plan.ts'
import { compare, countAll, literal, tablesInCondition } from './expressions.ts'
import { relatedRows } from './join-tree.ts'
import type { Draft } from './read/draft.ts'

/** Rows of `owner` that have, or lack, rows of `table`; null where the two are not related. */
export const existenceCondition = (
  draft: Draft,
  owner: string,
  table: string,
  negated: boolean,
  where: readonly Condition[],
): Condition | null => {
  const extra = where.flatMap(tablesInCondition).filter((t) => t !== table)
  const query = relatedRows(draft.knowledge, owner, table, where, [literal(1, 'integer')], extra)
  return query && { kind: 'exists', query, negated }
}

/** What a draft asks of rows related to those of `owner`: that there are some, none, or so many. */
export const existences = (draft: Draft, owner = draft.subject): readonly Condition[] =>
  draft.existences.flatMap((e) => {
    if (!e.atLeast) {
      const condition = existenceCondition(draft, owner, e.table, e.negated, e.where)
      return condition ? [condition] : []
    }
    const query = relatedRows(draft.knowledge, owner, e.table, e.where, [e.atLeast.of ?? countAll])
    const operator = e.atLeast.operator as '>' | '>=' | '<' | '<=' | '=' | '<>'
    return query ? [compare({ kind: 'subquery', query }, operator, literal(e.atLeast.value, 'integer'))] : []
  })
