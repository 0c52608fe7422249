/** A history on the pure core: read the webhooks, keep the newest states, derive everything. */
import type { IssueState } from "../../src/domain/issue.ts";
import { indexLinks } from "../../src/domain/match.ts";
import { compileMapping } from "../../src/domain/mapping.ts";
import { newestStates } from "../../src/domain/version.ts";
import { keyResultsOf } from "../../src/config/config.ts";
import { presentState, removedState } from "../../src/sources/state.ts";
import { standingText, withFormerKeys } from "../simulator/oracle.ts";
import { presentStates, type SettingsOf, statesOf } from "../simulator/present-states.ts";
import type { History } from "../simulator/random-history.ts";

/** Canonical texts: of what is held after the history (and, where webhooks were lost, one reconcile), and of a fresh start. */
export function playOnCore(
  history: History,
  settingsOf: SettingsOf,
  lossy: boolean,
): { actual: string; wanted: string } {
  const told = history.batches.flat().flatMap((delivery) => statesOf(delivery, settingsOf));
  const held = newestStates(told);
  const present = presentStates(history.content, settingsOf);
  history.pass(3_600_000);
  const fetched = lossy ? reconciled(held, presentStates(history.content, settingsOf), history) : [];
  const states = newestStates([...told, ...fetched]).values();
  const seen = [...told, ...present];
  return {
    actual: textOf(history, withFormerKeys(states, [...told, ...fetched])),
    wanted: textOf(history, withFormerKeys(present, seen)),
  };
}

/** What a full reconcile adds, as `workers/reconcile.ts` does. */
function reconciled(held: ReadonlyMap<string, IssueState>, present: readonly IssueState[], { content }: History) {
  const now = new Date(content.nowMs()).toISOString();
  const known = new Set(present.map(({ issue }) => issue.ref));
  const missing = [...held.values()].filter(({ issue }) => !issue.removed && !known.has(issue.ref));
  const found = present.map((state) => presentState(state, held.get(state.issue.ref)));
  return [...found, ...missing.map(({ issue }) => removedState(issue, now))];
}

function textOf({ config, links, checkIns }: History, states: Iterable<IssueState>): string {
  const keyResults = keyResultsOf(config);
  const stated = checkIns.filter(({ value }) => value !== null) as { keyResultId: string; value: number }[];
  return standingText({
    states,
    objectives: config.objectives,
    compiled: compileMapping(config.mapping, keyResults),
    links: indexLinks(links.map((link, i) => ({ ...link, id: String(i + 1) }))),
    values: new Map(stated.map(({ keyResultId, value }) => [keyResultId, value])),
    today: "2026-11-15",
  });
}
