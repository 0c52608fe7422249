/** A program written from the specification alone drives the running service, and its answers agree with domain.md. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eachPairing, type Pairing } from "../servers/pairing.ts";
import { type KeyResultAnswer, type Ledger, type LedgerRow, type ObjectiveAnswer, until } from "./client.ts";
import { createPlace, type Place } from "./places.ts";
import { runningPeriod, secrets, writeScenarioConfig } from "./scenario-config.ts";
import { checkIns, countsOf, expectedKeyResults, expectedObjectives, expectedRows } from "./scenario-expected.ts";
import { scenarioDeliveries, scrambled } from "./scenario-history.ts";
import { type RunningService, startService } from "./service.ts";
import type { SignedDelivery } from "./signing.ts";

const tolerance = 1e-9;
/** What passing time alone moves is as of a minute ago, at most. */
const answersAgeMs = 60_000;
/** Another order for every pairing. */
const seeds: Record<Pairing, number> = { embedded: 11, postgres: 23, "postgres+redis": 42 };

eachPairing((pairing) => {
  let place: Place;
  let service: RunningService;
  let answers: Map<string, KeyResultAnswer>;
  const today = new Date();
  const start = () =>
    startService({ configDir: place.configDir, dataDir: place.dataDir, env: { ...secrets, ...place.env } });
  const readAnswers = async () => {
    const objectives = await service.all<ObjectiveAnswer>("/api/v1/objectives");
    answers = new Map(objectives.flatMap(({ keyResults }) => keyResults.map((answer) => [answer.id, answer])));
  };

  beforeAll(async () => {
    place = await createPlace(pairing);
    await writeScenarioConfig(place.configDir, today);
    service = await start();
    const mail = scrambled(scenarioDeliveries(Date.now()), seeds[pairing]);
    const half = Math.floor(mail.length / 2);
    await link(service, { issue: "SHOP-90", keyResult: "v-link", weight: 3 });
    await postAll(service, mail.slice(0, half));
    for (const [keyResultId, body] of checkIns) await checkIn(service, keyResultId, body);
    await link(service, { issue: "SHOP-92", keyResult: "v-link", weight: 0.5 });
    await postAll(service, mail.slice(half));
    await service.settled();
    await link(service, { issue: "https://acme.atlassian.net/browse/SHOP-91", keyResult: "v-link" });
    const mistake = await link(service, { issue: "SHOP-95", keyResult: "v-link" });
    expect((await service.send("DELETE", `/api/v1/links/${mistake}`)).status).toBe(204);
    await service.settled();
    await readAnswers();
  }, 120_000);

  afterAll(async () => {
    await service?.kill();
    await place?.remove();
  });

  describe.each(Object.entries(expectedKeyResults))("key result %s", (id, expected) => {
    const progress = expected.progress === undefined ? expected.value : expected.progress;

    it(`has the value ${expected.value} and the progress ${progress}`, () => {
      const answer = answers.get(id);
      expectNumber(answer?.value, expected.value, "value");
      expectNumber(answer?.progress, progress, "progress");
      if (expected.raw !== undefined) expectNumber(answer?.rawProgress, expected.raw, "rawProgress");
    });

    it("has the counts, the sums and the health that the definition gives", async () => {
      const answer = answers.get(id);
      if (expected.counts) expect(countsOf(answer!)).toEqual(expected.counts);
      if (expected.health) expect(answer?.health).toBe(expected.health);
      if (!expected.sums) return;
      const { sums, items } = await service.api<Ledger>(`/api/v1/key-results/${id}/contributions`);
      expectNumber(sums.size, expected.sums[0], "sums.size");
      expectNumber(sums.credited, expected.sums[1], "sums.credited");
      const counted = items.filter((row) => row.counted);
      expectNumber(
        total(counted, (row) => row.weight * row.size),
        sums.size,
        "Σ w·s of the rows",
      );
      expectNumber(
        total(counted, (row) => row.weight * row.size * row.credit),
        sums.credited,
        "Σ w·s·c of the rows",
      );
    });
  });

  it.each(Object.entries(expectedObjectives))("objective %s has the progress %d", async (id, progress) => {
    const answer = await service.api<ObjectiveAnswer>(`/api/v1/objectives/${id}`);
    expectNumber(answer.progress, progress, "progress");
    if (progress === null) expect(answer.health).toBe("no_data");
  });

  it.each(Object.entries(expectedRows))("the ledger of %s says where the number comes from", async (id, rows) => {
    const items = await service.all<LedgerRow>(`/api/v1/key-results/${id}/contributions?limit=3`);
    expect(Object.fromEntries(items.map((row) => [nameOf(row), inWords(row)]))).toEqual(rows);
  });

  it("expects as much as the pace asks for at this instant", async () => {
    const before = elapsed(today, answersAgeMs);
    const answer = await service.api<ObjectiveAnswer>("/api/v1/objectives/o-mid");
    const after = elapsed(today);
    const expectedOf = (id: string) => answer.keyResults.find((keyResult) => keyResult.id === id)?.expected;
    expectBetween(answer.expected, before ** 2, after ** 2);
    expectBetween(expectedOf("i-inherits"), before ** 2, after ** 2);
    expectBetween(expectedOf("i-linear"), before, after);
    expect(expectedOf("i-dates")).toBe(1);
    expect(expectedOf("i-future")).toBe(0);
    expectNumber(answers.get("h-points")?.expected, 0.6, "expected");
  });

  it("shows what a check-in states beside what is computed", () => {
    const answer = answers.get("x-rising");
    expect(answer).toMatchObject({ statedHealth: "off_track", confidence: 0.6, value: 80, health: "on_track" });
  });

  it("is stale once a source that feeds it has been silent for too long", async () => {
    await until(
      async () => {
        const answer = await service.api<KeyResultAnswer>("/api/v1/key-results/s-stale");
        return { holds: answer.health === "stale" && answer.stale, seen: answer };
      },
      10_000,
      "s-stale did not become stale",
    );
    expect(answers.get("c-count")).toMatchObject({ stale: false });
  });

  it("ends each delivery as processed", async () => {
    const { deliveries } = await service.api<{ deliveries: object }>("/api/v1/status");
    expect(deliveries).toMatchObject({ waiting: 0, failed: 0 });
  });

  it("gives the same numbers after a restart and after every delivery was replayed", async () => {
    const before = figures(answers);
    expect(await service.stop()).toEqual({ code: 0, signal: null });
    service = await start();
    await service.settled();
    await readAnswers();
    expect(figures(answers)).toEqual(before);
    const deliveries = await service.all<{ id: string }>("/api/v1/deliveries");
    await inParallel(deliveries, async ({ id }) => {
      const { status } = await service.send("POST", `/api/v1/deliveries/${id}/replay`);
      expect(status).toBeLessThan(300);
    });
    await service.settled();
    await readAnswers();
    expect(figures(answers)).toEqual(before);
  });
});

/** Four at a time, as trackers do; each is acknowledged. */
async function postAll(service: RunningService, mail: readonly SignedDelivery[]): Promise<void> {
  await inParallel(mail, async (delivery) => {
    const { status, body } = await service.postSigned(delivery);
    expect({ status, body }).toEqual({
      status: 200,
      body: { deliveryId: expect.anything(), duplicate: expect.any(Boolean) },
    });
  });
}

async function inParallel<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await act(next);
  };
  await Promise.all([work(), work(), work(), work()]);
}

async function checkIn(service: RunningService, keyResultId: string, body: object): Promise<void> {
  const answer = await service.send("POST", `/api/v1/key-results/${keyResultId}/check-ins`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
}

async function link(service: RunningService, body: object): Promise<string> {
  const answer = await service.send<{ id: string }>("POST", "/api/v1/links", body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}

function expectNumber(found: number | null | undefined, wanted: number | null, what: string): void {
  if (wanted === null || typeof found !== "number") expect(found, what).toBe(wanted);
  else expect(Math.abs(found - wanted), `${what}: found ${found}, wanted ${wanted}`).toBeLessThanOrEqual(tolerance);
}

function expectBetween(found: number | undefined, least: number, most: number): void {
  expect(found).toBeGreaterThanOrEqual(least - tolerance);
  expect(found).toBeLessThanOrEqual(most + tolerance);
}

/** Share of the running period that had passed some time ago: ten whole days before `today` began. */
function elapsed(today: Date, agoMs = 0): number {
  const start = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() - runningPeriod.daysBefore);
  return (Date.now() - agoMs - start) / (runningPeriod.length * 86_400_000);
}

function total(rows: readonly LedgerRow[], of: (row: LedgerRow) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

/** Its key; its title where the page on interfaces says nothing of a key: projects and initiatives. */
function nameOf({ issue }: LedgerRow): string {
  return /^[A-Z]+-\d+$/.test(issue.key) ? issue.key : issue.title;
}

function inWords({ match, weight, size, credit, counted, reason }: LedgerRow): string {
  // The ids of links are the store's own.
  const by = match.kind === "link" ? "link" : `${match.kind} ${match.id}`;
  return `${by}: ${counted ? `${weight} × ${size} × ${credit}` : reason}`;
}

function figures(answers: ReadonlyMap<string, KeyResultAnswer>) {
  return Object.fromEntries(
    [...answers].map(([id, { value, progress, rawProgress, counts }]) => [
      id,
      { value, progress, rawProgress, counts },
    ]),
  );
}
