/** Scope that came into a key result after half of its period had gone by. */
import { compareText } from "./compare-text.ts";
import type { Contribution } from "./contribution.ts";
import { exactSum } from "./exact-sum.ts";
import type { Instant, IssueRef } from "./issue.ts";
import { capped } from "./reading.ts";

export interface LateIssue {
  ref: IssueRef;
  /** Weight·size. */
  size: number;
}

export interface LateScope {
  /** Σ weight·size of all of them. */
  size: number;
  /** The largest first. */
  issues: readonly LateIssue[];
}

/** What is known of an issue that is counted now and was not at half-time. */
export interface Origin {
  createdAt: Instant | null;
  /** Something had been heard of it by half-time. */
  knownThen: boolean;
}

/** Whether issues ever drove it, by what was in scope at some moments: only then can scope come late, and a forecast be kept. */
export function hasScope(moments: readonly ({ inScope: number | null } | null)[]): boolean {
  return moments.some((moment) => (moment?.inScope ?? 0) > 0);
}

/** Rows that are counted at the end and were not at half-time. */
export function newlyCounted(atHalfTime: readonly Contribution[], atEnd: readonly Contribution[]): Contribution[] {
  const counted = new Set(atHalfTime.filter((row) => row.counted).map(({ issueRef }) => issueRef));
  return atEnd.filter((row) => row.counted && !counted.has(row.issueRef));
}

/**
 * Of those rows the ones that came in late: of issues that were known by half-time and did not count, and of issues made
 * since. What is older, and was heard of only afterwards, may have been meant from the start.
 */
export function lateScope(
  rows: readonly Contribution[],
  originOf: (ref: IssueRef) => Origin | undefined,
  halfTime: Instant,
): LateScope {
  const issues = rows
    .filter(({ issueRef }) => isLate(originOf(issueRef), halfTime))
    .map(({ issueRef, match, size }) => ({ ref: issueRef, size: capped(match.weight * size) }))
    .sort((a, b) => b.size - a.size || compareText(a.ref, b.ref));
  return { size: exactSum(issues.map(({ size }) => ({ count: 1, value: size }))), issues };
}

function isLate(origin: Origin | undefined, halfTime: Instant): boolean {
  if (origin === undefined) return false;
  return origin.knownThen || (origin.createdAt !== null && origin.createdAt > halfTime);
}
