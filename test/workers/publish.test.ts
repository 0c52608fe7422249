import { describe, expect, it } from "vitest";
import type { PublishableChange, Publisher } from "../../src/publishers/publisher.ts";
import { recordChanges } from "../../src/store/progress.ts";
import { publish } from "../../workers/publish.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "./open-bench.ts";
import { plainConfig } from "./plain-config.ts";

const blank = { value: null, progress: 0.5, rawProgress: 0.5, counts: null, inScope: null, credited: null };
const change = {
  before: null,
  after: { subject: "key_result", id: "kr", ...blank },
  cause: { kind: "delivery", id: "1" },
} as const;

eachPairing((pairing) => {
  const openBench = benchOn(pairing);

  describe("publish", () => {
    it("hands a change over again until a publisher has taken it, and then no more", async () => {
      const { deps } = await openBench(plainConfig({}));
      const changeIds = await recordChanges(deps.database.db, [change], 1, deps.clock());
      const heard: PublishableChange[] = [];
      let down = true;
      const publisher: Publisher = {
        id: "wall",
        async publish(changes) {
          if (down) throw new Error("the wall is down");
          heard.push(...changes);
        },
      };
      await expect(publish(deps, [publisher], { changeIds })).rejects.toThrow("the wall is down");
      down = false;
      await publish(deps, [publisher], { changeIds });
      await publish(deps, [publisher], { changeIds });
      expect(heard).toEqual([{ id: changeIds[0], subject: "key_result", subjectId: "kr" }]);
    });
  });
}, databasePairings);
