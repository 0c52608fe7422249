import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { requestRematches, requestRollUps } from "../../src/store/pending.ts";
import { recordChanges } from "../../src/store/progress.ts";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import type { Cause } from "../../src/store/schema.ts";
import { overdueAfterMs, sweep } from "../../workers/sweep.ts";
import { aKeyResult, aRule } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "./open-bench.ts";
import { countedIn, heard, plainConfig, progressOf } from "./plain-config.ts";
import type { Workbench } from "./workbench.ts";

const cause: Cause = { kind: "delivery", id: "1" };
const config = plainConfig({ keyResults: [aKeyResult()], rules: [aRule({ title: "*" })] });

/** So long ago that its job must have been lost. */
function before({ deps }: Workbench): Date {
  return new Date(deps.clock().getTime() - overdueAfterMs);
}

async function count({ deps }: Workbench, from: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.raw(from)}`.execute(
    deps.database.db,
  );
  return rows[0]!.count;
}

async function forget({ deps }: Workbench, what: string): Promise<void> {
  await sql.raw(`delete from okr_sync.${what}`).execute(deps.database.db);
}

eachPairing((pairing) => {
  const openBench = benchOn(pairing);
  const sweepUp = async (bench: Workbench) => {
    await sweep(bench.deps);
    await bench.drain();
  };

  describe("sweep rings again for", () => {
    it("deliveries whose job was lost", async () => {
      const bench = await openBench(config);
      const body = Buffer.from(JSON.stringify({ states: [heard("jira:1")] }));
      const rest = { source: "jira", trackerDeliveryId: null, headers: {} };
      await recordDeliveries(bench.deps.database.db, [{ ...rest, body, receivedAt: before(bench) }]);
      await sweepUp(bench);
      expect(await countedIn(bench)).toEqual(["jira:1"]);
    });

    it("marked key results", async () => {
      const bench = await openBench(config);
      await bench.deliver([heard("jira:1")]);
      await forget(bench, "progress");
      await requestRollUps(bench.deps.database.db, ["kr"], cause, before(bench));
      await sweepUp(bench);
      expect(await progressOf(bench)).toMatchObject({ inScope: 1 });
    });

    it("marked subtrees", async () => {
      const bench = await openBench(config);
      await bench.deliver([heard("jira:1")]);
      await forget(bench, "contributions");
      await requestRematches(bench.deps.database.db, ["jira:1"], cause, before(bench));
      await sweepUp(bench);
      expect(await countedIn(bench)).toEqual(["jira:1"]);
    });

    it("changes that nobody was told of", async () => {
      const bench = await openBench(config);
      const blank = { value: null, progress: 0.5, rawProgress: 0.5, counts: null, inScope: null, credited: null };
      const after = { subject: "key_result", id: "kr", ...blank } as const;
      await recordChanges(bench.deps.database.db, [{ before: null, after, cause }], 1, before(bench));
      await sweepUp(bench);
      expect(await count(bench, "okr_sync.progress_changes where published_at is null")).toBe(0);
    });
  });

  describe("sweep lets be", () => {
    it("what was rung for a moment ago", async () => {
      const bench = await openBench(config);
      await bench.deliver([heard("jira:1")]);
      await requestRollUps(bench.deps.database.db, ["kr"], cause, bench.deps.clock());
      await sweepUp(bench);
      expect(await count(bench, "okr_sync.pending_roll_ups")).toBe(1);
    });
  });
}, databasePairings);
