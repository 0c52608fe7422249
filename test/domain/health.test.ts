import { describe, expect, it } from "vitest";
import type { CheckIn } from "../../src/domain/check-in.ts";
import {
  confidenceAt,
  displayPercent,
  displayScore,
  elapsed,
  expectedAt,
  grade,
  healthOf,
  latestValueAt,
  statedHealthAt,
} from "../../src/domain/health.ts";
import { defaultThresholds, type Pace } from "../../src/domain/okr.ts";

describe("elapsed", () => {
  it.each([
    ["2026-09-30T23:59:59.999Z", 0],
    ["2026-10-01T00:00:00.000Z", 0],
    ["2026-10-02T00:00:00.000Z", 0.1],
    ["2026-10-06T00:00:00.000Z", 0.5],
    ["2026-10-10T12:00:00.000Z", 0.95],
    ["2026-10-11T00:00:00.000Z", 1],
    ["2027-01-01T00:00:00.000Z", 1],
  ])("of ten days at %s is %d", (now, wanted) => {
    expect(elapsed("2026-10-01", "2026-10-10", now)).toBe(wanted);
  });

  it("of a single day ends with it", () => {
    expect(elapsed("2026-10-01", "2026-10-01", "2026-10-01T12:00:00.000Z")).toBe(0.5);
  });
});

describe("expectedAt", () => {
  const after = (days: number) => new Date(Date.parse("2026-10-01T00:00:00.000Z") + days * 86_400_000).toISOString();
  const curve: Pace = [
    [0, 0],
    [0.5, 0.2],
    [1, 1],
  ];
  it.each([
    ["linear", 5, 0.5],
    ["backLoaded", 5, 0.25],
    [curve, 0, 0],
    [curve, 2.5, 0.1],
    [curve, 5, 0.2],
    [curve, 7.5, 0.6],
    [curve, 10, 1],
    [
      [
        [0.2, 0.1],
        [0.8, 0.9],
      ],
      1,
      0.1,
    ],
    [
      [
        [0.2, 0.1],
        [0.8, 0.9],
      ],
      9,
      0.9,
    ],
    [
      [
        [0, 0],
        [0.5, 0.2],
        [0.5, 0.6],
        [1, 1],
      ],
      5,
      0.6,
    ],
    [[], 5, 0],
  ] as [Pace, number, number][])("%j after %d of ten days is %d", (pace, days, wanted) => {
    expect(expectedAt(pace, "2026-10-01", "2026-10-10", after(days))).toBeCloseTo(wanted, 12);
  });
});

describe("healthOf", () => {
  it.each([
    ["no data before stale", null, 0.5, true, "no_data"],
    ["done before stale", 1, 0.5, true, "done"],
    ["stale before on track", 0.9, 0.5, true, "stale"],
    ["nothing expected yet", 0, 0, false, "on_track"],
    ["at the first threshold", 0.45, 0.5, false, "on_track"],
    ["at the first threshold, which division misses by a hair", 0.09, 0.1, false, "on_track"],
    ["at the second threshold", 0.21, 0.3, false, "at_risk"],
    ["below the second threshold", 0.2, 0.3, false, "off_track"],
  ] as const)("%s", (_name, progress, expected, stale, wanted) => {
    expect(healthOf({ progress, expected, stale, thresholds: defaultThresholds })).toBe(wanted);
  });

  it("keeps to other thresholds", () => {
    const thresholds = { onTrack: 1, atRisk: 0.5 };
    expect(healthOf({ progress: 0.45, expected: 0.5, stale: false, thresholds })).toBe("at_risk");
  });
});

describe("displayPercent", () => {
  it.each([
    [0, 0],
    [0.996, 99],
    [0.999999999999, 99],
    [1, 100],
    [0.29, 29],
    [0.57, 57],
    [1.155, 115],
    [-0.005, -1],
  ])("%d is %d %%", (progress, wanted) => {
    expect(displayPercent(progress)).toBe(wanted);
  });

  it("gives back every whole percent", () => {
    for (let percent = 0; percent <= 200; percent += 1) expect(displayPercent(percent / 100)).toBe(percent);
  });
});

describe("displayScore", () => {
  it.each([
    [0, "0.00"],
    [0.699, "0.69"],
    [0.7, "0.70"],
    [0.996, "0.99"],
    [1, "1.00"],
  ])("%d is %s", (score, wanted) => {
    expect(displayScore(score)).toBe(wanted);
  });
});

describe("grade", () => {
  it.each([
    ["committed", 1, "met"],
    ["committed", 0.999, "missed"],
    ["aspirational", 0.7, "met"],
    ["aspirational", 0.699, "missed"],
    ["aspirational", null, null],
  ] as const)("%s at %d: %s", (kind, progress, wanted) => {
    expect(grade(kind, progress)).toBe(wanted);
  });
});

function checkIn(id: string, on: string, changes: Partial<CheckIn> = {}): CheckIn {
  const at = `2026-11-${on}T00:00:00.000Z`;
  const nothing = { value: null, confidence: null, health: null, note: null, author: null, expiresAt: null };
  return { id, keyResultId: "kr", at, ...nothing, ...changes };
}

describe("statedHealthAt", () => {
  const stated = checkIn("1", "01", { health: "at_risk", note: "hiring", author: "Maria" });
  const lasting = { ...stated, expiresAt: "2026-11-30T00:00:00.000Z" };
  it.each([
    ["before it is stated", [stated], "2026-10-31", null],
    ["when it is stated", [stated], "2026-11-01", "at_risk"],
    ["on its last day", [stated], "2026-11-14", "at_risk"],
    ["after 14 days", [stated], "2026-11-15", null],
    ["after the next check-in", [stated, checkIn("2", "02")], "2026-11-02", null],
    ["before the next check-in", [stated, checkIn("2", "02")], "2026-11-01", "at_risk"],
    ["with an expiry, after the next check-in", [lasting, checkIn("2", "02")], "2026-11-29", "at_risk"],
    ["at its expiry", [lasting], "2026-11-30", null],
    ["stated anew", [checkIn("2", "02", { health: "on_track" }), lasting], "2026-11-03", "on_track"],
    [
      "of two at one instant",
      [checkIn("10", "01", { health: "off_track" }), { ...stated, id: "9" }],
      "2026-11-01",
      "off_track",
    ],
    ["never", [checkIn("1", "01")], "2026-11-02", null],
  ] as const)("%s", (_name, checkIns, day, wanted) => {
    expect(statedHealthAt(checkIns, `${day}T00:00:00.000Z`)?.health ?? null).toBe(wanted);
  });

  it("says who, when, why and until when", () => {
    expect(statedHealthAt([stated], "2026-11-02T00:00:00.000Z")).toEqual({
      health: "at_risk",
      note: "hiring",
      author: "Maria",
      at: "2026-11-01T00:00:00.000Z",
      expiresAt: "2026-11-15T00:00:00.000Z",
    });
  });
});

describe("what was stated last", () => {
  const checkIns = [
    checkIn("1", "01", { value: 65, confidence: 0.5 }),
    checkIn("3", "02", { value: 70 }),
    checkIn("2", "02", { value: 60 }),
    checkIn("4", "03", { note: "no news" }),
  ];
  it("is kept by a check-in that does not mention it", () => {
    expect(latestValueAt(checkIns, "2026-11-09T00:00:00.000Z")).toBe(70);
    expect(confidenceAt(checkIns, "2026-11-09T00:00:00.000Z")).toBe(0.5);
  });

  it("is asked for at an instant", () => {
    expect(latestValueAt(checkIns, "2026-11-01T12:00:00.000Z")).toBe(65);
    expect(latestValueAt(checkIns, "2026-10-01T00:00:00.000Z")).toBeNull();
    expect(confidenceAt(checkIns, "2026-10-01T00:00:00.000Z")).toBeNull();
  });
});
