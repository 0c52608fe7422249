import { describe, expect, it } from "vitest";
import { requestRematches } from "../../src/store/pending.ts";
import { requestHistory } from "../../src/store/past-history.ts";
import { findNewestEventId, listEventsAfter } from "../../src/store/views/events.ts";
import { listHistory } from "../../src/store/views/changes.ts";
import { keepHouse } from "../../workers/housekeeping.ts";
import { aKeyResult, anObjective, aRule } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "./open-bench.ts";
import { heard, plainConfig } from "./plain-config.ts";
import type { Workbench } from "./workbench.ts";

const noon = (day: string) => `2026-${day}T12:00:00.000Z`;

async function pointsOf({ deps }: Workbench, id = "kr"): Promise<string[]> {
  const changes = await listHistory(deps.database.db, id, { from: null, to: null, limit: 100 });
  return changes.map(
    ({ at, progress, previousProgress, cause }) => `${at.toISOString()} ${previousProgress}→${progress} ${cause.kind}`,
  );
}

eachPairing((pairing) => {
  const openBench = benchOn(pairing);

  describe("history from before the first delivery", () => {
    it("is filled in once nothing waits, up to the first recorded change, and again only by another source", async () => {
      let now = "2026-11-10T12:00:00.000Z";
      const objectives = [anObjective("objective", { keyResults: [aKeyResult()] }), anObjective("other")];
      const bench = await openBench(plainConfig({ objectives, rules: [aRule({ title: "*" })] }), () => now);
      const { db } = bench.deps.database;
      const done = { statusCategory: "completed", completedAt: noon("11-04"), createdAt: noon("11-01") } as const;
      await bench.deliver([heard("jira:1", done), heard("jira:2", { createdAt: noon("11-02") })]);
      const recorded = `${now} null→0.5 delivery`;
      await requestHistory(db, "jira", bench.deps.clock());
      await requestRematches(db, ["jira:1"], { kind: "date", id: null }, bench.deps.clock());
      await keepHouse(bench.deps);
      expect(await pointsOf(bench)).toEqual([recorded]);
      await bench.deps.queue.enqueue("rematch", { roots: [] });
      await bench.drain();
      const before = await findNewestEventId(db);
      now = "2026-11-10T12:02:00.000Z";
      await keepHouse(bench.deps);
      const past = [
        "2026-11-01T23:59:59.999Z null→0 history",
        "2026-11-02T23:59:59.999Z 0→0 history",
        "2026-11-04T23:59:59.999Z 0→0.5 history",
      ];
      expect(await pointsOf(bench)).toEqual([...past, recorded]);
      const objectivePast = await db
        .selectFrom("okr_sync.progress_changes")
        .select(["subject_id", "progress", "published_at"])
        .where("subject", "=", "objective")
        .orderBy("at")
        .execute();
      expect(objectivePast.map(({ subject_id, progress }) => [subject_id, progress])).toEqual([
        ["objective", 0],
        ["objective", 0.5],
        ["objective", 0.5],
      ]);
      const events = await listEventsAfter(db, before, 10);
      expect(events.filter(({ kind }) => kind === "progress")).toEqual([]);

      await requestHistory(db, "jira", bench.deps.clock());
      now = "2026-11-10T12:04:00.000Z";
      await keepHouse(bench.deps);
      expect(await pointsOf(bench)).toEqual([...past, recorded]);

      await bench.deliver([heard("linear:1", { createdAt: noon("11-03") })]);
      await requestHistory(db, "linear", bench.deps.clock());
      now = "2026-11-10T12:06:00.000Z";
      await keepHouse(bench.deps);
      expect((await pointsOf(bench)).filter((point) => point.endsWith("history"))).toEqual([
        "2026-11-01T23:59:59.999Z null→0 history",
        "2026-11-02T23:59:59.999Z 0→0 history",
        "2026-11-03T23:59:59.999Z 0→0 history",
        `2026-11-04T23:59:59.999Z 0→${1 / 3} history`,
      ]);
    });
  });
}, databasePairings);
