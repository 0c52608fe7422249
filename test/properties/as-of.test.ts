import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import type { IssueState } from "../../src/domain/issue.ts";
import type { OkrPlan } from "../../src/store/as-of.ts";
import { readStandingAsOf } from "../../src/store/as-of.ts";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { listLateRevisions } from "../../src/store/issue-revisions.ts";
import { listLinks, recordLink, removeLink } from "../../src/store/links.ts";
import { everyIssue, requestRematches, requestRollUps } from "../../src/store/pending.ts";
import { findProgress, subjectKey } from "../../src/store/progress.ts";
import { sweep } from "../../workers/sweep.ts";
import { type ArbitraryMapping, arbitraryMapping, arbitraryState, withVersion } from "../domain/arbitraries.ts";
import { aKeyResult, anObjective } from "../domain/samples.ts";
import { databasePairings, eachPairing, type OpenPairing, openPairing } from "../servers/pairing.ts";
import { plainConfig } from "../workers/plain-config.ts";
import { openWorkbench, type Workbench } from "../workers/workbench.ts";
import { wipe } from "../workers/wipe.ts";

const start = Date.parse("2026-11-09T06:00:00.000Z");
const metric = aKeyResult({ id: "metric", measure: { kind: "metric", start: 0, target: 10, unit: null } });

type Step =
  | { kind: "deliver"; states: IssueState[] }
  | { kind: "checkIn"; value: number | null }
  | { kind: "link"; issue: string; keyResultId: string }
  | { kind: "unlink" }
  | { kind: "config"; mapping: ArbitraryMapping };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(arbitraryState(), { minLength: 1, maxLength: 4 })
      .map((states): Step => ({ kind: "deliver", states })),
  },
  { weight: 1, arbitrary: fc.option(fc.integer({ max: 20 })).map((value): Step => ({ kind: "checkIn", value })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("SHOP-1", "linear:p1", "ENG-2"), fc.constantFrom("a", "b"))
      .map(([issue, keyResultId]): Step => ({ kind: "link", issue, keyResultId })),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "unlink" }) },
  { weight: 1, arbitrary: arbitraryMapping.map((mapping): Step => ({ kind: "config", mapping })) },
);

/** Hours that go by before each step: often within a day, sometimes over several. */
const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), step), { minLength: 1, maxLength: 12 });

function configOf({ compiled, keyResults }: ArbitraryMapping): Config {
  const objectives = [
    anObjective("objective", { rollup: "withChildren", keyResults: [...keyResults, metric] }),
    anObjective("child", { parent: "objective" }),
  ];
  return { ...plainConfig({ objectives }), mapping: compiled.mapping };
}

interface Seen {
  at: Date;
  numbers: unknown;
}

/** A workbench on a clock of its own that remembers the plan of each revision. */
async function openHistory(open: OpenPairing, mapping: ArbitraryMapping) {
  await wipe(open.database);
  let nowMs = start;
  const bench = await openWorkbench(open.database, configOf(mapping), () => new Date(nowMs).toISOString());
  const plans = new Map<number, OkrPlan>();
  const remember = () => {
    const { config, mapping: compiled, revision } = bench.deps.current();
    plans.set(revision, { periods: [], objectives: config.objectives, mapping: compiled });
  };
  remember();
  return {
    bench,
    advance: (hours: number) => void (nowMs += hours * 3_600_000),
    now: () => new Date(nowMs),
    accept: async (next: ArbitraryMapping) => {
      await bench.accept(configOf(next));
      remember();
    },
    standingAsOf: (at: Date) => readStandingAsOf(open.database.db, at, ({ id }) => plans.get(id)!),
  };
}

type History = Awaited<ReturnType<typeof openHistory>>;

async function perform({ bench, now, accept }: History, given: Step): Promise<void> {
  const { db } = bench.deps.database;
  const at = now().toISOString();
  const cause = { kind: "link" as const, id: null };
  const rematch = async () => {
    await requestRematches(db, [everyIssue], cause, now());
    await bench.deps.queue.enqueue("rematch", { roots: [everyIssue] });
  };
  switch (given.kind) {
    case "deliver":
      await bench.deliver(...given.states.map((state) => [withVersion(state.issue, at)]));
      break;
    case "checkIn": {
      const blank = { confidence: 0.5, health: null, note: null, author: null, expiresAt: null };
      await recordCheckIn(db, { ...blank, keyResultId: "metric", value: given.value, at });
      await requestRollUps(db, ["metric"], { kind: "check_in", id: "1" }, now());
      await bench.deps.queue.enqueue("roll-up", { keyResultIds: ["metric"] });
      break;
    }
    case "link":
      await recordLink(db, {
        issue: given.issue,
        keyResultId: given.keyResultId,
        weight: 2,
        author: null,
        createdAt: now(),
      });
      await rematch();
      break;
    case "unlink": {
      const [first] = await listLinks(db, { keyResultId: null, after: null, limit: 1 });
      if (first !== undefined) await removeLink(db, first.id, now());
      await rematch();
      break;
    }
    case "config":
      await accept(given.mapping);
  }
  await bench.drain();
}

/** Progress rows as they are, and what as-of makes of the same subjects. */
async function shown({ deps }: Workbench): Promise<unknown> {
  const { db } = deps.database;
  const keyResults = ["a", "b", "c", "metric"].map((id) => ({ subject: "key_result" as const, id }));
  const objectives = ["objective", "child"].map((id) => ({ subject: "objective" as const, id }));
  const rows = await findProgress(db, [...keyResults, ...objectives]);
  return {
    keyResults: keyResults.map((each) => {
      const { subject: _subject, ...figures } = rows.get(subjectKey(each))!;
      return figures;
    }),
    objectives: objectives.map((each) => rows.get(subjectKey(each))?.progress ?? null),
  };
}

async function rebuilt(history: History, at: Date): Promise<unknown> {
  const standing = await history.standingAsOf(at);
  return {
    keyResults: ["a", "b", "c", "metric"].map((id) => ({ id, ...standing.keyResults.get(id)! })),
    objectives: ["objective", "child"].map((id) => standing.objectives.get(id)),
  };
}

async function play(history: History, given: readonly [number, Step][]): Promise<Seen[]> {
  const { bench, advance, now } = history;
  const seen: Seen[] = [];
  for (const [hours, each] of given) {
    advance(hours);
    await sweep(bench.deps);
    await bench.deps.queue.enqueue("rematch", { roots: [everyIssue] });
    await bench.drain();
    await perform(history, each);
    seen.push({ at: now(), numbers: await shown(bench) });
  }
  return seen;
}

eachPairing((pairing) => {
  describe("as of an earlier instant", () => {
    let open: OpenPairing;
    beforeAll(async () => {
      open = await openPairing(pairing);
    });
    afterAll(() => open.close());

    it("stands what was shown then, whatever has happened since", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryMapping, steps, async (mapping, given) => {
          const history = await openHistory(open, mapping);
          for (const { at, numbers } of await play(history, given)) {
            expect(await rebuilt(history, at)).toEqual(numbers);
            expect(await listLateRevisions(open.database.db, at, 10)).toEqual([]);
          }
        }),
        { numRuns: pairing === "embedded" ? 30 : 6 },
      );
    }, 120_000);

    it("lists exactly what had happened by then and came late", async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryMapping, steps, arbitraryState(), async (mapping, given, state) => {
          const history = await openHistory(open, mapping);
          const seen = await play(history, given);
          history.advance(1);
          const happenedAt = seen[0]!.at;
          const late = withVersion({ ...state.issue, title: "Late" }, happenedAt.toISOString());
          await history.bench.deliver([late]);
          const entry = { ref: late.issue.ref, key: late.issue.key, eventAt: happenedAt.toISOString() };
          const { db } = open.database;
          const listed = async (at: Date) =>
            (await listLateRevisions(db, at, 10)).map(({ savedAt: _savedAt, ...rest }) => rest);
          for (const { at } of seen) expect(await listed(at)).toEqual([entry]);
          expect(await listed(new Date(happenedAt.getTime() - 1))).toEqual([]);
          expect(await listed(history.now())).toEqual([]);
          expect(await rebuilt(history, history.now())).toEqual(await shown(history.bench));
        }),
        { numRuns: pairing === "embedded" ? 12 : 3 },
      );
    });
  });
}, databasePairings);
