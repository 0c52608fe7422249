/** A roll-up that settles the grain while the same rows change under another worker's hands. */
import { sql } from "kysely";
import { expect, it } from "vitest";
import { requestRollUps } from "../../src/store/pending.ts";
import { rollUp } from "../../workers/roll-up.ts";
import { aKeyResult, aRule } from "../domain/samples.ts";
import { until } from "../e2e/client.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "./open-bench.ts";
import { heard, plainConfig } from "./plain-config.ts";

// The embedded database has one session, so that nobody can come between.
eachPairing(
  (pairing) => {
    const openBench = benchOn(pairing);

    it.each([
      ["changed", sql`update okr_sync.contributions set size = 5`, [{ size: 5, counted: true }]],
      ["removed", sql`delete from okr_sync.contributions`, []],
    ])(
      "keeps a row that was %s between its reading and its writing as the other worker left it",
      async (_how, change, left) => {
        const keyResult = aKeyResult({ grain: "leaf" });
        const bench = await openBench(plainConfig({ keyResults: [keyResult], rules: [aRule({ title: "*" })] }));
        const { db } = bench.deps.database;
        await bench.deliver([heard("jira:1")]);
        // As it was while something lay beneath it.
        await sql`update okr_sync.contributions set counted = false, reason = 'grain'`.execute(db);
        await requestRollUps(db, [keyResult.id], { kind: "config", id: "1" }, bench.deps.clock());
        const other = await db.startTransaction().execute();
        await change.execute(other);
        const rolling = rollUp(bench.deps, { keyResultIds: [keyResult.id] });
        await until(
          async () => {
            const { rows } = await sql`
            select pid from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock' and query like '%okr_sync.contributions%'
          `.execute(db);
            return { holds: rows.length === 1, seen: rows };
          },
          10_000,
          "the roll-up did not wait for the other worker",
        );
        await other.commit().execute();
        await rolling;
        expect((await sql`select size, counted from okr_sync.contributions`.execute(db)).rows).toEqual(left);
      },
    );
  },
  databasePairings.filter((pairing) => pairing !== "embedded"),
);
