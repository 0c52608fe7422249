/** How far a backfill is, on one line. */
import type { ReconcileAnswer } from "../http/schemas/reconcile.ts";
import { formatAge } from "./status.ts";

const barWidth = 24;

/** `████░░░░  1,200 of 4,000 issues  310/s  9 s left`; without a bar where `columns` is null. */
export function backfillLine(run: ReconcileAnswer, nowMs: number, columns: number | null): string {
  const seconds = Math.max(0.001, (nowMs - Date.parse(run.startedAt)) / 1000);
  const rate = run.fetched / seconds;
  const parts = [`${format(run.fetched)}${run.total === null ? "" : ` of ${format(run.total)}`} issues`];
  if (run.phase === "verify") parts.push(`looking for deletions, ${format(run.removed)} so far`);
  else {
    parts.push(`${format(Math.round(rate))}/s`);
    if (run.total !== null && rate > 0) parts.push(`${formatAge(Math.max(0, run.total - run.fetched) / rate)} left`);
  }
  if (run.error !== null) parts.push(`waiting: ${run.error}`);
  const text = parts.join("  ");
  if (columns === null) return text;
  const bar = run.total === null ? "" : `${barOf(run.fetched / Math.max(1, run.total))}  `;
  return `${bar}${text}`.slice(0, Math.max(20, columns - 1));
}

function barOf(share: number): string {
  const filled = Math.floor(Math.min(1, share) * barWidth);
  return "█".repeat(filled) + "░".repeat(barWidth - filled);
}

function format(count: number): string {
  return count.toLocaleString("en-GB");
}
