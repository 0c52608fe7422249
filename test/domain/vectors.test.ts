import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CheckIn, Health } from "../../src/domain/check-in.ts";
import { creditFrom } from "../../src/domain/credit.ts";
import { expectedAt, healthOf, latestValueAt } from "../../src/domain/health.ts";
import type { Issue, StatusCategory } from "../../src/domain/issue.ts";
import { contributionsOf, settleGrain } from "../../src/domain/ledger.ts";
import { indexLinks } from "../../src/domain/match.ts";
import { groupsOf, measure } from "../../src/domain/measure.ts";
import { defaultThresholds, type KeyResult, type Measure, type Pace } from "../../src/domain/okr.ts";
import type { Condition } from "../../src/domain/rule.ts";
import { rollUpObjective } from "../../src/domain/rollup.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { aKeyResult, aLink, aMapping, anEdge, anIssue, aRule, aState, today } from "./samples.ts";

type Written = Record<string, unknown>;

interface KeyResultCase {
  name: string;
  keyResult: { measure: Written; credit?: Record<string, number> } & Written;
  rules: readonly { id: string; weight?: number; when: Condition }[];
  links?: readonly { issue: string; weight: number }[];
  conventions?: { label?: string };
  checkIns?: readonly { value: number; at: string }[];
  issues: readonly ({ ref: string; parent?: string } & Partial<Issue>)[];
  expect: {
    value?: number | null;
    progress: number | null;
    rawProgress?: number;
    counts?: Record<StatusCategory, number>;
    health?: Health;
    ledger?: readonly ({ issue: string; match: { kind: string; id?: string } } & Written)[];
  };
}

interface Part {
  weight: number;
  progress: number | null;
  guardrail?: boolean;
}

interface Vectors {
  keyResults: readonly KeyResultCase[];
  objectives: readonly {
    name: string;
    rollup?: "own" | "withChildren";
    keyResults: readonly Part[];
    children?: readonly Part[];
    expect: number | null;
  }[];
  health: readonly {
    name: string;
    start: string;
    due: string;
    now: string;
    progress: number | null;
    pace?: Pace;
    expect: { expected?: number; health: Health };
  }[];
}

const text = readFileSync(new URL("../fixtures/vectors/progress.json", import.meta.url), "utf8");
const vectors = JSON.parse(text) as Vectors;

/** Fills in what the configuration's loader does. */
function parseMeasure(written: Written): Measure {
  const { keep, ...rest } = written;
  if (keep !== undefined) return { kind: "band", min: null, max: null, unit: null, ...(keep as object) };
  return { aggregate: "sum", start: 0, unit: null, ...rest } as unknown as Measure;
}

function parseKeyResult({ measure: written, credit, ...rest }: KeyResultCase["keyResult"]): KeyResult {
  return aKeyResult({ ...rest, measure: parseMeasure(written), credit: creditFrom(credit ?? {}) });
}

function ledgerOf({ issues, rules, links, conventions }: KeyResultCase, keyResult: KeyResult) {
  const states = issues.map(({ parent, ...issue }) =>
    aState(anIssue(issue.ref, { ...issue, edges: parent === undefined ? [] : [anEdge("parent", parent)] })),
  );
  const compiled = aMapping(
    rules.map((rule) => aRule(rule.when, rule)),
    [keyResult],
    conventions,
  );
  const index = indexLinks((links ?? []).map(({ issue, weight }, i) => aLink(issue, { id: String(i), weight })));
  const refs = issues.map(({ ref }) => ref);
  return settleGrain(keyResult, contributionsOf(buildTree(states), refs, compiled, index, today));
}

describe("the worked key results", () => {
  it.each(vectors.keyResults)("$name", (worked) => {
    const keyResult = parseKeyResult(worked.keyResult);
    const rows = ledgerOf(worked, keyResult);
    const checkIns = (worked.checkIns ?? []).map((checkIn, i) => ({ ...checkIn, id: String(i) }) as CheckIn);
    const latestValue = latestValueAt(checkIns, "2026-12-01T00:00:00.000Z");
    const result = measure(keyResult, groupsOf(rows), { latestValue, objectiveProgress: null });
    const { ledger, health, counts, ...numbers } = worked.expect;
    for (const [name, wanted] of Object.entries(numbers)) {
      const found = result[name as "value" | "progress" | "rawProgress"];
      if (wanted === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(wanted, 9);
    }
    if (counts !== undefined) expect(result.counts).toEqual(counts);
    if (health !== undefined) {
      const computed = healthOf({ ...result, expected: 0.5, stale: false, thresholds: defaultThresholds });
      expect(computed).toBe(health);
    }
    for (const { issue, ...wanted } of ledger ?? []) {
      const row = rows.find(({ issueRef }) => issueRef === issue)!;
      expect({ ...row, weight: row.match.weight }).toMatchObject(wanted);
    }
  });
});

describe("the worked objectives", () => {
  it.each(vectors.objectives)("$name", ({ rollup = "own", keyResults, children = [], expect: wanted }) => {
    const progress = rollUpObjective(rollup, keyResults, children);
    if (wanted === null) expect(progress).toBeNull();
    else expect(progress).toBeCloseTo(wanted, 9);
  });
});

describe("the worked health", () => {
  it.each(vectors.health)("$name", ({ pace = "linear", start, due, now, progress, expect: wanted }) => {
    const expected = expectedAt(pace, start, due, now);
    if (wanted.expected !== undefined) expect(expected).toBeCloseTo(wanted.expected, 9);
    expect(healthOf({ progress, expected, stale: false, thresholds: defaultThresholds })).toBe(wanted.health);
  });
});
