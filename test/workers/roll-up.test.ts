import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Issue } from "../../src/domain/issue.ts";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { requestRollUps } from "../../src/store/pending.ts";
import { rollUp } from "../../workers/roll-up.ts";
import { aKeyResult, anEdge, anObjective, aRule } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "./open-bench.ts";
import { countedIn, heard, plainConfig, progressOf } from "./plain-config.ts";
import type { Workbench } from "./workbench.ts";

const everything = [aRule({ title: "*" })];
const done: Partial<Issue> = { statusCategory: "completed", completedAt: "2026-11-02T00:00:00.000Z" };
const later = { updatedAt: "2026-11-02T00:00:00.000Z" };

async function changesOf({ deps }: Workbench): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from okr_sync.progress_changes
  `.execute(deps.database.db);
  return rows[0]!.count;
}

eachPairing((pairing) => {
  const openBench = benchOn(pairing);

  describe("rollUp", () => {
    it("moves an objective when a child objective moves, and what measures it", async () => {
      const measuring = aKeyResult({ id: "measuring", measure: { kind: "objective", objective: "parent" } });
      const bench = await openBench(
        plainConfig({
          objectives: [
            anObjective("top", { keyResults: [measuring] }),
            anObjective("parent", { rollup: "withChildren" }),
            anObjective("child", { parent: "parent", keyResults: [aKeyResult()] }),
          ],
          rules: everything,
        }),
      );
      await bench.deliver([heard("jira:1")]);
      await bench.deliver([heard("jira:1", { ...later, ...done })]);
      expect(await progressOf(bench, "parent", "objective")).toMatchObject({ progress: 1 });
      expect(await progressOf(bench, "top", "objective")).toMatchObject({ progress: 1 });
    });

    it("leaves an objective without progress that loses what it was made of", async () => {
      const other = anObjective("other", { keyResults: [aKeyResult({ id: "other-kr" })] });
      const arranged = (...tops: Parameters<typeof anObjective>[1][]) =>
        plainConfig({ objectives: [...tops.map((top) => anObjective("top", top)), other], rules: everything });
      const bench = await openBench(arranged({ keyResults: [aKeyResult()] }));
      await bench.deliver([heard("jira:1", done)]);
      expect(await progressOf(bench, "top", "objective")).toMatchObject({ progress: 1 });
      await bench.accept(arranged({ keyResults: [] }));
      expect(await progressOf(bench, "top", "objective")).toMatchObject({ progress: null });
    });

    it("counts an issue again as a leaf when the last one beneath it goes", async () => {
      const bench = await openBench(plainConfig({ keyResults: [aKeyResult({ grain: "leaf" })], rules: everything }));
      const sub = { level: -1, edges: [anEdge("parent", "jira:story")] };
      await bench.deliver([heard("jira:story")], [heard("jira:sub", sub)]);
      expect(await countedIn(bench)).toEqual(["jira:sub"]);
      await bench.deliver([heard("jira:sub", { ...sub, ...later, removed: true })]);
      expect(await countedIn(bench)).toEqual(["jira:story"]);
      expect(await progressOf(bench)).toMatchObject({ inScope: 1 });
    });

    it("takes the later entry of two check-ins of one instant", async () => {
      const measure = { kind: "metric", start: 0, target: 100, unit: null } as const;
      const bench = await openBench(plainConfig({ keyResults: [aKeyResult({ measure })] }));
      const { db } = bench.deps.database;
      const blank = { confidence: null, health: null, note: null, author: null, expiresAt: null };
      for (const value of [10, 30, 20]) {
        await recordCheckIn(db, { ...blank, keyResultId: "kr", value, at: "2026-11-02T00:00:00.000Z" });
      }
      await requestRollUps(db, ["kr"], { kind: "check_in", id: "1" }, bench.deps.clock());
      await rollUp(bench.deps, { keyResultIds: ["kr"] });
      expect(await progressOf(bench)).toMatchObject({ value: 20 });
    });

    it("tells the history nothing when nothing has changed", async () => {
      const config = plainConfig({ keyResults: [aKeyResult()], rules: everything });
      const bench = await openBench(config);
      await bench.deliver([heard("jira:1", done)]);
      const told = await changesOf(bench);
      await bench.deliver([heard("jira:1", done)]);
      await bench.accept({ ...config, files: { "okrs.yaml": "# another comment" } });
      expect(await changesOf(bench)).toBe(told);
    });
  });
}, databasePairings);
