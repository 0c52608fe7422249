import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import { advanceReconcile, noteReconcileError, openReconcile } from "../../src/store/reconciles.ts";
import { openTestService, type TestService } from "./test-service.ts";

let service: TestService;

beforeAll(async () => {
  service = await openTestService();
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
      staleSince: null,
      lastReconcile: null,
      driftFound: null,
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

  it("counts them over all processes, and after a restart, once they are written", async () => {
    const { database } = service;
    const other = await openTestService({ database });
    other.now = service.now;
    for (let i = 0; i < 30; i += 1) await other.app.inject({ method: "POST", url: "/webhooks/dc", payload: {} });
    await other.close();
    const { sources } = (await call("GET", "/status")).body;
    expect(sources.find(({ id }: { id: string }) => id === "dc").refusedLastHour).toBe(30);
    const rows = await database.db.selectFrom("okr_sync.refused_signatures").selectAll().execute();
    expect(rows.filter(({ source }) => source === "dc")).toHaveLength(1);
  });

  it("shows the newest reconcile of a source and the drift that the last finished one found", async () => {
    const { db } = service.database;
    const wanted = { source: "jira", scope: "all" as const, since: null };
    const run = await openReconcile(db, wanted, service.now);
    const step = { phase: "done" as const, cursor: null, fetched: 40, total: 40, drift: 3, removed: 1 };
    await advanceReconcile(db, run, step, service.now);
    const next = await openReconcile(db, { ...wanted, scope: "changed" }, service.now);
    await noteReconcileError(db, next.id, "the token was refused");
    const { sources } = (await call("GET", "/status")).body;
    expect(sources[0]).toMatchObject({
      driftFound: 3,
      lastReconcile: {
        scope: "changed",
        startedAt: service.now.toISOString(),
        finishedAt: null,
        fetched: 0,
        removed: 0,
        error: "the token was refused",
      },
    });
  });

  it("tells since when a source is stale", async () => {
    const before = service.now;
    service.now = new Date(before.getTime() + 3 * 86_400_000);
    const { sources } = (await call("GET", "/status")).body;
    service.now = before;
    expect(sources[0].stale).toBe(true);
    expect(Date.parse(sources[0].staleSince)).toBe(Date.parse(sources[0].lastDeliveryAt) + 86_400_000);
  });

  it("answers while the queue does not", async () => {
    service.queue.failing = true;
    expect(await call("GET", "/status")).toMatchObject({ status: 200, body: { queues: null } });
  });
});
