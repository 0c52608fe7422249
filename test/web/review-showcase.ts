/** Two quarters to review in the browser: one closed, one running past its half; met, missed and empty; long and hostile titles. */
import type { AddressInfo } from "node:net";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { recordClosure } from "../../src/store/period-closures.ts";
import { type Change, type Recorded, recordChanges, saveProgress } from "../../src/store/progress.ts";
import { recordRevision } from "../../src/store/revisions.ts";
import { at, hear } from "../http/report-world.ts";
import { contribution, recorded, seedContributions } from "../http/seed.ts";
import { openTestService, testConfig, type TestService, type TestServiceOptions } from "../http/test-service.ts";
import { outsidersTitles, reviewFiles, titleOf } from "./review-config.ts";

export interface ReviewShowcase extends TestService {
  url: string;
}

interface Piece {
  key: string;
  keyResultId: string;
  size: number;
  /** Month and day, such as `07-02`. */
  madeOn: string;
  doneOn: string | null;
}

/** Days of the month on which pieces are done, or null: as many as there are pieces. */
function pieces(keyResultId: string, prefix: string, madeOn: string, doneOns: readonly (string | null)[]): Piece[] {
  return doneOns.map((doneOn, i) => ({
    key: `${prefix}-${i + 1}`,
    keyResultId,
    size: [3, 2, 5][i % 3]!,
    madeOn,
    doneOn,
  }));
}

const work: readonly Piece[] = [
  // Finished in August, sooner than half-time could know.
  ...pieces("met", "MET", "07-02", ["07-10", "07-24", "08-03", "08-10", "08-20", "08-27"]),
  // A third done, and scope that came in September.
  ...pieces("part", "PART", "07-02", ["07-20", "08-05", null, null]),
  ...pieces("part", "LATE", "09-04", ["09-20", null, null, null, null]),
  ...pieces("none", "NONE", "07-02", [null, null, null]),
  ...pieces("hostile", "EVIL", "07-02", ["08-01", null]),
  ...pieces(
    "hostile",
    "WORSE",
    "09-01",
    outsidersTitles.map(() => null),
  ),
  ...pieces("running", "RUN", "10-02", ["10-12", "10-26", "11-04", "11-12", null, null, null]),
  ...pieces("running", "ADD", "11-18", [null]),
];

/** In the order in which they are told; what is closed is closed with the last of them. */
const stated: readonly {
  id: string;
  on: string;
  value: number;
  progress: number;
  confidence?: number;
  note?: string;
}[] = [
  { id: "liked", on: "07-10", value: 62, progress: 0.1 },
  { id: "liked", on: "07-31", value: 64, progress: 0.2, confidence: 0.6 },
  { id: "liked", on: "08-21", value: 66, progress: 0.3, note: "The new search helps.\nChecking out still hurts." },
  { id: "liked", on: "09-11", value: 67.4, progress: 0.37, confidence: 0.3, note: titleOf.note },
  { id: "churn", on: "10-20", value: 5.26, progress: 0.37, confidence: 0.7, note: "On a good way." },
];

/** The service's clock stands on the 20th of November 2026. */
export async function openReviewShowcase(options: TestServiceOptions = {}): Promise<ReviewShowcase> {
  const files = { ...reviewFiles(), ...options.files };
  const service = await openTestService({ ...options, files });
  service.now = at("11-20T10:00");
  service.current = testConfig(files);
  const { db } = service.database;
  const accepted = { digest: "1", files: service.current.config.files, on: "2026-06-20" };
  service.current.revision = await recordRevision(db, accepted, at("06-20T00:00"));
  for (const piece of work) await hearPiece(service, piece);
  const newest = await tellChanges(service);
  await tellCheckIns(service);
  await closeQuarter(service, newest);
  await service.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = service.app.server.address() as AddressInfo;
  return Object.assign(service, { url: `http://127.0.0.1:${port}` });
}

function titleOfPiece(key: string): string {
  const [prefix, number] = key.split("-");
  if (prefix === "WORSE") return outsidersTitles[Number(number) - 1]!;
  return prefix === "EVIL" ? titleOf.hostile : `Piece ${key} of the work`;
}

async function hearPiece(service: TestService, { key, keyResultId, size, madeOn, doneOn }: Piece) {
  const made = at(`${madeOn}T08:00`).toISOString();
  const about = {
    ref: `jira:${key}`,
    key,
    title: titleOfPiece(key),
    url: `https://acme.atlassian.net/browse/${key}`,
    labels: [`kr:${keyResultId}`],
    estimate: size,
    createdAt: made,
  };
  await hear(service, { ...about, on: `${madeOn}T09:00` });
  const done = doneOn === null ? null : at(`${doneOn}T09:00`).toISOString();
  if (doneOn !== null)
    await hear(service, { ...about, on: `${doneOn}T09:00`, statusCategory: "completed", completedAt: done });
  const credited = { credit: done === null ? 0 : 1, completedAt: done };
  await seedContributions(service.database, [
    contribution(keyResultId, about.ref, {
      ...credited,
      match: { kind: "label", id: `kr:${keyResultId}`, via: null, weight: 1 },
      size,
      statusCategory: done === null ? "unstarted" : "completed",
    }),
  ]);
}

/** A change for each day on which something moved; how each key result stands last. */
async function tellChanges({ database: { db } }: TestService): Promise<Map<string, Recorded>> {
  const newest = new Map<string, Recorded>();
  const moves = [
    ...work.flatMap((piece) =>
      [piece.madeOn, ...(piece.doneOn === null ? [] : [piece.doneOn])].map((on) => ({ on, piece })),
    ),
    ...stated.map((said) => ({ on: said.on, said })),
  ].toSorted((a, b) => a.on.localeCompare(b.on));
  for (const move of moves) {
    const [after, cause] = "piece" in move ? afterWork(move.piece, move.on) : afterSaying(move.said);
    const before = newest.get(after.id) ?? null;
    newest.set(after.id, after);
    const above = aboveOf(after.id, newest);
    const changes = [
      { before, after, cause },
      { before: newest.get(above.id) ?? null, after: above, cause },
    ];
    newest.set(above.id, above);
    await recordChanges(db, changes, 1, at(`${move.on}T09:05`));
  }
  await saveProgress(db, [...newest.values()], 1, at("11-18T09:05"));
  return newest;
}

/** Its objective: the mean of what is known. Nobody weighs anything here. */
function aboveOf(keyResultId: string, newest: ReadonlyMap<string, Recorded>): Recorded {
  const [id, members] = Object.entries(membersOf).find(([, ids]) => ids.includes(keyResultId))!;
  const sum = members.reduce((total, member) => total + (newest.get(member)?.progress ?? 0), 0);
  return recorded("objective", id, { progress: sum / members.length, counts: null, inScope: null, credited: null });
}

const membersOf: Readonly<Record<string, readonly string[]>> = {
  ship: ["met"],
  delight: ["part", "liked"],
  start: ["none", "hostile"],
  "go-on": ["running", "churn"],
};

function afterWork({ keyResultId, key }: Piece, day: string): [Recorded, Change["cause"]] {
  const there = work.filter((each) => each.keyResultId === keyResultId && each.madeOn <= day);
  const sizeOf = (some: readonly Piece[]) => some.reduce((sum, { size }) => sum + size, 0);
  const inScope = sizeOf(there);
  const credited = sizeOf(there.filter(({ doneOn }) => doneOn !== null && doneOn <= day));
  const after = recorded("key_result", keyResultId, { progress: credited / inScope, inScope, credited });
  return [after, { kind: "delivery", id: "1", issue: `jira:${key}` }];
}

function afterSaying({ id, value, progress }: (typeof stated)[number]): [Recorded, Change["cause"]] {
  return [
    recorded("key_result", id, { value, progress, inScope: null, credited: null }),
    { kind: "check_in", id: "1" },
  ];
}

async function tellCheckIns({ database: { db } }: TestService) {
  for (const { id, on, value, confidence = null, note = null } of stated) {
    const said = { keyResultId: id, value, confidence, note, health: confidence === 0.3 ? ("at_risk" as const) : null };
    await recordCheckIn(db, { ...said, author: "ann", expiresAt: null, at: at(`${on}T09:00`).toISOString() });
  }
}

async function closeQuarter({ database: { db } }: TestService, newest: ReadonlyMap<string, Recorded>) {
  const own = [...newest.values()].filter(({ id }) => !["go-on", "running", "churn"].includes(id));
  const frozen = own.map((each) => ({
    ...each,
    grade: (each.progress ?? 0) >= 1 ? ("met" as const) : ("missed" as const),
  }));
  await recordClosure(db, { period: "2026-Q3", due: "2026-09-30" }, frozen, 1, at("10-02T00:00"));
}
