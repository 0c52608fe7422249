create schema if not exists okr_sync;

create table okr_sync.deliveries (
  id bigint generated always as identity primary key,
  source text not null,
  tracker_delivery_id text,
  body_sha256 bytea not null,
  body bytea not null,
  headers jsonb not null,
  received_at timestamptz not null,
  status text not null default 'received' check (status in ('received', 'processed', 'ignored', 'failed')),
  event text,
  reason text,
  attempts integer not null default 0,
  repeats integer not null default 0,
  processed_at timestamptz,
  -- when the sweep last rang for it
  rung_at timestamptz,
  unique (source, body_sha256)
);
create index deliveries_unprocessed on okr_sync.deliveries (id) where status = 'received';
create index deliveries_by_status on okr_sync.deliveries (status, id desc);
create index deliveries_by_source on okr_sync.deliveries (source, received_at desc);

create table okr_sync.issues (
  ref text primary key,
  source text not null,
  kind text not null check (kind in ('issue', 'project', 'initiative')),
  key text not null,
  title text not null,
  url text,
  status text not null,
  status_category text not null check (status_category in ('backlog', 'unstarted', 'started', 'completed', 'canceled')),
  level integer not null,
  archived boolean not null,
  removed boolean not null,
  updated_at timestamptz not null,
  event_at timestamptz not null,
  digest text collate "C" not null,
  completed_at timestamptz,
  snapshot jsonb not null,
  -- what this issue passes on to those beneath it, hashed; they are matched again when it changes
  lineage text not null default '',
  saved_at timestamptz not null
);
create index issues_by_source on okr_sync.issues (source, ref);

create table okr_sync.issue_names (
  name text not null,
  ref text not null,
  primary key (name, ref)
);
create index issue_names_by_ref on okr_sync.issue_names (ref);

create table okr_sync.edges (
  owner_ref text not null,
  child_ref text not null,
  kind text not null check (kind in ('parent', 'project', 'initiative')),
  parent text not null,
  primary key (child_ref, kind, parent, owner_ref)
);
create index edges_by_parent on okr_sync.edges (parent);
create index edges_by_owner on okr_sync.edges (owner_ref);

create table okr_sync.contributions (
  key_result_id text not null,
  issue_ref text not null,
  match_kind text not null check (match_kind in ('link', 'field', 'label', 'rule')),
  match_id text not null,
  match_via text,
  weight double precision not null,
  size double precision not null,
  credit double precision not null,
  status_category text not null,
  completed_at timestamptz,
  container boolean not null,
  matched_ancestors text[] not null,
  counted boolean not null,
  reason text check (reason in ('canceled', 'grain')),
  primary key (key_result_id, issue_ref)
);
create index contributions_by_issue on okr_sync.contributions (issue_ref);

create table okr_sync.links (
  id bigint generated always as identity primary key,
  issue text not null,
  key_result_id text not null,
  weight double precision not null,
  author text,
  created_at timestamptz not null,
  deleted_at timestamptz
);
create unique index links_live on okr_sync.links (lower(issue), key_result_id) where deleted_at is null;

create table okr_sync.check_ins (
  id bigint generated always as identity primary key,
  key_result_id text not null,
  value double precision,
  confidence double precision,
  health text,
  note text,
  author text,
  at timestamptz not null,
  expires_at timestamptz
);
create index check_ins_by_key_result on okr_sync.check_ins (key_result_id, at desc, id desc);

create table okr_sync.progress (
  subject text not null check (subject in ('key_result', 'objective')),
  id text not null,
  value double precision,
  progress double precision,
  raw_progress double precision,
  counts jsonb,
  in_scope double precision,
  credited double precision,
  revision integer not null,
  changed_at timestamptz not null,
  primary key (subject, id)
);

create table okr_sync.progress_changes (
  id bigint generated always as identity primary key,
  subject text not null check (subject in ('key_result', 'objective')),
  subject_id text not null,
  at timestamptz not null,
  value double precision,
  progress double precision,
  raw_progress double precision,
  previous_progress double precision,
  previous_value double precision,
  in_scope double precision,
  credited double precision,
  revision integer not null,
  cause jsonb not null,
  published_at timestamptz
);
create index progress_changes_by_subject on okr_sync.progress_changes (subject, subject_id, at);
create index progress_changes_unpublished on okr_sync.progress_changes (id) where published_at is null;

create table okr_sync.pending_roll_ups (
  key_result_id text primary key,
  cause jsonb not null,
  requested_at timestamptz not null
);

create table okr_sync.pending_rematches (
  root text primary key,
  after text,
  cause jsonb not null,
  requested_at timestamptz not null
);

create table okr_sync.source_states (
  source text primary key,
  first_configured_at timestamptz not null,
  last_reconciled_at timestamptz
);

create table okr_sync.config_revisions (
  id integer generated always as identity primary key,
  digest text collate "C" not null,
  files jsonb not null,
  accepted_at timestamptz not null,
  matched_at timestamptz,
  matched_on text
);
