/** Looks how far the database has come, cheaply enough to do so before every answer. */
import type { CurrentConfig, Deps } from "../../deps.ts";
import { staleSources } from "../../domain/freshness.ts";
import {
  readMarks,
  readSurroundings,
  type StoreMarks,
  type StoreSurroundings,
} from "../../store/views/store-version.ts";
import { type Check, createJoinedCheck } from "./joined-check.ts";

/**
 * How old the surroundings may be while no mark moves, milliseconds: that a source was heard from which was heard from before,
 * or that a refused configuration was put back, is told to nobody at once.
 */
const surroundingsEveryMs = 2_000;

export interface StoreVersion extends StoreMarks, StoreSurroundings {}

interface Kept {
  current: CurrentConfig;
  marks: StoreMarks;
  readMs: number;
  surroundings: StoreSurroundings;
}

/** Marks are read before surroundings: nothing up to `change` is missing in what is read after the look. */
export function createStoreLook(deps: Deps): () => Promise<Check<StoreVersion>> {
  const { db } = deps.database;
  let kept: Kept | null = null;

  return createJoinedCheck(async () => {
    const marks = await readMarks(db);
    const current = deps.current();
    const nowMs = deps.clock().getTime();
    if (kept === null || !isGood(kept, current, marks, nowMs)) {
      const ids = current.config.sources.map(({ id }) => id);
      kept = { current, marks, readMs: nowMs, surroundings: await readSurroundings(db, ids) };
    }
    return { ...marks, ...kept.surroundings };
  });
}

function isGood(
  { current: known, marks, readMs, surroundings }: Kept,
  current: CurrentConfig,
  now: StoreMarks,
  nowMs: number,
) {
  if (known !== current || nowMs < readMs || nowMs >= readMs + surroundingsEveryMs) return false;
  if (marks.progress !== now.progress || marks.alert !== now.alert) return false;
  // A delivery may be that of a source which was taken for silent.
  const isSilent = staleSources(current.config.sources, surroundings.freshness, nowMs).size > 0;
  return !isSilent || marks.delivery === now.delivery;
}
