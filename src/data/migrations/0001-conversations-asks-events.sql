create table t7.people (
  id text primary key,
  name text not null,
  language text not null default 'es' check (language in ('es', 'en')),
  created_at timestamptz not null default now()
);
comment on table t7.people is 'Who asks. Until there are accounts: the one local person.';

insert into t7.people (id, name) values ('local', 'local');

create table t7.conversations (
  id text primary key,
  person_id text not null references t7.people,
  title text not null,
  started_at timestamptz(3) not null default now(),
  last_ask_at timestamptz(3) not null default now(),
  asks integer not null default 0,
  -- Out of its person's list; the history keeps its asks.
  deleted_at timestamptz
);
create index conversations_by_person on t7.conversations (person_id, last_ask_at desc) where deleted_at is null;

create table t7.asks (
  id text primary key,
  conversation_id text not null references t7.conversations,
  person_id text not null references t7.people,
  text text not null,
  overrides jsonb not null default '{}',
  asked_at timestamptz(3) not null default clock_timestamp(),
  status text not null default 'running' check (status in
    ('running', 'answered', 'waiting', 'applied', 'undone', 'clarify', 'refused', 'cancelled', 'failed', 'message')),
  rating smallint not null default 0 check (rating in (-1, 0, 1)),
  outcome jsonb,
  -- What the history shows, taken from the outcome.
  statement_class text,
  sql text,
  rows bigint,
  milliseconds double precision,
  next_sequence integer not null default 0
);
comment on table t7.asks is 'Projection of the events: one row an ask, as the person sees it now.';
create index asks_by_conversation on t7.asks (conversation_id, asked_at, id);
create index asks_by_time on t7.asks (asked_at desc, id desc);
create index asks_by_person on t7.asks (person_id, asked_at desc, id desc);
create index asks_running on t7.asks (id) where status = 'running';

create table t7.events (
  ask_id text not null references t7.asks,
  sequence integer not null check (sequence >= 0),
  at timestamptz(3) not null default clock_timestamp(),
  body jsonb not null,
  primary key (ask_id, sequence)
);
comment on table t7.events is 'Every step of every ask, for good: the stream, the audit trail and the history read it.';

create function t7.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'events are only added to' using errcode = 'integrity_constraint_violation';
end $$;

create trigger events_only_added before update or delete or truncate on t7.events
  for each statement execute function t7.refuse_rewriting();

create table t7.settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
