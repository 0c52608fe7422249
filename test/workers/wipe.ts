/** An empty database without the price of a new one. */
import { sql } from "kysely";
import type { Database } from "../../src/store/database.ts";

const tables = [
  "deliveries",
  "issues",
  "issue_names",
  "edges",
  "contributions",
  "links",
  "check_ins",
  "progress",
  "progress_changes",
  "pending_roll_ups",
  "pending_rematches",
  "source_states",
  "config_revisions",
  "config_refusals",
  "issue_revisions",
  "reconciles",
  "pending_children",
  "period_closures",
  "frozen_progress",
  "alerts",
  "source_conditions",
  "told_health",
  "refused_signatures",
  "turns",
];

export async function wipe(database: Database): Promise<void> {
  await sql.raw(tables.map((table) => `delete from okr_sync.${table};`).join(" ")).execute(database.db);
}
