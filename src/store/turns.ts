/** Things that are done now and then, by whichever process comes first. */
import { sql, type Transaction } from "kysely";
import type { Schema } from "./schema.ts";

/** True, and the turn is ours, where the last one was at least `everyMs` ago. Call under a lock, or wait for who has it. */
export async function takeTurn(trx: Transaction<Schema>, name: string, everyMs: number, now: Date): Promise<boolean> {
  const last = new Date(now.getTime() - everyMs).toISOString();
  const { rows } = await sql`
    insert into okr_sync.turns (name, taken_at) values (${name}, ${now.toISOString()}::timestamptz)
    on conflict (name) do update set taken_at = excluded.taken_at where turns.taken_at <= ${last}::timestamptz
    returning name
  `.execute(trx);
  return rows.length > 0;
}
