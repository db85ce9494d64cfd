import type { AcceptedPair, KeptPair } from '#contracts/accuracy.ts'
import type { Language, Plan } from '#contracts/plan.ts'
import type { Role } from '#contracts/role.ts'
import { type Database, storable, toJson, written } from './database.ts'
import { keepPerson, type Person } from './people.ts'

type PairRow = {
  readonly id: string
  readonly ask_id: string | null
  readonly person_id: string
  readonly person_name: string
  readonly kept_at: Date
  readonly question: string
  readonly language: Language | null
  readonly now: string
  readonly role: Role
  readonly overrides: unknown
  readonly history: unknown
  readonly sql: string
  readonly plan: unknown
}

const toPair = (row: PairRow): KeptPair => ({
  id: row.id,
  askId: row.ask_id,
  person: { id: row.person_id, name: row.person_name },
  keptAt: row.kept_at.toISOString(),
  question: row.question,
  language: row.language,
  now: row.now,
  role: row.role,
  overrides: written<KeptPair['overrides']>(row.overrides),
  history: written<KeptPair['history']>(row.history),
  sql: row.sql,
  plan: row.plan === null ? null : written<Plan>(row.plan),
})

export type NewPair = AcceptedPair & { readonly id: string; readonly askId: string | null; readonly plan: Plan | null }

const add = (database: Database, person: Person, pairs: readonly NewPair[]): Promise<void> =>
  database.transaction(async (inside) => {
    await keepPerson(inside, person)
    await inside.query(
      `insert into t7.accuracy_pairs (id, ask_id, person_id, question, language, now, role, overrides, history, sql, plan)
       select p ->> 'id', p ->> 'askId', $1, p ->> 'question', p ->> 'language', p ->> 'now', p ->> 'role', p -> 'overrides', p -> 'history',
         p ->> 'sql', nullif(p -> 'plan', 'null')
       from jsonb_array_elements($2::jsonb) p on conflict (ask_id) do nothing`,
      [person.id, toJson(pairs)],
    )
  })

/** A question as it was asked: what a pair needs besides the ask's outcome. */
export type AskedAs = { readonly now: string; readonly history: AcceptedPair['history'] }

const askedAs = async (database: Database, askId: string, turns: number): Promise<AskedAs | null> => {
  const [row] = await database.query<{ now: string; history: unknown }>(
    `select coalesce(a.now, to_char(a.asked_at, 'YYYY-MM-DD')) as now, coalesce((
       select jsonb_agg(jsonb_build_object('question', h.text, 'sql', h.sql) order by h.asked_at, h.id) from (
         select b.id, b.asked_at, b.text, b.outcome ->> 'sql' as sql from t7.asks b
         where b.conversation_id = a.conversation_id and b.outcome ? 'plan' and (b.asked_at, b.id) < (a.asked_at, a.id)
         order by b.asked_at desc, b.id desc limit $2) h), '[]') as history
     from t7.asks a where a.id = $1`,
    [askId, turns],
  )
  return row === undefined ? null : { now: row.now, history: written<AskedAs['history']>(row.history) }
}

export type PairChange = Pick<AcceptedPair, 'question' | 'language' | 'now' | 'sql'> & { readonly plan: Plan | null }

const columns = 'a.*, p.name as person_name from t7.accuracy_pairs a join t7.people p on p.id = a.person_id'

/** The accuracy set: questions with their accepted SQL. */
export const createPairStore = (database: Database) => ({
  /** The last kept first. */
  list: async (): Promise<readonly KeptPair[]> =>
    (await database.query<PairRow>(`select ${columns} order by a.kept_at desc, a.id`)).map(toPair),
  find: async (id: string): Promise<KeptPair | null> => {
    const [row] = await database.query<PairRow>(`select ${columns} where a.id = $1`, [id])
    return row === undefined ? null : toPair(row)
  },
  /** All or none. An answer that was kept already stays as it is. */
  add: (person: Person, pairs: readonly NewPair[]): Promise<void> => add(database, person, pairs),
  /** From then on it is written by hand. False where there is none of that id. */
  change: async (id: string, { question, language, now, sql, plan }: PairChange): Promise<boolean> =>
    (
      await database.query(
        `update t7.accuracy_pairs set ask_id = null, kept_at = clock_timestamp(), question = $2, language = $3, now = $4, sql = $5, plan = $6 where id = $1 returning 1`,
        [id, storable(question), language, now, storable(sql), plan === null ? null : toJson(plan)],
      )
    ).length === 1,
  remove: async (id: string): Promise<boolean> =>
    (await database.query('delete from t7.accuracy_pairs where id = $1 returning 1', [id])).length === 1,
  /** An answer that is no longer accepted. */
  removeAsk: async (askId: string): Promise<void> => {
    await database.query('delete from t7.accuracy_pairs where ask_id = $1', [askId])
  },
  /** The clock of an ask, and the last turns before it that came to a plan, oldest first. */
  askedAs: (askId: string, turns: number): Promise<AskedAs | null> => askedAs(database, askId, turns),
})
