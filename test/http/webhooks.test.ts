import { sql } from "kysely";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestService, signJira, signLinear, type TestService } from "./test-service.ts";

let service: TestService;
let count = 0;

beforeAll(async () => {
  service = await openTestService();
});
afterAll(() => service.close());
beforeEach(() => {
  service.queue.jobs = [];
  service.queue.failing = false;
});

/** A body that no test has sent before. */
function freshBody(): string {
  count += 1;
  return JSON.stringify({ webhookEvent: "jira:issue_updated", timestamp: 1_793_000_000_000 + count });
}

interface Sent {
  url?: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
}

async function post({ url = "/webhooks/jira", body = freshBody(), headers = {} }: Sent) {
  const signed = { "content-type": "application/json", "x-hub-signature": signJira(body), ...headers };
  return service.app.inject({ method: "POST", url, payload: body, headers: signed });
}

async function lastRow() {
  const { rows } = await sql<{ id: string; body: Buffer; headers: Record<string, string>; repeats: number }>`
    select * from okr_sync.deliveries order by id desc limit 1
  `.execute(service.database.db);
  return rows[0]!;
}

async function storedCount(): Promise<string> {
  const { rows } = await sql<{ count: string }>`select count(*) from okr_sync.deliveries`.execute(service.database.db);
  return rows[0]!.count;
}

describe("POST /webhooks/:source", () => {
  it("stores the raw bytes, answers with our id, and rings for the ingest workers", async () => {
    const body = ' {"webhookEvent":"jira:issue_updated", "n": 12345678901234567890, "emoji": "\\u0000" }\n';
    const response = await post({ body, headers: { "x-atlassian-webhook-identifier": "id-1" } });
    expect(response.statusCode).toBe(200);
    const row = await lastRow();
    expect(response.json()).toEqual({ deliveryId: row.id, duplicate: false });
    expect(row).toMatchObject({ source: "jira", tracker_delivery_id: "id-1", status: "received", repeats: 0 });
    expect(row.body.toString()).toBe(body);
    expect(service.queue.jobs).toEqual([{ name: "ingest", payload: { deliveryIds: [row.id] } }]);
  });

  it("answers the same bytes as a duplicate, whatever delivery id they carry, without ringing again", async () => {
    const body = freshBody();
    const first = await post({ body, headers: { "x-atlassian-webhook-identifier": "a" } });
    const again = await post({ body, headers: { "x-atlassian-webhook-identifier": "b" } });
    expect(again.statusCode).toBe(200);
    expect(again.json()).toEqual({ deliveryId: first.json().deliveryId, duplicate: true });
    expect(service.queue.jobs).toHaveLength(1);
    expect(await lastRow()).toMatchObject({ repeats: 1, tracker_delivery_id: "a" });
  });

  it("stores another body under a known delivery id", async () => {
    const headers = { "x-atlassian-webhook-identifier": "same" };
    const answers = [await post({ headers }), await post({ headers })];
    expect(answers.map((answer) => answer.json().duplicate)).toEqual([false, false]);
  });

  it("keeps the same bytes of two sources apart", async () => {
    const body = freshBody();
    expect((await post({ body })).json().duplicate).toBe(false);
    const other = await post({ url: "/webhooks/dc", body, headers: { "x-okr-token": "tok-1" } });
    expect(other.json().duplicate).toBe(false);
  });

  it("keeps no header that lets its holder in", async () => {
    await post({
      url: "/webhooks/dc",
      headers: { "x-okr-token": "tok-1", authorization: "Bearer x", cookie: "a=b", "user-agent": "Jira" },
    });
    const { headers } = await lastRow();
    expect(headers).toMatchObject({ "user-agent": "Jira" });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["x-okr-token"]));
    expect(JSON.stringify(headers)).not.toMatch(/tok-1|Bearer|a=b/);
  });

  it("takes a Linear delivery inside its window", async () => {
    const body = JSON.stringify({
      action: "create",
      type: "Issue",
      data: {},
      webhookTimestamp: service.now.getTime() - 3_600_000,
    });
    const headers = { "linear-signature": signLinear(body), "linear-delivery": "d-1" };
    const response = await post({ url: "/webhooks/linear", body, headers });
    expect(response.json()).toMatchObject({ duplicate: false });
  });

  it.each([
    ["older than maxAge", -86_400_001, 401],
    ["more than 60 s ahead", 60_001, 401],
    ["without a timestamp", null, 400],
  ])("refuses a Linear delivery %s", async (_what, offset, status) => {
    const webhookTimestamp = offset === null ? "now" : service.now.getTime() + offset;
    const body = JSON.stringify({ action: "create", type: "Issue", data: {}, webhookTimestamp });
    const response = await post({ url: "/webhooks/linear", body, headers: { "linear-signature": signLinear(body) } });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
  });

  it.each([
    "application/json",
    "APPLICATION/JSON",
    "application/json; charset=utf-8",
    "application/json;charset=UTF-16",
    "application/json ;x",
    "application/json\t; charset=utf-8",
    "application/vnd.acme.v1+json",
    "application/json;;;",
  ])("accepts the content type %s", async (type) => {
    expect((await post({ headers: { "content-type": type } })).statusCode).toBe(200);
  });

  it("accepts a body without content type", async () => {
    const payload = freshBody();
    const headers = { "x-hub-signature": signJira(payload), "content-type": undefined };
    const response = await service.app.inject({
      method: "POST",
      url: "/webhooks/jira",
      payload: Buffer.from(payload),
      headers,
    });
    expect(response.statusCode).toBe(200);
  });

  it.each([
    ["content-type", "text/plain"],
    ["content-type", "application/x-www-form-urlencoded"],
    ["content-type", "multipart/form-data; boundary=x"],
    ["content-type", "application/jsonp"],
    ["content-type", "application/json, text/plain"],
    ["content-type", "application /json"],
    ["content-type", "json"],
    ["content-type", ""],
    ["content-encoding", "gzip"],
    ["content-encoding", "br"],
    ["content-encoding", "identity"],
  ])("refuses %s: %s with 415", async (name, value) => {
    const response = await post({ headers: { [name]: value } });
    expect(response.statusCode).toBe(415);
    expect(response.json()).toEqual({ error: { code: "MEDIA_TYPE_UNSUPPORTED", message: expect.any(String) } });
  });

  it("takes 10 MiB and refuses one byte more", async () => {
    const body = Buffer.alloc(10 * 1_048_576, " ");
    body.write('{"a":1}');
    expect((await post({ body })).statusCode).toBe(200);
    const larger = await post({ body: Buffer.concat([body, Buffer.from(" ")]) });
    expect(larger.statusCode).toBe(413);
    expect(larger.json()).toEqual({ error: { code: "BODY_TOO_LARGE", message: expect.any(String) } });
  });

  it.each([
    ["no signature", ""],
    ["another secret's", signJira("{}", "other")],
    ["no method", signJira("{}").slice(7)],
    ["sha1", `sha1=${"0".repeat(40)}`],
    ["base64", "sha256=pHccOfvpD5QSnLN4Lk3e+DruqctV"],
    ["odd length", signJira("{}").slice(0, -1)],
    ["two of them", `${signJira("{}")}, ${signJira("{}")}`],
    ["non-ASCII", "sha256=é"],
    ["10 KB", `sha256=${"a".repeat(10_000)}`],
  ])("refuses %s with 401 and stores nothing", async (_what, signature) => {
    const before = await storedCount();
    const response = await post({ body: "{}", headers: { "x-hub-signature": signature } });
    expect(response.statusCode).toBe(401);
    expect(response.json().error.code).toEqual(expect.any(String));
    expect(await storedCount()).toBe(before);
  });

  it("takes any of the source's secrets", async () => {
    const body = freshBody();
    expect((await post({ body, headers: { "x-hub-signature": signJira(body, "second") } })).statusCode).toBe(200);
  });

  it.each(["", "null", "[]", "1", '"text"', "{", '{"a":1,}', "NaN", "\u{feff}[]"])(
    "refuses signed %j, no JSON object, with 400",
    async (body) => {
      expect((await post({ body })).statusCode).toBe(400);
    },
  );

  it.each([
    "/webhooks/nope",
    "/webhooks/",
    "/webhooks",
    "/webhooks/jira/x",
    "/webhooks/__proto__",
    "/webhooks/%00",
    `/webhooks/${"x".repeat(5_000)}`,
  ])("knows no source at %s", async (url) => {
    const response = await post({ url });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toEqual({
      error: { code: expect.stringMatching(/UNKNOWN|NOT_FOUND/), message: expect.any(String) },
    });
  });

  it.each(["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"] as const)("answers %s with 404", async (method) => {
    expect((await service.app.inject({ method, url: "/webhooks/jira" })).statusCode).toBe(404);
  });

  it.each([
    [
      "an unknown source",
      { url: "/webhooks/nope", headers: { "content-type": "text/plain", "content-length": "99999999" } },
      404,
    ],
    ["the media type", { headers: { "content-type": "text/plain", "content-length": "99999999" } }, 415],
    ["the size", { headers: { "content-length": "99999999" } }, 413],
    ["the signature", { body: "not json", headers: { "x-hub-signature": "sha256=00" } }, 401],
    ["the JSON", { body: "not json" }, 400],
  ])("checks %s before what comes after it", async (_what, sent: Sent, status) => {
    expect((await post(sent)).statusCode).toBe(status);
  });

  it("asks for no token, whatever access is configured, and takes any Host and Origin", async () => {
    const response = await post({
      headers: { host: "hooks.example.com", origin: "https://jira.example", "sec-fetch-site": "cross-site" },
    });
    expect(response.statusCode).toBe(200);
  });

  it("acknowledges although the queue is down", async () => {
    service.queue.failing = true;
    expect((await post({})).statusCode).toBe(200);
  });

  it("writes no body, token or signature to the log", async () => {
    service.logged.length = 0;
    await post({ body: '{"canary":"c4n4ry"}' });
    await post({
      body: '{"canary":"c4n4ry"}',
      headers: { "x-hub-signature": "sha256=c4n4ry", authorization: "Bearer c4n4ry" },
    });
    expect(service.logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(service.logged)).not.toMatch(/c4n4ry/);
  });

  it("stores many that come at once, each once, with few inserts and all rung for", async () => {
    const bodies = Array.from({ length: 300 }, freshBody);
    const answers = await Promise.all([...bodies, ...bodies].map((body) => post({ body })));
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    const fresh = answers.filter((answer) => !answer.json().duplicate).map((answer) => answer.json().deliveryId);
    expect(new Set(fresh).size).toBe(300);
    expect(new Set(answers.map((answer) => answer.json().deliveryId)).size).toBe(300);
    const rung = service.queue.jobs.flatMap(({ payload }) => (payload as { deliveryIds: string[] }).deliveryIds);
    expect(new Set(rung)).toEqual(new Set(fresh));
    expect(service.queue.jobs.length).toBeLessThan(100);
  });

  it("accepts every real Jira payload, byte for byte", async () => {
    const folder = new URL("../fixtures/payloads/jira/", import.meta.url);
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
    expect(names.length).toBeGreaterThan(30);
    for (const name of names) {
      const payload = readFileSync(new URL(name, folder));
      const response = await post({ body: payload });
      expect(response.statusCode, name).toBe(200);
      const { rows } = await sql<{ body: Buffer }>`
        select body from okr_sync.deliveries where id = ${response.json().deliveryId}
      `.execute(service.database.db);
      expect(payload.equals(rows[0]!.body), name).toBe(true);
    }
  });
});
