import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import { changedAt, noCounts, seedReadings } from "./seed.ts";
import { openTestService, type TestService } from "./test-service.ts";

let service: TestService;

beforeAll(async () => {
  service = await openTestService();
  await seedReadings(service.database);
});
afterAll(() => service.close());

async function get(url: string) {
  const response = await service.app.inject({ method: "GET", url });
  return { status: response.statusCode, body: response.json(), headers: response.headers };
}

/** The clock of the service, for the length of a test. */
async function at<T>(time: string, work: () => Promise<T>): Promise<T> {
  const before = service.now;
  service.now = new Date(time);
  try {
    return await work();
  } finally {
    service.now = before;
  }
}

/** What makes a source's silence end. */
async function hear(source: string, receivedAt: Date) {
  const body = Buffer.from(`{"at":"${receivedAt.toISOString()}"}`);
  await recordDeliveries(service.database.db, [{ source, trackerDeliveryId: null, body, headers: {}, receivedAt }]);
}

describe("GET /api/v1/key-results/:id", () => {
  it("shows what the specification shows, with figures of the moment", async () => {
    const { status, body } = await get("/api/v1/key-results/platform");
    expect(status).toBe(200);
    expect(body).toEqual({
      id: "platform",
      objectiveId: "launch",
      title: "Platform",
      description: null,
      owner: "ann",
      weight: 2,
      guardrail: false,
      grain: "issue",
      canceled: "exclude",
      startsOn: "2026-10-01",
      due: "2026-12-31",
      pace: "linear",
      measure: { kind: "completion", by: "estimate" },
      value: 0.5,
      start: null,
      target: null,
      unit: null,
      progress: 0.5,
      rawProgress: 0.5,
      expected: expect.closeTo((32 + 10 / 24) / 92, 9),
      health: "stale",
      statedHealth: null,
      confidence: null,
      counts: { backlog: 0, unstarted: 0, started: 1, completed: 1, canceled: 0 },
      forecast: { p50: expect.stringMatching(/^2026-|^2027-/), p85: expect.stringMatching(/^2026-|^2027-/) },
      forecastPending: false,
      revision: 7,
      changedAt: changedAt.toISOString(),
      stale: true,
    });
  });

  it.each([
    ["improvements", { kind: "total", by: "count", target: 5 }, 0, 5, null],
    ["satisfaction", { kind: "metric", start: 60, target: 85, unit: "%" }, 60, 85, "%"],
    ["uptime", { kind: "metric", keep: { min: 99.5 }, unit: "%" }, null, null, "%"],
    ["gate", { kind: "milestone" }, null, null, null],
    ["launched", { kind: "objective", objective: "launch" }, null, null, null],
    ["done-deal", { kind: "total", by: "estimate", aggregate: "average", start: 1, target: 3, unit: "pt" }, 1, 3, "pt"],
  ])("shows the measure of %s as it is written", async (id, measure, start, target, unit) => {
    expect((await get(`/api/v1/key-results/${id}`)).body).toMatchObject({ measure, start, target, unit });
  });

  it("shows nulls and zero counts where nothing was recorded yet", async () => {
    expect((await get("/api/v1/key-results/satisfaction")).body).toMatchObject({
      value: null,
      progress: null,
      rawProgress: null,
      health: "no_data",
      counts: noCounts,
      forecast: null,
      revision: 7,
      changedAt: null,
    });
  });

  it("is stale only while a source that feeds it is silent", async () => {
    const hour = 3_600_000;
    const day = 24 * hour;
    await hear("jira", new Date(service.now.getTime() - day));
    // linear:3 is in its ledger too, uncounted, and Linear has been silent since it was configured.
    expect((await get("/api/v1/key-results/platform")).body.stale).toBe(true);
    await hear("linear", new Date(service.now.getTime() - hour));
    expect((await get("/api/v1/key-results/platform")).body).toMatchObject({ stale: false, health: "on_track" });
    const later = new Date(service.now.getTime() + 1).toISOString();
    expect((await at(later, () => get("/api/v1/key-results/platform"))).body.stale).toBe(true);
    // Fed through the objective that it is measured by.
    expect((await at(later, () => get("/api/v1/key-results/launched"))).body.stale).toBe(true);
    expect((await get("/api/v1/key-results/launched")).body.stale).toBe(false);
    // A metric has no source.
    expect((await at("2027-06-01T00:00:00.000Z", () => get("/api/v1/key-results/uptime"))).body.stale).toBe(false);
  });

  it("answers 404 where there is none", async () => {
    const { status, body } = await get("/api/v1/key-results/nope");
    expect(status).toBe(404);
    expect(body).toEqual({ error: { code: "KEY_RESULT_UNKNOWN", message: expect.any(String) } });
  });
});
