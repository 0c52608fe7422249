/** Advisory locks, held to the end of the transaction. */
import { sql, type Transaction } from "kysely";
import type { Schema } from "./schema.ts";

const matchingLock = 7301;
const rollUpLock = 7302;
const sweepLock = 7303;
const housekeepingLock = 7304;
/** Shared by all that work by the configuration (`hold_revision` takes it, and names the number too). */
const configLock = 7305;

/**
 * From here to the end of the transaction no other configuration comes into force. Answers the number of the one that is,
 * 0 where there is none. The locks below take this one before their own, so that nobody waits for each other.
 */
export async function holdRevision(trx: Transaction<Schema>): Promise<number> {
  const { rows } = await sql<Held>`select okr_sync.hold_revision() as revision`.execute(trx);
  return revisionOf(rows);
}

/**
 * Matching is serial per source: relatives decide each other's matches and grain, and all relatives are of one source.
 * Everything read after this sees all that earlier holders committed. Answers as `holdRevision`.
 */
export async function lockMatching(trx: Transaction<Schema>, source: string): Promise<number> {
  const { rows } = await sql<Held>`
    select okr_sync.hold_revision() as revision, pg_advisory_xact_lock(${matchingLock}::int, hashtext(${source}))
  `.execute(trx);
  return revisionOf(rows);
}

/**
 * Roll-ups are serial: key results of one objective, and objectives above one another, read each other. Answers as
 * `holdRevision`.
 */
export async function lockRollUps(trx: Transaction<Schema>): Promise<number> {
  const { rows } = await sql<Held>`
    select okr_sync.hold_revision() as revision, pg_advisory_xact_lock(${rollUpLock}::int, 0)
  `.execute(trx);
  return revisionOf(rows);
}

/** Waits until nobody works by the configuration, and keeps all from it until the transaction ends. */
export async function lockConfig(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${configLock}::int, 0)`.execute(trx);
}

interface Held {
  revision: number;
}

function revisionOf(rows: readonly Held[]): number {
  if (rows[0] === undefined) throw new Error("holding the configuration returned no revision");
  return rows[0].revision;
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
