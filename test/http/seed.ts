/** Puts issues, ledger rows and progress into a database, as the workers would have. */
import type { Contribution } from "../../src/domain/contribution.ts";
import type { Counts } from "../../src/domain/progress.ts";
import { saveContributions } from "../../src/store/contributions.ts";
import type { Database } from "../../src/store/database.ts";
import { type Recorded, recordChanges, saveProgress } from "../../src/store/progress.ts";

export const noCounts: Counts = { backlog: 0, unstarted: 0, started: 0, completed: 0, canceled: 0 };

/** An issue of which little but its names matters. */
export async function seedIssue({ db }: Database, ref: string, key: string, status = "In Progress") {
  const at = "2026-10-05T00:00:00.000Z";
  await db
    .insertInto("okr_sync.issues")
    .values({
      ref,
      source: ref.split(":")[0]!,
      kind: "issue",
      key,
      title: `Title of ${key}`,
      url: `https://acme.atlassian.net/browse/${key}`,
      status,
      status_category: "started",
      level: 0,
      archived: false,
      removed: false,
      updated_at: at,
      event_at: at,
      digest: "d",
      snapshot: "{}",
      saved_at: at,
    })
    .execute();
  const names = [ref, key.toLowerCase(), `acme.atlassian.net/browse/${key.toLowerCase()}`];
  await db
    .insertInto("okr_sync.issue_names")
    .values(names.map((name) => ({ name, ref })))
    .execute();
}

export function contribution(keyResultId: string, issueRef: string, given: Partial<Contribution> = {}): Contribution {
  return {
    keyResultId,
    issueRef,
    match: { kind: "rule", id: "epic", via: null, weight: 1 },
    size: 1,
    credit: 0,
    statusCategory: "started",
    completedAt: null,
    container: false,
    matchedAncestors: [],
    counted: true,
    reason: null,
    ...given,
  };
}

export async function seedContributions({ db }: Database, rows: readonly Contribution[]) {
  await saveContributions(db, rows);
}

export function recorded(subject: Recorded["subject"], id: string, given: Partial<Recorded> = {}): Recorded {
  const progress = given.progress ?? null;
  return {
    subject,
    id,
    value: progress,
    progress,
    rawProgress: progress,
    counts: noCounts,
    inScope: 1,
    credited: 0,
    ...given,
  };
}

/** Saves progress with a change for it; returns the change's id. */
export async function seedChange(
  { db }: Database,
  before: Recorded | null,
  after: Recorded,
  at: Date,
): Promise<string> {
  await saveProgress(db, [after], 7, at);
  const cause = { kind: "delivery" as const, id: "1", issue: "jira:1" };
  return (await recordChanges(db, [{ before, after, cause }], 7, at))[0]!;
}
