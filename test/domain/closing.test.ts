import { describe, expect, it } from "vitest";
import { closingGraceMs, dayEndMs, frozenOf, isOver } from "../../src/domain/closing.ts";
import { keyResultsFeeding, keyResultsFeedingObjective } from "../../src/domain/feeders.ts";
import { healthMoveOf } from "../../src/domain/health-move.ts";
import type { KeyResultProgress } from "../../src/domain/progress.ts";
import { aKeyResult, anObjective } from "./samples.ts";

const counts = { backlog: 0, unstarted: 0, started: 0, completed: 1, canceled: 0 };
const figures = (progress: number | null): KeyResultProgress => ({
  value: progress,
  progress,
  rawProgress: progress,
  counts,
  inScope: 1,
  credited: 1,
});
const period = { id: "2026-Q4", start: "2026-10-01", due: "2026-12-31" };

describe("isOver", () => {
  it("is so once the due day and the time for late deliveries have gone by", () => {
    const end = Date.parse("2026-12-31T23:59:59.999Z");
    expect(dayEndMs("2026-12-31")).toBe(end);
    expect(isOver(period, end + closingGraceMs)).toBe(false);
    expect(isOver(period, end + closingGraceMs + 1)).toBe(true);
  });
});

describe("frozenOf", () => {
  it("freezes objectives of the period with their key results, graded by the objective's kind; what is due later goes on", () => {
    const objectives = [
      anObjective("a", {
        kind: "committed",
        keyResults: [aKeyResult({ id: "met" }), aKeyResult({ id: "later", due: "2027-01-31" })],
      }),
      anObjective("other", { period: "2027-Q1" }),
      anObjective("none"),
    ];
    const keyResults = new Map([
      ["met", figures(1)],
      ["later", figures(0.1)],
    ]);
    const standing = { ledger: new Map(), keyResults, objectives: new Map([["a", 0.7]]) };
    const none = { counts: null, inScope: null, credited: null };
    expect(frozenOf(period, objectives, standing)).toEqual([
      { subject: "objective", id: "a", value: 0.7, progress: 0.7, rawProgress: 0.7, ...none, grade: "missed" },
      { subject: "key_result", id: "met", ...figures(1), grade: "met" },
      { subject: "objective", id: "none", value: null, progress: null, rawProgress: null, ...none, grade: null },
    ]);
  });
});

describe("what feeds a key result", () => {
  const measuring = aKeyResult({ id: "top", measure: { kind: "objective", objective: "parent" } });
  const lost = aKeyResult({ id: "lost", measure: { kind: "objective", objective: "gone" } });
  const objectives = [
    anObjective("parent", { rollup: "withChildren", keyResults: [aKeyResult({ id: "own" }), lost] }),
    anObjective("child", { parent: "parent", keyResults: [aKeyResult({ id: "below" })] }),
    anObjective("watcher", { rollup: "withChildren", keyResults: [measuring] }),
    anObjective("second", { parent: "watcher", keyResults: [{ ...measuring, id: "again" }] }),
  ];

  it("is itself, and through measures and children all beneath", () => {
    expect([...keyResultsFeeding(objectives, measuring)].sort()).toEqual(["below", "lost", "own", "top"]);
    expect([...keyResultsFeeding(objectives, lost)]).toEqual(["lost"]);
    expect([...keyResultsFeeding(objectives, aKeyResult())]).toEqual(["kr"]);
    expect([...keyResultsFeedingObjective(objectives, objectives[2]!)].sort()).toEqual([
      "again",
      "below",
      "lost",
      "own",
      "top",
    ]);
  });
});

describe("healthMoveOf", () => {
  const objectives = [anObjective("o", { keyResults: [aKeyResult()] })];
  const at = "2026-11-16T00:00:00.000Z";
  it.each([
    ["key_result", "kr", { previousHealth: "off_track", health: "on_track" }],
    ["objective", "o", { previousHealth: "off_track", health: "on_track" }],
    ["objective", "kr", { previousHealth: null, health: null }],
  ] as const)("tells of the %s %s", (subject, id, move) => {
    expect(healthMoveOf(objectives, { subject, id, previousProgress: 0.1, progress: 0.9 }, at)).toEqual(move);
  });
});
