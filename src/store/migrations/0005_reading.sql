-- What readers have not seen yet. Versions grow in the order of commits, because whoever writes progress holds the
-- roll-up lock; rows that tell nobody of their change (counts alone) have one too.
create sequence okr_sync.progress_versions;
alter table okr_sync.progress add column version bigint not null default nextval('okr_sync.progress_versions');
create index progress_by_version on okr_sync.progress (version);

create function okr_sync.move_progress_version() returns trigger language plpgsql as $$
begin
  new.version := nextval('okr_sync.progress_versions');
  return new;
end
$$;
create trigger move_version before update on okr_sync.progress
  for each row execute function okr_sync.move_progress_version();

-- Check-ins are written one after the other, so that their ids grow in the order of commits too. Before the statement:
-- a row has its id already when a trigger sees it.
create function okr_sync.queue_check_ins() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(7306, 0);
  return null;
end
$$;
create trigger queue before insert on okr_sync.check_ins
  for each statement execute function okr_sync.queue_check_ins();

-- How far everything has come that is shown. Asked before every answer: as a function it keeps its plans, which cost several
-- times the looking.
create function okr_sync.reading_marks(out progress bigint, out check_in bigint, out alert bigint, out delivery bigint,
                                       out closures integer)
language plpgsql stable as $$
begin
  progress := (select max(version) from okr_sync.progress);
  check_in := (select max(id) from okr_sync.check_ins);
  alert := (select max(id) from okr_sync.alerts);
  delivery := (select max(id) from okr_sync.deliveries);
  closures := (select count(*) from okr_sync.period_closures);
end
$$;

-- Lower-case words of a title, parted at white space and punctuation (`src/store/views/title-words.ts` parts a query alike).
-- Its first 500 characters: a word of more than 2,046 bytes would be refused, and the issue with it.
create function okr_sync.title_words(title text) returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(array_remove(string_to_array(lower(translate(left(title, 500),
    E'\t\n\r\u00a0\u3000!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~\u00ab\u00b7\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026\u3001\u3002\u300c\u300d\uff08\uff09',
    repeat(' ', 54))), ' '), ''))
$$;

-- For finding an issue to link. None of these columns changes when work merely goes on, so that updates stay cheap.
create index issues_by_key on okr_sync.issues (lower(key) collate "C") where not removed;
create index containers_by_title on okr_sync.issues using gin (okr_sync.title_words(title)) where not removed and level >= 1;
create index issues_by_title on okr_sync.issues using gin (okr_sync.title_words(title)) where not removed and level < 1;
-- Of words nobody asks how they are spread; the embedded database, which analyses every minute, would reckon it each time.
alter index okr_sync.containers_by_title alter column 1 set statistics 0;
alter index okr_sync.issues_by_title alter column 1 set statistics 0;

-- Nor of what is only ever read whole. These are most of what analysing takes.
alter table okr_sync.issues alter column snapshot set statistics 0;
alter table okr_sync.issue_revisions alter column snapshot set statistics 0;
alter table okr_sync.contributions alter column matched_ancestors set statistics 0;
alter table okr_sync.progress_changes alter column cause set statistics 0;
