-- A changed configuration is told of like a source or a health that changed.
alter table okr_sync.alerts drop constraint alerts_kind_check;
alter table okr_sync.alerts add constraint alerts_kind_check check (kind in ('source', 'health', 'config'));

-- The last configuration that was refused, until a good one comes: one row for all processes.
create table okr_sync.config_refusals (
  only_one boolean primary key default true check (only_one),
  at timestamptz not null,
  problems jsonb not null
);

-- Keeps the configuration from changing until the transaction ends, and says which one is in force; 0 where there is none.
-- A function, because its second statement sees what was committed while the first one waited.
create function okr_sync.hold_revision() returns integer language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(7305, 0);
  return coalesce((select max(id) from okr_sync.config_revisions), 0);
end
$$;
