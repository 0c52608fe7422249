import { describe, expect, it } from "vitest";
import { type Breakage, broken, problemsOf } from "./small-config.ts";

const breakages: readonly Breakage[] = [
  {
    what: "a missing measure",
    file: "okrs.yaml",
    edits: [["        measure: { kind: completion, by: estimate }\n", ""]],
    says: ['okrs.yaml:9:9: missing key "measure"'],
  },
  {
    what: "text for a number",
    file: "okrs.yaml",
    edits: [["target: 85", "target: high"]],
    says: ["okrs.yaml:14:53: target: expected a number, found text"],
  },
  {
    what: "an infinite number",
    file: "okrs.yaml",
    edits: [["target: 85", "target: .inf"]],
    says: ["okrs.yaml:14:53: target: must be finite"],
  },
  {
    what: "no number",
    file: "okrs.yaml",
    edits: [["target: 85", "target: .nan"]],
    says: ["okrs.yaml:14:53: target: must be finite"],
  },
  {
    what: "an unknown kind of measure",
    file: "okrs.yaml",
    edits: [["kind: completion", "kind: completeness"]],
    says: [
      'okrs.yaml:11:26: kind: expected one of completion, total, milestone, metric, objective, found "completeness"',
    ],
  },
  {
    what: "a measure without kind",
    file: "okrs.yaml",
    edits: [["kind: completion, ", ""]],
    says: ['okrs.yaml:11:18: missing key "kind"'],
  },
  {
    what: "a measure that is text",
    file: "okrs.yaml",
    edits: [["{ kind: completion, by: estimate }", "completion"]],
    says: ["okrs.yaml:11:18: measure: expected a map of keys, found text"],
  },
  {
    what: "a size by nothing known",
    file: "okrs.yaml",
    edits: [["by: estimate", "by: points"]],
    says: ["okrs.yaml:11:42: by: must be count, estimate or field:<alias>"],
  },
  {
    what: "a target equal to the start",
    file: "okrs.yaml",
    edits: [["target: 85", "target: 60"]],
    says: ["okrs.yaml:14:53: target: must differ from the start, 60"],
  },
  {
    what: "a total whose target is its start",
    file: "okrs.yaml",
    edits: [["{ kind: completion, by: estimate }", "{ kind: total, target: 0 }"]],
    says: ["okrs.yaml:11:41: target: must differ from the start, 0"],
  },
  {
    what: "a total without target",
    file: "okrs.yaml",
    edits: [["{ kind: completion, by: estimate }", "{ kind: total, by: count }"]],
    says: ['okrs.yaml:11:18: missing key "target"'],
  },
  {
    what: "a metric without start",
    file: "okrs.yaml",
    edits: [["{ kind: metric, start: 60, target: 85 }", "{ kind: metric, target: 85 }"]],
    says: ['okrs.yaml:14:18: missing key "start": a metric needs start and target, or keep'],
  },
  {
    what: "a metric with keep and target",
    file: "okrs.yaml",
    edits: [["{ kind: metric, start: 60, target: 85 }", "{ kind: metric, target: 85, keep: { max: 4 } }"]],
    says: ["okrs.yaml:14:42: target: a metric has either keep, or start and target"],
  },
  {
    what: "a keep with nothing to keep",
    file: "okrs.yaml",
    edits: [["{ kind: metric, start: 60, target: 85 }", "{ kind: metric, keep: {} }"]],
    says: ["okrs.yaml:14:40: keep: needs min, max or both"],
  },
  {
    what: "a keep the wrong way round",
    file: "okrs.yaml",
    edits: [["{ kind: metric, start: 60, target: 85 }", "{ kind: metric, keep: { min: 4, max: 3 } }"]],
    says: ["okrs.yaml:14:40: keep: min (4) must not be above max (3)"],
  },
  {
    what: "an unknown objective of a measure",
    file: "okrs.yaml",
    edits: [["{ kind: metric, start: 60, target: 85 }", "{ kind: objective, objective: retention }"]],
    says: ['okrs.yaml:14:48: objective: no objective is called "retention"'],
  },
  {
    what: "an unknown field alias of a measure",
    file: "okrs.yaml",
    edits: [["by: estimate", "by: field:efort"]],
    says: ['okrs.yaml:11:42: by: no field alias is called "efort" (did you mean "effort"?)'],
  },
  {
    what: "a cycle time that Jira cannot tell",
    file: "okrs.yaml",
    edits: [["by: estimate", "by: field:cycleTimeDays"]],
    says: ['okrs.yaml:11:42: by: cycleTimeDays needs the field alias startedAt, which source "jira" does not define'],
  },
];

describe("measureFrom and checkSizes", () => {
  it.each(breakages)("refuses $what", (breakage) => {
    expect(problemsOf(broken(breakage))).toEqual(breakage.says);
  });
});
