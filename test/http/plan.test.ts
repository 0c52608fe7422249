import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { createPlanReader } from "../../src/http/answers/plan-reader.ts";
import { requestRollUps } from "../../src/store/pending.ts";
import { recordClosure } from "../../src/store/period-closures.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { storeDigest } from "../store/store-digest.ts";
import { openShopBench, type ShopBench, shopNow } from "./shop-bench.ts";
import { openTestService, testConfig } from "./test-service.ts";

const present = testConfig().config.files;

const narrowed = `
conventions: { label: "kr:" }
rules:
  - { id: epic, keyResult: platform, when: { source: jira, within: SHOP-12, label: { none: [spike] } } }
  - { id: feedback, keyResult: improvements, weight: 2, when: { label: beta-feedback } }
  - { id: nothing, keyResult: gate, when: { key: NOPE-1 } }
`;

function configOf(files: Record<string, string>) {
  const result = parseConfig({ ...present, ...files }, { env: {}, readFile: () => ({ ok: false, reason: "none" }) });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

eachPairing((pairing) => {
  describe("POST /api/v1/plan", () => {
    let shop: ShopBench;
    beforeAll(async () => {
      shop = await openShopBench(pairing);
    });
    afterAll(() => shop.close());
    const plan = (files: Record<string, string | null>) => shop.post("/api/v1/plan", { files });

    it("says that nothing changes under what is in force", async () => {
      const nothing = { changed: false, revision: 1, keyResults: [], objectives: [], orphanedLinks: [] };
      expect(await plan({})).toMatchObject({ status: 200, body: nothing });
      expect((await plan(present)).body).toMatchObject(nothing);
    });

    it("shows numbers before and after, and the issues gained and lost with what did it", async () => {
      const { body } = await plan({ "mapping.yaml": narrowed });
      expect(body.keyResults).toEqual([
        {
          id: "platform",
          before: { progress: 3 / 8, value: 3 / 8 },
          after: { progress: 1, value: 1 },
          gained: [],
          gainedCount: 0,
          lost: [{ ref: "jira:2", key: "SHOP-2", rule: "epic", reason: null }],
          lostCount: 1,
          reweighedCount: 0,
          closed: false,
        },
        expect.objectContaining({
          id: "improvements",
          before: { progress: 0.2, value: 1 },
          after: { progress: 0.4, value: 2 },
          reweighedCount: 2,
          gainedCount: 0,
          lostCount: 0,
        }),
        expect.objectContaining({ id: "launched", gainedCount: 0, lostCount: 0 }),
      ]);
      expect(body.objectives.map(({ id }: { id: string }) => id)).toEqual(["launch", "grow"]);
      expect(body.warnings).toContain('mapping.yaml: no stored issue matches the rule "nothing"');
    });

    it("writes nothing, and the same configuration applied gives the planned numbers", async () => {
      const before = await storeDigest(shop.open.database);
      const { body } = await plan({ "mapping.yaml": narrowed });
      expect(await storeDigest(shop.open.database)).toEqual(before);
      await shop.bench.accept(configOf({ "mapping.yaml": narrowed }));
      for (const { id, after } of body.keyResults) {
        expect((await shop.get(`/api/v1/key-results/${id}`)).body).toMatchObject(after);
      }
      for (const { id, after } of body.objectives) {
        expect((await shop.get(`/api/v1/objectives/${id}`)).body.progress).toBe(after);
      }
      expect((await plan({})).body).toMatchObject({ changed: false, revision: 2 });
      await shop.bench.accept(configOf({}));
    });

    it("knows new key results from those that are gone, with their links", async () => {
      const { body: link } = await shop.post("/api/v1/links", { issue: "SHOP-4", keyResult: "gate" });
      await shop.bench.drain();
      const okrs = present["okrs.yaml"]!.replace("id: gate, title: Gate", "id: portal, title: Gate");
      const { body } = await plan({ "okrs.yaml": okrs });
      const lost = [{ ref: "jira:4", key: "SHOP-4", rule: `link:${link.id}`, reason: null }];
      expect(body.keyResults).toMatchObject([
        { id: "portal", before: null, after: { progress: null, value: null } },
        { id: "launched" },
        { id: "gate", before: { progress: 1, value: 1 }, after: null, lost, lostCount: 1 },
      ]);
      expect(body.orphanedLinks).toEqual([{ id: link.id, issue: "SHOP-4", keyResult: "gate", weight: 1 }]);
      await shop.app.inject({ method: "DELETE", url: `/api/v1/links/${link.id}` });
      await shop.bench.drain();
      const renamed = present["okrs.yaml"]!.replace("id: past\n", "id: bygone\n");
      expect((await plan({ "okrs.yaml": renamed })).body.objectives).toEqual([
        { id: "bygone", change: "added", before: null, after: null, closed: false },
        { id: "past", change: "removed", before: null, after: null, closed: false },
      ]);
    });

    it("tells why an issue that still matches is lost", async () => {
      const okrs = present["okrs.yaml"]!.replace("weight: 2, measure", "weight: 2, grain: container, measure");
      const { body } = await plan({ "okrs.yaml": okrs });
      expect(body.keyResults[0]).toMatchObject({
        id: "platform",
        gained: [{ ref: "jira:12", key: "SHOP-12", rule: "epic" }],
        lost: [
          { ref: "jira:1", reason: "grain" },
          { ref: "jira:2", reason: "grain" },
        ],
      });
    });

    it("takes null for a file that is not there", async () => {
      const { body } = await plan({ "mapping.yaml": null });
      const lost = (id: string) => body.keyResults.find((each: { id: string }) => each.id === id).lostCount;
      expect([lost("platform"), lost("improvements")]).toEqual([2, 2]);
      expect(await plan({ "okrs.yaml": null })).toMatchObject({ status: 422 });
    });

    it("refuses a bad configuration with every problem and its place", async () => {
      const bad = "rules:\n  - { id: a, keyResult: plattform, when: { labell: x } }\n";
      const { status, body } = await plan({ "mapping.yaml": bad });
      expect({ status, code: body.error.code }).toEqual({ status: 422, code: "CONFIG_REFUSED" });
      const lines = body.error.message.split("\n");
      expect(lines[0]).toBe("the configuration cannot be used:");
      expect(lines.slice(1)).toEqual([
        expect.stringMatching(/^mapping\.yaml:2:\d+: .*plattform/),
        expect.stringMatching(/^mapping\.yaml:2:\d+: .*labell/),
      ]);
    });

    it.each([{}, { files: [] }, { files: { "mapping.yaml": 7 } }, { files: {}, more: 1 }])(
      "refuses %j",
      async (body) => {
        expect(await shop.post("/api/v1/plan", body)).toMatchObject({ status: 400 });
      },
    );

    it("answers 422 to whatever text, never 500", async () => {
      for (const text of ["\0", "a: [", "rules: 7", "x".repeat(300_000), "\ud800", "--- a\n--- b"]) {
        expect([200, 422]).toContain((await plan({ "mapping.yaml": text })).status);
      }
    });

    it("keeps the numbers of a closed period, and says so", async () => {
      const { db } = shop.open.database;
      const figures = { value: 0.9, rawProgress: 0.9, progress: 0.9, counts: null, inScope: null, credited: null };
      const frozen = [{ subject: "key_result" as const, id: "done-deal", ...figures, grade: "met" as const }];
      await recordClosure(db, { period: "2026-Q3", due: "2026-09-30" }, frozen, 1, new Date(shopNow));
      const rule = "\n  - { id: deal, keyResult: done-deal, when: { key: SHOP-4 } }\n";
      const { body } = await plan({ "mapping.yaml": present["mapping.yaml"]! + rule });
      const shown = { progress: 0.9, value: 0.9 };
      expect(body.keyResults).toMatchObject([
        { id: "done-deal", before: shown, after: shown, gainedCount: 1, closed: true },
      ]);
    });

    it("warns of work that is pending, and stops where the caller has gone away", async () => {
      const { db } = shop.open.database;
      const before = (await plan({})).body.warnings;
      expect(before).toEqual(expect.not.arrayContaining([expect.stringContaining("still being matched")]));
      await requestRollUps(db, ["platform"], { kind: "link", id: "1" }, new Date(shopNow));
      expect((await plan({})).body.warnings).toContainEqual(expect.stringContaining("still being matched"));
      await shop.bench.deps.queue.enqueue("roll-up", { keyResultIds: ["platform"] });
      await shop.bench.drain();
      const reader = createPlanReader(shop.bench.deps);
      const { config, mapping } = shop.bench.deps.current();
      const candidate = { config, mapping, warnings: ["advice"] };
      await expect(reader.readPlan(candidate, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
      expect(await reader.readPlan(candidate)).toMatchObject({ changed: false, warnings: ["advice"] });
    });

    it("says instead of every rule that there is no issue yet", async () => {
      const empty = await openTestService({ pairing });
      const response = await empty.app.inject({ method: "POST", url: "/api/v1/plan", payload: { files: {} } });
      await empty.close();
      expect(response.json()).toMatchObject({ changed: false, revision: 7 });
      const told = "no issue is stored yet: whether the rules match any cannot be told";
      expect(response.json().warnings.filter((each: string) => each.includes("rule"))).toEqual([told]);
    });

    it("warns of a period that ends with the configuration", async () => {
      const okrs = present["okrs.yaml"]!.replace("due: 2026-12-31", "due: 2026-10-20");
      expect((await plan({ "okrs.yaml": okrs })).body.warnings).toContain(
        'okrs.yaml: the period "2026-Q4" is over and will be closed with its numbers of 2026-10-20',
      );
    });
  });
}, databasePairings);
