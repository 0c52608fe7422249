/** A quarter that is over: work done before and after half-time, scope that came late, notes, and what was frozen. */
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { recordRevisionsOfIssues } from "../../src/store/issue-revisions.ts";
import { saveIfNewer } from "../../src/store/issues.ts";
import { recordClosure } from "../../src/store/period-closures.ts";
import { type Change, recordChanges, saveProgress } from "../../src/store/progress.ts";
import { recordRevision } from "../../src/store/revisions.ts";
import type { Issue } from "../../src/domain/issue.ts";
import { aState, anIssue } from "../domain/samples.ts";
import { recorded } from "./seed.ts";
import { testConfig, type TestService } from "./test-service.ts";

export const reportFiles = (title = "Shipped") => ({
  "okrs.yaml": `
periods:
  - { id: 2026-Q3, start: 2026-07-01, due: 2026-09-30 }
  - { id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }
  - { id: 2027-Q1, start: 2027-01-01, due: 2027-03-31 }
objectives:
  - id: ship
    title: ${JSON.stringify(title)}
    period: 2026-Q3
    team: commerce
    owner: ann
    kind: committed
    keyResults:
      - { id: shipped, title: ${JSON.stringify(title)}, owner: bo, measure: { kind: completion, by: estimate } }
      - { id: liked, title: Liked, measure: { kind: metric, unit: "%", start: 60, target: 80 } }
  - { id: go-on, title: Go on, period: 2026-Q4, keyResults: [{ id: more, title: More, measure: { kind: total, target: 4 } }] }
  - { id: empty, title: Empty, period: 2026-Q4, keyResults: [] }
`,
  "mapping.yaml": 'conventions: { label: "kr:" }\nrules: []\n',
});

export const at = (time: string) => new Date(`2026-${time}:00.000Z`);

/** The half of the quarter: 46 of its 92 days have gone by. */
export const halfTime = "2026-08-16T00:00:00.000Z";

interface Heard extends Partial<Issue> {
  ref: string;
  on: string;
  heardOn?: string;
}

/** Keeps a state as if it had been heard of then; the newest one of an issue is its present one. */
export async function hear({ database }: TestService, { ref, on, heardOn = on, ...changes }: Heard): Promise<void> {
  const time = at(on).toISOString();
  const issue = anIssue(ref, {
    key: `SHOP-${ref.slice(5)}`,
    labels: ["kr:shipped"],
    estimate: 2,
    updatedAt: time,
    ...changes,
  });
  const state = aState(issue, { updatedAt: time, eventAt: time, digest: `${ref} ${on}` });
  await recordRevisionsOfIssues(database.db, [{ state, happenedAt: time, heardAt: at(heardOn).toISOString() }]);
  await saveIfNewer(database.db, [state], at(heardOn));
}

async function tell({ database }: TestService, on: string, share: number, inScope: number, cause: Change["cause"]) {
  const figures = { value: share, progress: share, rawProgress: share, inScope, credited: share * inScope };
  const before = tell.before ?? null;
  const after = recorded("key_result", "shipped", figures);
  tell.before = after;
  await saveProgress(database.db, [after], 1, at(on));
  await recordChanges(database.db, [{ before, after, cause }], 1, at(on));
}
tell.before = null as ReturnType<typeof recorded> | null;

const done = (on: string) => ({ statusCategory: "completed" as const, completedAt: at(on).toISOString() });

/** `title` is what an outsider calls everything; `watchedFrom`, when the first configuration was accepted. */
export async function seedQuarter(
  service: TestService,
  { title = "Shipped", watchedFrom = "06-20T00:00" }: { title?: string; watchedFrom?: string } = {},
): Promise<void> {
  const { db } = service.database;
  tell.before = null;
  service.current = testConfig(reportFiles(title));
  service.current.revision = await recordRevision(
    db,
    { digest: "1", files: service.current.config.files, on: "2026-06-20" },
    at(watchedFrom),
  );
  const created = at("07-01T08:00").toISOString();
  const late = at("09-01T08:00").toISOString();
  const named = { title, url: "https://acme.atlassian.net/browse/SHOP" };
  for (const ref of ["jira:1", "jira:2"]) await hear(service, { ref, on: "07-01T09:00", createdAt: created, ...named });
  await hear(service, { ref: "jira:4", on: "07-05T09:00", createdAt: created, labels: [], ...named });
  await hear(service, { ref: "jira:1", on: "08-01T09:00", createdAt: created, ...named, ...done("08-01T09:00") });
  // Known by half-time, and labelled only afterwards.
  await hear(service, { ref: "jira:4", on: "09-05T09:00", createdAt: created, estimate: 1, ...named });
  // Made after half-time.
  await hear(service, {
    ref: "jira:3",
    on: "09-01T09:00",
    createdAt: late,
    estimate: 3,
    ...named,
  });
  // Older, and heard of late: nobody knows whether it was meant from the start.
  await hear(service, { ref: "jira:5", on: "09-10T09:00", createdAt: created, ...named });
  await hear(service, { ref: "jira:2", on: "09-20T09:00", createdAt: created, ...named, ...done("09-20T09:00") });
  // After the end.
  await hear(service, { ref: "jira:3", on: "10-03T09:00", createdAt: late, ...named, ...done("10-03T09:00") });
  const delivery = (issue: string): Change["cause"] => ({ kind: "delivery", id: "1", issue });
  await tell(service, "07-01T09:00", 0, 4, delivery("jira:1"));
  await tell(service, "08-01T09:00", 0.5, 4, delivery("jira:1"));
  await tell(service, "09-01T09:00", 2 / 7, 7, delivery("jira:3"));
  await tell(service, "09-20T09:00", 0.4, 10, delivery("jira:2"));
  const blank = { confidence: null, health: null, note: null, author: null, expiresAt: null };
  const liked = { ...blank, keyResultId: "liked" };
  await recordCheckIn(db, { ...liked, value: 66, author: "ann", note: title, at: at("07-20T09:00").toISOString() });
  await recordCheckIn(db, { ...liked, value: 70, at: at("08-20T09:00").toISOString() });
  await recordCheckIn(db, { ...liked, value: 80, note: "after the end", at: at("10-05T09:00").toISOString() });
}

export async function closeQuarter({ database }: TestService): Promise<void> {
  const ofKeyResult = { counts: null, grade: "missed" as const, subject: "key_result" as const };
  await recordClosure(
    database.db,
    { period: "2026-Q3", due: "2026-09-30" },
    [
      {
        subject: "objective",
        id: "ship",
        value: 0.45,
        progress: 0.45,
        rawProgress: 0.45,
        counts: null,
        inScope: null,
        credited: null,
        grade: "missed",
      },
      { ...ofKeyResult, id: "shipped", value: 0.4, progress: 0.4, rawProgress: 0.4, inScope: 10, credited: 4 },
      { ...ofKeyResult, id: "liked", value: 70, progress: 0.5, rawProgress: 0.5, inScope: 0, credited: 0 },
    ],
    1,
    at("10-02T00:00"),
  );
}
