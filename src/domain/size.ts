/** The size of an issue in a key result: 1, its estimate, or a numeric field. See spec domain.md section 3. */
import { dayMs } from "./day.ts";
import type { Instant, Issue } from "./issue.ts";
import { numberOf } from "./number-test.ts";
import type { KeyResult, SizeBy } from "./okr.ts";

/** Days from creation, or from the start of work, to completion; 0 without either end. */
const computedFields: Readonly<Record<string, (issue: Issue) => number>> = {
  leadTimeDays: (issue) => daysBetween(issue.createdAt, issue.completedAt),
  cycleTimeDays: (issue) => daysBetween(issue.startedAt, issue.completedAt),
};

/** Never negative, never infinite. Measures that do not add sizes up count each issue as 1. */
export function sizeOf(issue: Issue, keyResult: Pick<KeyResult, "measure" | "unestimated">): number {
  const { measure, unestimated } = keyResult;
  const by = measure.kind === "completion" || measure.kind === "total" ? measure.by : "count";
  const size = rawSize(issue, by, unestimated);
  return Math.min(Math.max(size, 0), Number.MAX_VALUE);
}

function rawSize(issue: Issue, by: SizeBy, unestimated: number): number {
  if (by === "count") return 1;
  if (by === "estimate") return issue.estimate ?? unestimated;
  const alias = by.slice("field:".length);
  if (Object.hasOwn(computedFields, alias)) return computedFields[alias]!(issue);
  return Object.hasOwn(issue.fields, alias) ? (numberOf(issue.fields[alias]!) ?? 0) : 0;
}

function daysBetween(from: Instant | null, to: Instant | null): number {
  return from === null || to === null ? 0 : (Date.parse(to) - Date.parse(from)) / dayMs;
}
