/** A service that listens, over a database with six weeks of history: what the dashboard's tests and pictures look at. */
import type { AddressInfo } from "node:net";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import type { Database } from "../../src/store/database.ts";
import { recordLink } from "../../src/store/links.ts";
import { type Change, type Recorded, recordChanges, saveProgress } from "../../src/store/progress.ts";
import { rememberSources } from "../../src/store/revisions.ts";
import { openTestService, type TestService, type TestServiceOptions } from "../http/test-service.ts";
import { dayOf, showcaseFiles, today } from "./showcase-config.ts";
import { seedWork, stateOn, worksOf } from "./showcase-work.ts";

export interface Showcase extends TestService {
  url: string;
}

/** Opening takes a while on a busy machine: PGlite, its migrations, a first build of the page. */
export const openingMs = 180_000;

/** Opens and fills it; `close` closes it. The service's clock says what the machine's does. */
export async function openShowcase(options: TestServiceOptions = {}): Promise<Showcase> {
  const now = new Date();
  const service = await openTestService({ ...options, files: { ...showcaseFiles(now), ...options.files } });
  service.now = now;
  await fill(service.database, now);
  await service.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = service.app.server.address() as AddressInfo;
  return Object.assign(service, { url: `http://127.0.0.1:${port}` });
}

/** What people stated: the days of the period, the values, and the progress that each is. */
const stated: Readonly<
  Record<string, { values: readonly (readonly [number, number])[]; progressOf: (value: number) => number }>
> = {
  churn: {
    values: [
      [2, 6],
      [14, 5.7],
      [30, 5.4],
      [43, 5.26],
    ],
    progressOf: (value) => (6 - value) / 2,
  },
  improvements: {
    values: [
      [9, 1],
      [21, 2],
      [38, 3],
    ],
    progressOf: (value) => value / 5,
  },
  uptime: {
    values: [
      [1, 99.9],
      [20, 99.2],
      [40, 99.8],
    ],
    progressOf: (value) => (value >= 99.5 ? 1 : 0),
  },
  nothing: { values: [[1, 0]], progressOf: () => 0 },
};

const objectives = { launch: 0.41, retention: 0.45, checkout: 0.3 };

async function fill(database: Database, now: Date) {
  const { db } = database;
  await rememberSources(db, ["jira", "dc"], now);
  // Never heard from since: stale.
  await rememberSources(db, ["linear"], instant(now, today - 3));
  for (const [keyResultId, works] of Object.entries(worksOf))
    await seedWork(database, keyResultId, works, (day) => instant(now, day));
  await tellHistory(database, now);
  for (const [keyResultId, { values }] of Object.entries(stated)) {
    for (const [day, value] of values)
      await recordCheckIn(db, {
        keyResultId,
        value,
        ...saidOn(keyResultId, day),
        at: instant(now, day).toISOString(),
        expiresAt: null,
      });
  }
  const [early, late] = [instant(now, 3), instant(now, 30)];
  await recordLink(db, { issue: "SHOP-12", keyResultId: "platform", weight: 1, author: "maria", createdAt: early });
  const address = "https://acme.atlassian.net/browse/BETA-4";
  await recordLink(db, { issue: address, keyResultId: "platform", weight: 0.5, author: null, createdAt: late });
}

function saidOn(keyResultId: string, day: number) {
  return {
    confidence: 0.3 + day / 100,
    health: keyResultId === "churn" && day === 43 ? ("at_risk" as const) : null,
    note:
      day > 30 ? "The new onboarding helps, but less than we hoped.\nWe will know more after the next release." : null,
    author: "tomas",
  };
}

/** A change for each day on which a key result moved, and progress as it is now. */
async function tellHistory({ db }: Database, now: Date) {
  const newest = new Map<string, Recorded>();
  for (let day = 0; day <= today; day += 1) {
    const changes: Change[] = [];
    for (const [id, works] of Object.entries(worksOf)) note(newest, changes, id, stateOn(works, day));
    for (const [id, { values, progressOf }] of Object.entries(stated)) {
      const value = values.find(([on]) => on === day)?.[1];
      if (value !== undefined)
        note(newest, changes, id, {
          value,
          progress: progressOf(value),
          inScope: null,
          credited: null,
          counts: null,
          issue: null,
        });
    }
    await recordChanges(db, changes, 7, instant(now, day));
  }
  const above = Object.entries(objectives).map(([id, progress]) => ({
    subject: "objective" as const,
    id,
    value: progress,
    progress,
    rawProgress: progress,
    counts: null,
    inScope: null,
    credited: null,
  }));
  await saveProgress(db, [...newest.values(), ...above], 7, instant(now, today));
}

interface State extends Omit<Recorded, "subject" | "id" | "rawProgress"> {
  issue: string | null;
}

function note(newest: Map<string, Recorded>, changes: Change[], id: string, { issue, ...figures }: State) {
  const before = newest.get(id) ?? null;
  const after: Recorded = { subject: "key_result", id, rawProgress: figures.progress, ...figures };
  if (before !== null && before.value === after.value && before.inScope === after.inScope) return;
  newest.set(id, after);
  const cause = issue === null ? { kind: "check_in" as const, id: "1" } : { kind: "delivery" as const, id: "1", issue };
  changes.push({ before, after, cause });
}

/** Late in the evening of a day of the period, and never after now. */
function instant(now: Date, day: number): Date {
  const evening = Date.parse(`${dayOf(now, day)}T22:00:00.000Z`);
  return new Date(Math.min(evening, now.getTime() - 60_000 * (today - day + 1)));
}
