/** Two workers at once, in the one order of statements that hurts. The embedded database takes transactions one by one. */
import { sql, type Transaction } from "kysely";
import { describe, expect, it } from "vitest";
import type { IssueState } from "../../src/domain/issue.ts";
import type { Cause, Schema } from "../../src/store/schema.ts";
import { requestRollUps } from "../../src/store/pending.ts";
import { rollUp } from "../../workers/roll-up.ts";
import { saveStates } from "../../workers/save-states.ts";
import { aKeyResult, anEdge, aRule } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "./open-bench.ts";
import { countedIn, heard, plainConfig, progressOf } from "./plain-config.ts";
import type { Workbench } from "./workbench.ts";

const later = { updatedAt: "2026-11-02T00:00:00.000Z" };
const cause: Cause = { kind: "delivery", id: "1" };

/** Resolves when the work has ended, or waits for a lock of somebody else's. */
async function endedOrBlocked(bench: Workbench, work: Promise<unknown>): Promise<void> {
  const ended = work.then(
    () => true,
    () => true,
  );
  for (let over = false; !over; ) over = await Promise.race([ended, somebodyWaits(bench)]);
}

async function somebodyWaits({ deps }: Workbench): Promise<boolean> {
  if (deps.database.kind === "embedded") return true;
  const { rows } = await sql`
    select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(deps.database.db);
  return rows.length > 0;
}

/** Does `second` while the transaction of `first` is still open. */
async function overlapping(
  bench: Workbench,
  first: (trx: Transaction<Schema>) => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<void> {
  let work: Promise<unknown> = Promise.resolve();
  await bench.deps.database.db.transaction().execute(async (trx) => {
    await first(trx);
    work = second();
    await endedOrBlocked(bench, work);
  });
  await work;
}

eachPairing((pairing) => {
  const openBench = benchOn(pairing);
  const save = ({ deps }: Workbench, trx: Transaction<Schema>, state: IssueState) =>
    saveStates(deps, trx, "jira", [{ state, cause }]);

  describe("two workers at once", () => {
    it("match a story that comes while its epic gets its label", async () => {
      const bench = await openBench(plainConfig({ keyResults: [aKeyResult()], conventions: { label: "kr:" } }));
      await bench.deliver([heard("jira:epic", { level: 1 })]);
      const story = heard("jira:story", { edges: [anEdge("parent", "jira:epic")] });
      await overlapping(
        bench,
        (trx) => save(bench, trx, heard("jira:epic", { level: 1, ...later, labels: ["kr:kr"] })),
        () => bench.deliver([story]),
      );
      expect(await countedIn(bench)).toEqual(["jira:story"]);
    });

    it("match by the new rules what is being saved while they come into force", async () => {
      const keyResults = [aKeyResult()];
      const bench = await openBench(plainConfig({ keyResults }));
      const { deps } = bench;
      // As another process would, which knows nothing of the rules yet.
      const before = {
        ...bench,
        deps: {
          ...deps,
          current: (
            (current) => () =>
              current
          )(deps.current()),
        },
      };
      await overlapping(
        bench,
        (trx) => save(before, trx, heard("jira:1")),
        () => bench.accept(plainConfig({ keyResults, rules: [aRule({ title: "*" })] })),
      );
      expect(await countedIn(bench)).toEqual(["jira:1"]);
    });

    it("lose no mark of a ledger that changes while it is rolled up", async () => {
      const bench = await openBench(plainConfig({ keyResults: [aKeyResult()], rules: [aRule({ title: "*" })] }));
      await bench.deliver([heard("jira:1")]);
      await requestRollUps(bench.deps.database.db, ["kr"], cause, bench.deps.clock());
      const done = { ...later, statusCategory: "completed", completedAt: later.updatedAt } as const;
      await overlapping(
        bench,
        (trx) => save(bench, trx, heard("jira:1", done)),
        () => rollUp(bench.deps, { keyResultIds: ["kr"] }),
      );
      await rollUp(bench.deps, { keyResultIds: ["kr"] });
      expect(await progressOf(bench)).toMatchObject({ progress: 1 });
    });
  });
}, databasePairings);
