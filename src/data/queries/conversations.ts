import type { z } from 'zod'
import type { conversationSummary, conversationView, historyPage, historyQuery } from '#contracts/api.ts'
import { type AskRow, askColumns, askTables, type HistoryRow, toAskView, toHistoryEntry } from './ask-rows.ts'
import { type Database, storable } from './database.ts'

type Summary = z.infer<typeof conversationSummary>
type View = z.infer<typeof conversationView>
type HistoryFilter = z.infer<typeof historyQuery>
type HistoryPage = z.infer<typeof historyPage>

type ConversationRow = {
  readonly id: string
  readonly title: string
  readonly started_at: Date
  readonly last_ask_at: Date
  readonly asks: number
}

const columns = 'id, title, started_at, last_ask_at, asks'

const toSummary = (row: ConversationRow): Summary => ({
  id: row.id,
  title: row.title,
  startedAt: row.started_at.toISOString(),
  lastAskAt: row.last_ask_at.toISOString(),
  asks: row.asks,
})

const listed = 500

const find = async (database: Database, person: string, id: string): Promise<View | null> => {
  const [row] = await database.query<ConversationRow>(
    `select ${columns} from t7.conversations where id = $1 and person_id = $2 and deleted_at is null`,
    [id, person],
  )
  if (row === undefined) return null
  const asks = await database.query<AskRow>(
    `select ${askColumns} from ${askTables} where a.conversation_id = $1 order by a.asked_at, a.id`,
    [id],
  )
  return { ...toSummary(row), items: asks.map(toAskView) }
}

const rename = async (database: Database, person: string, id: string, title: string): Promise<Summary | null> => {
  const [row] = await database.query<ConversationRow>(
    `update t7.conversations set title = $3 where id = $1 and person_id = $2 and deleted_at is null returning ${columns}`,
    [id, person, storable(title)],
  )
  return row === undefined ? null : toSummary(row)
}

const escapePattern = (text: string): string => text.replace(/[\\%_]/g, (character) => `\\${character}`)

/** `<askedAt>` or `<askedAt>~<ask id>`: the second tells asks of the same millisecond apart. */
const readCursor = (cursor: string | undefined): readonly [string | null, string | null] => {
  if (cursor === undefined) return [null, null]
  const [at = '', id] = cursor.split('~', 2)
  return Number.isNaN(Date.parse(at)) ? [null, null] : [new Date(at).toISOString(), id ?? null]
}

const kinds: Readonly<Record<HistoryFilter['kind'], string>> = {
  all: 'true',
  questions: `coalesce(a.statement_class, 'read') = 'read'`,
  changes: `a.statement_class <> 'read'`,
}

const history = async (database: Database, person: string | null, filter: HistoryFilter): Promise<HistoryPage> => {
  const [at, id] = readCursor(filter.before)
  const search = filter.search === undefined || filter.search.trim() === '' ? null : `%${escapePattern(storable(filter.search.trim()))}%`
  const rows = await database.query<HistoryRow>(
    `select ${askColumns.replace('a.outcome', 'null as outcome')}, a.statement_class, a.sql, a.rows, a.milliseconds,
       a.status = 'applied' and exists (select from t7.changes c where c.ask_id = a.id and c.state = 'applied' and c.undoable) as can_undo
     from ${askTables}
     where ${kinds[filter.kind]} and ($1::text is null or a.person_id = $1) and ($2::text is null or a.text ilike $2 or a.sql ilike $2)
       and ($3::timestamptz is null or a.asked_at < $3 or (a.asked_at = $3 and a.id < $4::text))
     order by a.asked_at desc, a.id desc limit $5`,
    [person, search, at, id, filter.limit + 1],
  )
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  return {
    entries: page.map(toHistoryEntry),
    next: rows.length > filter.limit && last !== undefined ? `${last.asked_at.toISOString()}~${last.id}` : null,
  }
}

/** Conversations of a person, and the history. null or false where there is none of that id that is theirs. */
export const createConversationStore = (database: Database) => ({
  /** The last one used first; at most 500. */
  list: async (person: string): Promise<readonly Summary[]> =>
    (
      await database.query<ConversationRow>(
        `select ${columns} from t7.conversations where person_id = $1 and deleted_at is null order by last_ask_at desc, id limit ${listed}`,
        [person],
      )
    ).map(toSummary),
  /** With its asks, oldest first. */
  find: (person: string, id: string): Promise<View | null> => find(database, person, id),
  rename: (person: string, id: string, title: string): Promise<Summary | null> => rename(database, person, id, title),
  /** Out of the list; its asks and changes stay in the history. */
  remove: async (person: string, id: string): Promise<boolean> =>
    (
      await database.query(
        'update t7.conversations set deleted_at = now() where id = $1 and person_id = $2 and deleted_at is null returning 1',
        [id, person],
      )
    ).length === 1,
  /** Newest first; `person` null = everybody's. */
  history: (person: string | null, filter: HistoryFilter): Promise<HistoryPage> => history(database, person, filter),
})
