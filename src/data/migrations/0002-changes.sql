create table t7.changes (
  id text primary key,
  ask_id text references t7.asks,
  person_id text not null references t7.people,
  applied_at timestamptz(3) not null default clock_timestamp(),
  plan jsonb not null,
  sql text not null,
  affected bigint not null,
  catalog_before text not null,
  catalog_after text,
  -- Everything that takes the change back; undoable is false where nothing can.
  undo jsonb not null,
  undoable boolean not null,
  state text not null default 'applied' check (state in ('applied', 'undone')),
  undone_at timestamptz(3),
  undone_by text references t7.people,
  check ((state = 'undone') = (undone_at is not null))
);
create index changes_by_ask on t7.changes (ask_id);

-- A change and its record are kept in one transaction, which runs as the owner of the workspace: that role may
-- write a record through these two functions and otherwise reach nothing of this schema.
create function t7.keep_change(change jsonb) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into t7.changes (id, ask_id, person_id, plan, sql, affected, catalog_before, catalog_after, undo, undoable)
  select change ->> 'id', change ->> 'askId', change ->> 'personId', change -> 'plan', change ->> 'sql', (change ->> 'affected')::bigint,
    change ->> 'catalogBefore', change ->> 'catalogAfter', change -> 'undo', (change ->> 'undoable')::boolean
$$;

-- False when it was undone already: of two at once, one gets true.
create function t7.keep_undone(change_id text, person text) returns boolean language sql security definer set search_path = pg_catalog, pg_temp as $$
  with marked as (
    update t7.changes set state = 'undone', undone_at = clock_timestamp(), undone_by = person
    where id = change_id and state = 'applied' returning 1
  )
  select exists (select from marked)
$$;

revoke all on function t7.keep_change(jsonb), t7.keep_undone(text, text) from public;
