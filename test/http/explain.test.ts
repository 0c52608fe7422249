import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { recordClosure } from "../../src/store/period-closures.ts";
import { withVersion } from "../domain/arbitraries.ts";
import { anIssue } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { openShopBench, type ShopBench, shopNow } from "./shop-bench.ts";
import { testConfig } from "./test-service.ts";

const explain = (shop: ShopBench, name: string, query = "") =>
  shop.get(`/api/v1/issues/${encodeURIComponent(name)}/explain${query}`);

eachPairing((pairing) => {
  describe("GET /api/v1/issues/:ref/explain", () => {
    let shop: ShopBench;
    beforeAll(async () => {
      shop = await openShopBench(pairing);
    });
    afterAll(() => shop.close());

    it("shows the issue with what it lies beneath, its rows, and every rule", async () => {
      const { status, body } = await explain(shop, "SHOP-2");
      expect(status).toBe(200);
      expect(body.issue).toMatchObject({
        ref: "jira:2",
        key: "SHOP-2",
        labels: ["spike"],
        removed: false,
        ancestors: [{ ref: "jira:12", key: "SHOP-12", title: "Checkout", kind: "issue", distance: 1 }],
        others: [],
      });
      expect(body.keyResults).toEqual([
        {
          keyResultId: "platform",
          counted: true,
          reason: null,
          match: { kind: "rule", id: "epic", via: null },
          weight: 1,
          size: 5,
          credit: 0,
        },
      ]);
      expect(body.rules).toEqual([
        { id: "epic", keyResultId: "platform", applied: true, failed: null, takenBy: null },
        {
          id: "feedback",
          keyResultId: "improvements",
          applied: false,
          failed: { key: "label", wanted: "beta-feedback", found: ["spike"] },
          takenBy: null,
        },
      ]);
      expect(body).toMatchObject({ pending: false, rulesLeftOut: 0 });
    });

    it.each([["jira:2"], ["shop-2"], [" SHOP-2 "]])("finds an issue as %j", async (name) => {
      expect((await explain(shop, name)).body.issue.ref).toBe("jira:2");
    });

    it("says why a row is not counted", async () => {
      const reasons = async (name: string) => (await explain(shop, name)).body.keyResults;
      expect(await reasons("SHOP-3")).toMatchObject([{ counted: false, reason: "canceled" }]);
      expect(await reasons("SHOP-12")).toMatchObject([{ counted: false, reason: "grain" }]);
    });

    it.each(["NOPE-1", "jira:", "https://acme.atlassian.net/browse/NOPE-1", "%", "a/b"])(
      "knows no issue called %j",
      async (name) => {
        expect(await explain(shop, name)).toMatchObject({ status: 404, body: { error: { code: "ISSUE_UNKNOWN" } } });
      },
    );

    it("refuses a name that cannot be one", async () => {
      expect(await explain(shop, "a\0b")).toMatchObject({ status: 400 });
    });

    it("says what comes before a rule that applies, on an ancestor too", async () => {
      const { body: link } = await shop.post("/api/v1/links", { issue: "SHOP-12", keyResult: "platform", weight: 2 });
      await shop.bench.drain();
      const { body } = await explain(shop, "SHOP-1");
      expect(body.keyResults[0]).toMatchObject({ match: { kind: "link", id: link.id, via: "jira:12" }, weight: 2 });
      expect(body.rules[0]).toMatchObject({ applied: true, takenBy: { kind: "link", id: link.id } });
      await shop.app.inject({ method: "DELETE", url: `/api/v1/links/${link.id}` });
      expect((await explain(shop, "SHOP-1")).body).toMatchObject({ pending: true });
      await shop.bench.drain();
      expect((await explain(shop, "SHOP-1")).body).toMatchObject({ pending: false });
    });

    it("lists all rules that apply and so many of the others", async () => {
      const { body } = await explain(shop, "SHOP-2", "?limit=0");
      expect([body.rules.map(({ id }: { id: string }) => id), body.rulesLeftOut]).toEqual([["epic"], 1]);
      expect(await explain(shop, "SHOP-2", "?limit=-1")).toMatchObject({ status: 400 });
    });

    it("says that an issue is removed, and prefers those that are there and are called so now", async () => {
      const gone = anIssue("jira:50", { key: "SHOP-50", removed: true, updatedAt: shopNow });
      const moved = anIssue("jira:51", { key: "NEW-51", previousKeys: ["SHOP-50"], updatedAt: shopNow });
      const other = anIssue("dc:50", { key: "SHOP-50", updatedAt: shopNow });
      for (const issue of [gone, moved, other]) await shop.bench.deliver([withVersion(issue, shopNow)]);
      const { body } = await explain(shop, "SHOP-50");
      expect([body.issue.ref, body.issue.others]).toEqual(["dc:50", ["jira:51", "jira:50"]]);
      const removed = (await explain(shop, "jira:50")).body;
      expect(removed).toMatchObject({ issue: { removed: true }, keyResults: [] });
      for (const { failed } of removed.rules) expect(failed).toEqual({ key: "removed", wanted: false, found: true });
    });
  });

  describe("GET /api/v1/key-results/:id/explain", () => {
    let shop: ShopBench;
    beforeAll(async () => {
      shop = await openShopBench(pairing);
    });
    afterAll(() => shop.close());

    it("shows policy, sums, rows by weight and by what matched, and what moved it", async () => {
      const { status, body } = await shop.get("/api/v1/key-results/platform/explain");
      expect(status).toBe(200);
      expect(body).toMatchObject({
        keyResult: { id: "platform", progress: 3 / 8 },
        closed: false,
        policy: { grain: "issue", canceled: "exclude", unestimated: 1, guardrail: false },
        sums: { size: 8, credited: 3 },
        rows: { counted: 2, completed: 1, canceled: 1, grain: 1 },
        matches: [{ kind: "rule", id: "epic", counted: 2, notCounted: 2 }],
        contributionsLeftOut: 0,
      });
      expect(body.policy.credit).toMatchObject({ completed: 1, started: 0 });
      const rows = body.contributions.map(({ issue, size, counted }: Record<string, { key: string }>) => {
        return [issue!.key, size, counted];
      });
      expect(rows).toEqual([
        ["SHOP-2", 5, true],
        ["SHOP-1", 3, true],
        ["SHOP-3", 2, false],
        ["SHOP-12", 1, false],
      ]);
      expect(body.history[0]).toMatchObject({
        progress: 3 / 8,
        previousProgress: null,
        cause: { kind: "delivery", key: expect.stringMatching(/^SHOP-/), checkIn: null },
      });
      const listed = (await shop.get("/api/v1/key-results/platform/contributions")).body;
      expect(listed.sums).toEqual(body.sums);
    });

    it("lists so many rows, and counts the rest", async () => {
      const { body } = await shop.get("/api/v1/key-results/platform/explain?limit=1&changes=1");
      expect(body).toMatchObject({ contributionsLeftOut: 3, contributions: [{ issue: { key: "SHOP-2" } }] });
    });

    it("names rules that match nothing, and tells check-ins apart", async () => {
      const mapping = "rules: [{ id: idle, keyResult: gate, when: { key: NOPE-1 } }]";
      const config = testConfig({ "mapping.yaml": mapping }).config;
      await shop.bench.accept(config);
      expect((await shop.get("/api/v1/key-results/gate/explain")).body).toMatchObject({
        matches: [{ kind: "rule", id: "idle", counted: 0, notCounted: 0 }],
        contributions: [],
      });
      await shop.post("/api/v1/key-results/satisfaction/check-ins", { value: 70, note: "survey" });
      await shop.bench.drain();
      const { body } = await shop.get("/api/v1/key-results/satisfaction/explain");
      expect(body.history[0].cause).toMatchObject({ kind: "check_in", checkIn: { value: 70, note: "survey" } });
      await shop.bench.accept(testConfig().config);
      expect((await shop.get("/api/v1/key-results/improvements/explain")).body.history[0].cause).toMatchObject({
        kind: "config",
        key: null,
      });
    });

    it("stands sizes that no product of doubles can hold", async () => {
      const huge = anIssue("jira:60", { key: "SHOP-60", estimate: 1e308, updatedAt: shopNow, labels: ["kr:platform"] });
      await shop.bench.deliver([withVersion(huge, shopNow)]);
      const { body } = await shop.post("/api/v1/links", { issue: "SHOP-60", keyResult: "platform", weight: 1e300 });
      await shop.bench.drain();
      const { status, body: explained } = await shop.get("/api/v1/key-results/platform/explain?limit=1");
      expect([status, explained.contributions[0].issue.key]).toEqual([200, "SHOP-60"]);
      await shop.app.inject({ method: "DELETE", url: `/api/v1/links/${body.id}` });
      await shop.bench.deliver([withVersion({ ...huge, removed: true }, "2026-11-02T10:00:01.000Z")]);
      await shop.bench.drain();
    });

    it("knows 404 from 200, and a closed period from an open one", async () => {
      expect(await shop.get("/api/v1/key-results/nope/explain")).toMatchObject({ status: 404 });
      const none = { value: 0.9, rawProgress: 0.9, progress: 0.9, counts: null, inScope: null, credited: null };
      const frozen = [{ subject: "key_result" as const, id: "done-deal", ...none, grade: "met" as const }];
      const period = { period: "2026-Q3", due: "2026-09-30" };
      await recordClosure(shop.open.database.db, period, frozen, 1, new Date("2026-11-01T00:00:00Z"));
      expect((await shop.get("/api/v1/key-results/done-deal/explain")).body).toMatchObject({ closed: true });
    });
  });

  describe("GET /api/v1/objectives/:id/explain", () => {
    let shop: ShopBench;
    const okrs = `
periods: [{ id: q, start: 2026-10-01, due: 2026-12-31 }]
objectives:
  - id: top
    title: Top
    period: q
    rollup: withChildren
    keyResults:
      - { id: platform, title: Platform, weight: 3, measure: { kind: completion, by: estimate } }
      - { id: gate, title: Gate, guardrail: true, measure: { kind: milestone } }
  - { id: child, title: Child, period: q, parent: top, weight: 2, keyResults: [{ id: improvements, title: I, measure: { kind: total, by: count, target: 5 } }] }
  - { id: grandchild, title: Grandchild, period: q, parent: child, keyResults: [] }
`;
    beforeAll(async () => {
      shop = await openShopBench(pairing);
      const files = { ...testConfig().config.files, "okrs.yaml": okrs };
      const result = parseConfig(files, { env: {}, readFile: () => ({ ok: false, reason: "none" }) });
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      await shop.bench.accept(result.config);
    });
    afterAll(() => shop.close());

    it("shows the tree with the parts of each mean, depth first", async () => {
      const { status, body } = await shop.get("/api/v1/objectives/top/explain");
      expect(status).toBe(200);
      const [top, child, grandchild] = body.objectives;
      expect(body.objectives).toHaveLength(3);
      const mean = expect.closeTo((3 * (3 / 8) + 2 * 0.2) / 5, 9);
      expect(top).toMatchObject({ id: "top", mean, cappedBy: "gate", computed: 0, progress: 0, closed: false });
      expect(top.parts).toMatchObject([
        { kind: "key_result", id: "platform", title: "Platform", weight: 3, share: 0.6, progress: 3 / 8 },
        { kind: "key_result", id: "gate", guardrail: true, share: null, progress: null, health: "no_data" },
        { kind: "objective", id: "child", title: "Child", weight: 2, share: 0.4, progress: 0.2 },
      ]);
      expect([top.children, child.children]).toEqual([["child"], ["grandchild"]]);
      expect(child).toMatchObject({ parent: "top", rollup: "own", parts: [{ id: "improvements", share: 1 }] });
      expect(grandchild).toMatchObject({ parts: [], mean: null, computed: null });
    });

    it("knows no other", async () => {
      expect(await shop.get("/api/v1/objectives/nope/explain")).toMatchObject({
        status: 404,
        body: { error: { code: "OBJECTIVE_UNKNOWN" } },
      });
    });
  });
}, databasePairings);
