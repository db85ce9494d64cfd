import { findTable, type Table } from '#contracts/catalog.ts'
import type { Condition } from '#contracts/query-plan.ts'
import type { Turn } from '../../interpretation.ts'
import type { Knowledge } from '../knowledge.ts'
import { conditionOf } from './rows.ts'

const tableOfTurn = (turn: Turn, knowledge: Knowledge): string | null => {
  const { plan } = turn
  if (plan?.kind === 'change') {
    for (const step of [...plan.steps].reverse()) {
      if (step.kind === 'create_view' || step.kind === 'drop_view') return step.name
      if (step.kind === 'rename_table') return step.to
      return step.table
    }
  }
  if (plan?.kind === 'query' && plan.query.kind === 'select' && plan.query.from.kind === 'table') return plan.query.from.table
  const name = /\b(?:from|into|update|table(?:\s+if\s+(?:not\s+)?exists)?|join)\s+"?([\p{L}_][\p{L}\p{N}_ ]*?)"?(?=[\s;(]|$)/iu.exec(
    turn.sql ?? '',
  )?.[1]
  return name !== undefined && findTable(knowledge.catalog, name) ? name : null
}

/** The table that the conversation was last about; null when none, or it is gone. */
export const tableInFocus = (history: readonly Turn[], knowledge: Knowledge): string | null => {
  for (const turn of [...history].reverse().slice(0, 4)) {
    const table = tableOfTurn(turn, knowledge)
    if (table !== null && findTable(knowledge.catalog, table)) return table
  }
  return null
}

/** Rows of the last answer, for "bórralos", "súbeles"; null when the last turn did not list rows of one table. */
export const previousRows = (
  history: readonly Turn[],
  knowledge: Knowledge,
): { readonly table: Table; readonly where: Condition | null } | null => {
  const plan = history.at(-1)?.plan
  if (plan?.kind !== 'query' || plan.query.kind !== 'select' || plan.query.from.kind !== 'table') return null
  const table = findTable(knowledge.catalog, plan.query.from.table)
  const where = table && conditionOf(plan.query, table)
  return table && where !== undefined ? { table, where } : null
}

/** Whether the last turn made a table: then "y otra de libros" goes on. */
export const madeTable = (history: readonly Turn[]): boolean => {
  const last = history.at(-1)
  return last?.plan?.kind === 'change' ? last.plan.steps.some((s) => s.kind === 'create_table') : /create\s+table/i.test(last?.sql ?? '')
}
