import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ReportAnswer } from "../../src/http/schemas/report.ts";
import { seedContributions, contribution, recorded, seedChange } from "./seed.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { at, closeQuarter, halfTime, reportFiles, seedQuarter } from "./report-world.ts";
import { openTestService, testConfig, type TestService } from "./test-service.ts";

eachPairing((pairing) => {
  let service: TestService;
  beforeAll(async () => {
    service = await openTestService({ pairing });
    await seedQuarter(service);
  });
  afterAll(() => service.close());

  async function get(id: string, query = "") {
    const response = await service.app.inject({ method: "GET", url: `/api/v1/periods/${id}/report${query}` });
    return { status: response.statusCode, headers: response.headers, response };
  }

  async function read(id: string): Promise<ReportAnswer> {
    const { status, response } = await get(id);
    expect(status).toBe(200);
    const body: ReportAnswer = response.json();
    expect(ReportAnswer.parse(body)).toEqual(body);
    return body;
  }

  /** The clock of the service, for the length of a test. */
  async function when<T>(time: Date, work: () => Promise<T>): Promise<T> {
    const before = service.now;
    service.now = time;
    try {
      return await work();
    } finally {
      service.now = before;
    }
  }

  describe("GET /api/v1/periods/:id/report", () => {
    it("of a period that is over but not closed is rebuilt as of its end", async () => {
      const report = await when(at("10-01T06:00"), () => read("2026-Q3"));
      expect(report).toMatchObject({
        state: "ended",
        at: "2026-09-30T23:59:59.999Z",
        halfTimeAt: halfTime,
        closedAt: null,
        revision: 1,
        // 4 of 10, and half of the way.
        objectives: [{ id: "ship", progress: 0.45, grade: { score: 0.45, met: false } }],
      });
    });

    it("knows no late scope of a key result that is younger than half-time", async () => {
      const before = service.current;
      const okrs = reportFiles()["okrs.yaml"].replace("{ id: liked,", "{ id: newer,");
      service.current = { ...testConfig({ ...reportFiles(), "okrs.yaml": okrs }), revision: 2 };
      const [objective] = (await when(at("09-21T00:00"), () => read("2026-Q3"))).objectives;
      expect(objective!.keyResults.map(({ id, lateScope }) => [id, lateScope === null])).toEqual([
        ["shipped", false],
        ["newer", true],
      ]);
      service.current = before;
    });

    it("of a closed one has the frozen numbers and grades, history, late scope, forecast, steps and notes", async () => {
      await closeQuarter(service);
      const report = await read("2026-Q3");
      expect(report).toMatchObject({
        period: { id: "2026-Q3", start: "2026-07-01", due: "2026-09-30" },
        state: "closed",
        closedAt: "2026-10-02T00:00:00.000Z",
        summary: { objectives: 1, met: 0, missed: 1, ungraded: 0, meanProgress: 0.45 },
      });
      const [objective] = report.objectives;
      expect(objective).toMatchObject({
        id: "ship",
        team: "commerce",
        owner: "ann",
        kind: "committed",
        progress: 0.45,
      });
      const [shipped, liked] = objective!.keyResults;
      expect(shipped).toMatchObject({
        id: "shipped",
        progress: 0.4,
        grade: { score: 0.4, met: false },
        history: {
          start: { at: at("07-01T09:00").toISOString(), progress: 0, inScope: 4, completed: 0 },
          halfTime: { at: halfTime, progress: 0.5, expected: 0.5, inScope: 4, completed: 2 },
          end: { at: "2026-09-30T23:59:59.999Z", progress: 0.4, inScope: 10, completed: 4 },
        },
        lateScope: {
          size: 4,
          issues: [
            { ref: "jira:3", key: "SHOP-3", size: 3 },
            { ref: "jira:4", key: "SHOP-4", size: 1 },
          ],
          more: 0,
        },
        finishedOn: null,
        checkIns: [],
        pace: "linear",
        startsOn: "2026-07-01",
        due: "2026-09-30",
      });
      // A moment each 3 days and 20 hours: 0 from the 1st of July on, half from the 1st of August on, as frozen at the end.
      const { trend } = shipped!.history;
      expect([trend.length, trend[0], trend[1], trend[8], trend[9], trend[24]]).toEqual([25, null, 0, 0, 0.5, 0.4]);
      // 2 were left at half-time, and 2 done on one day of the six weeks before.
      const { p50, p85, outcome } = shipped!.forecast!;
      expect([p50! > "2026-08-20", p50! < "2026-09-30", p85! > "2026-09-30", outcome]).toEqual([
        true,
        true,
        true,
        "open",
      ]);
      expect(liked).toMatchObject({
        progress: 0.5,
        value: 70,
        unit: "%",
        forecast: null,
        lateScope: { size: 0, issues: [], more: 0 },
        checkIns: [
          { at: at("07-20T09:00").toISOString(), author: "ann", value: 66, note: "Shipped" },
          { at: at("08-20T09:00").toISOString(), author: null, value: 70, note: null },
        ],
      });
      expect(report.steps.map(({ at: time, delta, cause }) => [time.slice(5, 10), delta, cause.issue?.key])).toEqual([
        ["08-01", 0.5, "SHOP-1"],
        ["09-01", expect.closeTo(2 / 7 - 0.5, 9), "SHOP-3"],
        ["09-20", expect.closeTo(0.4 - 2 / 7, 9), "SHOP-2"],
      ]);
    });

    it("of a closed one is the same after it has left the configuration", async () => {
      const before = service.current;
      const closed = await read("2026-Q3");
      const okrs = "periods: [{ id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }]\nobjectives: []";
      service.current = { ...testConfig({ "okrs.yaml": okrs, "mapping.yaml": "rules: []" }), revision: 9 };
      expect(await read("2026-Q3")).toEqual(closed);
      service.current = before;
    });

    it("of a period whose due day was moved is open again", async () => {
      const before = service.current;
      const okrs = reportFiles()["okrs.yaml"].replace("2026-09-30", "2026-11-30");
      service.current = { ...testConfig({ ...reportFiles(), "okrs.yaml": okrs }), revision: 9 };
      expect(await read("2026-Q3")).toMatchObject({ state: "running", closedAt: null, summary: { ungraded: 1 } });
      service.current = before;
    });

    it("of a running one is so far what the dashboard shows, without grades", async () => {
      await seedContributions(service.database, [contribution("more", "jira:5", { credit: 1 })]);
      await seedChange(
        service.database,
        null,
        recorded("key_result", "more", { value: 1, progress: 0.25 }),
        at("10-20T00:00"),
      );
      expect(await read("2026-Q4")).toMatchObject({
        state: "running",
        at: service.now.toISOString(),
        halfTimeAt: null,
        summary: { objectives: 2, met: 0, missed: 0, ungraded: 2 },
        objectives: [
          {
            grade: null,
            keyResults: [
              {
                id: "more",
                progress: 0.25,
                grade: null,
                lateScope: null,
                forecast: null,
                history: {
                  start: { at: at("10-20T00:00").toISOString(), progress: 0.25 },
                  halfTime: null,
                  end: { progress: 0.25 },
                },
              },
            ],
          },
          { id: "empty", keyResults: [] },
        ],
      });
    });

    it("of a period that nobody watched at half-time takes for late only what was made since", async () => {
      const late = await openTestService({ pairing });
      await seedQuarter(late, { watchedFrom: "09-15T00:00" });
      const url = "/api/v1/periods/2026-Q3/report";
      const [shipped] = (await late.app.inject({ method: "GET", url })).json().objectives[0].keyResults;
      expect(shipped.lateScope).toMatchObject({ size: 3, issues: [{ key: "SHOP-3" }] });
      expect(shipped.forecast).toBeNull();
      await late.close();
    });

    it("of one that has not begun says so", async () => {
      expect(await read("2027-Q1")).toMatchObject({
        state: "ahead",
        objectives: [],
        steps: [],
        summary: { meanProgress: null },
      });
    });

    it("is unknown for no period", async () => {
      const { status, response } = await get("2030");
      expect({ status, ...response.json() }).toMatchObject({ status: 404, error: { code: "PERIOD_UNKNOWN" } });
      expect((await get("2026-Q3", "?format=pdf")).status).toBe(400);
    });

    it.each([
      ["md", "text/markdown; charset=utf-8", 'attachment; filename="review-2026-Q3.md"', "# Review of 2026-Q3"],
      ["html", "text/html; charset=utf-8", 'inline; filename="review-2026-Q3.html"', "<!doctype html>"],
      ["csv", "text/csv; charset=utf-8; header=present", 'attachment; filename="review-2026-Q3.csv"', '\ufeff"period"'],
    ])("comes as %s under a name of its own", async (format, type, disposition, begins) => {
      const { status, headers, response } = await get("2026-Q3", `?format=${format}`);
      expect({ status, type: headers["content-type"], disposition: headers["content-disposition"] }).toEqual({
        status: 200,
        type,
        disposition,
      });
      expect(response.rawPayload.toString("utf8").startsWith(begins)).toBe(true);
    });

    it("comes as CSV without a byte order mark to who asks for that", async () => {
      expect((await get("2026-Q3", "?format=csv&bom=false")).response.rawPayload[0]).toBe('"'.charCodeAt(0));
    });

    it("has a policy under which its page can load and run nothing", async () => {
      const policy = String((await get("2026-Q3", "?format=html")).headers["content-security-policy"]);
      expect(policy).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
      );
    });
  });
}, databasePairings);
