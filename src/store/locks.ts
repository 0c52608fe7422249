/** Advisory locks, held to the end of the transaction. */
import { sql, type Transaction } from "kysely";
import type { Schema } from "./schema.ts";

const matchingLock = 7301;
const rollUpLock = 7302;
const sweepLock = 7303;
const housekeepingLock = 7304;

/**
 * Matching is serial per source: relatives decide each other's matches and grain, and all relatives are of one source.
 * Everything read after this sees all that earlier holders committed.
 */
export async function lockMatching(trx: Transaction<Schema>, source: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${matchingLock}::int, hashtext(${source}))`.execute(trx);
}

/** Roll-ups are serial: key results of one objective, and objectives above one another, read each other. */
export async function lockRollUps(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${rollUpLock}::int, 0)`.execute(trx);
}

/** False where another process sweeps at this moment. */
export async function tryLockSweep(trx: Transaction<Schema>): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(${sweepLock}::int, 0) as locked
  `.execute(trx);
  return rows[0]?.locked === true;
}

/** False where another process keeps house at this moment. */
export async function tryLockHousekeeping(trx: Transaction<Schema>): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(${housekeepingLock}::int, 0) as locked
  `.execute(trx);
  return rows[0]?.locked === true;
}
