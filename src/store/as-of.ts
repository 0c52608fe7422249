/** Everything as it stood at a past instant, from revisions, check-ins, links and the configuration in force then. */
import { sql } from "kysely";
import type { CompiledMapping } from "../domain/mapping.ts";
import { indexLinks } from "../domain/match.ts";
import type { Objective, Period } from "../domain/okr.ts";
import type { Link } from "../domain/rule.ts";
import { type Standing, standingOf } from "../domain/standing.ts";
import type { Queryable } from "./database.ts";
import { listStatesAsOf } from "./issue-revisions.ts";
import { getRevisionAt, type StoredRevision } from "./revisions.ts";

/** What a configuration says about the numbers; who reports and who may read is left out. */
export interface OkrPlan {
  periods: readonly Period[];
  objectives: readonly Objective[];
  mapping: CompiledMapping;
}

export interface PastStanding extends Standing {
  revision: number;
  plan: OkrPlan;
}

/** `planOf` reads a revision's files. One consistent view where `db` is a transaction that keeps its snapshot. */
export async function readStandingAsOf(
  db: Queryable,
  at: Date,
  planOf: (revision: StoredRevision) => OkrPlan,
): Promise<PastStanding> {
  const revision = await getRevisionAt(db, at);
  const plan = planOf(revision);
  const standing = standingOf({
    states: await listStatesAsOf(db, at),
    objectives: plan.objectives,
    compiled: plan.mapping,
    links: indexLinks(await listLinksAsOf(db, at)),
    values: await listValuesAsOf(db, at),
    today: at.toISOString().slice(0, 10),
  });
  return { ...standing, revision: revision.id, plan };
}

async function listLinksAsOf(db: Queryable, at: Date): Promise<Link[]> {
  const time = at.toISOString();
  const { rows } = await sql<Link>`
    select id, issue, key_result_id as "keyResultId", weight from okr_sync.links
     where created_at <= ${time}::timestamptz and (deleted_at is null or deleted_at > ${time}::timestamptz) order by id
  `.execute(db);
  return rows;
}

/** The check-in value of each key result that was the latest at `at`. */
async function listValuesAsOf(db: Queryable, at: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ key_result_id: string; value: number }>`
    select distinct on (key_result_id) key_result_id, value from okr_sync.check_ins
     where value is not null and at <= ${at.toISOString()}::timestamptz
     order by key_result_id, at desc, id desc
  `.execute(db);
  return new Map(rows.map((row) => [row.key_result_id, row.value]));
}
