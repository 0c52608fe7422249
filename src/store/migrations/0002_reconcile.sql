-- Every state that was ever heard of, newest or not: what "as of" is rebuilt from.
create table okr_sync.issue_revisions (
  ref text not null,
  updated_at timestamptz not null,
  event_at timestamptz not null,
  digest text collate "C" not null,
  snapshot jsonb not null,
  -- when we learned of it; later than the instant asked for, it is listed as late
  saved_at timestamptz not null,
  primary key (ref, updated_at, event_at, digest)
);
create index issue_revisions_by_event on okr_sync.issue_revisions (event_at);
create index issue_revisions_by_save on okr_sync.issue_revisions (saved_at);

-- Runs of the reconciler; a run without an end is taken up again at its cursor.
create table okr_sync.reconciles (
  id bigint generated always as identity primary key,
  source text not null,
  scope text not null check (scope in ('changed', 'all')),
  since timestamptz,
  started_at timestamptz not null,
  phase text not null default 'fetch' check (phase in ('fetch', 'verify', 'done')),
  cursor text,
  pages integer not null default 0,
  fetched integer not null default 0,
  total integer,
  -- issues whose content was not what we had
  drift integer not null default 0,
  removed integer not null default 0,
  progressed_at timestamptz not null,
  finished_at timestamptz,
  error text
);
create unique index reconciles_open on okr_sync.reconciles (source) where finished_at is null;
create index reconciles_by_source on okr_sync.reconciles (source, finished_at desc);

-- When a reconcile last saw the issue in the tracker.
alter table okr_sync.issues add column seen_at timestamptz;

-- Issues whose children are still to be fetched: newly linked, or newly named by a rule.
create table okr_sync.pending_children (
  ref text primary key,
  cursor text,
  requested_at timestamptz not null
);
