import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
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

async function pendingRollUps() {
  return (await sql`select * from okr_sync.pending_roll_ups`.execute(service.database.db)).rows;
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
    expect(await pendingRollUps()).toMatchObject([
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
