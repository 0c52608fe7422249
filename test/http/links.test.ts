import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
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

async function pendingRematches() {
  return (await sql`select * from okr_sync.pending_rematches`.execute(service.database.db)).rows;
}

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
      known: {
        ref: "jira:10021",
        key: "SHOP-12",
        title: "Title of SHOP-12",
        url: "https://acme.atlassian.net/browse/SHOP-12",
      },
    });
    expect(await pendingRematches()).toMatchObject([{ root: "jira:10021", cause: { kind: "link", id: body.id } }]);
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
    expect(body).toMatchObject({ issue: "NEW-1", weight: 1, ref: null, known: null });
    // Its children may be known already, by its key.
    expect(service.queue.jobs).toEqual([{ name: "rematch", payload: { roots: ["name:new-1"] } }]);
    expect((await call("POST", "/links", { issue: "new-1", keyResult: "platform" })).status).toBe(409);
    await seedIssue(service.database, "jira:77", "NEW-1");
    const { items } = (await call("GET", "/links")).body;
    expect(items.find(({ id }: { id: string }) => id === body.id)).toMatchObject({
      ref: "jira:77",
      known: { key: "NEW-1", title: "Title of NEW-1" },
    });
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
