/** Two processes of different speeds on one database, while the rules change under load. */
import { setImmediate as otherWork } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keyResultsOf } from "../../src/config/config.ts";
import type { IssueState } from "../../src/domain/issue.ts";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import { requestRematches, requestRollUps } from "../../src/store/pending.ts";
import { anEdge } from "../domain/samples.ts";
import { storedText } from "../properties/stored-canonical.ts";
import { databasePairings, eachPairing, type OpenPairing, openPairing } from "../servers/pairing.ts";
import { createRandom } from "../../src/cli/demo/random.ts";
import { configOf, type Job, openProcess, type Process, textsOf } from "./process.ts";
import { heard } from "./plain-config.ts";
import { wipe } from "./wipe.ts";

const labels = ["a", "b", "c", "d"];
const keyResults = ["share", "points"];

eachPairing((pairing) => {
  let open: OpenPairing;
  beforeAll(async () => {
    open = await openPairing(pairing);
  });
  beforeEach(() => wipe(open.database));
  afterAll(() => open.close());

  async function deliver(jobs: Job[], groups: readonly IssueState[][]): Promise<void> {
    const recorded = await recordDeliveries(
      open.database.db,
      groups.map((states) => ({
        source: "jira",
        trackerDeliveryId: null,
        body: Buffer.from(JSON.stringify({ states })),
        headers: {},
        receivedAt: new Date("2026-11-15T12:00:00.000Z"),
      })),
    );
    for (const { id } of recorded) jobs.push(["ingest", { deliveryIds: [id] }]);
  }

  /** Works until there is nothing left to do; a slow process lets others go first at each job. */
  async function work(process: Process, jobs: Job[], pause: () => number, isOver: () => boolean): Promise<void> {
    while (!isOver() || jobs.length > 0) {
      for (let turns = pause(); turns > 0; turns -= 1) await otherWork();
      const job = jobs.shift();
      if (job !== undefined) await process.run(job);
    }
  }

  /** What a single process makes of the stored issues, from nothing. */
  async function startedAfresh(): Promise<string> {
    const jobs: Job[] = [];
    const process = openProcess({ database: open.database, jobs });
    await process.deps.adoptNewest();
    const { config } = process.deps.current();
    const ids = keyResultsOf(config).map(({ id }) => id);
    const { db } = open.database;
    await sql.raw("delete from okr_sync.contributions; delete from okr_sync.progress").execute(db);
    await requestRematches(db, ["*"], { kind: "config", id: null }, process.deps.clock());
    await requestRollUps(db, ids, { kind: "config", id: null }, process.deps.clock());
    await process.run(["rematch", { roots: ["*"] }]);
    await process.run(["roll-up", { keyResultIds: ids }]);
    return storedText(db, config);
  }

  describe("two processes, one of them slow to hear of changes,", () => {
    it.each([1, 2, 3, 5])("end where a fresh start would (seed %i)", async (seed) => {
      const random = createRandom(seed);
      const jobs: Job[] = [];
      const fast = openProcess({ database: open.database, jobs });
      const slow = openProcess({ database: open.database, jobs });
      const newRules = () => Object.fromEntries(labels.map((label) => [label, random.pick(keyResults)!]));
      await fast.inForce.accept(configOf(textsOf(newRules())));
      let over = false;
      const working = [
        work(
          fast,
          jobs,
          () => random.between(0, 2),
          () => over,
        ),
        work(
          slow,
          jobs,
          () => random.between(0, 19),
          () => over,
        ),
      ];
      for (let round = 0; round < 12; round += 1) {
        const groups = Array.from({ length: 1 + random.between(0, 5) }, (_, index): IssueState[] => {
          const number = random.between(0, 24);
          const epic = number % 5 === 0;
          const minute = String(10 + round).padStart(2, "0");
          return [
            heard(`jira:${number}`, {
              level: epic ? 1 : 0,
              labels: random.chance(0.5) ? [random.pick(labels)!] : [],
              estimate: random.between(0, 7),
              updatedAt: `2026-11-02T10:${minute}:${String(index).padStart(2, "0")}.000Z`,
              edges: epic || random.between(0, 2) === 0 ? [] : [anEdge("parent", `jira:${random.between(0, 4) * 5}`)],
            }),
          ];
        });
        await deliver(jobs, groups);
        if (round % 3 === 2) {
          const process = random.pick([fast, slow])!;
          await process.inForce.accept(configOf(textsOf(newRules())));
          jobs.push(["rematch", { roots: ["*"] }], ["roll-up", { keyResultIds: ["share", "points", "stated"] }]);
        }
        for (let turns = random.between(0, 29); turns > 0; turns -= 1) await otherWork();
      }
      over = true;
      await Promise.all(working);
      // What nobody was rung for any more, the sweep would find.
      await fast.run(["rematch", { roots: [] }]);
      await fast.run(["roll-up", { keyResultIds: ["share", "points", "stated"] }]);
      const ended = await storedText(open.database.db, fast.deps.current().config);
      expect(ended).toBe(await startedAfresh());
    });
  });
}, databasePairings);
