/** Recorded changes → publishers, at least once. */
import type { Deps } from "../src/deps.ts";
import type { Publisher } from "../src/publishers/publisher.ts";
import { findUnpublished, markPublished } from "../src/store/progress.ts";

/** Hands these changes, those not published yet, to every publisher. May run twice. */
export async function publish(
  deps: Deps,
  publishers: readonly Publisher[],
  payload: { changeIds: string[] },
): Promise<void> {
  const changes = await findUnpublished(deps.database.db, payload.changeIds);
  if (changes.length === 0) return;
  for (const publisher of publishers) await publisher.publish(changes);
  await markPublished(
    deps.database.db,
    changes.map((change) => change.id),
    deps.clock(),
  );
}
