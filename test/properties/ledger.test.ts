import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Contribution } from "../../src/domain/contribution.ts";
import type { IssueState } from "../../src/domain/issue.ts";
import { contributionsOf, settleGrain } from "../../src/domain/ledger.ts";
import { groupsOf, measure } from "../../src/domain/measure.ts";
import type { KeyResult } from "../../src/domain/okr.ts";
import { buildTree, type Tree } from "../../src/domain/tree.ts";
import { isNewer } from "../../src/domain/version.ts";
import { arbitraryHistory, type ArbitraryMapping, arbitraryMapping } from "../domain/arbitraries.ts";
import { today } from "../domain/samples.ts";

const runs = { numRuns: 1000 };
const inputs = { latestValue: null, objectiveProgress: null };

function settled(rows: readonly Contribution[], keyResults: readonly KeyResult[]): Contribution[] {
  return keyResults.flatMap((keyResult) =>
    settleGrain(
      keyResult,
      rows.filter((row) => row.keyResultId === keyResult.id),
    ),
  );
}

/** Everything from nothing. */
function fullLedger(tree: Tree, { compiled, links, keyResults }: ArbitraryMapping): Contribution[] {
  const refs = [...tree].map(({ issue }) => issue.ref);
  return settled(contributionsOf(tree, refs, compiled, links, today), keyResults);
}

function progressOf(rows: readonly Contribution[], { keyResults }: ArbitraryMapping) {
  return keyResults.map((keyResult) => {
    const own = rows.filter((row) => row.keyResultId === keyResult.id);
    return measure(keyResult, groupsOf(own), inputs);
  });
}

/** Only what a change may move is derived again; the rows of all else stay. */
function applyOneByOne(history: readonly IssueState[], mapping: ArbitraryMapping): Contribution[] {
  const states = new Map<string, IssueState>();
  const rows = new Map<string, Contribution[]>();
  let tree = buildTree([]);
  for (const state of history) {
    const { ref } = state.issue;
    const present = states.get(ref);
    if (present !== undefined && !isNewer(state.version, present.version)) continue;
    states.set(ref, state);
    const before = tree.descendantsOf(ref);
    tree = buildTree(states.values());
    const affected = new Set([ref, ...before, ...tree.descendantsOf(ref)]);
    for (const each of affected) rows.delete(each);
    const derived = contributionsOf(tree, affected, mapping.compiled, mapping.links, today);
    for (const [each, own] of Map.groupBy(derived, (row) => row.issueRef)) rows.set(each, own);
  }
  const order = (row: Contribution) => `${row.keyResultId} ${row.issueRef}`;
  const all = [...rows.values()].flat().sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return settled(all, mapping.keyResults);
}

/** Plain floating-point sums over the rows, in the spec's own words; undefined for what it does not add up. */
function naiveProgress({ measure: of }: KeyResult, rows: readonly Contribution[]): number | null | undefined {
  const counted = rows.filter((row) => row.counted);
  const inScope = counted.reduce((sum, { match, size }) => sum + match.weight * size, 0);
  const credited = counted.reduce((sum, { match, size, credit }) => sum + match.weight * size * credit, 0);
  // Beyond all bounds plain sums are infinite.
  if (!Number.isFinite(inScope)) return undefined;
  if (of.kind === "completion") return inScope === 0 ? null : credited / inScope;
  if (of.kind !== "total" || of.aggregate !== "sum") return undefined;
  return inScope === 0 ? null : (of.start + credited - of.start) / (of.target - of.start);
}

describe("ledger sums", () => {
  it("each key result's progress can be recomputed from its rows alone and is equal", () => {
    fc.assert(
      fc.property(arbitraryHistory, arbitraryMapping, (history, mapping) => {
        const rows = fullLedger(buildTree(history), mapping);
        const stored = JSON.parse(JSON.stringify(rows)) as Contribution[];
        expect(progressOf(stored.reverse(), mapping)).toEqual(progressOf(rows, mapping));
      }),
      runs,
    );
  });

  it("grouping rows changes no bit", () => {
    fc.assert(
      fc.property(arbitraryHistory, arbitraryMapping, (history, mapping) => {
        const rows = fullLedger(buildTree(history), mapping);
        const single = mapping.keyResults.map((keyResult) => {
          const own = rows.filter((row) => row.keyResultId === keyResult.id);
          return measure(
            keyResult,
            own.flatMap((row) => groupsOf([row])),
            inputs,
          );
        });
        expect(progressOf(rows, mapping)).toEqual(single);
      }),
      runs,
    );
  });

  it("the sums are those of the spec", () => {
    fc.assert(
      fc.property(arbitraryHistory, arbitraryMapping, (history, mapping) => {
        const rows = fullLedger(buildTree(history), mapping);
        for (const [i, keyResult] of mapping.keyResults.entries()) {
          const own = rows.filter((row) => row.keyResultId === keyResult.id);
          const naive = naiveProgress(keyResult, own);
          const { rawProgress, progress } = progressOf(rows, mapping)[i]!;
          if (naive === null) expect(rawProgress).toBeNull();
          else if (naive !== undefined) {
            expect(Math.abs(rawProgress! - naive)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(naive)));
          }
          if (progress !== null) expect(progress >= 0 && progress <= 1).toBe(true);
        }
      }),
      runs,
    );
  });
});

describe("incremental = full", () => {
  it("deriving only what each change may move gives what deriving everything gives", () => {
    fc.assert(
      fc.property(arbitraryHistory, arbitraryMapping, (history, mapping) => {
        const rows = applyOneByOne(history, mapping);
        const full = fullLedger(buildTree(history), mapping);
        expect(rows).toEqual(full);
        expect(progressOf(rows, mapping)).toEqual(progressOf(full, mapping));
      }),
      runs,
    );
  });
});

describe("order and repetition do not matter", () => {
  it("any order and repetition of the same states gives the same rows and progress, to the last bit", () => {
    const shuffled = arbitraryHistory.chain((history) =>
      fc.tuple(
        fc.constant(history),
        fc
          .array(fc.constantFrom(...history), { maxLength: 8 })
          .chain((repeated) =>
            fc.shuffledSubarray([...history, ...repeated], { minLength: history.length + repeated.length }),
          ),
      ),
    );
    fc.assert(
      fc.property(shuffled, arbitraryMapping, ([history, other], mapping) => {
        const rows = applyOneByOne(history, mapping);
        const others = applyOneByOne(other, mapping);
        expect(JSON.stringify(others)).toBe(JSON.stringify(rows));
        expect(JSON.stringify(progressOf(others, mapping))).toBe(JSON.stringify(progressOf(rows, mapping)));
      }),
      runs,
    );
  });
});
