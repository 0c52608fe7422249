import { describe, expect, it } from "vitest";
import { aKeyResult, aRule } from "../domain/samples.ts";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import type { IssueState } from "../../src/domain/issue.ts";
import { ingest } from "../../workers/ingest.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "./open-bench.ts";
import { countedIn, heard, plainConfig } from "./plain-config.ts";
import type { Workbench } from "./workbench.ts";

const config = plainConfig({ keyResults: [aKeyResult()], rules: [aRule({ title: "*" })] });

/** Ids of deliveries that nobody was rung for. */
async function recordAll({ deps }: Workbench, ...groups: readonly IssueState[][]): Promise<string[]> {
  const recorded = await recordDeliveries(
    deps.database.db,
    groups.map((states) => ({
      source: states[0]!.issue.source,
      trackerDeliveryId: null,
      body: Buffer.from(JSON.stringify({ states })),
      headers: {},
      receivedAt: deps.clock(),
    })),
  );
  return recorded.map(({ id }) => id);
}

async function statuses({ deps }: Workbench): Promise<string[]> {
  const { rows } = await deps.database.pool.query<{ status: string }>(
    "select status from okr_sync.deliveries order by id",
  );
  return rows.map(({ status }) => status);
}

eachPairing((pairing) => {
  const openBench = benchOn(pairing);

  describe("ingest", () => {
    it("lets a delivery that the database refuses hold up no other", async () => {
      const bench = await openBench(config);
      const refused = heard("jira:2", { title: "a character that jsonb cannot hold: \u0000" });
      await bench.deliver([heard("jira:1")], [refused], [heard("jira:3")]);
      expect(await countedIn(bench)).toEqual(["jira:1", "jira:3"]);
    });

    it("takes along what waits of the same source, and nothing of others", async () => {
      const bench = await openBench(config);
      const [first] = await recordAll(bench, [heard("jira:1")], [heard("jira:2")], [heard("linear:1")]);
      await ingest(bench.deps, { deliveryIds: [first!] }, { attempt: 1, lastAttempt: false });
      expect(await countedIn(bench)).toEqual(["jira:1", "jira:2"]);
      expect(await statuses(bench)).toEqual(["processed", "processed", "received"]);
    });

    it("does its own where something that waits cannot be taken along, and leaves that to its own job", async () => {
      const bench = await openBench(config);
      const refused = heard("jira:2", { title: "a character that jsonb cannot hold: \u0000" });
      const [first] = await recordAll(bench, [heard("jira:1")], [refused], [heard("jira:3")]);
      await ingest(bench.deps, { deliveryIds: [first!] }, { attempt: 8, lastAttempt: true });
      expect(await statuses(bench)).toEqual(["processed", "received", "received"]);
    });
  });
}, databasePairings);
