/** The configuration in force, and what keeps a newer one from it. */
import type { Deps } from "../../deps.ts";
import { findRefusal } from "../../store/config-refusals.ts";
import { findRevisionTimes } from "../../store/revisions.ts";
import type { ConfigStatus } from "../schemas/operations.ts";

export async function readConfigStatus(deps: Deps): Promise<ConfigStatus> {
  const { revision, unreadable } = deps.current();
  const { db } = deps.database;
  const [times, refusal] = await Promise.all([findRevisionTimes(db, revision), findRefusal(db)]);
  return {
    revision,
    acceptedAt: times?.acceptedAt.toISOString() ?? null,
    matchedAt: times?.matchedAt?.toISOString() ?? null,
    refused: refusal === null ? null : { at: refusal.at.toISOString(), problems: [...refusal.problems] },
    unreadable: unreadable === undefined ? null : { ...unreadable, problems: [...unreadable.problems] },
  };
}
