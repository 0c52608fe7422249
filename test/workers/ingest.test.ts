import { describe, expect, it } from "vitest";
import { aKeyResult, aRule } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "./open-bench.ts";
import { countedIn, heard, plainConfig } from "./plain-config.ts";

const config = plainConfig({ keyResults: [aKeyResult()], rules: [aRule({ title: "*" })] });

eachPairing((pairing) => {
  const openBench = benchOn(pairing);

  describe("ingest", () => {
    it("lets a delivery that the database refuses hold up no other", async () => {
      const bench = await openBench(config);
      const refused = heard("jira:2", { title: "a character that jsonb cannot hold: \u0000" });
      await bench.deliver([heard("jira:1")], [refused], [heard("jira:3")]);
      expect(await countedIn(bench)).toEqual(["jira:1", "jira:3"]);
    });
  });
}, databasePairings);
