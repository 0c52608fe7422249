import { describe, expect, it } from "vitest";
import { recordLink } from "../../src/store/links.ts";
import { requestRematches } from "../../src/store/pending.ts";
import { aKeyResult } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { rematch } from "../../workers/rematch.ts";
import { benchOn } from "./open-bench.ts";
import { countedIn, heard, plainConfig } from "./plain-config.ts";

eachPairing((pairing) => {
  const openBench = benchOn(pairing);

  describe("rematch", () => {
    it("finds the issue of a name that came while its link was written", async () => {
      const bench = await openBench(plainConfig({ keyResults: [aKeyResult()] }));
      const { db } = bench.deps.database;
      const createdAt = bench.deps.clock();
      await bench.deliver([heard("jira:1", { key: "SHOP-1" })]);
      await recordLink(db, { issue: "SHOP-1", keyResultId: "kr", weight: 1, author: null, createdAt });
      await requestRematches(db, ["name:shop-1"], { kind: "link", id: "1" }, createdAt);
      await rematch(bench.deps);
      expect(await countedIn(bench)).toEqual(["jira:1"]);
    });
  });
}, databasePairings);
