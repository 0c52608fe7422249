import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contributionsOf, settleGrain } from "../../src/domain/ledger.ts";
import type { Contribution } from "../../src/domain/contribution.ts";
import { keyResultChanges, objectiveChanges, type Shown } from "../../src/domain/plan-changes.ts";
import { createPlannedLedger, listedMoves, type PlannedRows, ruleName } from "../../src/domain/plan-ledger.ts";
import { numbersOf } from "../../src/domain/plan-numbers.ts";
import { watchRules } from "../../src/domain/plan-rules.ts";
import { standingOf } from "../../src/domain/standing.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { arbitraryHistory, arbitraryMapping } from "./arbitraries.ts";
import { aKeyResult, aMapping, anIssue, anObjective, aRow, aRule, today } from "./samples.ts";

const keyed = (rows: readonly Contribution[]) => new Map(rows.map(({ issueRef }) => [issueRef, `key of ${issueRef}`]));

function planned(recorded: readonly Contribution[], rows: readonly Contribution[], keyResult = aKeyResult()) {
  const ledger = createPlannedLedger(["kr"], new Map([["kr", keyResult]]));
  ledger.add({ keys: keyed([...recorded, ...rows]), rows, recorded });
  return ledger.finish().get("kr")!;
}

describe("createPlannedLedger", () => {
  it("names what is gained and lost, by what, and counts what only weighs otherwise", () => {
    const label = { kind: "label", id: "kr:kr", via: null, weight: 1 } as const;
    const { groups, ...moves } = planned(
      [aRow("jira:1"), aRow("jira:2", { match: label }), aRow("jira:3"), aRow("jira:4"), aRow("jira:5", { size: 3 })],
      [
        aRow("jira:1"),
        aRow("jira:3", { counted: false, reason: "canceled" }),
        aRow("jira:4", { weight: 2 }),
        aRow("jira:5", { size: 3, credit: 1 }),
        aRow("jira:6", { match: { kind: "link", id: "7", via: "jira:9", weight: 1 } }),
      ],
    );
    expect(moves).toEqual({
      gained: [{ ref: "jira:6", key: "key of jira:6", rule: "link:7" }],
      gainedCount: 1,
      lost: [
        { ref: "jira:2", key: "key of jira:2", rule: "label:kr:kr", reason: null },
        { ref: "jira:3", key: "key of jira:3", rule: "rule", reason: "canceled" },
      ],
      lostCount: 2,
      reweighedCount: 2,
    });
    expect(groups.map(({ count, weight }) => [count, weight])).toEqual([
      [2, 1],
      [1, 1],
      [1, 2],
      [1, 1],
    ]);
  });

  it("does not call it a change that another rule counts the same", () => {
    const other = { kind: "rule", id: "other", via: null, weight: 1 } as const;
    expect(planned([aRow("jira:1")], [aRow("jira:1", { match: other })])).toMatchObject({
      gainedCount: 0,
      lostCount: 0,
      reweighedCount: 0,
    });
  });

  it("takes no notice of rows that did not count and do not", () => {
    const idle = { counted: false, reason: "grain" } as const;
    const { gainedCount, lostCount } = planned([aRow("jira:1", idle), aRow("jira:2", idle)], [aRow("jira:1", idle)]);
    expect([gainedCount, lostCount]).toEqual([0, 0]);
  });

  it("settles the grain over all batches before it compares", () => {
    const keyResult = aKeyResult({ grain: "leaf" });
    const ledger = createPlannedLedger(["kr"], new Map([["kr", keyResult]]));
    const parent = aRow("jira:1");
    const child = aRow("jira:2", { matchedAncestors: ["jira:1"] });
    ledger.add({ keys: keyed([parent]), rows: [parent], recorded: [parent] });
    ledger.add({ keys: keyed([child]), rows: [child], recorded: [] });
    expect(ledger.finish().get("kr")).toMatchObject({
      gained: [{ ref: "jira:2" }],
      lost: [{ ref: "jira:1", reason: "grain" }],
    });
  });

  it("knows nothing of recorded rows that nobody is shown, and all of a key result that is gone is lost", () => {
    const ledger = createPlannedLedger(["kr"], new Map([["new", aKeyResult({ id: "new" })]]));
    const recorded = [aRow("jira:1"), aRow("jira:1", { keyResultId: "new" }), aRow("jira:1", { keyResultId: "old" })];
    ledger.add({ keys: keyed(recorded), rows: [aRow("jira:1", { keyResultId: "new" })], recorded });
    const rows = ledger.finish();
    expect([...rows.keys()]).toEqual(["kr", "new"]);
    expect(rows.get("kr")).toMatchObject({ lostCount: 1, groups: [] });
    expect(rows.get("new")).toMatchObject({ gainedCount: 1 });
  });

  it("lists so many, in the order of refs, and counts all", () => {
    const rows = Array.from({ length: listedMoves + 5 }, (_, i) => aRow(`jira:${i}`));
    const gains = planned([], rows);
    expect([gains.gainedCount, gains.gained.length]).toEqual([listedMoves + 5, listedMoves]);
    expect(gains.gained.map(({ ref }) => ref)).toEqual(gains.gained.map(({ ref }) => ref).sort());
    const losses = planned(rows, []);
    expect([losses.lostCount, losses.lost.length]).toEqual([listedMoves + 5, listedMoves]);
  });
});

describe("ruleName", () => {
  it.each([
    [{ kind: "rule", id: "epic" }, "epic"],
    [{ kind: "field", id: "keyResult" }, "field:keyResult"],
  ] as const)("of %j is %s", (match, name) => {
    expect(ruleName(match)).toBe(name);
  });
});

describe("a planned ledger and its numbers", () => {
  it("are what everything from nothing comes to, whatever the batches", () => {
    fc.assert(
      fc.property(arbitraryHistory, arbitraryMapping, fc.integer({ min: 1, max: 5 }), (history, mapping, size) => {
        const { compiled, links, keyResults } = mapping;
        const above = aKeyResult({ id: "above", measure: { kind: "objective", objective: "low" } });
        const metric = aKeyResult({ id: "m", measure: { kind: "metric", start: 0, target: 9, unit: null } });
        const objectives = [
          anObjective("high", { rollup: "withChildren", keyResults: [above, metric] }),
          anObjective("low", { parent: "high", keyResults }),
        ];
        const values = new Map([["m", 3]]);
        const standing = standingOf({ states: history, objectives, compiled, links, values, today });
        const tree = buildTree(history);
        const refs = [...tree].map(({ issue }) => issue.ref);
        const ledger = createPlannedLedger([], compiled.keyResults);
        for (let at = 0; at < refs.length; at += size) {
          const rows = contributionsOf(tree, refs.slice(at, at + size), compiled, links, today);
          ledger.add({ keys: keyed(rows), rows, recorded: [] });
        }
        const rows = ledger.finish();
        const groups = new Map([...rows].map(([id, own]) => [id, own.groups]));
        const numbers = numbersOf({ objectives, groups, values });
        expect(numbers).toEqual({ keyResults: standing.keyResults, objectives: standing.objectives });
        for (const keyResult of keyResults) {
          const settled = settleGrain(keyResult, standing.ledger.get(keyResult.id)!);
          const counted = settled.filter((row) => row.counted).map(({ issueRef }) => issueRef);
          expect(rows.get(keyResult.id)!.gained.map(({ ref }) => ref)).toEqual(counted.sort());
        }
      }),
    );
  });
});

describe("watchRules", () => {
  const rules = [
    aRule({ label: "beta" }, { id: "first" }),
    aRule({ label: "b*" }, { id: "shadowed" }),
    aRule({ label: "beta", estimate: { gte: 100 } }, { id: "idle" }),
    aRule({ title: "gone" }, { id: "gone" }),
  ];

  it("tells the rules that hold for no issue; one that never comes first is matched all the same", () => {
    const watch = watchRules(aMapping(rules), today);
    expect(watch.unmatched().map(({ id }) => id)).toEqual(["first", "shadowed", "idle", "gone"]);
    watch.see({ issue: anIssue("jira:1", { labels: ["beta"] }), ancestors: [] });
    watch.see({ issue: anIssue("jira:2", { title: "gone", removed: true }), ancestors: [] });
    expect(watch.unmatched().map(({ id }) => id)).toEqual(["idle", "gone"]);
  });

  it("has nothing left to look for once all are matched", () => {
    const watch = watchRules(aMapping(rules.slice(0, 1)), today);
    for (const ref of ["jira:1", "jira:2"]) watch.see({ issue: anIssue(ref, { labels: ["beta"] }), ancestors: [] });
    expect(watch.unmatched()).toEqual([]);
  });
});

const still: PlannedRows = { gained: [], gainedCount: 0, lost: [], lostCount: 0, reweighedCount: 0, groups: [] };
const half = { progress: 0.5, value: 0.5 };

function shown(keyResults: Record<string, typeof half>, objectives: Record<string, number | null> = {}): Shown {
  const entries = Object.entries(keyResults);
  return { keyResults: new Map(entries), objectives: new Map(Object.entries(objectives)), closed: new Set(["closed"]) };
}

describe("keyResultChanges", () => {
  it.each([
    ["the same", half, still, false],
    ["another progress", { progress: 0.4, value: 0.5 }, still, true],
    ["another value", { progress: 0.5, value: 7 }, still, true],
    ["an issue more", half, { ...still, gainedCount: 1 }, true],
    ["an issue less", half, { ...still, lostCount: 1 }, true],
    ["an issue that weighs otherwise", half, { ...still, reweighedCount: 1 }, true],
  ])("%s: listed %#", (_, after, rows, listed) => {
    expect(keyResultChanges(shown({ kr: half }), shown({ kr: after }), new Map([["kr", rows]]))).toHaveLength(
      listed ? 1 : 0,
    );
  });

  it("lists the candidate's in its order, then what is gone; each without the other side", () => {
    const rows = new Map(["gone", "closed", "new"].map((id) => [id, still]));
    const changes = keyResultChanges(shown({ gone: half, closed: half }), shown({ new: half, closed: half }), rows);
    const { groups: _groups, ...moves } = still;
    expect(changes).toEqual([
      { id: "new", before: null, after: half, ...moves, closed: false },
      { id: "gone", before: half, after: null, ...moves, closed: false },
    ]);
    const moved = keyResultChanges(shown({ closed: half }), shown({ closed: { ...half, value: 1 } }), rows);
    expect(moved).toMatchObject([{ closed: true }]);
  });
});

describe("objectiveChanges", () => {
  it("tells new ones without data from those that are gone or moved", () => {
    const before = shown({}, { moved: 0.1, same: 0.2, gone: null, closed: 0.3 });
    const after = shown({}, { fresh: null, moved: 0.3, same: 0.2, closed: 0.4 });
    expect(objectiveChanges(before, after)).toEqual([
      { id: "fresh", change: "added", before: null, after: null, closed: false },
      { id: "moved", change: "moved", before: 0.1, after: 0.3, closed: false },
      { id: "closed", change: "moved", before: 0.3, after: 0.4, closed: true },
      { id: "gone", change: "removed", before: null, after: null, closed: false },
    ]);
  });
});
