/** Changes of progress and alerts in the one order in which they were recorded. */
import { sql } from "kysely";
import type { Queryable } from "../database.ts";
import type { ChangeView } from "./changes.ts";

export type EventView =
  | { kind: "progress"; id: string; change: ChangeView }
  | { kind: "source" | "health" | "config"; id: string; at: Date; data: Readonly<Record<string, unknown>> };

interface EventRow extends Omit<ChangeView, "at"> {
  kind: EventView["kind"];
  at: Date;
  data: Record<string, unknown> | null;
}

/** What was recorded after an id; a rebuilt past is no event. One statement, so that nothing slips in between. */
export async function listEventsAfter(db: Queryable, id: string, limit: number): Promise<EventView[]> {
  const { rows } = await sql<EventRow>`
    select event.id, event.kind, event.at, event.data, subject, subject_id as "subjectId", value, progress,
           raw_progress as "rawProgress", previous_progress as "previousProgress", previous_value as "previousValue",
           in_scope as "inScope", credited, revision, cause
      from ((select id, 'progress' as kind, at, null::jsonb as data from okr_sync.progress_changes
              where id > ${id}::bigint and cause ->> 'kind' <> 'history' order by id limit ${limit})
            union all
            (select id, kind, at, data from okr_sync.alerts where id > ${id}::bigint order by id limit ${limit})) as event
      left join okr_sync.progress_changes change on change.id = event.id
     order by event.id limit ${limit}
  `.execute(db);
  return rows.map(({ kind, data, ...change }) =>
    kind === "progress" ? { kind, id: change.id, change } : { kind, id: change.id, at: change.at, data: data ?? {} },
  );
}

/** Id of the newest event; `0` where there is none. */
export async function findNewestEventId(db: Queryable): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select greatest((select max(id) from okr_sync.progress_changes), (select max(id) from okr_sync.alerts), 0) as id
  `.execute(db);
  return rows[0]?.id ?? "0";
}
