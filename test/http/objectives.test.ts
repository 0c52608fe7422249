import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ObjectiveAnswer } from "../../src/http/schemas/objective.ts";
import { pageOf } from "../../src/http/schemas/page.ts";
import { seedReadings } from "./seed.ts";
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

describe("GET /api/v1/objectives", () => {
  it("shows one as the specification shows it", async () => {
    const { body } = await get("/api/v1/objectives/launch");
    expect(Object.keys(body)).toEqual([
      "id",
      "title",
      "description",
      "period",
      "team",
      "owner",
      "weight",
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
    const ask = () => counted.app.inject({ method: "GET", url: "/api/v1/objectives" });
    await ask();
    expect(statements.length).toBeGreaterThan(3);
    expect(statements.length).toBeLessThanOrEqual(8);
    // From then on it asks only whether anything has changed.
    const before = statements.length;
    await ask();
    expect(statements.length).toBe(before + 1);
    await counted.app.close();
  });

  it("lists what it shows one by one", async () => {
    const { items } = (await get("/api/v1/objectives")).body;
    for (const item of items) expect(item).toEqual((await get(`/api/v1/objectives/${item.id}`)).body);
    expect(pageOf(ObjectiveAnswer).parse({ items, nextCursor: null }).items).toEqual(items);
  });
});
