import { randomUUID } from 'node:crypto'
import type { AskStatus, AskView } from '#contracts/api.ts'
import { T7Error } from '#contracts/error.ts'
import type { AskEvent, EventBody } from '#contracts/event.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { Turn } from '#engine/interpretation.ts'
import { type AskRow, askColumns, askTables, factsOf, toAskView } from './ask-rows.ts'
import { type Database, storable, toJson, written } from './database.ts'
import { keepPerson, type Person } from './people.ts'

export type NewAsk = {
  readonly id: string
  /** null = a new conversation. */
  readonly conversationId: string | null
  readonly person: Person
  readonly text: string
  readonly overrides: Readonly<Record<string, string>>
  /** The ask's clock, local time. */
  readonly now: string
}

const longestTitle = 80

/** The first words of the first ask. */
const titleOf = (text: string): string => {
  const line = storable(text).replace(/\s+/g, ' ').trim()
  if (line.length <= longestTitle) return line === '' ? '…' : line
  return `${line.slice(0, longestTitle).replace(/\s+\S*$/, '')}…`
}

type Query = Pick<Database, 'query'>

const joinConversation = async (database: Query, ask: NewAsk): Promise<string> => {
  if (ask.conversationId === null) {
    const id = randomUUID()
    await database.query('insert into t7.conversations (id, person_id, title, asks) values ($1, $2, $3, 1)', [
      id,
      ask.person.id,
      titleOf(ask.text),
    ])
    return id
  }
  const found = await database.query(
    `update t7.conversations set last_ask_at = clock_timestamp(), asks = asks + 1 where id = $1 and person_id = $2 and deleted_at is null returning id`,
    [ask.conversationId, ask.person.id],
  )
  if (found.length === 0) throw new T7Error({ code: 'conversation.not_found', kind: 'user', params: { conversation: ask.conversationId } })
  return ask.conversationId
}

const begin = (database: Database, ask: NewAsk): Promise<AskView> =>
  database.transaction(async (inside) => {
    await keepPerson(inside, ask.person)
    const conversation = await joinConversation(inside, ask)
    const [row] = await inside.query<AskRow>(
      `with a as (insert into t7.asks (id, conversation_id, person_id, text, overrides, now) values ($1, $2, $3, $4, $5, $6) returning *)
       select ${askColumns} from a join t7.people p on p.id = a.person_id`,
      [ask.id, conversation, ask.person.id, storable(ask.text), toJson(ask.overrides), ask.now],
    )
    if (row === undefined) throw new T7Error({ code: 'ask.not_kept', kind: 'bug' })
    return toAskView(row)
  })

type EventRow = { readonly sequence: number; readonly at: Date; readonly body: unknown }

const append = async (database: Database, askId: string, bodies: readonly EventBody[]): Promise<readonly AskEvent[]> => {
  if (bodies.length === 0) return []
  const rows = await database.query<EventRow>(
    `with ask as (update t7.asks set next_sequence = next_sequence + $2 where id = $1 returning next_sequence - $2 as first)
     insert into t7.events (ask_id, sequence, body)
     select $1, ask.first + e.position - 1, e.body from ask, jsonb_array_elements($3::jsonb) with ordinality e(body, position)
     returning sequence, at, body`,
    [askId, bodies.length, toJson(bodies)],
  )
  if (rows.length === 0) throw new T7Error({ code: 'ask.not_found', kind: 'user', params: { ask: askId } })
  const first = Math.min(...rows.map((row) => row.sequence))
  return rows
    .toSorted((a, b) => a.sequence - b.sequence)
    .flatMap((row): AskEvent[] => {
      const body = bodies[row.sequence - first]
      return body === undefined ? [] : [{ askId, sequence: row.sequence, at: row.at.toISOString(), body }]
    })
}

const readEvents = async (database: Database, askId: string, after: number): Promise<readonly AskEvent[]> => {
  const rows = await database.query<EventRow>(
    'select sequence, at, body from t7.events where ask_id = $1 and sequence > $2 order by sequence',
    [askId, after],
  )
  return rows.map((row) => ({ askId, sequence: row.sequence, at: row.at.toISOString(), body: written<EventBody>(row.body) }))
}

const settle = async (database: Database, askId: string, status: AskStatus, outcome: Outcome | null): Promise<void> => {
  const facts = factsOf(outcome)
  await database.query(
    `update t7.asks set status = $2, outcome = $3, statement_class = coalesce($4, statement_class), sql = coalesce($5, sql),
       rows = coalesce($6, rows), milliseconds = coalesce($7, milliseconds) where id = $1`,
    [
      askId,
      status,
      outcome === null ? null : toJson(outcome),
      facts.statementClass,
      facts.sql === null ? null : storable(facts.sql),
      facts.rows,
      facts.milliseconds,
    ],
  )
}

const readTurns = async (database: Database, conversationId: string, limit: number): Promise<readonly Turn[]> => {
  const rows = await database.query<{ text: string; sql: string | null; plan: unknown }>(
    `select text, outcome ->> 'sql' as sql, outcome -> 'plan' as plan from t7.asks
     where conversation_id = $1 and outcome ? 'plan' order by asked_at desc, id desc limit $2`,
    [conversationId, limit],
  )
  return rows.toReversed().map((row) => ({ question: row.text, sql: row.sql, plan: written<Turn['plan']>(row.plan) }))
}

/** An ask whose run never ended, and the change it had made by then. */
export type UnfinishedAsk = { readonly ask: AskView; readonly changeId: string | null }

const readUnfinished = async (database: Database): Promise<readonly UnfinishedAsk[]> => {
  const rows = await database.query<AskRow & { change_id: string | null; state: string | null }>(
    `select ${askColumns}, (select c.id from t7.changes c where c.ask_id = a.id and c.state = 'applied' order by c.applied_at desc limit 1) as change_id
     from ${askTables} where a.status = 'running' order by a.asked_at`,
  )
  return rows.map((row) => ({ ask: toAskView(row), changeId: row.change_id }))
}

/** Asks and their events. The shape that the server's `AskStore` names. */
export const createAskStore = (database: Database) => ({
  /** Keeps a new ask as `running`. Throws `conversation.not_found` when the conversation is not this person's. */
  begin: (ask: NewAsk): Promise<AskView> => begin(database, ask),
  /** Appends events in order; sequences start at 0. Throws `ask.not_found`. */
  append: (askId: string, bodies: readonly EventBody[]): Promise<readonly AskEvent[]> => append(database, askId, bodies),
  /** Events after a sequence (-1 = all), in order. */
  events: (askId: string, after: number): Promise<readonly AskEvent[]> => readEvents(database, askId, after),
  find: async (askId: string): Promise<AskView | null> => {
    const [row] = await database.query<AskRow>(`select ${askColumns} from ${askTables} where a.id = $1`, [askId])
    return row === undefined ? null : toAskView(row)
  },
  /** Moves the ask from one status to `running`; false when it was not in that status: somebody else was faster. */
  claim: async (askId: string, from: AskStatus): Promise<boolean> =>
    (await database.query(`update t7.asks set status = 'running' where id = $1 and status = $2 returning 1`, [askId, from])).length === 1,
  /** Ends a run: the outcome, the status it leaves, and the facts that the history shows. */
  settle: (askId: string, status: AskStatus, outcome: Outcome | null): Promise<void> => settle(database, askId, status, outcome),
  rate: async (askId: string, rating: -1 | 0 | 1): Promise<void> => {
    await database.query('update t7.asks set rating = $2 where id = $1', [askId, rating])
  },
  /** The last turns of a conversation that came to a plan, oldest first. */
  turns: (conversationId: string, limit: number): Promise<readonly Turn[]> => readTurns(database, conversationId, limit),
  /** Asks still `running`: at the start of a server that is alone on its database, those that a killed one left. */
  unfinished: (): Promise<readonly UnfinishedAsk[]> => readUnfinished(database),
})
