import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Issue } from "../../src/domain/issue.ts";
import { creditFrom } from "../../src/domain/credit.ts";
import { contributionsOf, settleGrain } from "../../src/domain/ledger.ts";
import { groupsOf, measure } from "../../src/domain/measure.ts";
import type { KeyResult, Objective } from "../../src/domain/okr.ts";
import { pastOf } from "../../src/domain/past.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { arbitraryHistory, arbitraryMapping } from "./arbitraries.ts";
import { aKeyResult, anIssue, anObjective, aRow, aTotal, today } from "./samples.ts";

const keyResult = aKeyResult({ start: "2026-11-01", credit: creditFrom({ started: 0.25, "in review": 0.8 }) });

function objectiveOf(keyResults: readonly KeyResult[], changes: Partial<Objective> = {}): Objective {
  return anObjective("objective", { start: "2026-11-01", keyResults, ...changes });
}

/** The row as the ledger would have it now. */
function rowOf(ref: string, issue: Partial<Issue>, own: KeyResult = keyResult) {
  const whole = anIssue(ref, issue);
  const { statusCategory, completedAt, status } = whole;
  const credit = own.credit.byStatus[status.toLowerCase()] ?? own.credit.byCategory[statusCategory];
  return { row: aRow(ref, { keyResultId: own.id, statusCategory, completedAt, credit }), issue: whole };
}

function pastOfKeyResult(issues: readonly Partial<Issue>[], to = "2026-11-05", own = keyResult) {
  const rows = issues.map((issue, i) => rowOf(`jira:${i}`, issue, own));
  const points = pastOf({ objectives: [objectiveOf([own])], ledgers: new Map([[own.id, rows]]), to });
  return points
    .filter(({ subject }) => subject === "key_result")
    .map(({ day, inScope, credited }) => `${day} ${credited}/${inScope}`);
}

const noon = (day: string) => `2026-${day}T12:00:00.000Z`;

describe("pastOf", () => {
  it("puts an issue in scope from its creation, with part credit from its start and full credit from its completion", () => {
    const done = { statusCategory: "completed", status: "Done" } as const;
    expect(
      pastOfKeyResult([
        { ...done, createdAt: noon("11-01"), startedAt: noon("11-03"), completedAt: noon("11-05") },
        { createdAt: noon("11-02") },
      ]),
    ).toEqual(["2026-11-01 0/1", "2026-11-02 0/2", "2026-11-03 0.25/2", "2026-11-05 1/2"]);
  });

  it.each<[string, Partial<Issue>, string[]]>([
    ["work whose start nobody dated", { statusCategory: "started", createdAt: noon("11-01") }, ["2026-11-01 0/1"]],
    [
      "a status with a credit of its own, from the start on",
      { statusCategory: "started", status: "In Review", createdAt: noon("11-01"), startedAt: noon("11-02") },
      ["2026-11-01 0/1", "2026-11-02 0.8/1"],
    ],
    [
      "completion that nobody dated",
      { statusCategory: "completed", createdAt: noon("11-01"), startedAt: noon("11-02") },
      ["2026-11-01 0/1", "2026-11-02 0.25/1"],
    ],
    [
      "an issue without a creation, from its first date on",
      { statusCategory: "completed", createdAt: null, completedAt: noon("11-02") },
      ["2026-11-02 1/1"],
    ],
    ["an issue without any date, always", { createdAt: null }, ["2026-10-02 0/1"]],
    [
      "a start after the completion, as none",
      { statusCategory: "completed", createdAt: noon("11-01"), startedAt: noon("11-03"), completedAt: noon("11-02") },
      ["2026-11-01 0/1", "2026-11-02 1/1"],
    ],
    [
      "a completion before the creation, at the creation",
      { statusCategory: "completed", createdAt: noon("11-03"), completedAt: noon("11-02") },
      ["2026-11-03 1/1"],
    ],
    ["nothing created after the last day", { createdAt: noon("11-06") }, []],
  ])("takes %s", (_what, issue, points) => {
    expect(pastOfKeyResult([issue])).toEqual(points);
  });

  it("begins 30 days ahead of the period, with what was there by then", () => {
    const old = { statusCategory: "completed", createdAt: noon("08-01"), completedAt: noon("08-02") } as const;
    expect(pastOfKeyResult([old, { createdAt: noon("10-20") }])).toEqual(["2026-10-02 1/1", "2026-10-20 1/2"]);
  });

  it("follows the latest completion, and sizes that only completed work has", () => {
    const latest = aKeyResult({
      id: "latest",
      start: "2026-11-01",
      measure: aTotal("latest", { by: "field:leadTimeDays", target: 10 }),
    });
    const doneIn = (days: number) => ({
      statusCategory: "completed" as const,
      createdAt: noon("11-01"),
      completedAt: noon(`11-0${1 + days}`),
    });
    const rows = [3, 1].map((days) => {
      const { row, issue } = rowOf(`jira:${days}`, doneIn(days), latest);
      return { row: { ...row, size: days }, issue };
    });
    const points = pastOf({
      objectives: [objectiveOf([latest])],
      ledgers: new Map([["latest", rows]]),
      to: "2026-11-05",
    });
    expect(points.filter(({ id }) => id === "latest").map(({ day, value }) => [day, value])).toEqual([
      ["2026-11-02", 1],
      ["2026-11-04", 3],
    ]);
  });

  it("rolls up objectives, children among them, and what measures them; metrics have no past", () => {
    const own = { ...keyResult, id: "own", objectiveId: "child" };
    const above = aKeyResult({ id: "above", start: "2026-11-01", measure: { kind: "objective", objective: "child" } });
    const metric = aKeyResult({ id: "metric", measure: { kind: "metric", start: 0, target: 1, unit: null } });
    const objectives = [
      objectiveOf([above, metric], { id: "parent", rollup: "withChildren" }),
      objectiveOf([own], { id: "child", parent: "parent" }),
    ];
    const done = { statusCategory: "completed", createdAt: noon("11-01"), completedAt: noon("11-02") } as const;
    const points = pastOf({ objectives, ledgers: new Map([["own", [rowOf("jira:1", done, own)]]]), to: "2026-11-03" });
    expect(points.map(({ day, id, progress }) => [day, id, progress])).toEqual([
      ["2026-11-01", "own", 0],
      ["2026-11-01", "child", 0],
      ["2026-11-01", "above", 0],
      ["2026-11-01", "parent", 0],
      ["2026-11-02", "own", 1],
      ["2026-11-02", "child", 1],
      ["2026-11-02", "above", 1],
      ["2026-11-02", "parent", 2 / 3],
    ]);
  });

  it("has nothing to say without objectives", () => {
    expect(pastOf({ objectives: [], ledgers: new Map(), to: "2026-11-03" })).toEqual([]);
  });

  it("ends, for completed work that is dated, where the ledger stands now", () => {
    fc.assert(
      fc.property(arbitraryHistory, arbitraryMapping, (history, { keyResults, compiled, links }) => {
        const tree = buildTree(history);
        const rows = contributionsOf(
          tree,
          [...tree].map(({ issue }) => issue.ref),
          compiled,
          links,
          today,
        );
        const ledgers = new Map(
          keyResults.map((each) => {
            const own = rows.filter(({ keyResultId }) => keyResultId === each.id);
            const past = settleGrain(each, own).map((row) => ({ row, issue: tree.get(row.issueRef)!.issue }));
            return [each.id, past.filter(({ issue }) => isDated(issue))] as const;
          }),
        );
        const points = pastOf({ objectives: [objectiveOf(keyResults)], ledgers, to: "2026-12-01" });
        for (const each of keyResults) {
          const groups = groupsOf(ledgers.get(each.id)!.map(({ row }) => row));
          const now = measure(each, groups, { latestValue: null, objectiveProgress: null });
          const last = points.findLast(({ id }) => id === each.id);
          expect(last?.progress ?? null).toBe(now.progress);
          expect(last?.value ?? null).toBe(now.value);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Its present category has a date, so that the past leads there. */
function isDated({ statusCategory, startedAt, completedAt }: Issue): boolean {
  if (statusCategory === "completed") return completedAt !== null;
  return statusCategory !== "started" || (startedAt !== null && completedAt === null);
}
