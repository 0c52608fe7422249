import { describe, expect, it } from "vitest";
import { findIssues, saveIfNewer } from "../../src/store/issues.ts";
import { anIssue, aState } from "../domain/samples.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";
import { benchOn } from "../workers/open-bench.ts";
import { plainConfig } from "../workers/plain-config.ts";

const early = "2026-11-01T00:00:00.000Z";
const late = "2026-11-02T00:00:00.000Z";

eachPairing((pairing) => {
  const openBench = benchOn(pairing);

  /** The title that is stored when these versions are saved one after another, each titled with its place. */
  async function lastTitle(versions: readonly { updatedAt: string; eventAt: string; digest: string }[]) {
    const { deps } = await openBench(plainConfig({}));
    for (const [i, version] of versions.entries()) {
      await saveIfNewer(deps.database.db, [aState(anIssue("jira:1", { title: String(i) }), version)], deps.clock());
    }
    return (await findIssues(deps.database.db, ["jira:1"]))[0]?.issue.title;
  }

  describe("saveIfNewer", () => {
    const held = { updatedAt: late, eventAt: late, digest: "b" };

    it.each([
      ["an earlier update with a later event", { updatedAt: early, eventAt: "2026-12-01T00:00:00.000Z", digest: "c" }],
      ["an earlier event of the same update", { ...held, eventAt: early, digest: "c" }],
      ["a smaller digest at the same times", { ...held, digest: "a" }],
    ])("lets be what is there when there comes %s", async (_name, other) => {
      expect(await lastTitle([held, other])).toBe("0");
      expect(await lastTitle([other, held])).toBe("1");
    });

    it("replaces a state by one of the same version, which knows more former keys", async () => {
      expect(await lastTitle([held, held])).toBe("1");
    });
  });
}, databasePairings);
