import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { recordRevisionsOfIssues } from "../../src/store/issue-revisions.ts";
import { recordClosure } from "../../src/store/period-closures.ts";
import { recordRevision } from "../../src/store/revisions.ts";
import { anIssue, aState } from "../domain/samples.ts";
import { openTestService, testConfig, type TestService } from "./test-service.ts";

let service: TestService;

const day = (date: string) => new Date(`2026-10-${date}T12:00:00.000Z`);

/** An older configuration: other rules, and a reference that nothing resolves any more. */
const oldFiles = {
  ...testConfig().config.files,
  "mapping.yaml": "rules: [{ id: bugs, keyResult: improvements, when: { type: Bug } }]",
  "sources.yaml": 'sources: [{ id: jira, kind: jira, baseUrl: "${GONE}", webhookSecrets: ["${ALSO_GONE}"] }]',
};

beforeAll(async () => {
  service = await openTestService();
  const { db } = service.database;
  await recordRevision(db, { digest: "1", files: oldFiles, on: "2026-10-05" }, day("05"));
  const { files } = service.current.config;
  service.current.revision = await recordRevision(db, { digest: "2", files, on: "2026-10-15" }, day("15"));
  const heard = (ref: string, date: string, changes: object, heardOn = date) => {
    const at = day(date).toISOString();
    const state = aState(anIssue(ref, { updatedAt: at, ...changes }), { eventAt: at, digest: `${ref} ${date}` });
    return { state, happenedAt: at, heardAt: day(heardOn).toISOString() };
  };
  const feedback = { labels: ["beta-feedback"], type: "Bug" };
  const done = { statusCategory: "completed", completedAt: day("08").toISOString(), ...feedback };
  await recordRevisionsOfIssues(db, [
    heard("jira:1", "07", feedback),
    heard("jira:1", "08", done),
    heard("jira:2", "09", { ...done, type: "Story" }, "20"),
  ]);
  const blank = { confidence: null, health: null, note: null, author: null, expiresAt: null };
  await recordCheckIn(db, { ...blank, keyResultId: "satisfaction", value: 70, at: day("10").toISOString() });
  await recordCheckIn(db, { ...blank, keyResultId: "satisfaction", value: 85, at: day("20").toISOString() });
});
afterAll(() => service.close());

async function asOf(at: string) {
  const response = await service.app.inject({ method: "GET", url: `/api/v1/as-of?at=${encodeURIComponent(at)}` });
  return { status: response.statusCode, body: response.json() };
}

function valueOf({ body }: { body: { objectives: { keyResults: { id: string; value: number }[] }[] } }, id: string) {
  return body.objectives.flatMap(({ keyResults }) => keyResults).find((each) => each.id === id)!.value;
}

describe("GET /api/v1/as-of", () => {
  it("stands things as they stood at the end of a day, by the configuration of that day", async () => {
    const before = await asOf("2026-10-07");
    expect(before).toMatchObject({ status: 200, body: { at: "2026-10-07T23:59:59.999Z", revision: 1 } });
    expect([valueOf(before, "improvements"), valueOf(before, "satisfaction")]).toEqual([0, null]);
    const then = await asOf("2026-10-10T12:00:00Z");
    expect([valueOf(then, "improvements"), valueOf(then, "satisfaction")]).toEqual([1, 70]);
    const now = await asOf("2026-10-20T14:00:00+02:00");
    expect(now.body).toMatchObject({ at: day("20").toISOString(), revision: 2 });
    expect([valueOf(now, "improvements"), valueOf(now, "satisfaction")]).toEqual([2, 85]);
  });

  it("lists what had happened by then and was heard of later", async () => {
    const late = { ref: "jira:2", key: "2", eventAt: day("09").toISOString(), savedAt: day("20").toISOString() };
    expect((await asOf("2026-10-10")).body.late).toEqual({ items: [late], more: false });
    expect((await asOf("2026-10-08")).body.late).toEqual({ items: [], more: false });
    expect((await asOf("2026-10-20")).body.late).toEqual({ items: [], more: false });
  });

  it("judges health and expectation by that instant, and answers like the present list", async () => {
    const { body } = await asOf("2026-10-10");
    const present = (await service.app.inject({ method: "GET", url: "/api/v1/objectives" })).json();
    expect(body.objectives.map((each: object) => Object.keys(each))).toEqual(
      present.items.map((each: object) => Object.keys(each)),
    );
    expect(body.objectives[0]).toMatchObject({
      id: "launch",
      expected: expect.closeTo(10 / 92, 5),
      health: "on_track",
    });
  });

  it("takes the first configuration for what was before it, and now for today", async () => {
    expect((await asOf("2026-10-01")).body.revision).toBe(1);
    expect((await asOf("2026-11-02")).body.at).toBe(service.now.toISOString());
  });

  it.each(["2026-11-03", "2026-11-02T10:00:00.001Z"])(
    "refuses %s with words, since it has not been yet",
    async (at) => {
      expect(await asOf(at)).toMatchObject({
        status: 400,
        body: { error: { code: "REQUEST_INVALID", message: expect.stringContaining("is in the future") } },
      });
    },
  );

  it.each(["", "yesterday", "2026-13-01", "2026-10-10 10:00"])("refuses %j", async (at) => {
    expect((await asOf(at)).status).toBe(400);
  });

  it("shows a closed period as it was frozen, from its closing on; a later due day opens it again", async () => {
    const { db } = service.database;
    const none = { value: 0.9, rawProgress: 0.9, progress: 0.9, counts: null, inScope: null, credited: null };
    const frozen = [
      { subject: "objective" as const, id: "past", ...none, grade: "met" as const },
      { subject: "key_result" as const, id: "done-deal", ...none, grade: "met" as const },
    ];
    await recordClosure(db, { period: "2026-Q3", due: "2026-09-30" }, frozen, 1, day("12"));
    const past = async (url: string) => (await service.app.inject({ method: "GET", url })).json();
    const shown = { progress: 0.9, grade: { score: 0.9, met: true }, keyResults: [{ progress: 0.9, forecast: null }] };
    expect(await past("/api/v1/objectives/past")).toMatchObject({ ...shown, health: "on_track" });
    expect((await asOf("2026-10-12")).body.objectives[2]).toMatchObject(shown);
    expect((await asOf("2026-10-11")).body.objectives[2]).toMatchObject({ progress: null, grade: null });
    const moved = service.current.config.files["okrs.yaml"]!.replace("due: 2026-09-30", "due: 2026-12-01");
    service.current = { ...testConfig({ "okrs.yaml": moved }), revision: 3 };
    expect(await past("/api/v1/objectives/past")).toMatchObject({ progress: null, grade: null });
  });
});
