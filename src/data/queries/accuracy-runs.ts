import type { AccuracyRun, MeasuredPair, PairVerdict, RunEntry, VerdictCounts } from '#contracts/accuracy.ts'
import { type Database, toJson, written } from './database.ts'
import { keepPerson, type Person } from './people.ts'

export type NewRun = Omit<AccuracyRun, 'at' | 'person'>

type RunRow = {
  readonly id: string
  readonly at: Date
  readonly person_id: string
  readonly person_name: string
  readonly milliseconds: number
  readonly version: string
  readonly proposer: string
  readonly counts: unknown
}

const toRun = (row: RunRow): AccuracyRun => ({
  id: row.id,
  at: row.at.toISOString(),
  person: { id: row.person_id, name: row.person_name },
  milliseconds: row.milliseconds,
  version: row.version,
  proposer: row.proposer,
  counts: written<VerdictCounts>(row.counts),
})

type EntryRow = {
  readonly pair_id: string
  readonly question: string
  readonly gold: string
  readonly verdict: PairVerdict
  readonly sql: string | null
  readonly reason: unknown
  readonly milliseconds: number
}

const toEntry = (row: EntryRow): RunEntry => ({
  pairId: row.pair_id,
  question: row.question,
  gold: row.gold,
  verdict: row.verdict,
  sql: row.sql,
  reason: row.reason === null ? null : written<MeasuredPair['reason']>(row.reason),
  milliseconds: row.milliseconds,
})

const add = (database: Database, person: Person, run: NewRun, entries: readonly RunEntry[]): Promise<void> =>
  database.transaction(async (inside) => {
    await keepPerson(inside, person)
    await inside.query(
      'insert into t7.accuracy_runs (id, person_id, milliseconds, version, proposer, counts) values ($1, $2, $3, $4, $5, $6)',
      [run.id, person.id, run.milliseconds, run.version, run.proposer, toJson(run.counts)],
    )
    await inside.query(
      `insert into t7.accuracy_run_entries (run_id, position, pair_id, question, gold, verdict, sql, reason, milliseconds)
       select $1, e.position, e.body ->> 'pairId', e.body ->> 'question', e.body ->> 'gold', e.body ->> 'verdict', e.body ->> 'sql',
         nullif(e.body -> 'reason', 'null'), (e.body ->> 'milliseconds')::double precision
       from jsonb_array_elements($2::jsonb) with ordinality e(body, position)`,
      [run.id, toJson(entries)],
    )
  })

/** Measured runs of the accuracy set. */
export const createRunStore = (database: Database) => ({
  /** Newest first. */
  list: async (limit: number): Promise<readonly AccuracyRun[]> =>
    (
      await database.query<RunRow>(
        `select r.*, p.name as person_name from t7.accuracy_runs r join t7.people p on p.id = r.person_id order by r.at desc, r.id limit $1`,
        [limit],
      )
    ).map(toRun),
  entries: async (runId: string): Promise<readonly RunEntry[]> =>
    (await database.query<EntryRow>('select * from t7.accuracy_run_entries where run_id = $1 order by position', [runId])).map(toEntry),
  add: (person: Person, run: NewRun, entries: readonly RunEntry[]): Promise<void> => add(database, person, run, entries),
})
