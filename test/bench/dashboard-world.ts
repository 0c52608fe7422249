/** A company's quarter for the dashboard bench: objectives, ledgers, weeks of history, written through the store. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import type { Config } from "../../src/config/config.ts";
import { configDigest } from "../../src/config/digest.ts";
import { parseConfig } from "../../src/config/parse.ts";
import type { Contribution } from "../../src/domain/contribution.ts";
import { addDays, dayMs, toInstant } from "../../src/domain/day.ts";
import { groupsOf, measure } from "../../src/domain/measure.ts";
import type { KeyResult } from "../../src/domain/okr.ts";
import { rollUpObjective } from "../../src/domain/rollup.ts";
import { acceptConfig } from "../../src/store/accept-config.ts";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { saveContributions } from "../../src/store/contributions.ts";
import type { Database } from "../../src/store/database.ts";
import { saveIfNewer } from "../../src/store/issues.ts";
import { type Change, recordChanges, type Recorded, saveProgress } from "../../src/store/progress.ts";
import { anIssue } from "../domain/samples.ts";
import { randomFrom, type Random } from "./random.ts";

export interface WorldSize {
  objectives: number;
  keyResults: number;
  ledgerRows: number;
  changes: number;
}

export const wholeCompany: WorldSize = { objectives: 300, keyResults: 1_000, ledgerRows: 50_000, changes: 20_000 };

export const jiraSecret = "bench-secret-0123456789";
const teams = 20;
const batch = 5_000;

/** Texts of the configuration; its quarter is half over on `today`. Labels say what an issue counts toward. */
export function worldFiles({ objectives, keyResults }: WorldSize, today: string): Record<string, string> {
  const period = { id: "2026-Q4", start: addDays(today, -45), due: addDays(today, 46) };
  const lists = Array.from({ length: objectives }, (_, i): string[] => {
    const own = Array.from({ length: keyResults }, (__, k) => k).filter((k) => k % objectives === i);
    return own.map((k) => `{ id: kr-${k}, title: "Key result ${k} of a team that plans well", ${measureOf(k)} }`);
  });
  const texts = lists.map(
    (list, i) =>
      `  - { id: objective-${i}, title: "Objective ${i}: be of use to everybody", period: ${period.id}, team: team-${i % teams}, ` +
      `owner: person-${i % 40}${i >= 50 ? `, parent: objective-${i % 50}` : ""}, keyResults: [${list.join(", ")}] }`,
  );
  return {
    "okrs.yaml": `periods:\n  - { id: ${period.id}, start: ${period.start}, due: ${period.due} }\nobjectives:\n${texts.join("\n")}\n`,
    "mapping.yaml": 'conventions: { label: "kr:" }\nrules: []\n',
    "sources.yaml": `sources:\n  - { id: jira, kind: jira, baseUrl: "https://acme.atlassian.net", webhookSecrets: ["${jiraSecret}"] }\n`,
    "access.yaml": "tokens: []\n",
  };
}

function measureOf(k: number): string {
  if (k % 10 === 9) return 'measure: { kind: metric, unit: "%", start: 60, target: 85 }';
  if (k % 10 === 8) return "measure: { kind: milestone }";
  return k % 10 >= 6
    ? "measure: { kind: total, by: count, target: 60 }"
    : "measure: { kind: completion, by: estimate }";
}

export async function writeWorldFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

/** As the service will read it. */
export async function readWorldConfig(folder: string): Promise<Config> {
  const names = ["okrs.yaml", "mapping.yaml", "sources.yaml", "access.yaml"];
  const files = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const)),
  );
  const result = parseConfig(files, { env: {}, readFile: () => ({ ok: false, why: "none" }) as never });
  if (!result.ok) throw new Error(JSON.stringify(result.problems.slice(0, 5)));
  return result.config;
}

/** Fills a migrated database as if the service had run on this configuration for weeks. */
export async function seedWorld({ db }: Database, config: Config, size: WorldSize, now: Date): Promise<void> {
  const random = randomFrom(7);
  const keyResults = config.objectives.flatMap((objective) => objective.keyResults);
  const accepted = {
    digest: configDigest(config.files),
    files: config.files,
    sources: config.sources.map(({ id }) => id),
    keyResultIds: [],
  };
  const revision = await acceptConfig(db, accepted, new Date(now.getTime() - 45 * dayMs));
  await sql`truncate okr_sync.pending_rematches, okr_sync.pending_roll_ups`.execute(db);
  await sql`update okr_sync.config_revisions set matched_at = accepted_at`.execute(db);
  const driven = keyResults.filter(({ measure: by }) => by.kind !== "metric");
  const rows = Array.from({ length: size.ledgerRows }, (_, i) => rowOf(driven[i % driven.length]!, i, now, random));
  for (let from = 0; from < rows.length; from += batch) {
    const part = rows.slice(from, from + batch);
    await saveIfNewer(
      db,
      part.map((row) => stateOf(row, now)),
      now,
    );
    await saveContributions(db, part);
  }
  const values = new Map<string, number>();
  for (const { id } of keyResults.filter(({ measure: by }) => by.kind === "metric")) {
    const value = 60 + Math.round(random() * 25);
    const stated = { keyResultId: id, value, confidence: random(), health: null, note: "as surveyed", author: "ann" };
    await recordCheckIn(db, { ...stated, at: toInstant(now.getTime() - 5 * dayMs), expiresAt: null });
    values.set(id, value);
  }
  const ledgers = Map.groupBy(rows, ({ keyResultId }) => keyResultId);
  const present = new Map(
    keyResults.map((keyResult) => {
      const inputs = { latestValue: values.get(keyResult.id) ?? null, objectiveProgress: null };
      return [keyResult.id, measure(keyResult, groupsOf(ledgers.get(keyResult.id) ?? []), inputs)] as const;
    }),
  );
  await seedHistory(db, config, present, { size, revision, now, random });
  // As it is after the first minutes of service.
  await sql`vacuum (analyze)`.execute(db);
}

async function seedHistory(
  db: Database["db"],
  { objectives }: Config,
  present: ReadonlyMap<string, ReturnType<typeof measure>>,
  { size, revision, now, random }: { size: WorldSize; revision: number; now: Date; random: Random },
): Promise<void> {
  const steps = Math.floor(size.changes / present.size);
  for (let step = 1; step <= steps; step += 1) {
    const at = new Date(now.getTime() - Math.round(((steps - step) / steps) * 42 * dayMs) - 60_000);
    const changes = [...present].map(([id, figures]): Change => {
      const part = (count: number) => shareOf(id, figures, count / steps);
      const cause = { kind: "delivery" as const, id: "1", issue: `jira:${Math.floor(random() * size.ledgerRows)}` };
      return { before: step === 1 ? null : part(step - 1), after: part(step), cause };
    });
    await recordChanges(db, changes, revision, at);
    if (step === steps)
      await saveProgress(
        db,
        changes.map(({ after }) => after),
        revision,
        at,
      );
  }
  const rolledUp = objectives.map((objective): Recorded => {
    const own = objective.keyResults.map((each) => ({ ...each, progress: present.get(each.id)?.progress ?? null }));
    const progress = rollUpObjective("own", own, []);
    const none = { counts: null, inScope: null, credited: null };
    return { subject: "objective", id: objective.id, value: progress, progress, rawProgress: progress, ...none };
  });
  await saveProgress(db, rolledUp, revision, now);
}

function shareOf(id: string, figures: ReturnType<typeof measure>, share: number): Recorded {
  const scaled = (figure: number | null) => (figure === null ? null : figure * share);
  const { value, progress, rawProgress, credited } = figures;
  const part = { value: scaled(value), progress: scaled(progress), rawProgress: scaled(rawProgress) };
  return { subject: "key_result", id, ...figures, ...part, credited: credited * share };
}

/** Four of ten are done, spread over the last six weeks. */
function rowOf(keyResult: KeyResult, i: number, now: Date, random: Random): Contribution {
  const done = random() < 0.4;
  const completedAt = done ? toInstant(now.getTime() - Math.round(random() * 41 * dayMs) - 60_000) : null;
  return {
    keyResultId: keyResult.id,
    issueRef: `jira:${i}`,
    match: { kind: "label", id: `kr:${keyResult.id}`, via: null, weight: 1 },
    size: keyResult.measure.kind === "completion" ? 1 + Math.floor(random() * 5) : 1,
    credit: done ? 1 : 0,
    statusCategory: done ? "completed" : random() < 0.5 ? "started" : "unstarted",
    completedAt,
    container: false,
    matchedAncestors: [],
    counted: true,
    reason: null,
  };
}

function stateOf({ issueRef: ref, keyResultId, statusCategory, completedAt, size }: Contribution, now: Date) {
  const key = `SHOP-${ref.slice("jira:".length)}`;
  const issue = anIssue(ref, {
    key,
    title: `Make ${key} work for those who pay by card`,
    url: `https://acme.atlassian.net/browse/${key}`,
    project: "SHOP",
    labels: [`kr:${keyResultId}`],
    status: statusCategory === "completed" ? "Done" : "In Progress",
    statusCategory,
    completedAt,
    estimate: size,
    updatedAt: completedAt ?? toInstant(now.getTime() - 2 * dayMs),
  });
  return { issue, version: { updatedAt: issue.updatedAt, eventAt: issue.updatedAt, digest: "d" } };
}
