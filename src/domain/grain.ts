/** Which of the matched issues are counted, so that work is not counted twice through the hierarchy. See spec domain.md section 2, point 3. */
import type { Contribution } from "./contribution.ts";
import type { Issue, IssueRef } from "./issue.ts";
import type { CanceledPolicy, Grain, KeyResult } from "./okr.ts";

/** Jira epics and above, Linear projects and initiatives. */
export function isContainer(issue: Issue): boolean {
  return issue.kind !== "issue" || issue.level >= 1;
}

/** Whether counting asks for what lies beneath an issue, or for all rows at once: `leaf`, `container`, the latest of all. */
export function needsWholeLedger({ grain, measure }: KeyResult): boolean {
  return looksDown(grain) || (measure.kind === "total" && measure.aggregate === "latest");
}

/** `counted` and `reason` by grain, then by the canceled policy. */
export function countedBy(
  passes: boolean,
  statusCategory: Contribution["statusCategory"],
  canceled: CanceledPolicy,
): Pick<Contribution, "counted" | "reason"> {
  if (!passes) return { counted: false, reason: "grain" };
  if (statusCategory === "canceled" && canceled === "exclude") return { counted: false, reason: "canceled" };
  return { counted: true, reason: null };
}

/** What an issue's own place and its matched ancestors say; for `leaf` and `container` not final until `settleGrain`. */
export function passesUpward(grain: Grain, container: boolean, matchedAncestors: readonly Issue[]): boolean {
  if (grain === "container") return container;
  if (grain === "issue" && matchedAncestors.some((ancestor) => !isContainer(ancestor))) return false;
  return !container;
}

/** Settles `leaf` and `container` over all rows of the key result; other grains' rows stay as they are. Idempotent. */
export function settleGrain(keyResult: KeyResult, rows: readonly Contribution[]): Contribution[] {
  const { grain, canceled } = keyResult;
  if (!looksDown(grain)) return [...rows];
  const wanted = (row: Contribution) => row.container === (grain === "container");
  const beneath = grain === "container" ? rows.filter(wanted) : rows;
  const above = new Set<IssueRef>(beneath.flatMap((row) => row.matchedAncestors));
  return rows.map((row) => ({
    ...row,
    ...countedBy(wanted(row) && !above.has(row.issueRef), row.statusCategory, canceled),
  }));
}

/** Whether what lies beneath an issue decides: its rows are settled together, by `settleGrain`. */
export function looksDown(grain: Grain): boolean {
  return grain === "leaf" || grain === "container";
}
