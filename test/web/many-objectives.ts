/** As many objectives as a large company has in a quarter, with long titles among them. */
import { dayOf, today } from "./showcase-config.ts";

const teams = ["Commerce", "Platform", "Logistics and everything that is on its way", "Growth", "Data", "Support"];

/** Configuration files with a period that is half over, one that follows it, and `count` objectives of three to six key results. */
export function manyObjectives(count: number, now: Date): Record<string, string> {
  const objectives = Array.from({ length: count }, (_, i) => ({
    id: `many-${i}`,
    title: titleOf(i),
    period: "This-quarter",
    team: teams[i % teams.length],
    keyResults: Array.from({ length: 3 + (i % 4) }, (_each, k) => ({
      id: `many-${i}-${k}`,
      title: k === 1 ? `Result ${k} ${"with a rather long name ".repeat(4)}` : `Result ${k} of objective ${i}`,
      measure: { kind: "metric", start: 0, target: 10 },
    })),
  }));
  const periods = [
    { id: "This-quarter", start: dayOf(now, 0), due: dayOf(now, today + 1) },
    { id: "Next-quarter", start: dayOf(now, today + 2), due: dayOf(now, 140) },
  ];
  return { "okrs.yaml": JSON.stringify({ periods, objectives }), "mapping.yaml": "rules: []" };
}

function titleOf(i: number): string {
  return i % 5 === 0
    ? `Objective ${i}: ${"nobody should have to wait for what they came for, ".repeat(3)}`
    : `Objective ${i}`;
}
