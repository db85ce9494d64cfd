import { z } from 'zod'
import { catalog } from './catalog.ts'
import { outcome } from './outcome.ts'
import { language } from './plan.ts'
import { resultTable } from './result.ts'
import { role, statementClass } from './role.ts'

/** What a database can hold: PostgreSQL has no NUL character. */
export const plainText = z.string().regex(/^[^\0]*$/)

/** Longest text of an ask, in characters. */
export const maximumAskLength = 4000

export const session = z.object({
  person: z.object({ id: z.string(), name: z.string(), language }),
  role,
  workspace: z.object({ name: z.string(), demo: z.boolean() }),
  version: z.string(),
})

/** `POST /api/ask`. Answers JSON (`askView`) or, with `Accept: text/event-stream`, the events as they happen. */
export const askRequest = z.object({
  text: z.string(),
  conversationId: plainText.optional(),
  language: language.optional(),
  overrides: z.record(plainText, plainText).default({}),
  /** The ask's clock, `YYYY-MM-DD`; default: now. */
  now: z.iso.date().optional(),
})
export type AskRequest = z.infer<typeof askRequest>

export const askStatus = z.enum([
  'running',
  'answered',
  'waiting',
  'applied',
  'undone',
  'clarify',
  'refused',
  'cancelled',
  'failed',
  'message',
])
export type AskStatus = z.infer<typeof askStatus>

export const askView = z.object({
  id: z.string(),
  conversationId: z.string(),
  person: z.object({ id: z.string(), name: z.string() }),
  text: z.string(),
  overrides: z.record(z.string(), z.string()),
  askedAt: z.string(),
  status: askStatus,
  rating: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
  /** null while running. */
  outcome: outcome.nullable(),
})
export type AskView = z.infer<typeof askView>

/** `POST /api/asks/:id/confirm`. `token` is the preview's; `typed` only where the outcome asks for it. */
export const confirmRequest = z.object({ token: z.string(), typed: z.string().optional() })
export const feedbackRequest = z.object({ rating: z.union([z.literal(-1), z.literal(0), z.literal(1)]) })

export const conversationSummary = z.object({
  id: z.string(),
  title: z.string(),
  startedAt: z.string(),
  lastAskAt: z.string(),
  asks: z.number(),
})
export const conversationView = conversationSummary.extend({ items: z.array(askView) })
export const conversationRename = z.object({ title: plainText.trim().min(1).max(120) })

/** `GET /api/history`: newest first, `before` = the `askedAt` cursor of the last one seen. */
export const historyQuery = z.object({
  kind: z.enum(['all', 'questions', 'changes']).default('all'),
  search: plainText.max(200).optional(),
  person: plainText.optional(),
  before: plainText.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const historyEntry = z.object({
  askId: z.string(),
  conversationId: z.string(),
  person: z.object({ id: z.string(), name: z.string() }),
  at: z.string(),
  text: z.string(),
  status: askStatus,
  statementClass: statementClass.nullable(),
  sql: z.string().nullable(),
  rows: z.number().nullable(),
  milliseconds: z.number().nullable(),
  canUndo: z.boolean(),
})
export const historyPage = z.object({ entries: z.array(historyEntry), next: z.string().nullable() })

/** `GET /api/tables/:table/rows`. `filter`: JSON array of `tableFilter`. */
export const tableFilter = z.object({
  column: z.string(),
  operator: z.enum([
    'equals',
    'not_equals',
    'contains',
    'starts',
    'less',
    'less_or_equal',
    'greater',
    'greater_or_equal',
    'empty',
    'not_empty',
  ]),
  value: plainText.default(''),
})
export const tableRowsQuery = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  sort: z.string().optional(),
  direction: z.enum(['asc', 'desc']).default('asc'),
  search: plainText.max(200).optional(),
  filter: z.string().optional(),
})
export const tableRows = z.object({ result: resultTable, total: z.number() })

export const catalogView = z.object({ catalog })
export const examplesView = z.object({ examples: z.array(z.object({ text: z.string() })) })
export const resetRequest = z.object({ confirm: z.literal(true) })

export const settingsView = z.object({
  version: z.string(),
  node: z.string(),
  database: z.object({ kind: z.enum(['embedded', 'external']), version: z.string(), location: z.string() }),
  workspace: z.object({ tables: z.number(), rows: z.number(), demo: z.boolean() }),
  engine: z.object({ name: z.string(), model: z.string().nullable() }),
})

/** RFC 9457 problem details; `code` and `params` let each client say it in its user's language. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
  detail: z.string().optional(),
})
export type Problem = z.infer<typeof problem>
