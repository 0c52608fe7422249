import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contribution, seedContributions, seedIssue, seedReadings } from "./seed.ts";
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

describe("GET /api/v1/key-results/:id/contributions", () => {
  it("lists the ledger with its issues, and exact sums of all counted rows", async () => {
    const { body } = await get("/api/v1/key-results/platform/contributions");
    expect(body).toEqual({
      items: [
        {
          issue: {
            ref: "jira:1",
            key: "SHOP-1",
            title: "Title of SHOP-1",
            url: "https://acme.atlassian.net/browse/SHOP-1",
            source: "jira",
            statusCategory: "completed",
            status: "Done",
          },
          match: { kind: "rule", id: "epic" },
          weight: 1,
          size: 3,
          credit: 1,
          counted: true,
          reason: null,
          via: null,
        },
        expect.objectContaining({ match: { kind: "link", id: "9" }, weight: 0.1 }),
        expect.objectContaining({ counted: false, reason: "grain" }),
      ],
      nextCursor: null,
      sums: { size: 3 + 0.1 * 3, credited: 3 },
    });
  });

  it("pages in ref order, with the sums of all rows on each page", async () => {
    const refs: string[] = [];
    let url = "/api/v1/key-results/platform/contributions?limit=1";
    for (let cursor = ""; cursor !== "end"; ) {
      const { body } = await get(url + cursor);
      refs.push(...body.items.map(({ issue }: { issue: { ref: string } }) => issue.ref));
      expect(body.sums.credited).toBe(3);
      cursor = body.nextCursor === null ? "end" : `&cursor=${body.nextCursor}`;
    }
    expect(refs).toEqual(["jira:1", "jira:2", "linear:3"]);
  });

  it("is empty for a key result without rows, and unknown for no key result", async () => {
    const { body } = await get("/api/v1/key-results/satisfaction/contributions");
    expect(body).toEqual({ items: [], nextCursor: null, sums: { size: 0, credited: 0 } });
    expect((await get("/api/v1/key-results/nope/contributions")).status).toBe(404);
  });
});

describe("GET /api/v1/key-results/:id/history", () => {
  it("gives a point for each change, and one of scope where that changed", async () => {
    const { body } = await get("/api/v1/key-results/platform/history");
    expect(body).toEqual({
      points: [
        {
          at: "2026-10-02T00:00:00.000Z",
          value: 0,
          progress: 0,
          expected: expect.closeTo(1 / 92, 9),
          cause: {
            kind: "delivery",
            id: "1",
            issue: "jira:1",
            issueKey: "SHOP-1",
            issueTitle: "Title of SHOP-1",
            url: "https://acme.atlassian.net/browse/SHOP-1",
          },
        },
        {
          at: "2026-11-01T00:00:00.000Z",
          value: 0.5,
          progress: 0.5,
          expected: expect.closeTo(31 / 92, 9),
          cause: expect.anything(),
        },
      ],
      scope: [
        { at: "2026-10-02T00:00:00.000Z", inScope: 6, completed: 0 },
        { at: "2026-11-01T00:00:00.000Z", inScope: 6, completed: 3 },
      ],
    });
  });

  it.each([
    ["from=2026-10-03", 1],
    ["to=2026-10-31T00:00:00Z", 1],
    ["from=2026-11-01T01:00:00%2B01:00&to=2026-11-01", 1],
    ["from=2027-01-01", 0],
  ])("keeps to ?%s", async (query, points) => {
    expect((await get(`/api/v1/key-results/platform/history?${query}`)).body.points).toHaveLength(points);
  });

  it.each(["from=yesterday", "to=2026-02-30", "from=-0001-01-01"])("refuses ?%s", async (query) => {
    expect((await get(`/api/v1/key-results/platform/history?${query}`)).status).toBe(400);
  });
});

describe("forecasts", () => {
  it("say today where nothing is left, and nothing where no issue drives the key result", async () => {
    expect((await get("/api/v1/key-results/gate")).body.forecast).toEqual({ p50: "2026-11-02", p85: "2026-11-02" });
    expect((await get("/api/v1/key-results/launched")).body.forecast).toBeNull();
  });

  it("are the same when asked again", async () => {
    const first = (await get("/api/v1/key-results/platform")).body.forecast;
    expect((await get("/api/v1/key-results/platform")).body.forecast).toEqual(first);
  });
});

describe("GET /api/v1/key-results/:id/contributions, filtered", () => {
  beforeAll(async () => {
    await seedIssue(service.database, "jira:50", "SHOP-50");
    await seedIssue(service.database, "jira:51", "100%_SURE-1");
    await seedContributions(service.database, [
      contribution("improvements", "jira:50", { match: { kind: "rule", id: "feedback", via: null, weight: 1 } }),
      contribution("improvements", "jira:51", {
        match: { kind: "link", id: "9", via: "jira:50", weight: 1 },
        counted: false,
        reason: "canceled",
      }),
      contribution("improvements", "jira:52", {
        match: { kind: "label", id: "kr:improvements", via: "jira:99", weight: 1 },
      }),
    ]);
  });

  const all = ["jira:50", "jira:51", "jira:52"];
  it.each([
    ["", all],
    ["query=shop-5", ["jira:50"]],
    ["query=TITLE OF", ["jira:50", "jira:51"]],
    ["query=100%25_", ["jira:51"]],
    ["query=%25", ["jira:51"]],
    ["query=_", ["jira:51"]],
    ["query=%5C", []],
    ["counted=false", ["jira:51"]],
    ["counted=true", ["jira:50", "jira:52"]],
    ["match=rule", ["jira:50"]],
    ["match=rule:feedback", ["jira:50"]],
    ["match=rule:other", []],
    ["match=label:kr:improvements", ["jira:52"]],
    ["match=link&counted=true", []],
  ])("keeps with ?%s to the rows asked for, and sums all", async (query, refs) => {
    const { body } = await get(`/api/v1/key-results/improvements/contributions?${query}`);
    expect(body.items.map(({ issue }: { issue: { ref: string } }) => issue.ref)).toEqual(refs);
    expect(body.sums).toEqual({ size: 2, credited: 0 });
  });

  it("pages among them", async () => {
    const url = "/api/v1/key-results/improvements/contributions?counted=true&limit=1";
    const { body } = await get(url);
    const next = await get(`${url}&cursor=${body.nextCursor}`);
    expect(next.body).toMatchObject({ items: [{ issue: { ref: "jira:52" } }], nextCursor: null });
  });

  it("names the ancestor that carries what matched, as far as it is known", async () => {
    const { body } = await get("/api/v1/key-results/improvements/contributions");
    expect(body.items.map(({ via }: { via: unknown }) => via)).toEqual([
      null,
      { ref: "jira:50", key: "SHOP-50", title: "Title of SHOP-50" },
      { ref: "jira:99", key: null, title: null },
    ]);
  });

  it.each(["counted=maybe", "match=epic", "match=rule:", "query=", "query=%00"])("refuses ?%s", async (query) => {
    expect((await get(`/api/v1/key-results/improvements/contributions?${query}`)).status).toBe(400);
  });
});
