-- When a state came to be as far as it is known: its event, or the issue's own update where only a reconcile told of it.
-- Never later than the time at which it was heard of.
alter table okr_sync.issue_revisions add column happened_at timestamptz;
update okr_sync.issue_revisions set happened_at = least(event_at, saved_at);
alter table okr_sync.issue_revisions alter column happened_at set not null;
drop index okr_sync.issue_revisions_by_event;
create index issue_revisions_by_happening on okr_sync.issue_revisions (happened_at);

-- Periods that are over for good, and what was reached in them. A period whose due day is moved is another period.
create table okr_sync.period_closures (
  period text not null,
  due text not null,
  closed_at timestamptz not null,
  revision integer not null,
  primary key (period, due)
);
create table okr_sync.frozen_progress (
  period text not null,
  due text not null,
  subject text not null check (subject in ('key_result', 'objective')),
  id text not null,
  value double precision,
  progress double precision,
  raw_progress double precision,
  counts jsonb,
  in_scope double precision,
  credited double precision,
  grade text check (grade in ('met', 'missed')),
  primary key (period, due, subject, id)
);

-- What is told to people besides progress; ids are of the same sequence, so that one number orders both.
create table okr_sync.alerts (
  id bigint primary key default nextval('okr_sync.progress_changes_id_seq'),
  kind text not null check (kind in ('source', 'health')),
  at timestamptz not null,
  data jsonb not null
);
-- Conditions of sources that were told and have not ended.
create table okr_sync.source_conditions (
  source text not null,
  condition text not null check (condition in ('stale', 'refused', 'reconcile_failed')),
  since timestamptz not null,
  primary key (source, condition)
);
-- The health that was last told of each subject.
create table okr_sync.told_health (
  subject text not null check (subject in ('key_result', 'objective')),
  id text not null,
  health text not null,
  at timestamptz not null,
  primary key (subject, id)
);
-- Deliveries refused for their signature, by minute; web processes add up what they refuse.
create table okr_sync.refused_signatures (
  source text not null,
  minute timestamptz not null,
  count integer not null,
  primary key (source, minute)
);

-- When the drift that a run found was told; null where nobody has looked at it yet.
alter table okr_sync.reconciles add column told_at timestamptz;
update okr_sync.reconciles set told_at = finished_at;
create index reconciles_untold on okr_sync.reconciles (id) where finished_at is not null and told_at is null;

-- The first full run of a source asks for its history; it is rebuilt once nothing waits to be matched.
alter table okr_sync.source_states add column history_wanted_at timestamptz;
alter table okr_sync.source_states add column history_rebuilt_at timestamptz;

-- Who sweeps does some things only now and then, whichever process it is.
create table okr_sync.turns (
  name text primary key,
  taken_at timestamptz not null
);
