/** Puts issues, ledger rows and progress into a database, as the workers would have. */
import type { Contribution } from "../../src/domain/contribution.ts";
import type { Counts } from "../../src/domain/progress.ts";
import { saveContributions } from "../../src/store/contributions.ts";
import type { Database } from "../../src/store/database.ts";
import { type Recorded, recordChanges, saveProgress } from "../../src/store/progress.ts";
import { rememberSources } from "../../src/store/revisions.ts";

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

const started = new Date("2026-10-01T00:00:00.000Z");
export const changedAt = new Date("2026-11-01T00:00:00.000Z");

/** The state that the reading tests look at: ledgers of two key results, and progress of them and two objectives. */
export async function seedReadings(database: Database) {
  await rememberSources(database.db, ["jira", "dc", "linear"], started);
  await seedIssue(database, "jira:1", "SHOP-1", "Done");
  await seedIssue(database, "jira:2", "SHOP-2");
  await seedContributions(database, [
    contribution("platform", "jira:1", {
      size: 3,
      credit: 1,
      statusCategory: "completed",
      completedAt: "2026-10-30T12:00:00.000Z",
    }),
    contribution("platform", "jira:2", { size: 3, match: { kind: "link", id: "9", via: null, weight: 0.1 } }),
    contribution("platform", "linear:3", { counted: false, reason: "grain" }),
    contribution("gate", "jira:1", {
      size: 1,
      credit: 1,
      statusCategory: "completed",
      completedAt: "2026-10-30T12:00:00.000Z",
    }),
  ]);
  const counts = { ...noCounts, completed: 1, started: 1 };
  const half = { value: 0.5, progress: 0.5, rawProgress: 0.5, counts, inScope: 6, credited: 3 };
  const first = recorded("key_result", "platform", { value: 0, progress: 0, rawProgress: 0, inScope: 6, credited: 0 });
  await seedChange(database, null, first, new Date("2026-10-02T00:00:00.000Z"));
  await seedChange(database, first, recorded("key_result", "platform", half), changedAt);
  await seedChange(
    database,
    null,
    recorded("key_result", "gate", { value: 1, progress: 1, rawProgress: 1 }),
    changedAt,
  );
  await seedChange(database, null, recorded("objective", "launch", { progress: 0.42, counts: null }), changedAt);
  await seedChange(database, null, recorded("objective", "past", { progress: 0.7, counts: null }), changedAt);
}
