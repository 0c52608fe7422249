import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import { seedIssue } from "./seed.ts";
import { openTestService, type TestService } from "./test-service.ts";

let service: TestService;

beforeAll(async () => {
  service = await openTestService();
  await seedIssue(service.database, "jira:10021", "SHOP-12");
  await seedIssue(service.database, "jira:10022", "SHOP-13");
});
afterAll(() => service.close());
beforeEach(() => {
  service.queue.jobs = [];
  service.queue.failing = false;
});

async function call(method: "GET" | "POST" | "DELETE", url: string, payload?: unknown) {
  const response = await service.app.inject({
    method,
    url: `/api/v1${url}`,
    ...(payload === undefined ? {} : { payload: payload as object }),
  });
  return {
    status: response.statusCode,
    body: response.body === "" ? null : response.json(),
    headers: response.headers,
  };
}

async function pending(table: "pending_roll_ups" | "pending_rematches") {
  return (await sql`select * from ${sql.table(`okr_sync.${table}`)} order by 1`.execute(service.database.db)).rows;
}

describe("check-ins", () => {
  it("records one, has the key result rolled up, and rings", async () => {
    const { status, body } = await call("POST", "/key-results/satisfaction/check-ins", {
      value: 72.5,
      confidence: 0.6,
      health: "at_risk",
      note: "survey of the beta",
      expiresAt: "2026-11-20T00:00:00+02:00",
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^\d+$/),
      keyResultId: "satisfaction",
      value: 72.5,
      confidence: 0.6,
      health: "at_risk",
      note: "survey of the beta",
      author: null,
      at: service.now.toISOString(),
      expiresAt: "2026-11-19T22:00:00.000Z",
    });
    expect(await pending("pending_roll_ups")).toMatchObject([
      { key_result_id: "satisfaction", cause: { kind: "check_in", id: body.id } },
    ]);
    expect(service.queue.jobs).toEqual([{ name: "roll-up", payload: { keyResultIds: ["satisfaction"] } }]);
  });

  it("shows the stated health beside the computed one, until it expires, and the last confidence", async () => {
    const read = async () => (await call("GET", "/key-results/satisfaction")).body;
    expect(await read()).toMatchObject({ statedHealth: "at_risk", health: "no_data", confidence: 0.6 });
    const now = service.now;
    service.now = new Date("2026-11-19T22:00:00.000Z");
    expect(await read()).toMatchObject({ statedHealth: null, confidence: 0.6 });
    service.now = now;
  });

  it("lists them newest first, in pages", async () => {
    for (const value of [1, 2, 3]) await call("POST", "/key-results/uptime/check-ins", { value });
    const first = (await call("GET", "/key-results/uptime/check-ins?limit=2")).body;
    expect(first.items.map(({ value }: { value: number }) => value)).toEqual([3, 2]);
    const second = (await call("GET", `/key-results/uptime/check-ins?limit=2&cursor=${first.nextCursor}`)).body;
    expect(second).toMatchObject({ items: [{ value: 1, note: null, health: null }], nextCursor: null });
  });

  it("records although the queue is down", async () => {
    service.queue.failing = true;
    expect((await call("POST", "/key-results/uptime/check-ins", { note: "x" })).status).toBe(201);
  });

  it.each([
    ["nothing", {}],
    ["an array", []],
    ["a value as text", { value: "72" }],
    ["a confidence above 1", { confidence: 1.1 }],
    ["an unknown health", { health: "great" }],
    ["an unknown key", { value: 1, vlaue: 2 }],
    ["a note with NUL", { note: "a\0b" }],
    ["a note with half a surrogate pair", { note: "\ud800" }],
    ["a day that is none", { note: "x", expiresAt: "2026-02-30" }],
  ])("refuses %s", async (_what, payload) => {
    const { status, body } = await call("POST", "/key-results/uptime/check-ins", payload);
    expect(status).toBe(400);
    expect(body.error).toEqual({ code: "REQUEST_INVALID", message: expect.stringMatching(/^body/) });
  });

  it("refuses a value for what is computed from issues, yet takes a note", async () => {
    expect((await call("POST", "/key-results/platform/check-ins", { value: 1 })).status).toBe(400);
    expect((await call("POST", "/key-results/platform/check-ins", { note: "on hold" })).status).toBe(201);
  });

  it.each([
    ["POST", { value: 1 }],
    ["GET", undefined],
  ] as const)("%s answers 404 for no key result", async (method, payload) => {
    expect(await call(method, "/key-results/nope/check-ins", payload)).toMatchObject({
      status: 404,
      body: { error: { code: "KEY_RESULT_UNKNOWN" } },
    });
  });

  it.each([
    ["text/plain", '{"value":1}', 415, "MEDIA_TYPE_UNSUPPORTED"],
    ["application/x-www-form-urlencoded", "value=1", 415, "MEDIA_TYPE_UNSUPPORTED"],
    ["application/json", "{", 400, "REQUEST_INVALID"],
    ["application/json", "", 400, "REQUEST_INVALID"],
    ["application/json", '{"__proto__":{"x":1},"value":1}', 400, "REQUEST_INVALID"],
    ["application/json", '{"value":1e999}', 400, "REQUEST_INVALID"],
    ["application/json", `{"note":"${"x".repeat(70_000)}"}`, 413, "BODY_TOO_LARGE"],
  ])("answers a %s body %.20s with %i", async (type, payload, status, code) => {
    const response = await service.app.inject({
      method: "POST",
      url: "/api/v1/key-results/uptime/check-ins",
      headers: { "content-type": type },
      payload,
    });
    expect(response.statusCode).toBe(status);
    expect(response.json().error.code).toBe(code);
  });
});

describe("links", () => {
  it("records one, has the issue's subtree matched again, and rings", async () => {
    const { status, body } = await call("POST", "/links", { issue: "SHOP-12", keyResult: "platform", weight: 0.5 });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^\d+$/),
      issue: "SHOP-12",
      keyResult: "platform",
      weight: 0.5,
      createdAt: service.now.toISOString(),
      author: null,
      ref: "jira:10021",
    });
    expect(await pending("pending_rematches")).toMatchObject([
      { root: "jira:10021", cause: { kind: "link", id: body.id } },
    ]);
    expect(service.queue.jobs).toEqual([{ name: "rematch", payload: { roots: ["jira:10021"] } }]);
  });

  it.each(["SHOP-12", "shop-12", " SHOP-12 ", "jira:10021", "https://acme.atlassian.net/browse/SHOP-12?x=1"])(
    "refuses the same link again, as %j",
    async (issue) => {
      expect(await call("POST", "/links", { issue, keyResult: "platform" })).toMatchObject({
        status: 409,
        body: { error: { code: "LINK_EXISTS" } },
      });
    },
  );

  it("accepts an issue that is not known yet, once, and finds it when it has come", async () => {
    const { body } = await call("POST", "/links", { issue: "NEW-1", keyResult: "platform" });
    expect(body).toMatchObject({ issue: "NEW-1", weight: 1, ref: null });
    expect(service.queue.jobs).toEqual([]);
    expect((await call("POST", "/links", { issue: "new-1", keyResult: "platform" })).status).toBe(409);
    await seedIssue(service.database, "jira:77", "NEW-1");
    const { items } = (await call("GET", "/links")).body;
    expect(items.find(({ id }: { id: string }) => id === body.id).ref).toBe("jira:77");
  });

  it("lists live ones, oldest first, in pages, of one key result if asked", async () => {
    await call("POST", "/links", { issue: "SHOP-12", keyResult: "gate" });
    const first = (await call("GET", "/links?limit=2")).body;
    expect(first.items.map(({ issue }: { issue: string }) => issue)).toEqual(["SHOP-12", "NEW-1"]);
    const second = (await call("GET", `/links?limit=2&cursor=${first.nextCursor}`)).body;
    expect(second.items).toMatchObject([{ keyResult: "gate" }]);
    expect((await call("GET", "/links?keyResult=gate")).body.items).toHaveLength(1);
  });

  it("takes one back, has its issue matched again, and lets it be made anew", async () => {
    const { items } = (await call("GET", "/links?keyResult=gate")).body;
    expect(await call("DELETE", `/links/${items[0].id}`)).toMatchObject({ status: 204, body: null });
    expect(service.queue.jobs).toEqual([{ name: "rematch", payload: { roots: ["jira:10021"] } }]);
    expect((await call("GET", "/links?keyResult=gate")).body.items).toEqual([]);
    expect((await call("DELETE", `/links/${items[0].id}`)).status).toBe(404);
    expect((await call("POST", "/links", { issue: "SHOP-12", keyResult: "gate" })).status).toBe(201);
  });

  it.each(["0", "x", "-1", "1e3", "99999999999999999999999", "%00"])("answers 404 for the link %s", async (id) => {
    expect(await call("DELETE", `/links/${id}`)).toMatchObject({
      status: 404,
      body: { error: { code: "LINK_UNKNOWN" } },
    });
  });

  it.each([
    [{ keyResult: "platform" }, 400],
    [{ issue: "", keyResult: "platform" }, 400],
    [{ issue: "  ", keyResult: "platform" }, 400],
    [{ issue: "a\0", keyResult: "platform" }, 400],
    [{ issue: "SHOP-13", keyResult: "platform", weight: -1 }, 400],
    [{ issue: "SHOP-13", keyResult: "platform", weight: null }, 400],
    [{ issue: "SHOP-13", keyResult: "nope" }, 404],
  ])("answers %j with %i", async (payload, status) => {
    expect((await call("POST", "/links", payload)).status).toBe(status);
  });
});

describe("deliveries", () => {
  it("lists them newest first, by status, in pages, without their bodies", async () => {
    const { db } = service.database;
    const receivedAt = new Date(service.now.getTime() - 90_000);
    const bodies = ["{1}", "{22}", "{333}"].map((text) => Buffer.from(text));
    const stored = await recordDeliveries(
      db,
      bodies.map((body) => ({ source: "jira", trackerDeliveryId: "t", body, headers: { a: "b" }, receivedAt })),
    );
    await db
      .updateTable("okr_sync.deliveries")
      .set({ status: "failed", reason: "issue.id: missing" })
      .where("id", "=", stored[1]!.id)
      .execute();
    const first = (await call("GET", "/deliveries?limit=2")).body;
    expect(first.items.map(({ bytes }: { bytes: number }) => bytes).sort()).toHaveLength(2);
    expect((await call("GET", `/deliveries?limit=2&cursor=${first.nextCursor}`)).body.items).toHaveLength(1);
    const { items } = (await call("GET", "/deliveries?status=failed")).body;
    expect(items).toEqual([
      {
        id: stored[1]!.id,
        source: "jira",
        trackerDeliveryId: "t",
        status: "failed",
        event: null,
        reason: "issue.id: missing",
        attempts: 0,
        repeats: 0,
        bytes: 4,
        receivedAt: receivedAt.toISOString(),
        processedAt: null,
      },
    ]);
  });

  it("shows what waits and what failed in the status", async () => {
    expect((await call("GET", "/status")).body).toMatchObject({
      lagSeconds: 90,
      deliveries: { waiting: 2, failed: 1 },
    });
  });

  it("replays a failed one", async () => {
    const { items } = (await call("GET", "/deliveries?status=failed")).body;
    const { status, body } = await call("POST", `/deliveries/${items[0].id}/replay`);
    expect({ status, body }).toEqual({ status: 202, body: { id: items[0].id, status: "received" } });
    expect(service.queue.jobs).toEqual([{ name: "ingest", payload: { deliveryIds: [items[0].id] } }]);
    expect((await call("GET", "/deliveries?status=failed")).body.items).toEqual([]);
  });

  it.each(["0", "x", "99999999999999999999999"])("answers 404 for replaying %s", async (id) => {
    expect(await call("POST", `/deliveries/${id}/replay`)).toMatchObject({
      status: 404,
      body: { error: { code: "DELIVERY_UNKNOWN" } },
    });
  });

  it("refuses an unknown status", async () => {
    expect((await call("GET", "/deliveries?status=lost")).status).toBe(400);
  });
});

describe("GET /api/v1/status", () => {
  it("shows revision, sources with freshness, queues and lag", async () => {
    const { body } = await call("GET", "/status");
    expect(body).toMatchObject({ revision: 7, database: "embedded", queues: { ingest: { waiting: 0 } } });
    expect(body.sources).toContainEqual({
      id: "jira",
      kind: "jira",
      lastDeliveryAt: new Date(service.now.getTime() - 90_000).toISOString(),
      lastReconciledAt: null,
      firstConfiguredAt: null,
      silentSeconds: 90,
      staleAfterSeconds: 86_400,
      stale: false,
      refusedLastHour: 0,
    });
  });

  it("counts refused signatures of the last hour", async () => {
    for (const url of ["/webhooks/jira", "/webhooks/jira", "/webhooks/linear"]) {
      await service.app.inject({ method: "POST", url, payload: {} });
    }
    const refused = async () =>
      (await call("GET", "/status")).body.sources.map(
        ({ refusedLastHour }: { refusedLastHour: number }) => refusedLastHour,
      );
    expect(await refused()).toEqual([2, 0, 1]);
    service.now = new Date(service.now.getTime() + 3_600_000);
    expect(await refused()).toEqual([0, 0, 0]);
  });

  it("answers while the queue does not", async () => {
    service.queue.failing = true;
    expect(await call("GET", "/status")).toMatchObject({ status: 200, body: { queues: null } });
  });
});
