/** Keeps work by an older configuration from being committed, however many processes there are. */
import type { Transaction } from "kysely";
import type { Deps } from "../src/deps.ts";
import { codedError, isCodedError } from "../src/errors.ts";
import { holdRevision, lockMatching, lockRollUps } from "../src/store/locks.ts";
import type { Schema } from "../src/store/schema.ts";

/** Each new try has met another change of the configuration: nobody changes it that often. */
const tries = 5;

/**
 * Does a piece of work by one configuration, which `own.current()` gives throughout. Where a `hold…` in it finds another
 * in force, everything of its transaction is undone, this process goes over to that one, and the work is done again.
 */
export async function underNewest<T>(deps: Deps, work: (own: Deps) => Promise<T>): Promise<T> {
  for (let left = tries; ; left -= 1) {
    const current = deps.current();
    try {
      return await work({ ...deps, current: () => current });
    } catch (error) {
      if (left === 1 || !isCodedError(error) || error.code !== "CONFIG_OUTDATED") throw error;
    }
    await deps.adoptNewest();
  }
}

/** The locks of `store/locks.ts`; each throws CONFIG_OUTDATED where the work is not done by the newest configuration. */
export async function holdConfig(own: Deps, trx: Transaction<Schema>): Promise<void> {
  refuseOutdated(own, await holdRevision(trx));
}

export async function holdMatching(own: Deps, trx: Transaction<Schema>, source: string): Promise<void> {
  refuseOutdated(own, await lockMatching(trx, source));
}

export async function holdRollUps(own: Deps, trx: Transaction<Schema>): Promise<void> {
  refuseOutdated(own, await lockRollUps(trx));
}

function refuseOutdated(own: Deps, newest: number): void {
  const { revision } = own.current();
  if (newest === revision) return;
  throw codedError("CONFIG_OUTDATED", `work by configuration revision ${revision}, and ${newest} is in force`);
}
