/** What a new configuration asks to be done at once; the sweep would come to it in the end. */
import { isDeepStrictEqual } from "node:util";
import type { Config, SourceConfig } from "../src/config/config.ts";
import { keyResultsOf } from "../src/config/config.ts";
import type { Deps } from "../src/deps.ts";
import { everyIssue } from "../src/store/pending.ts";
import { ring } from "../src/queue/ring.ts";
import { isIssueDriven } from "./issue-driven.ts";

/** Rings for matching, and for the numbers that do not wait for it. */
export async function ringForConfig({ queue, log, current }: Deps): Promise<void> {
  const stated = keyResultsOf(current().config).filter((keyResult) => !isIssueDriven(keyResult));
  await ring(queue, log, "rematch", { roots: [everyIssue] });
  if (stated.length > 0) await ring(queue, log, "roll-up", { keyResultIds: stated.map(({ id }) => id) });
}

/**
 * Rings for the sources that are new or changed. Where a change makes stored issues read differently, everything is fetched
 * again: what is stored was read by the settings before.
 */
export async function ringForSources({ queue, log, current }: Deps, before: Config): Promise<void> {
  for (const source of current().config.sources) {
    const known = before.sources.find(({ id }) => id === source.id);
    if (source.auth === null || source.reconcile === null || isDeepStrictEqual(known, source)) continue;
    const scope = known !== undefined && readsDifferently(known, source) ? "all" : "changed";
    await ring(queue, log, "reconcile", { source: source.id, scope });
  }
}

function readsDifferently(before: SourceConfig, after: SourceConfig): boolean {
  const reading = ({ kind, fields, canceledResolutions }: SourceConfig) => [kind, fields, canceledResolutions];
  return !isDeepStrictEqual(reading(before), reading(after));
}
