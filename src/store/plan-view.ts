/** A long reading of the whole store that neither blocks who writes nor mixes two states of it. */
import type { Database, Queryable } from "./database.ts";
import { findStoreMark } from "./views/plan.ts";

/** How often a reading is begun again because the store moved beneath it. */
const attempts = 3;

export interface SteadyReading<T> {
  result: T;
  /** False where what was read may mix states: on the embedded database, while writes never ceased. */
  steady: boolean;
}

/**
 * PostgreSQL: one read-only snapshot. The embedded database has one session for all, which a transaction would take from
 * everybody else until it ends: there it is many short reads, begun again where something was written meanwhile.
 */
export async function readSteadily<T>(
  database: Database,
  read: (db: Queryable) => Promise<T>,
): Promise<SteadyReading<T>> {
  const { db, kind } = database;
  if (kind === "postgres") {
    const snapshot = db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only");
    return { result: await snapshot.execute(read), steady: true };
  }
  for (let attempt = 1; ; attempt += 1) {
    const before = await findStoreMark(db);
    const result = await read(db);
    const steady = before === (await findStoreMark(db));
    if (steady || attempt === attempts) return { result, steady };
  }
}
