import { describe, expect, it } from "vitest";
import type { Cli } from "../../src/cli/cli.ts";
import { formulaText } from "../../src/cli/explain-formula.ts";
import { explainedIssueText } from "../../src/cli/explain-issue-text.ts";
import { explainedKeyResultText } from "../../src/cli/explain-key-result-text.ts";
import { explainedObjectiveText } from "../../src/cli/explain-objective-text.ts";
import type { ExplainedIssue, ExplainedKeyResult, ExplainedObjective } from "../../src/http/schemas/explain.ts";

const cli = { terminal: { isTty: false, columns: 200 } } as Cli;

type KeyResultAnswer = ExplainedKeyResult["keyResult"];

function explainedKeyResult(
  keyResult: Partial<KeyResultAnswer>,
  changes: Partial<ExplainedKeyResult> = {},
): ExplainedKeyResult {
  const shown = {
    id: "kr",
    title: "Title \u001b[2J",
    objectiveId: "o",
    weight: 2,
    owner: "ann",
    progress: 0.375,
    rawProgress: 0.375,
    value: 0.375,
    start: null,
    target: null,
    unit: null,
    health: "off_track",
    expected: 0.5,
    measure: { kind: "completion", by: "estimate" },
    ...keyResult,
  } as KeyResultAnswer;
  return {
    keyResult: shown,
    closed: false,
    policy: {
      grain: "issue",
      canceled: "exclude",
      credit: { completed: 1, started: 0 },
      unestimated: 1,
      guardrail: false,
    },
    sums: { size: 8, credited: 3 },
    rows: { counted: 2, completed: 1, canceled: 1, grain: 0 },
    matches: [{ kind: "rule", id: "epic", counted: 2, notCounted: 1 }],
    contributions: [],
    contributionsLeftOut: 0,
    history: [],
    ...changes,
  };
}

describe("formulaText", () => {
  it.each([
    [{}, "Σ weight·size·credit / Σ weight·size = 3 / 8 = 0.375"],
    [{ value: null }, "Σ weight·size·credit / Σ weight·size = 3 / 8, no data"],
    [
      { measure: { kind: "total", by: "count" }, value: 3, start: 0, target: 5, rawProgress: 0.6 },
      "Σ weight·size·credit = 3; progress = (value − start) / (target − start) = (3 − 0) / (5 − 0) = 0.6",
    ],
    [
      { measure: { kind: "total", by: "count", start: 2 }, value: 5, start: 2, target: 2, rawProgress: 1 },
      "start + Σ weight·size·credit = 2 + 3 = 5; progress is 1 from 2 on",
    ],
    [
      { measure: { kind: "total", by: "estimate", aggregate: "average" }, value: null, start: 0, target: 5 },
      "average size of the completed issues (1 are completed), no data",
    ],
    [
      { measure: { kind: "milestone" }, value: 0.5 },
      "completed / in scope = 1 / 2 = 0.5; progress is 1 once all are completed",
    ],
    [
      { measure: { kind: "metric" }, value: 5, start: 6, target: 4, rawProgress: 0.5 },
      "the latest check-in states 5; progress = (value − start) / (target − start) = (5 − 6) / (4 − 6) = 0.5",
    ],
    [{ measure: { kind: "metric" }, value: null, start: 6, target: 4 }, "no check-in has stated a value"],
    [
      { measure: { kind: "metric", keep: { max: 4 } }, value: 3 },
      "the latest check-in states 3; progress is 1 from −∞ to 4, else 0",
    ],
    [{ measure: { kind: "objective", objective: "launch" } }, "progress of the objective launch"],
  ] as [Partial<KeyResultAnswer>, string][])("of %j", (keyResult, text) => {
    expect(formulaText(explainedKeyResult(keyResult))).toBe(text);
  });
});

const row = {
  issue: {
    ref: "jira:1",
    key: "SHOP-1",
    title: "Pay\u001b",
    url: null,
    source: "jira",
    statusCategory: "completed",
    status: "Done",
  },
  match: { kind: "rule", id: "epic" },
  weight: 0.5,
  size: 3,
  credit: 1,
  counted: true,
  reason: null,
} as const;

describe("explainedKeyResultText", () => {
  it("shows number, formula, policy, matches, rows and history", () => {
    const change = {
      at: "2026-11-01T00:00:00.000Z",
      value: 0.375,
      progress: 0.375,
      previousValue: 0.1,
      previousProgress: 0.1,
    };
    const cause = { kind: "config", id: "4", key: null, title: null, checkIn: null } as const;
    const text = explainedKeyResultText(
      cli,
      explainedKeyResult(
        {},
        {
          contributions: [row, { ...row, counted: false, reason: "canceled" }],
          contributionsLeftOut: 5,
          history: [{ ...change, revision: 4, cause }],
        },
      ),
    );
    for (const part of [
      "kr  Title  [2J\nof o, weight 2, owned by ann\n37 %, off track, expected 50 %\ncompletion by estimate: ",
      "(grain issue); canceled work is out of the scope\ncredit completed 1\n",
      "2 counted, 1 of them completed; not counted: 0 by grain, 1 canceled\n",
      "rule epic        2            1\n",
      "SHOP-1  Done    rule epic     0.5     3       1",
      "1.5 of 1.5  Pay\n",
      "not counted: canceled  Pay\n",
      "and 5 more rows (--limit)\nΣ weight·size 8, credited 3\n",
      "10 % → 37 %  0.1 → 0.375  configuration revision 4\n",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("leaves out what a metric does not have, and says that a period is closed", () => {
    const rows = { counted: 0, completed: 0, canceled: 0, grain: 0 };
    const metric = { measure: { kind: "metric" as const }, value: 70, target: 85, start: 60, owner: null, unit: "%" };
    const text = explainedKeyResultText(cli, explainedKeyResult(metric, { rows, matches: [], closed: true }));
    expect(text).toContain("37 % (70 of 85 %)");
    expect(text).toContain("this number is frozen");
    expect(text).not.toContain("ledger is");
    expect(text).toContain("Nothing has moved it yet.\n");
    const idle = explainedKeyResultText(cli, explainedKeyResult({}, { rows, matches: [] }));
    expect(idle).toContain("Nothing matches: no rule");
    expect(idle).toContain("The ledger is empty.");
  });
});

describe("explainedIssueText", () => {
  const issue = {
    ref: "jira:1",
    key: "SHOP-1",
    previousKeys: ["OLD-1"],
    title: "Pay\u001b[31m now",
    url: "https://acme.example/browse/SHOP-1",
    type: "Story",
    status: "Done",
    statusCategory: "completed",
    labels: ["beta"],
    estimate: 3,
    archived: true,
    removed: false,
    ancestors: [{ ref: "jira:12", key: "SHOP-12", title: "Checkout", kind: "issue", distance: 1 }],
    others: ["dc:1"],
  } as unknown as ExplainedIssue["issue"];
  const rule = { id: "epic", keyResultId: "a", applied: true, failed: null, takenBy: null };
  const failed = { key: "type", wanted: "Bug", found: "Story" };
  const explained: ExplainedIssue = {
    issue,
    pending: true,
    keyResults: [
      {
        keyResultId: "a",
        counted: true,
        reason: null,
        match: { kind: "link", id: "7", via: "jira:12" },
        weight: 1,
        size: 3,
        credit: 1,
      },
      {
        keyResultId: "b",
        counted: false,
        reason: "grain",
        match: { kind: "label", id: "kr:b", via: "name:x-1" },
        weight: 1,
        size: 1,
        credit: 1,
      },
      {
        keyResultId: "c",
        counted: false,
        reason: "canceled",
        match: { kind: "rule", id: "r", via: null },
        weight: 1,
        size: 1,
        credit: 0,
      },
    ],
    rules: [
      { ...rule, id: "no", applied: false, failed },
      rule,
      { ...rule, id: "second", takenBy: { kind: "link", id: "7" } },
      { ...rule, id: "neither", applied: false, failed },
    ],
    rulesLeftOut: 2,
  };

  it("shows the issue, its rows, the rules that apply and the first of the others", () => {
    const text = explainedIssueText(cli, explained, { limit: 1 });
    for (const part of [
      "SHOP-1  Pay [31m now\nStory, Done (completed); estimate 3; labels beta; archived\n",
      "beneath SHOP-12 Checkout\nformerly OLD-1\nothers go by this name too: dc:1\nIt is still to be matched",
      "yes                              link 7 on SHOP-12",
      "no: its relatives count (grain)  label kr:b on x-1",
      "no: canceled                     rule r ",
      "✓  epic    a           counts it\n✓  second  a           applies; link 7 comes before it\n✗  no ",
      "type: wanted Bug, found Story\nand 3 rules that do not apply (--all)\n",
    ]) {
      expect(text).toContain(part);
    }
    expect(explainedIssueText(cli, explained, { limit: 1, all: true })).toContain("✗  neither");
  });

  it("says that it is removed, counts nowhere, and that there are no rules", () => {
    const bare = { ...issue, removed: true, ancestors: [], previousKeys: [], others: [], labels: [], estimate: null };
    const nothing = { keyResults: [], rules: [], rulesLeftOut: 0, pending: false };
    const text = explainedIssueText(cli, { issue: bare, ...nothing }, { limit: 5 });
    expect(text).toContain("Removed from its tracker: it counts nowhere.\n");
    expect(text).toContain("Counts toward no key result.\n\nThere are no rules.\n");
  });
});

describe("explainedObjectiveText", () => {
  type Node = ExplainedObjective["objectives"][number];
  const aPart = (id: string, changes: Partial<Node["parts"][number]> = {}): Node["parts"][number] => {
    const numbers = { weight: 1, progress: 0.5, guardrail: false, share: 0.5, measures: null };
    return { kind: "key_result", id, title: `Title of ${id}`, ...numbers, health: "on_track", ...changes };
  };
  const aNode = (id: string, changes: Partial<Node> = {}): Node => {
    const numbers = { progress: 0.5, mean: 0.5, computed: 0.5, cappedBy: null, weight: 1 };
    const place = { period: "q", kind: "committed", parent: null, rollup: "own", closed: false } as const;
    const lists = { children: [], parts: [] };
    return { id, title: `Title of ${id}`, ...place, ...numbers, ...lists, health: "on_track", ...changes };
  };

  it("is a tree with weights, guardrails and children, and the mean with its numbers", () => {
    const parts = [
      aPart("a", { weight: 3, share: 0.75 }),
      aPart("above", { measures: "other", share: 0, weight: 0 }),
      aPart("guard", { guardrail: true, share: null, progress: 0.4 }),
      aPart("child", { kind: "objective", share: 0.25, progress: null }),
    ];
    const top = aNode("top", { parts, children: ["child", "aside"], cappedBy: "guard", computed: 0.375, mean: 0.375 });
    const objectives = [top, aNode("child", { parts: [aPart("b")] }), aNode("aside", { closed: true })];
    const lines = explainedObjectiveText(cli, { objectives }).split("\n");
    expect(lines.slice(1, 8).map((line) => line.replaceAll(/ {2,}/g, "  ").trim())).toEqual([
      "top  50 %  on track  mean 37 %, capped by guard  Title of top",
      "a  50 %  3 (75 %)  on track  Title of a",
      "above  50 %  0 (0 %)  on track  that of other  Title of above",
      "guard  40 %  guardrail  on track  caps the objective  Title of guard",
      "child  50 %  1 (25 %)  on track  Title of child",
      "b  50 %  1 (50 %)  on track  Title of b",
      "aside  50 %  on track  aligned, not in the mean, closed  Title of aside",
    ]);
    expect(lines.at(-2)).toBe(
      "top = Σ weight·progress / Σ weight = (3·0.5 + 0·0.5 + 1·0) / (3 + 0 + 1) = 0.375, capped by guard at 0.375",
    );
  });

  it("says that there is no data, and what a closed one would be", () => {
    const empty = { objectives: [aNode("o", { computed: null, mean: null, closed: true })] };
    expect(explainedObjectiveText(cli, empty)).toContain(
      "Its period is closed with 50 %; by its parts it would be:\no has no data.\n",
    );
  });
});
