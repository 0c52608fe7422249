import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OverviewAnswer } from "../../src/http/schemas/overview.ts";
import { recordAlerts } from "../../src/store/alerts.ts";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { recordClosure } from "../../src/store/period-closures.ts";
import { type Change, recordChanges, saveProgress } from "../../src/store/progress.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { recorded, seedIssue, seedReadings } from "./seed.ts";
import { openTestService, testConfig, type TestService } from "./test-service.ts";

const hour = 3_600_000;
const day = 24 * hour;

eachPairing((pairing) => {
  let service: TestService;
  const db = () => service.database.db;
  beforeAll(async () => {
    service = await openTestService({ pairing });
    await seedReadings(service.database);
  });
  afterAll(() => service.close());

  async function get(query = "", headers: Record<string, string> = {}) {
    const response = await service.app.inject({ method: "GET", url: `/api/v1/overview${query}`, headers });
    return { status: response.statusCode, headers: response.headers, response };
  }

  async function read(query = ""): Promise<OverviewAnswer> {
    return (await get(query)).response.json();
  }

  /** A change of a key result's progress, some time ago. */
  async function move(id: string, from: number | null, to: number, agoMs: number, cause: Change["cause"]) {
    const before = from === null ? null : recorded("key_result", id, { progress: from });
    const after = recorded("key_result", id, { progress: to });
    const at = new Date(service.now.getTime() - agoMs);
    await saveProgress(db(), [after], 7, at);
    return (await recordChanges(db(), [{ before, after, cause }], 7, at))[0]!;
  }

  describe("GET /api/v1/overview", () => {
    it("is what its schema says, with the objectives of the period as they are listed", async () => {
      const body = await read();
      expect(OverviewAnswer.parse(body)).toEqual(body);
      const listed = await service.app.inject({ method: "GET", url: "/api/v1/objectives?period=2026-Q4" });
      expect(body.objectives).toEqual(listed.json().items);
      expect(body).toMatchObject({
        period: { id: "2026-Q4", start: "2026-10-01", due: "2026-12-31" },
        periods: [
          { id: "2026-Q4", closed: false },
          { id: "2026-Q3", start: "2026-07-01", due: "2026-09-30", closed: false },
        ],
        now: service.now.toISOString(),
        revision: 7,
        config: { revision: 7, refused: null },
      });
      const status = await service.app.inject({ method: "GET", url: "/api/v1/status" });
      expect({ sources: body.sources, config: body.config }).toEqual({
        sources: status.json().sources,
        config: status.json().config,
      });
    });

    it.each([
      ["2026-09-30T23:59:59.999Z", "2026-Q3"],
      ["2026-10-01T00:00:00.000Z", "2026-Q4"],
      ["2027-03-01T00:00:00.000Z", "2026-Q4"],
      ["2026-01-01T00:00:00.000Z", "2026-Q4"],
    ])("shows at %s, where none is asked for, %s", async (time, id) => {
      const before = service.now;
      service.now = new Date(time);
      expect((await read()).period.id).toBe(id);
      service.now = before;
    });

    it("shows the shorter of two periods", async () => {
      const before = service.current;
      const okrs = before.config.files["okrs.yaml"]!.replace(
        "periods:",
        "periods:\n  - { id: y2026, start: 2026-01-01, due: 2026-12-31 }",
      );
      service.current = testConfig({ "okrs.yaml": okrs });
      expect((await read()).period.id).toBe("2026-Q4");
      expect((await read("?period=y2026")).objectives).toEqual([]);
      service.current = before;
    });

    it("answers 404 for a period that there is none of", async () => {
      const { status, response } = await get("?period=2030");
      expect({ status, body: response.json() }).toMatchObject({
        status: 404,
        body: { error: { code: "PERIOD_UNKNOWN" } },
      });
    });

    it("tells what moved in seven days, the largest first, with the issue of the largest step in that direction", async () => {
      await seedIssue(service.database, "jira:7", "SHOP-7");
      const issue = { kind: "delivery" as const, id: "1", issue: "jira:7" };
      const unknown = { kind: "reconcile" as const, id: "2", issue: "jira:404" };
      await move("satisfaction", 0.1, 0.2, 8 * day, issue);
      await move("satisfaction", 0.2, 0.5, 2 * day, { kind: "check_in", id: "3" });
      await move("improvements", 0.6, 0.9, 5 * day, unknown);
      await move("improvements", 0.9, 0.4, 4 * day, issue);
      await move("improvements", 0.4, 0.45, 3 * day, unknown);
      await move("uptime", 0.5, 0.7, 2 * day, issue);
      const last = await move("uptime", 0.7, 0.5, day, issue);
      const { moved, lastEventId } = await read();
      expect(
        moved.filter(({ keyResultId }) => ["satisfaction", "improvements", "uptime"].includes(keyResultId)),
      ).toEqual([
        {
          keyResultId: "satisfaction",
          objectiveId: "launch",
          from: 0.2,
          to: 0.5,
          delta: expect.closeTo(0.3, 9),
          at: new Date(service.now.getTime() - 2 * day).toISOString(),
          cause: { kind: "check_in", id: "3", issue: null },
        },
        {
          keyResultId: "improvements",
          objectiveId: "launch",
          from: 0.6,
          to: 0.45,
          delta: expect.closeTo(-0.15, 9),
          at: new Date(service.now.getTime() - 3 * day).toISOString(),
          cause: {
            kind: "delivery",
            id: "1",
            issue: { ref: "jira:7", key: "SHOP-7", title: "Title of SHOP-7", url: expect.stringContaining("SHOP-7") },
          },
        },
      ]);
      expect(lastEventId).toBe(last);
      expect((await read("?period=2026-Q3")).moved).toEqual([]);
    });

    it("forgets a step when seven days have gone by, though nothing else happens", async () => {
      const before = service.now;
      service.now = new Date(before.getTime() + 5 * day + hour);
      const ids = (await read()).moved.map(({ keyResultId }) => keyResultId);
      expect(ids).not.toContain("satisfaction");
      service.now = before;
      expect((await read()).moved.map(({ keyResultId }) => keyResultId)).toContain("satisfaction");
    });

    it.each([
      ["br", brotliDecompressSync],
      ["gzip", gunzipSync],
    ])("comes compressed with %s to who takes that", async (encoding, decompress) => {
      const plain = await get();
      const { headers, response } = await get("", { "accept-encoding": encoding });
      expect(headers).toMatchObject({
        "content-encoding": encoding,
        vary: "accept-encoding",
        etag: plain.headers.etag,
      });
      expect(decompress(response.rawPayload).equals(plain.response.rawPayload)).toBe(true);
    });

    it("answers 304, without a body, for as long as nothing has changed", async () => {
      const etag = String((await get()).headers.etag);
      for (const named of [etag, `"other", ${etag}`, "*"]) {
        const { status, headers, response } = await get("", { "if-none-match": named });
        expect({ status, body: response.body, etag: headers.etag }).toEqual({ status: 304, body: "", etag });
      }
      expect((await get("", { "if-none-match": '"other"' })).status).toBe(200);
      expect((await get("?period=2026-Q3", { "if-none-match": etag })).status).toBe(200);
    });

    const stated = { value: null, health: null, note: null, author: null, expiresAt: null };
    it.each<[string, () => Promise<unknown> | void]>([
      ["a change of progress", () => move("gate", 1, 0.5, 0, { kind: "date", id: null })],
      [
        "counts that move no number",
        () =>
          saveProgress(
            db(),
            [
              recorded("key_result", "gate", {
                progress: 0.5,
                counts: { backlog: 9, unstarted: 0, started: 0, completed: 0, canceled: 0 },
              }),
            ],
            7,
            service.now,
          ),
      ],
      [
        "a check-in that states no value",
        () => recordCheckIn(db(), { ...stated, keyResultId: "gate", confidence: 0.4, at: service.now.toISOString() }),
      ],
      ["an alert", () => recordAlerts(db(), [{ kind: "health", data: { id: "gate" } }], service.now)],
      ["another configuration", () => void (service.current = { ...service.current })],
      ["a closed period", () => recordClosure(db(), { period: "2026-Q3", due: "2026-09-30" }, [], 7, service.now)],
      ["a minute", () => void (service.now = new Date(service.now.getTime() + 60_000))],
    ])("no longer holds after %s", async (_what, happen) => {
      const etag = String((await get()).headers.etag);
      await happen();
      const { status, headers } = await get("", { "if-none-match": etag });
      expect(status).toBe(200);
      expect((await get("", { "if-none-match": String(headers.etag) })).status).toBe(304);
    });

    it("says which periods are closed, and that nothing moves in them any more", async () => {
      await move("done-deal", 0.1, 0.9, day, { kind: "date", id: null });
      expect((await read("?period=2026-Q3")).moved).toHaveLength(1);
      const frozen = { ...recorded("objective", "past", { progress: 0.9 }), subject: "objective" as const, id: "past" };
      const closing = { period: "2026-Q3", due: "2026-09-30" };
      await db().deleteFrom("okr_sync.period_closures").execute();
      await read();
      await recordClosure(db(), closing, [{ ...frozen, grade: "met" }], 7, service.now);
      const { periods, moved, objectives } = await read("?period=2026-Q3");
      expect(periods.map(({ id, closed }) => [id, closed])).toEqual([
        ["2026-Q4", false],
        ["2026-Q3", true],
      ]);
      expect(moved).toEqual([]);
      expect(objectives).toMatchObject([{ id: "past", progress: 0.9, grade: { met: true } }]);
    });

    it("is for viewers", async () => {
      const guarded = await openTestService({
        database: service.database,
        files: { "access.yaml": "tokens: [{ name: a, role: viewer, token: viewer-token-0123456789 }]" },
      });
      const ask = (token: string) =>
        guarded.app.inject({ method: "GET", url: "/api/v1/overview", headers: { authorization: `Bearer ${token}` } });
      expect((await ask("viewer-token-0123456789")).statusCode).toBe(200);
      expect((await ask("nobody")).statusCode).toBe(401);
      await guarded.app.close();
    });
  });
}, databasePairings);

describe("GET /api/v1/overview without any period", () => {
  it("answers 404 and says why", async () => {
    const service = await openTestService({
      files: { "okrs.yaml": "periods: []\nobjectives: []", "mapping.yaml": "rules: []" },
    });
    const response = await service.app.inject({ method: "GET", url: "/api/v1/overview" });
    expect({ status: response.statusCode, ...response.json() }).toMatchObject({
      status: 404,
      error: { code: "PERIOD_UNKNOWN" },
    });
    await service.close();
  });
});
