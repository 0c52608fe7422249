/** Issues of the showcase, when they came and were done, and what that makes of their key results. */
import type { StatusCategory } from "../../src/domain/issue.ts";
import type { Counts } from "../../src/domain/progress.ts";
import type { Database } from "../../src/store/database.ts";
import { anIssue } from "../domain/samples.ts";
import { contribution, seedContributions } from "../http/seed.ts";
import { hostileTitles, today } from "./showcase-config.ts";

export interface Work {
  key: string;
  title: string;
  size: number;
  /** Days of the period. */
  createdOn: number;
  /** Null while it is open. */
  doneOn: number | null;
  category: StatusCategory;
}

/** By key result. */
export const worksOf: Readonly<Record<string, readonly Work[]>> = {
  platform: platformWork(),
  long: pieces("LONG", 8, (i) => (i < 3 ? 20 + i * 6 : null)),
  repeat: pieces("REPEAT", 3, (i) => 10 + i * 8),
  hostile: pieces("EVIL", hostileTitles.length, (i) => (i % 2 === 1 ? 40 : null)).map((work, i) => ({
    ...work,
    title: hostileTitles[i]!,
  })),
};

const addressOf = (key: string) => `https://acme.atlassian.net/browse/${key}`;

const statuses: Readonly<Record<StatusCategory, string>> = {
  completed: "Done",
  started: "In Progress",
  unstarted: "To Do",
  backlog: "Backlog",
  canceled: "Won’t do",
};

/** Sixty-two issues, a third of them added later, four of them canceled half-way. */
function platformWork(): Work[] {
  const kinds: readonly StatusCategory[] = ["completed", "completed", "completed", "started", "unstarted", "backlog"];
  const titles = [
    "Validate the delivery address",
    "Show the order summary",
    "Speed up the search",
    "Translate refunds",
  ];
  return Array.from({ length: 62 }, (_, i) => {
    const category = i % 17 === 16 ? "canceled" : kinds[i % kinds.length]!;
    const createdOn = i % 3 === 2 ? 8 + (i % 28) : 0;
    const doneOn = category === "completed" ? Math.min(today, createdOn + 6 + ((i * 7) % 34)) : null;
    return {
      key: `SHOP-${i + 20}`,
      title: titles[i % titles.length]!,
      size: [1, 2, 3, 5, 8][i % 5]!,
      createdOn,
      doneOn,
      category,
    };
  });
}

function pieces(prefix: string, count: number, doneOn: (i: number) => number | null): Work[] {
  return Array.from({ length: count }, (_, i): Work => {
    const done = doneOn(i);
    const category = done === null ? "unstarted" : "completed";
    return { key: `${prefix}-${i + 1}`, title: `Piece ${i + 1}`, size: 1, createdOn: 1, doneOn: done, category };
  });
}

/** Progress and scope at the end of a day, and the issue that was done last. */
export function stateOn(works: readonly Work[], day: number) {
  const there = works.filter(({ createdOn, category }) => createdOn <= day && (category !== "canceled" || day < 20));
  const done = there.filter(({ doneOn }) => doneOn !== null && doneOn <= day);
  const sizeOf = (some: readonly Work[]) => some.reduce((sum, { size }) => sum + size, 0);
  const [inScope, credited] = [sizeOf(there), sizeOf(done)];
  const value = inScope === 0 ? null : credited / inScope;
  const countOf = (wanted: StatusCategory) => works.filter(({ category }) => category === wanted).length;
  const counts: Counts = {
    backlog: countOf("backlog"),
    unstarted: countOf("unstarted"),
    started: countOf("started"),
    completed: countOf("completed"),
    canceled: countOf("canceled"),
  };
  const last = done.toSorted((a, b) => b.doneOn! - a.doneOn!)[0];
  return {
    value,
    progress: value,
    inScope,
    credited,
    counts,
    issue: last === undefined ? null : `jira:${last.key}`,
  };
}

/** Issues and their rows of the ledger. */
export async function seedWork(
  database: Database,
  keyResultId: string,
  works: readonly Work[],
  instantOf: (day: number) => Date,
) {
  const { db } = database;
  const known = works.map(({ key, title, category, createdOn, doneOn }) => ({
    ref: `jira:${key}`,
    source: "jira",
    kind: "issue",
    key,
    title,
    url: addressOf(key),
    status: statuses[category],
    status_category: category,
    level: 0,
    archived: false,
    removed: false,
    updated_at: instantOf(doneOn ?? createdOn),
    event_at: instantOf(doneOn ?? createdOn),
    digest: "d",
    snapshot: JSON.stringify(
      anIssue(`jira:${key}`, { title, url: addressOf(key), status: statuses[category], statusCategory: category }),
    ),
    saved_at: instantOf(doneOn ?? createdOn),
  }));
  await db.insertInto("okr_sync.issues").values(known).execute();
  const names = works.flatMap(({ key }) =>
    [key, `jira:${key}`, `acme.atlassian.net/browse/${key}`].map((name) => ({
      name: name.toLowerCase(),
      ref: `jira:${key}`,
    })),
  );
  await db.insertInto("okr_sync.issue_names").values(names).execute();
  const rows = works.map(({ key, size, category, doneOn }) =>
    contribution(keyResultId, `jira:${key}`, {
      size,
      credit: doneOn === null ? 0 : 1,
      statusCategory: category,
      completedAt: doneOn === null ? null : instantOf(doneOn).toISOString(),
      ...(category === "canceled" ? { counted: false, reason: "canceled" as const } : {}),
    }),
  );
  await seedContributions(database, rows);
}
