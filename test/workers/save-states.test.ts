import { describe, expect, it } from "vitest";
import type { Issue, IssueState } from "../../src/domain/issue.ts";
import { recordLink } from "../../src/store/links.ts";
import { findIssues } from "../../src/store/issues.ts";
import { aKeyResult, anEdge, aRule } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { matchBudget } from "../../workers/match-issues.ts";
import { benchOn } from "./open-bench.ts";
import { countedIn, heard, plainConfig, progressOf } from "./plain-config.ts";

const epicsCount = aKeyResult({ measure: { kind: "completion", by: "estimate" }, grain: "all" });
const labelled = plainConfig({ keyResults: [epicsCount], conventions: { label: "kr:" } });
const label = { labels: ["kr:kr"] };

/** A state of that minute. */
function at(minute: number, ref: string, changes: Partial<Issue> = {}): IssueState {
  return heard(ref, { updatedAt: `2026-11-01T00:0${minute}:00.000Z`, ...changes });
}

eachPairing((pairing) => {
  const openBench = benchOn(pairing);

  describe("what is saved of an issue", () => {
    it("stays removed when an older update comes late", async () => {
      const bench = await openBench(labelled);
      await bench.deliver([at(1, "jira:1", label)], [at(3, "jira:1", { ...label, removed: true })]);
      await bench.deliver([at(2, "jira:1", { ...label, estimate: 5 })]);
      expect(await countedIn(bench)).toEqual([]);
    });

    it("is the newest state, whatever the order of the deliveries", async () => {
      const bench = await openBench(labelled);
      await bench.deliver([at(3, "jira:1", { ...label, estimate: 3 })]);
      await bench.deliver([at(2, "jira:1", { ...label, estimate: 2 })]);
      expect(await progressOf(bench)).toMatchObject({ inScope: 3 });
    });

    it("does not keep what the newer state has no more", async () => {
      const bench = await openBench(labelled);
      await bench.deliver([at(1, "jira:1", { ...label, estimate: 8, assignee: ["Bo"] })]);
      await bench.deliver([at(2, "jira:1", { ...label, estimate: null })]);
      expect(await progressOf(bench)).toMatchObject({ inScope: 1 });
    });

    it("goes on under every key that it ever had", async () => {
      const bench = await openBench(labelled);
      await link(bench, "OLD-1");
      await bench.deliver([at(1, "jira:1", { key: "OLD-1" })]);
      await bench.deliver([at(2, "jira:1", { key: "NEW-1", previousKeys: ["OLD-1"] })]);
      await bench.deliver([at(3, "jira:1", { key: "NEW-1", title: "Renamed" })]);
      expect(await countedIn(bench)).toEqual(["jira:1"]);
      const [stored] = await findIssues(bench.deps.database.db, ["jira:1"]);
      expect(stored?.issue.previousKeys).toEqual(["OLD-1"]);
    });
  });

  describe("the tree", () => {
    const beneath = (ref: string, copy = {}) => ({ edges: [anEdge("parent", ref, copy)] });

    it("is matched again beneath an epic that gets a label, to any depth", async () => {
      const bench = await openBench(labelled);
      await bench.deliver(
        [at(1, "jira:epic", { level: 1 })],
        [at(1, "jira:story", beneath("jira:epic")), at(1, "jira:sub", { level: -1, ...beneath("jira:story") })],
      );
      await bench.deliver([at(2, "jira:epic", { level: 1, ...label })]);
      expect(await countedIn(bench)).toEqual(["jira:story", "jira:sub"]);
      await bench.deliver([at(3, "jira:epic", { level: 1 })]);
      expect(await countedIn(bench)).toEqual([]);
    });

    it("takes an issue and all beneath it along to another epic, with that epic's links", async () => {
      const bench = await openBench(labelled);
      await link(bench, "SHOP-1");
      await bench.deliver([at(1, "jira:100", { key: "SHOP-1", level: 1 }), at(1, "jira:200", { level: 1 })]);
      await bench.deliver([at(1, "jira:2", beneath("jira:200")), at(1, "jira:3", beneath("jira:2"))]);
      await bench.deliver([at(2, "jira:2", beneath("jira:100"))]);
      expect(await countedIn(bench)).toEqual(["jira:2", "jira:3"]);
      await bench.deliver([at(3, "jira:2", beneath("jira:200"))]);
      expect(await countedIn(bench)).toEqual([]);
    });

    it("puts a story beneath an epic that it knew by key alone, once the epic is known", async () => {
      const bench = await openBench(labelled);
      await bench.deliver([at(1, "jira:2", { edges: [anEdge("parent", null, { key: "SHOP-1" })] })]);
      await bench.deliver([at(1, "jira:100", { key: "SHOP-1", level: 1, ...label })]);
      expect(await countedIn(bench)).toEqual(["jira:2"]);
    });

    it("lets go of the projects that an initiative lists no more, and of their issues", async () => {
      const bench = await openBench(
        plainConfig({ keyResults: [epicsCount], rules: [aRule({ within: "initiative:grow" })] }),
      );
      const initiative = { kind: "initiative", title: "Grow", level: 2 } as const;
      await bench.deliver([
        at(1, "linear:p", { kind: "project", level: 1, statedEdges: [] }),
        at(1, "linear:1", { edges: [anEdge("project", "linear:p")] }),
      ]);
      await bench.deliver([at(2, "linear:i", { ...initiative, contains: ["linear:p"] })]);
      expect(await countedIn(bench)).toEqual(["linear:1"]);
      await bench.deliver([at(3, "linear:i", { ...initiative, contains: [] })]);
      expect(await countedIn(bench)).toEqual([]);
    });

    it("is matched again to its last leaf, however many there are", async () => {
      const bench = await openBench(labelled);
      const stories = Array.from({ length: matchBudget + 20 }, (_, i) => at(1, `jira:${i}`, beneath("jira:epic")));
      await bench.deliver([at(1, "jira:epic", { level: 1 })], stories);
      await bench.deliver([at(2, "jira:epic", { level: 1, ...label })]);
      expect(await countedIn(bench)).toHaveLength(stories.length);
      expect(await progressOf(bench)).toMatchObject({ inScope: stories.length });
    });
  });
}, databasePairings);

async function link({ deps }: Awaited<ReturnType<ReturnType<typeof benchOn>>>, issue: string) {
  const given = { issue, keyResultId: "kr", weight: 1, author: null, createdAt: deps.clock() };
  expect(await recordLink(deps.database.db, given)).not.toBeNull();
}
