import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { listFrozen } from "../../src/store/period-closures.ts";
import { keepHouse } from "../../workers/housekeeping.ts";
import { aKeyResult, anObjective, aRule } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "./open-bench.ts";
import { heard, plainConfig, progressOf } from "./plain-config.ts";

const done = { statusCategory: "completed", completedAt: "2026-12-31T20:00:00.000Z" } as const;
const at = (time: string) => ({ updatedAt: time });

function configOf(): Config {
  const own = { keyResults: [aKeyResult(), aKeyResult({ id: "long", due: "2027-03-31" })] };
  const rules = [aRule({ title: "*" }), aRule({ title: "*" }, { id: "too", keyResultId: "long" })];
  const periods = [
    { id: "2026-Q4", start: "2026-10-01", due: "2026-12-31" },
    { id: "2026-Q3", start: "2026-07-01", due: "2026-09-30" },
  ];
  const objectives = [anObjective("objective", own), anObjective("before", { period: "2026-Q3", due: "2026-09-30" })];
  return { ...plainConfig({ objectives, rules }), periods };
}

eachPairing((pairing) => {
  const openBench = benchOn(pairing);

  /** Two issues, of which one is completed in the period and the other at `then`. */
  async function openQuarter() {
    let now = "2026-12-01T12:00:00.000Z";
    const bench = await openBench(configOf(), () => now);
    const move = (to: string) => void (now = to);
    const deliver = async (ref: string, eventAt: string, changes: object) => {
      const { issue, version } = heard(ref, { ...at(eventAt), ...changes });
      await bench.deliver([{ issue, version: { ...version, eventAt } }]);
    };
    const frozen = async () => {
      const rows = await listFrozen(
        bench.deps.database.db,
        ["kr", "long"],
        ["objective", "before"],
        bench.deps.clock(),
      );
      return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, progress, grade }) => [id, progress, grade]);
    };
    await deliver("jira:1", now, {});
    await deliver("jira:2", now, {});
    move("2026-12-31T20:00:00.000Z");
    await deliver("jira:1", now, done);
    return { bench, move, deliver, frozen };
  }

  describe("a period", () => {
    it("is frozen a day after its due day as it stood at the end of it, once", async () => {
      const { bench, move, deliver, frozen } = await openQuarter();
      move("2027-01-01T10:00:00.000Z");
      await deliver("jira:2", "2027-01-01T09:00:00.000Z", done);
      move("2027-01-01T23:59:59.000Z");
      await keepHouse(bench.deps);
      expect(await frozen()).toEqual([]);
      move("2027-01-02T00:02:00.000Z");
      await keepHouse(bench.deps);
      const wanted = [
        ["kr", 0.5, "missed"],
        ["objective", 0.5, "missed"],
      ];
      expect(await frozen()).toEqual(wanted);
      expect(await progressOf(bench)).toMatchObject({ progress: 1 });
      move("2027-01-02T10:00:00.000Z");
      await deliver("jira:2", "2026-12-30T09:00:00.000Z", { ...done, ...at("2027-01-02T09:00:00.000Z") });
      await keepHouse(bench.deps);
      expect(await frozen()).toEqual(wanted);
    });

    it("counts what had happened in it and came within that day", async () => {
      const { bench, move, deliver, frozen } = await openQuarter();
      move("2027-01-01T10:00:00.000Z");
      await deliver("jira:2", "2026-12-31T21:00:00.000Z", done);
      move("2027-01-02T00:02:00.000Z");
      await Promise.all([keepHouse(bench.deps), keepHouse(bench.deps)]);
      expect(await frozen()).toEqual([
        ["kr", 1, "met"],
        ["objective", 1, "met"],
      ]);
    });

    it("that had ended before any configuration was known is left as it is", async () => {
      const { bench, move } = await openQuarter();
      move("2027-02-01T00:00:00.000Z");
      for (const minute of [1, 2, 3]) {
        move(`2027-02-01T00:0${minute}:00.000Z`);
        await keepHouse(bench.deps);
      }
      const closed = await bench.deps.database.db.selectFrom("okr_sync.period_closures").selectAll().execute();
      expect(closed.map(({ period }) => period)).toEqual(["2026-Q4"]);
    });
  });
}, databasePairings);
