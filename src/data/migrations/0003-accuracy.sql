-- The clock that a question was read with: without it, "last month" could not be read again. Null: asked before it was kept.
alter table t7.asks add column now text;

create table t7.accuracy_pairs (
  id text primary key,
  -- The answer that was accepted; null = written by hand.
  ask_id text unique references t7.asks,
  person_id text not null references t7.people,
  -- Or changed: what was measured before says nothing of it.
  kept_at timestamptz(3) not null default clock_timestamp(),
  question text not null,
  language text check (language in ('es', 'en')),
  now text not null,
  role text not null check (role in ('reader', 'editor', 'admin')),
  overrides jsonb not null default '{}',
  history jsonb not null default '[]',
  sql text not null,
  plan jsonb
);
comment on table t7.accuracy_pairs is 'Questions with the SQL whose result is right for them. The result is not kept: data change.';
create index accuracy_pairs_by_time on t7.accuracy_pairs (kept_at desc, id);

create table t7.accuracy_runs (
  id text primary key,
  person_id text not null references t7.people,
  at timestamptz(3) not null default clock_timestamp(),
  milliseconds double precision not null,
  version text not null,
  proposer text not null,
  counts jsonb not null
);
create index accuracy_runs_by_time on t7.accuracy_runs (at desc, id);

-- A pair as it was measured: it may be changed or removed later.
create table t7.accuracy_run_entries (
  run_id text not null references t7.accuracy_runs on delete cascade,
  position integer not null,
  pair_id text not null,
  question text not null,
  gold text not null,
  verdict text not null check (verdict in ('right', 'wrong', 'unanswered', 'gold_failed')),
  sql text,
  reason jsonb,
  milliseconds double precision not null,
  primary key (run_id, position)
);
