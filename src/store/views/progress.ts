/** Recorded progress of key results and objectives, with when it changed. */
import { sql } from "kysely";
import type { Counts } from "../../domain/progress.ts";
import type { Queryable } from "../database.ts";

export interface ProgressView {
  subject: "key_result" | "objective";
  id: string;
  value: number | null;
  progress: number | null;
  rawProgress: number | null;
  counts: Counts | null;
  inScope: number | null;
  credited: number | null;
  revision: number;
  changedAt: Date;
}

const columns = sql.raw(
  `subject, id, value, progress, raw_progress as "rawProgress", counts, in_scope as "inScope", credited, revision, ` +
    `changed_at as "changedAt"`,
);

/** Those that have a row. */
export async function listProgress(
  db: Queryable,
  keyResultIds: readonly string[],
  objectiveIds: readonly string[],
): Promise<ProgressView[]> {
  const { rows } = await sql<ProgressView>`
    select ${columns} from okr_sync.progress
     where (subject = 'key_result' and id = any(${[...keyResultIds]}::text[]))
        or (subject = 'objective' and id = any(${[...objectiveIds]}::text[]))
  `.execute(db);
  return rows;
}

/** What was written after a version, told as a change or not; see `readStoreVersion`. */
export async function listProgressSince(db: Queryable, version: bigint): Promise<ProgressView[]> {
  const { rows } = await sql<ProgressView>`
    select ${columns} from okr_sync.progress where version > ${String(version)}::bigint
  `.execute(db);
  return rows;
}
