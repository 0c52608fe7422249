import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../src/cli/demo/random.ts";
import { compileConfig } from "../../src/config/compile.ts";
import { type Config, keyResultsOf } from "../../src/config/config.ts";
import type { Deps } from "../../src/deps.ts";
import { createApp } from "../../src/http/app.ts";
import { createPlanReader } from "../../src/http/answers/plan-reader.ts";
import type { ObjectiveAnswer } from "../../src/http/schemas/objective.ts";
import type { PlanAnswer } from "../../src/http/schemas/plan.ts";
import { listContributionsOfKeyResults } from "../../src/store/contributions.ts";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { recordLink } from "../../src/store/links.ts";
import { recordClosure } from "../../src/store/period-closures.ts";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import { processorsOf } from "../../workers/index.ts";
import { arbitraryHistory, type ArbitraryMapping, arbitraryMapping, withVersion } from "../domain/arbitraries.ts";
import { aKeyResult, anObjective } from "../domain/samples.ts";
import { databasePairings, eachPairing, type OpenPairing, openPairing } from "../servers/pairing.ts";
import { randomConfig } from "../simulator/random-config.ts";
import { playHistory } from "../simulator/random-history.ts";
import { settingsOf } from "../simulator/settings.ts";
import { storeDigest } from "../store/store-digest.ts";
import { plainConfig } from "../workers/plain-config.ts";
import { openWorkbench } from "../workers/workbench.ts";
import { wipe } from "../workers/wipe.ts";
import { stagedDeps } from "./history-deps.ts";
import { queueAtOnce } from "./history-queue.ts";

/** Without the sizes at which PostgreSQL's own sums overflow: completed work is summed there for forecasts. */
const plannedHistory = arbitraryHistory.map((history) =>
  history.map(({ issue, version }) => {
    const estimate = issue.estimate === null ? null : Math.min(issue.estimate, 1e6);
    const arr = issue.fields["arr"] === 1e308 ? 7.5 : issue.fields["arr"]!;
    return withVersion({ ...issue, estimate, fields: { ...issue.fields, arr } }, version.eventAt);
  }),
);

/** How key results and objectives are arranged around those that issues drive. */
interface Shape {
  kept: readonly string[];
  rollup: "own" | "withChildren";
  guardrail: string;
  target: number;
}

const arbitraryShape: fc.Arbitrary<Shape> = fc.record({
  kept: fc.subarray(["a", "b", "c"], { minLength: 1 }),
  rollup: fc.constantFrom("own", "withChildren"),
  guardrail: fc.constantFrom("none", "a", "c"),
  target: fc.constantFrom(10, 20),
});

function configOf({ compiled, keyResults }: ArbitraryMapping, { kept, rollup, guardrail, target }: Shape): Config {
  const metric = aKeyResult({ id: "metric", measure: { kind: "metric", start: 0, target, unit: null } });
  const above = aKeyResult({ id: "above", measure: { kind: "objective", objective: "child" } });
  const [first, ...others] = keyResults
    .filter(({ id }) => kept.includes(id))
    .map((keyResult) => ({ ...keyResult, guardrail: keyResult.id === guardrail }));
  const objectives = [
    anObjective("top", { rollup, keyResults: [...others, metric] }),
    anObjective("child", { parent: "top", weight: 0.7, keyResults: [first!] }),
    anObjective("wide", { keyResults: [above] }),
  ];
  const rules = compiled.mapping.rules.filter(({ keyResultId }) => kept.includes(keyResultId));
  const periods = [{ id: "2026-Q4", start: "2026-10-01", due: "2026-12-31" }];
  return { ...plainConfig({ objectives }), periods, mapping: { ...compiled.mapping, rules } };
}

interface Side {
  figures: Map<string, unknown>;
  counted: Map<string, Set<string>>;
}

/** What the API shows, and which issues each key result counts. */
async function sideOf(deps: Deps): Promise<Side> {
  const { config } = deps.current();
  const app = createApp(deps);
  const response = await app.inject({ method: "GET", url: "/api/v1/objectives" });
  await app.close();
  const objectives = response.json<{ items: ObjectiveAnswer[] }>().items;
  const keyResults = objectives.flatMap((objective) => objective.keyResults);
  const figures = new Map<string, unknown>([
    ...objectives.map(({ id, progress }) => [id, progress] as const),
    ...keyResults.map(({ id, progress, value }) => [id, { progress, value }] as const),
  ]);
  const ids = keyResultsOf(config).map(({ id }) => id);
  const rows = await listContributionsOfKeyResults(deps.database.db, ids);
  const counted = new Map(ids.map((id) => [id, new Set<string>()]));
  for (const row of rows) if (row.counted) counted.get(row.keyResultId)!.add(row.issueRef);
  return { figures, counted };
}

/** Plans, applies, and compares to the last bit. */
async function planAndApply(deps: Deps, candidate: Config, apply: () => Promise<void>): Promise<PlanAnswer> {
  const before = await sideOf(deps);
  const digest = await storeDigest(deps.database);
  const reader = createPlanReader(deps);
  const plan = await reader.readPlan({ config: candidate, mapping: compileConfig(candidate), warnings: [] });
  expect(await storeDigest(deps.database)).toEqual(digest);
  await apply();
  const after = await sideOf(deps);
  expectPlanned(plan, before, after);
  const again = { config: candidate, mapping: compileConfig(candidate), warnings: [] };
  expect(await reader.readPlan(again)).toMatchObject({ changed: false, keyResults: [], objectives: [] });
  return plan;
}

function expectPlanned(plan: PlanAnswer, before: Side, after: Side) {
  const planned = new Map([...plan.keyResults, ...plan.objectives].map((each) => [each.id, each]));
  for (const id of new Set([...before.figures.keys(), ...after.figures.keys()])) {
    const shown = { before: before.figures.get(id) ?? null, after: after.figures.get(id) ?? null };
    const { before: was, after: becomes } = planned.get(id) ?? { before: shown.before, after: shown.before };
    expect({ id, before: was, after: becomes }).toEqual({ id, ...shown });
  }
  const moves = new Map(plan.keyResults.map((each) => [each.id, each]));
  for (const id of new Set([...before.counted.keys(), ...after.counted.keys()])) {
    const none = new Set<string>();
    const [was, becomes] = [before.counted.get(id) ?? none, after.counted.get(id) ?? none];
    const { gained = [], lost = [] } = moves.get(id) ?? {};
    const wanted = { gained: [...becomes.difference(was)].sort(), lost: [...was.difference(becomes)].sort() };
    expect({ id, gained: gained.map(({ ref }) => ref), lost: lost.map(({ ref }) => ref) }).toEqual({ id, ...wanted });
  }
}

const now = "2026-11-16T12:00:00.000Z";
const blank = { confidence: null, health: null, note: null, author: null, expiresAt: null };

/** Numbers that no recomputation gives, as a closed period has them. */
async function closePeriod({ database }: OpenPairing) {
  const figures = { value: 0.123, rawProgress: 0.123, progress: 0.123, counts: null, inScope: null, credited: null };
  const frozen = (["a", "metric"] as const).map((id) => {
    return { subject: "key_result" as const, id, ...figures, grade: "missed" as const };
  });
  const objective = { subject: "objective" as const, id: "top", ...figures, grade: "missed" as const };
  const period = { period: "2026-Q4", due: "2026-12-31" };
  await recordClosure(database.db, period, [...frozen, objective], 1, new Date("2026-11-01"));
}

eachPairing((pairing) => {
  describe("a plan", () => {
    let open: OpenPairing;
    beforeAll(async () => {
      open = await openPairing(pairing);
    });
    afterAll(() => open.close());

    it("is what applying the configuration does, whatever was heard before, and writes nothing", async () => {
      await fc.assert(
        fc.asyncProperty(
          plannedHistory,
          arbitraryMapping,
          arbitraryMapping,
          fc.tuple(arbitraryShape, arbitraryShape),
          fc.record({ closed: fc.boolean(), value: fc.integer({ min: 0, max: 20 }), linked: fc.boolean() }),
          async (history, first, second, shapes, { closed, value, linked }) => {
            await wipe(open.database);
            const { db } = open.database;
            const bench = await openWorkbench(open.database, configOf(first, shapes[0]), now);
            await recordCheckIn(db, { ...blank, keyResultId: "metric", value, at: "2026-11-15T00:00:00.000Z" });
            const link = { issue: "SHOP-1", keyResultId: "b", weight: 2, author: null, createdAt: new Date(now) };
            if (linked) await recordLink(db, link);
            if (closed) await closePeriod(open);
            await bench.accept(configOf(first, shapes[0]));
            await bench.deliver(...Map.groupBy(history, ({ issue }) => issue.source).values());
            // Once more, so that the check-in counts: it was written past the workers.
            await bench.accept({ ...configOf(first, shapes[0]), files: { "okrs.yaml": "again" } });
            const candidate = configOf(second, shapes[1]);
            await planAndApply(bench.deps, candidate, () => bench.accept(candidate));
          },
        ),
        { numRuns: pairing === "embedded" ? 12 : 40 },
      );
    }, 180_000);

    it("is so on what trackers send, too", async () => {
      const queue = queueAtOnce();
      const deps = stagedDeps(open.database, queue);
      await queue.work(processorsOf(deps, []));
      const sites = ["cloud", "server", "linear"] as const;
      const nowhere = (site: (typeof sites)[number]) => settingsOf(site, "http://127.0.0.1:9");
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat(60), async (seed, mutations) => {
          await wipe(open.database);
          const history = playHistory({ seed, mutations, sites, lossy: false, settingsOf: nowhere });
          deps.enter({ nowMs: history.content.nowMs, config: history.config });
          await deps.accept(history.config);
          for (const batch of history.batches) {
            const received = batch.map(({ site, body, headers }) => {
              return { source: site, trackerDeliveryId: null, body, headers, receivedAt: deps.clock() };
            });
            const recorded = await recordDeliveries(open.database.db, received);
            await queue.enqueue("ingest", { deliveryIds: recorded.map(({ id }) => id) });
          }
          await queue.settle();
          const candidate = randomConfig(createRandom(seed + 1), history.content, nowhere);
          await planAndApply(deps, candidate, async () => {
            await deps.accept(candidate);
            await queue.settle();
          });
        }),
        { numRuns: pairing === "embedded" ? 8 : 16 },
      );
    }, 180_000);
  });
}, databasePairings);
