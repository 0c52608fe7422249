import { afterEach, describe, expect, it } from "vitest";
import { createRandom } from "../../src/cli/demo/random.ts";
import type { Fault } from "../simulator/faults.ts";
import { everything, fetchAll, openBench, refsOf, type Bench, type BenchOptions } from "../simulator/bench.ts";
import { siteNames, type SiteName } from "../simulator/item.ts";

let bench: Bench | null = null;
const open = async (site: SiteName, options: BenchOptions = {}) => (bench = await openBench(site, options));
afterEach(async () => {
  await bench?.close();
  bench = null;
});

const search: Readonly<Record<SiteName, string>> = { cloud: "search/jql", server: "search", linear: "issuePage" };
const first = (used: Bench) => used.tracker.fetchPage({ ...everything, cursor: null });

describe.each(siteNames)("%s", (site) => {
  const passing: [string, Fault][] = [
    ["500", { kind: "status", status: 500 }],
    ["502 without JSON", { kind: "status", status: 502, body: "bad gateway" }],
    ["503", { kind: "status", status: 503 }],
    ["a connection cut before the answer", { kind: "cut" }],
    ["a connection cut in the middle of it", { kind: "cutMidway" }],
    ["truncated JSON", { kind: "truncate" }],
    ["429 without headers", { kind: "status", status: 429 }],
  ];

  it.each(passing)("asks again after %s, later each time", async (_name, fault) => {
    const used = await open(site);
    used.server.faults.add({ fault, on: search[site], times: 3 });
    expect((await first(used)).states.length).toBeGreaterThan(0);
    expect(used.slept).toEqual([1_000, 2_000, 4_000]);
  });

  it.each(passing)("gives up on %s that does not pass", async (_name, fault) => {
    const used = await open(site);
    used.server.faults.add({ fault, on: search[site], times: 100 });
    await expect(first(used)).rejects.toMatchObject({ code: "SOURCE_UNAVAILABLE", retryable: true });
    expect(used.slept.length).toBeLessThan(12);
    expect(Math.max(...used.slept)).toBeLessThanOrEqual(30_000);
  });

  it("does not wait for ever for an answer", async () => {
    const used = await open(site, { timeoutMs: 60 });
    used.server.faults.add({ fault: { kind: "hang" }, on: search[site], times: 2 });
    expect((await first(used)).states.length).toBeGreaterThan(0);
  });

  it("ends at once when it is called off", async () => {
    const used = await open(site);
    used.server.faults.add({ fault: { kind: "hang" }, on: search[site], times: 9 });
    const called = new AbortController();
    const page = used.open({}, called.signal).fetchPage({ ...everything, cursor: null });
    called.abort(new Error("shutting down"));
    await expect(page).rejects.toThrow("shutting down");
  });

  it.each([
    ["a page of HTML", { kind: "html" }],
    ["a redirect", { kind: "status", status: 302, headers: { location: "https://login.example.com" } }],
    ["410", { kind: "status", status: 410 }],
    ["JSON of another shape", { kind: "status", status: 200, body: { hello: "world" } }],
    ["a list", { kind: "status", status: 200, body: [] }],
  ] as [string, Fault][])("takes %s for no answer", async (_name, fault) => {
    const used = await open(site);
    used.server.faults.add({ fault, on: search[site], times: 100 });
    await expect(first(used)).rejects.toMatchObject({ code: "SOURCE_ANSWER_INVALID" });
  });

  it("stops where a cursor leads back", async () => {
    const used = await open(site, { size: 400 });
    used.server.faults.add({ fault: { kind: "repeatCursor" }, on: search[site], after: 1, times: 100 });
    const pages = fetchAll((cursor) => used.tracker.fetchPage({ ...everything, cursor }));
    await expect(pages).rejects.toMatchObject({ code: "SOURCE_ANSWER_INVALID" });
    expect(used.server.requests.length).toBeLessThan(15);
  });

  it.each(["revoked", "anonymous", "none"] as const)(
    "tells rights that end between two pages from the end of pages: %s",
    async (rights) => {
      const used = await open(site, { size: 400 });
      const pages = fetchAll(
        (cursor) => used.tracker.fetchPage({ ...everything, cursor }),
        () => used.server.setRights(site, rights),
      );
      await expect(pages).rejects.toMatchObject({ code: "SOURCE_UNAUTHORISED" });
    },
  );

  it("names no secret in its errors", async () => {
    const used = await open(site);
    used.server.setRights(site, "revoked");
    const error: unknown = await first(used).catch((caught: unknown) => caught);
    expect(JSON.stringify([String(error), error])).not.toMatch(/cloud-token|server-token|lin_api_key/);
  });

  it("reads everything through one fault in five", async () => {
    const used = await open(site, { size: 1_500 });
    const faults: Fault[] = passing.map(([, fault]) => fault);
    used.server.faults.byChance(createRandom(3), 0.2, faults);
    const states = await fetchAll((cursor) => used.tracker.fetchPage({ ...everything, cursor }));
    const wanted = used.content
      .items(site)
      .filter(({ gone }) => !gone)
      .map(({ id }) => `${site}:${id}`);
    expect(refsOf(states)).toEqual(wanted.toSorted());
    expect(used.server.faults.injected()).toBeGreaterThan(2);
  });
});

describe("what is missing", () => {
  const many: Readonly<Record<"cloud" | "linear", string>> = { cloud: "bulkfetch", linear: "Page" };
  const nothing = { issues: [], data: { page: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } } };

  it.each(["cloud", "linear"] as const)("is not what a list leaves out: %s", async (site) => {
    const used = await open(site, { size: 12 });
    used.server.faults.add({ fault: { kind: "status", status: 200, body: nothing }, on: many[site], times: 100 });
    const refs = used.content.items(site).map(({ id }) => `${site}:${id}`);
    const { states, missing } = await used.tracker.fetchIssues(refs);
    expect([refsOf(states), missing]).toEqual([refs.toSorted(), []]);
  });

  it.each(["cloud", "server"] as const)("is not what a proxy does not find: %s", async (site) => {
    const used = await open(site, { size: 3 });
    for (const body of ["404 page not found", { message: "no route" }]) {
      used.server.faults.add({ fault: { kind: "status", status: 404, body }, on: "/issue/5", times: 1 });
      used.server.faults.add({ fault: { kind: "status", status: 404, body }, on: "/issue/1", times: 1 });
      used.server.faults.add({
        fault: { kind: "status", status: 200, body: { issues: [] } },
        on: "bulkfetch",
        times: 1,
      });
      const refs = used.content.items(site).map(({ id }) => `${site}:${id}`);
      await expect(used.tracker.fetchIssues(refs)).rejects.toMatchObject({ code: "SOURCE_ANSWER_INVALID" });
    }
  });
});

describe("Jira's limits", () => {
  const at = Date.parse("2026-11-02T10:00:00.000Z");
  it.each([
    ["seconds", { "retry-after": "17" }, 17_000],
    ["a date", { "retry-after": new Date(at + 40_000).toUTCString() }, 40_000],
    ["a date in the past", { "retry-after": new Date(at - 40_000).toUTCString() }, 1_000],
    ["a negative number", { "retry-after": "-5" }, 1_000],
    ["nonsense", { "retry-after": "soon" }, 1_000],
    [
      "the reset of a quota",
      {
        "retry-after": "5",
        "ratelimit-reason": "jira-quota-tenant-based",
        "x-ratelimit-reset": "2026-11-02T11:00:00Z",
      },
      3_600_000,
    ],
    ["a burst's reset", { "ratelimit-reason": "jira-burst-based", "x-ratelimit-reset": "2026-11-02T10:00:03Z" }, 3_000],
  ] as [string, Record<string, string>, number][])("waits as long as is asked: %s", async (_name, headers, waitMs) => {
    const used = await open("cloud");
    used.server.faults.add({ fault: { kind: "status", status: 429, headers }, on: "search/jql" });
    await first(used);
    expect(used.slept).toEqual([waitMs]);
  });

  it("leaves a wait of days to the next reconcile", async () => {
    const used = await open("cloud");
    used.server.faults.add({
      fault: { kind: "status", status: 429, headers: { "retry-after": "999999999" } },
      on: "search/jql",
    });
    await expect(first(used)).rejects.toMatchObject({ code: "SOURCE_UNAVAILABLE" });
    expect(used.slept).toEqual([]);
  });

  it("holds back everything for a quota, and one endpoint for a burst", async () => {
    const used = await open("cloud");
    const refused = (reason: string): Fault => ({
      kind: "status",
      status: 429,
      headers: { "retry-after": "30", "ratelimit-reason": reason },
    });
    const ref = `cloud:${used.content.items("cloud")[0]!.id}`;
    for (const [reason, waits] of [
      ["jira-burst-based", 0],
      ["jira-quota-global-based", 30_000],
    ] as const) {
      used.slept.length = 0;
      used.server.faults.add({ fault: refused(reason), on: "search/jql", times: 11 });
      const tracker = used.open();
      const gaveUp = tracker.fetchPage({ ...everything, cursor: null }).catch(() => null);
      await gaveUp;
      const before = used.slept.length;
      await tracker.fetchIssues([ref]);
      expect(used.slept.slice(before).reduce((sum, ms) => sum + ms, 0)).toBe(waits);
    }
  });
});

describe("Linear's limits", () => {
  it("waits for the reset of what is used up, RATELIMITED being a 400", async () => {
    const used = await open("linear", { size: 900, complexityPerHour: 6_000 });
    const states = await fetchAll((cursor) => used.tracker.fetchPage({ ...everything, cursor }));
    expect(states).toHaveLength(900);
    expect(used.slept.length).toBeGreaterThan(0);
    expect(Math.max(...used.slept)).toBeLessThanOrEqual(3_600_000);
  });

  it("asks no query dearer than 10,000 points", async () => {
    const used = await open("linear", { size: 600 });
    await fetchAll((cursor) => used.tracker.fetchPage({ ...everything, cursor }));
    expect(used.server.highestComplexity()).toBeLessThan(10_000);
  });

  it("takes errors beside data for no answer", async () => {
    const used = await open("linear");
    used.server.faults.add({ fault: { kind: "errorsWithData", code: "GRAPHQL_VALIDATION_FAILED" }, times: 100 });
    await expect(first(used)).rejects.toMatchObject({ code: "SOURCE_ANSWER_INVALID" });
  });

  it("reads lists to their end", async () => {
    const used = await open("linear", { size: 30 });
    const labels = Array.from({ length: 237 }, (_, index) => `label ${index}`);
    const item = used.content.items("linear").find(({ kind }) => kind === "issue")!;
    used.content.apply({ act: "label", site: "linear", id: item.id, labels });
    const { states } = await used.tracker.fetchIssues([`linear:${item.id}`]);
    expect(states[0]!.issue.labels).toEqual(labels);
  });

  it("tells what is in the trash as removed since it was put there, and keeps what is archived", async () => {
    const used = await open("linear", { size: 30 });
    const [trashed, archived] = used.content.items("linear").filter(({ kind }) => kind === "issue");
    used.content.apply({ act: "delete", site: "linear", id: trashed!.id });
    used.content.apply({ act: "archive", site: "linear", id: archived!.id });
    const at = new Date(used.content.nowMs()).toISOString();
    used.pass(3_600_000);
    const states = await fetchAll((cursor) => used.tracker.fetchPage({ ...everything, cursor }));
    const of = (id: string) => states.find(({ issue }) => issue.ref === `linear:${id}`)!.issue;
    expect(of(trashed!.id)).toMatchObject({ removed: true, updatedAt: at });
    expect(of(archived!.id)).toMatchObject({ removed: false, archived: true });
  });
});

describe("Jira's search", () => {
  it("begins again where its place has expired", async () => {
    const used = await open("cloud", { size: 250 });
    const { cursor } = await first(used);
    const expired = JSON.stringify({ ...(JSON.parse(cursor!) as object), token: "1.expired" });
    const page = await used.tracker.fetchPage({ ...everything, cursor: expired });
    expect(page.states[0]!.issue.ref).toBe("cloud:10001");
  });

  it("asks for the fields that it reads and for nothing else", async () => {
    const used = await open("cloud");
    let asked: unknown;
    used.server.beforeAnswer(({ name, json }) => {
      if (name.includes("search/jql")) asked = json;
    });
    await first(used);
    expect(asked).toMatchObject({ jql: '(created >= "1971-01-01") ORDER BY created ASC, key ASC', maxResults: 100 });
    const { fields } = asked as { fields: string[] };
    expect(fields).toContain("customfield_10020");
    expect(fields).not.toContain("description");
  });

  it("goes on behind short pages to the end that Jira tells", async () => {
    const used = await open("server", { size: 95, longestPage: 7 });
    const states = await fetchAll((cursor) => used.tracker.fetchPage({ ...everything, cursor }));
    expect(new Set(refsOf(states)).size).toBe(95);
  });
});
