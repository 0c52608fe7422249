import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import { rememberSources } from "../../src/store/revisions.ts";
import { contribution, noCounts, recorded, seedChange, seedContributions, seedIssue } from "./seed.ts";
import { openTestService, type TestService } from "./test-service.ts";

let service: TestService;

const started = new Date("2026-10-01T00:00:00.000Z");
const changedAt = new Date("2026-11-01T00:00:00.000Z");

beforeAll(async () => {
  service = await openTestService();
  const { database } = service;
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
      owner: "ann",
      weight: 2,
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

describe("GET /api/v1/objectives", () => {
  it("shows one as the specification shows it", async () => {
    const { body } = await get("/api/v1/objectives/launch");
    expect(Object.keys(body)).toEqual([
      "id",
      "title",
      "period",
      "kind",
      "parent",
      "progress",
      "expected",
      "health",
      "grade",
      "keyResults",
      "children",
    ]);
    expect(body).toMatchObject({
      id: "launch",
      period: "2026-Q4",
      kind: "committed",
      parent: null,
      progress: 0.42,
      grade: null,
      children: [],
    });
    expect(body.keyResults.map(({ id }: { id: string }) => id)).toEqual([
      "platform",
      "improvements",
      "satisfaction",
      "uptime",
      "gate",
    ]);
    expect(body.keyResults[0]).toEqual((await get("/api/v1/key-results/platform")).body);
  });

  it("names children, and grades once the period is over", async () => {
    expect((await get("/api/v1/objectives/grow")).body).toMatchObject({
      children: ["past"],
      progress: null,
      health: "no_data",
      grade: null,
    });
    expect((await get("/api/v1/objectives/past")).body).toMatchObject({
      parent: "grow",
      grade: { score: 0.7, met: true },
    });
    const ended = await at("2027-01-01T00:00:00.000Z", () => get("/api/v1/objectives/launch"));
    expect(ended.body.grade).toEqual({ score: 0.42, met: false });
    const lastDay = await at("2026-12-31T23:59:59.999Z", () => get("/api/v1/objectives/launch"));
    expect(lastDay.body.grade).toBeNull();
  });

  it.each([
    ["", ["launch", "grow", "past"]],
    ["?period=2026-Q4", ["launch", "grow"]],
    ["?team=commerce", ["launch", "past"]],
    ["?period=2026-Q4&team=commerce", ["launch"]],
    ["?period=2030", []],
    ["?unknown=1", ["launch", "grow", "past"]],
  ])("lists with %j, in file order", async (query, ids) => {
    const { status, body } = await get(`/api/v1/objectives${query}`);
    expect(status).toBe(200);
    expect(body.nextCursor).toBeNull();
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  it("pages", async () => {
    const first = (await get("/api/v1/objectives?team=commerce&limit=1")).body;
    expect(first.items).toHaveLength(1);
    const second = (await get(`/api/v1/objectives?team=commerce&limit=1&cursor=${first.nextCursor}`)).body;
    expect(second).toMatchObject({ items: [{ id: "past" }], nextCursor: null });
  });

  it.each(["limit=0", "limit=1001", "limit=x", "limit=", "cursor=x", "cursor=WyJhIl0", "team=a&team=b"])(
    "refuses ?%s",
    async (query) => {
      const { status, body } = await get(`/api/v1/objectives?${query}`);
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code: "REQUEST_INVALID", message: expect.stringContaining("querystring/") });
    },
  );

  it("answers 404 where there is none", async () => {
    expect(await get("/api/v1/objectives/nope")).toMatchObject({
      status: 404,
      body: { error: { code: "OBJECTIVE_UNKNOWN" } },
    });
  });

  it("asks the database a handful of times, however many objectives there are", async () => {
    const statements: string[] = [];
    const query = service.database.pool.query.bind(service.database.pool);
    const { db } = service.database;
    const counting = db.withPlugin({
      transformQuery: ({ node }) => {
        statements.push(node.kind);
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const counted = await openTestService({
      database: { ...service.database, db: counting, pool: Object.assign(service.database.pool, { query }) },
    });
    await counted.app.inject({ method: "GET", url: "/api/v1/objectives" });
    await counted.app.close();
    expect(statements.length).toBeGreaterThan(3);
    expect(statements.length).toBeLessThanOrEqual(6);
  });
});

describe("GET /api/v1/key-results/:id/contributions", () => {
  it("lists the ledger with its issues, and exact sums of all counted rows", async () => {
    const { body } = await get("/api/v1/key-results/platform/contributions");
    expect(body).toEqual({
      items: [
        {
          issue: {
            ref: "jira:1",
            key: "SHOP-1",
            title: "Title of SHOP-1",
            url: "https://acme.atlassian.net/browse/SHOP-1",
            source: "jira",
            statusCategory: "completed",
            status: "Done",
          },
          match: { kind: "rule", id: "epic" },
          weight: 1,
          size: 3,
          credit: 1,
          counted: true,
          reason: null,
        },
        expect.objectContaining({ match: { kind: "link", id: "9" }, weight: 0.1 }),
        expect.objectContaining({ counted: false, reason: "grain" }),
      ],
      nextCursor: null,
      sums: { size: 3 + 0.1 * 3, credited: 3 },
    });
  });

  it("pages in ref order, with the sums of all rows on each page", async () => {
    const refs: string[] = [];
    let url = "/api/v1/key-results/platform/contributions?limit=1";
    for (let cursor = ""; cursor !== "end"; ) {
      const { body } = await get(url + cursor);
      refs.push(...body.items.map(({ issue }: { issue: { ref: string } }) => issue.ref));
      expect(body.sums.credited).toBe(3);
      cursor = body.nextCursor === null ? "end" : `&cursor=${body.nextCursor}`;
    }
    expect(refs).toEqual(["jira:1", "jira:2", "linear:3"]);
  });

  it("is empty for a key result without rows, and unknown for no key result", async () => {
    const { body } = await get("/api/v1/key-results/satisfaction/contributions");
    expect(body).toEqual({ items: [], nextCursor: null, sums: { size: 0, credited: 0 } });
    expect((await get("/api/v1/key-results/nope/contributions")).status).toBe(404);
  });
});

describe("GET /api/v1/key-results/:id/history", () => {
  it("gives a point for each change, and one of scope where that changed", async () => {
    const { body } = await get("/api/v1/key-results/platform/history");
    expect(body).toEqual({
      points: [
        {
          at: "2026-10-02T00:00:00.000Z",
          value: 0,
          progress: 0,
          expected: expect.closeTo(1 / 92, 9),
          cause: { kind: "delivery", id: "1", issue: "jira:1" },
        },
        {
          at: "2026-11-01T00:00:00.000Z",
          value: 0.5,
          progress: 0.5,
          expected: expect.closeTo(31 / 92, 9),
          cause: expect.anything(),
        },
      ],
      scope: [
        { at: "2026-10-02T00:00:00.000Z", inScope: 6, completed: 0 },
        { at: "2026-11-01T00:00:00.000Z", inScope: 6, completed: 3 },
      ],
    });
  });

  it.each([
    ["from=2026-10-03", 1],
    ["to=2026-10-31T00:00:00Z", 1],
    ["from=2026-11-01T01:00:00%2B01:00&to=2026-11-01", 1],
    ["from=2027-01-01", 0],
  ])("keeps to ?%s", async (query, points) => {
    expect((await get(`/api/v1/key-results/platform/history?${query}`)).body.points).toHaveLength(points);
  });

  it.each(["from=yesterday", "to=2026-02-30", "from=-0001-01-01"])("refuses ?%s", async (query) => {
    expect((await get(`/api/v1/key-results/platform/history?${query}`)).status).toBe(400);
  });
});

describe("forecasts", () => {
  it("say today where nothing is left, and nothing where no issue drives the key result", async () => {
    expect((await get("/api/v1/key-results/gate")).body.forecast).toEqual({ p50: "2026-11-02", p85: "2026-11-02" });
    expect((await get("/api/v1/key-results/launched")).body.forecast).toBeNull();
  });

  it("are the same when asked again", async () => {
    const first = (await get("/api/v1/key-results/platform")).body.forecast;
    expect((await get("/api/v1/key-results/platform")).body.forecast).toEqual(first);
  });
});
