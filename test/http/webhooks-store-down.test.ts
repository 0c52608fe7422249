import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestService, signJira, type TestService } from "./test-service.ts";

let service: TestService;
let count = 0;

beforeAll(async () => {
  service = await openTestService();
});
afterAll(() => service.close());

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

describe("POST /webhooks/:source while the store fails", () => {
  it("answers 503 with Retry-After when the database refuses", async () => {
    await sql`alter table okr_sync.deliveries rename to deliveries_away`.execute(service.database.db);
    const response = await post({});
    await sql`alter table okr_sync.deliveries_away rename to deliveries`.execute(service.database.db);
    expect(response.statusCode).toBe(503);
    expect(response.headers["retry-after"]).toBe("10");
    expect(response.json()).toEqual({ error: { code: "STORE_UNAVAILABLE", message: expect.any(String) } });
    expect((await post({})).statusCode).toBe(200);
  });

  it("answers 503 when storing takes longer than the bound, and takes the retry as what it is", async () => {
    const slow = await openTestService({ database: service.database, storeTimeoutMs: 50 });
    const body = freshBody();
    const send = () =>
      slow.app.inject({
        method: "POST",
        url: "/webhooks/jira",
        payload: body,
        headers: { "x-hub-signature": signJira(body) },
      });
    let late: Promise<{ statusCode: number }> | undefined;
    await service.database.db.transaction().execute(async (trx) => {
      await sql`lock table okr_sync.deliveries in access exclusive mode`.execute(trx);
      late = send();
      expect((await late).statusCode).toBe(503);
    });
    await slow.app.close();
    const retried = await post({ body });
    expect(retried.statusCode).toBe(200);
    expect(retried.json().duplicate).toBe(true);
  });
});
