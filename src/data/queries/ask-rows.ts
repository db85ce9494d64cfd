import type { z } from 'zod'
import type { AskStatus, AskView, historyEntry } from '#contracts/api.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { StatementClass } from '#contracts/role.ts'
import { written } from './database.ts'

export type AskRow = {
  readonly id: string
  readonly conversation_id: string
  readonly person_id: string
  readonly person_name: string
  readonly text: string
  readonly overrides: Record<string, string>
  readonly asked_at: Date
  readonly status: AskStatus
  readonly rating: -1 | 0 | 1
  readonly outcome: unknown
}

export const askColumns = `a.id, a.conversation_id, a.person_id, p.name as person_name, a.text, a.overrides, a.asked_at, a.status, a.rating, a.outcome`

export const askTables = `t7.asks a join t7.people p on p.id = a.person_id`

export const toAskView = (row: AskRow): AskView => ({
  id: row.id,
  conversationId: row.conversation_id,
  person: { id: row.person_id, name: row.person_name },
  text: row.text,
  overrides: row.overrides,
  askedAt: row.asked_at.toISOString(),
  status: row.status,
  rating: row.rating,
  outcome: row.outcome === null ? null : written<Outcome>(row.outcome),
})

/** What the history shows of an outcome; null = keep what was known. */
export type AskFacts = {
  readonly statementClass: StatementClass | null
  readonly sql: string | null
  readonly rows: number | null
  readonly milliseconds: number | null
}

const nothing: AskFacts = { statementClass: null, sql: null, rows: null, milliseconds: null }

export const factsOf = (outcome: Outcome | null): AskFacts => {
  switch (outcome?.kind) {
    case 'answer':
      return { statementClass: 'read', sql: outcome.sql, rows: outcome.result.rows.length, milliseconds: outcome.timings.total }
    case 'confirm': {
      const rows = outcome.preview.rows.reduce((sum, table) => sum + table.affected, 0)
      return { statementClass: outcome.statementClass, sql: outcome.sql, rows, milliseconds: outcome.timings.total }
    }
    case 'applied':
      return { statementClass: null, sql: outcome.sql, rows: outcome.affected, milliseconds: outcome.timings.total }
    case 'refuse':
      return { ...nothing, sql: outcome.sql }
    default:
      return nothing
  }
}

export type HistoryRow = AskRow & {
  readonly statement_class: StatementClass | null
  readonly sql: string | null
  readonly rows: string | null
  readonly milliseconds: number | null
  readonly can_undo: boolean
}

export const toHistoryEntry = (row: HistoryRow): z.infer<typeof historyEntry> => ({
  askId: row.id,
  conversationId: row.conversation_id,
  person: { id: row.person_id, name: row.person_name },
  at: row.asked_at.toISOString(),
  text: row.text,
  status: row.status,
  statementClass: row.statement_class,
  sql: row.sql,
  rows: row.rows === null ? null : Number(row.rows),
  milliseconds: row.milliseconds,
  canUndo: row.can_undo,
})
