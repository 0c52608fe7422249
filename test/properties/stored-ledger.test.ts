import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import type { Contribution } from "../../src/domain/contribution.ts";
import type { IssueState } from "../../src/domain/issue.ts";
import { contributionsOf, settleGrain } from "../../src/domain/ledger.ts";
import { groupsOf, measure } from "../../src/domain/measure.ts";
import type { Objective } from "../../src/domain/okr.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { listContributionsOfKeyResults } from "../../src/store/contributions.ts";
import { listLiveLinks } from "../../src/store/live-links.ts";
import { findProgress } from "../../src/store/progress.ts";
import { indexLinks } from "../../src/domain/match.ts";
import { arbitraryHistory, type ArbitraryMapping, arbitraryMapping } from "../domain/arbitraries.ts";
import { anObjective } from "../domain/samples.ts";
import { databasePairings, eachPairing, type OpenPairing, openPairing } from "../servers/pairing.ts";
import { openWorkbench, type Workbench } from "../workers/workbench.ts";
import { wipe } from "../workers/wipe.ts";

const now = "2026-11-16T12:00:00.000Z";
const today = now.slice(0, 10);

function configOf({ compiled, keyResults }: ArbitraryMapping): Config {
  const objective: Objective = anObjective("objective", { keyResults });
  const source = (id: string) => ({
    id,
    kind: "jira" as const,
    webhookSecrets: [],
    fields: {},
    canceledResolutions: [],
  });
  const rest = {
    baseUrl: null,
    apiUrl: null,
    webhookAuth: null,
    auth: null,
    staleAfterMs: 1,
    maxAgeMs: 1,
    reconcile: null,
  };
  return {
    periods: [],
    objectives: [objective],
    mapping: compiled.mapping,
    sources: [
      { ...source("jira"), ...rest },
      { ...source("linear"), ...rest },
    ],
    access: { tokens: [] },
    files: {},
  };
}

/** What a fresh start from the newest states would hold. */
async function wanted(history: readonly IssueState[], mapping: ArbitraryMapping, bench: Workbench) {
  const tree = buildTree(withFormerKeys(history));
  const refs = [...tree].map(({ issue }) => issue.ref);
  const links = indexLinks(await listLiveLinks(bench.deps.database.db));
  const rows = contributionsOf(tree, refs, mapping.compiled, links, today);
  return mapping.keyResults.map((keyResult) => {
    const own = rows.filter((row) => row.keyResultId === keyResult.id);
    const settled = settleGrain(keyResult, own);
    return {
      rows: settled,
      progress: measure(keyResult, groupsOf(settled), { latestValue: null, objectiveProgress: null }),
    };
  });
}

/** Every state with all the keys that its issue was ever seen under. */
function withFormerKeys(history: readonly IssueState[]): IssueState[] {
  const byRef = Map.groupBy(history, ({ issue }) => issue.ref);
  return history.map(({ issue, version }) => {
    const seen = byRef.get(issue.ref)!.flatMap((each) => [each.issue.key, ...each.issue.previousKeys]);
    const previousKeys = [...new Set(seen)].filter((key) => key !== issue.key).sort();
    return { issue: { ...issue, previousKeys }, version };
  });
}

async function stored(mapping: ArbitraryMapping, bench: Workbench) {
  const { db } = bench.deps.database;
  const rows = await listContributionsOfKeyResults(
    db,
    mapping.keyResults.map(({ id }) => id),
  );
  const progress = await findProgress(
    db,
    mapping.keyResults.map(({ id }) => ({ subject: "key_result" as const, id })),
  );
  return mapping.keyResults.map(({ id }) => {
    const { subject: _subject, id: _id, ...rest } = progress.get(`key_result:${id}`)!;
    return { rows: rows.filter((row) => row.keyResultId === id).sort(byRef), progress: rest };
  });
}

function byRef(a: Contribution, b: Contribution): number {
  return a.issueRef < b.issueRef ? -1 : 1;
}

/** Lists of a history: how many of its states come in each delivery, and how many deliveries in each batch. */
const cuts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 24, maxLength: 24 });

function cut<T>(list: readonly T[], sizes: readonly number[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0, i = 0; start < list.length; start += sizes[i++ % sizes.length]!) {
    parts.push(list.slice(start, start + sizes[i % sizes.length]!));
  }
  return parts;
}

eachPairing((pairing) => {
  describe("the stored ledger", () => {
    let open: OpenPairing;
    beforeAll(async () => {
      open = await openPairing(pairing);
    });
    afterAll(() => open.close());

    it("is after any history, in any batches and order, what a fresh start from the newest states would hold", async () => {
      await fc.assert(
        fc.asyncProperty(
          arbitraryHistory,
          arbitraryMapping,
          cuts,
          fc.boolean(),
          async (history, mapping, sizes, late) => {
            await wipe(open.database);
            const bench = await openWorkbench(
              open.database,
              configOf({ ...mapping, ...(late ? withoutRules(mapping) : {}) }),
              now,
            );
            for (const batch of cut(history, sizes)) await bench.deliver(...perSource(batch));
            if (late) await bench.accept(configOf(mapping));
            expect(await stored(mapping, bench)).toEqual(await wanted(history, mapping, bench));
          },
        ),
        { numRuns: pairing === "embedded" ? 60 : 60 },
      );
    });
  });
}, databasePairings);

function perSource(batch: readonly IssueState[]): IssueState[][] {
  return [...Map.groupBy(batch, ({ issue }) => issue.source).values()];
}

function withoutRules({ compiled }: ArbitraryMapping) {
  return { compiled: { ...compiled, mapping: { ...compiled.mapping, rules: [] } } };
}
