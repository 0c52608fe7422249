/** Broken measures. */
import { edit, measure, metric, type Table } from "./table.ts";

export const measures: readonly Table[] = [
  {
    file: "okrs.yaml",
    shape: [
      ["an infinite number", edit("target: 85", "target: .inf"), "14:53: target: must be finite"],
      ["no number", edit("target: 85", "target: .nan"), "14:53: target: must be finite"],
      [
        "a missing measure",
        edit("        measure: { kind: completion, by: estimate }\n", ""),
        '9:9: missing key "measure"',
      ],
      ["text for a number", edit("target: 85", "target: high"), "14:53: target: expected a number, found text"],
      [
        "an unknown kind of measure",
        edit("kind: completion", "kind: completeness"),
        '11:26: kind: expected one of completion, total, milestone, metric, objective, found "completeness"',
      ],
      ["a measure without kind", edit("kind: completion, ", ""), '11:18: missing key "kind"'],
      ["a measure that is text", measure("completion"), "11:18: measure: expected a map of keys, found text"],
      [
        "a size by nothing known",
        edit("by: estimate", "by: points"),
        "11:42: by: must be count, estimate or field:<alias>",
      ],
      ["a total without target", measure("{ kind: total, by: count }"), '11:18: missing key "target"'],
      [
        "a completion with a target",
        measure("{ kind: completion, target: 5 }"),
        '11:38: unknown key "target"; valid: kind, by',
      ],
      ["a milestone with a size", measure("{ kind: milestone, by: count }"), '11:37: unknown key "by"; valid: kind'],
      [
        "a metric by issues",
        metric("{ kind: metric, by: count, start: 1, target: 2 }"),
        '14:34: unknown key "by"; valid: kind, start, target, keep, unit',
      ],
      [
        "an unknown aggregate",
        measure("{ kind: total, target: 5, aggregate: avg }"),
        '11:55: aggregate: expected one of sum, average, min, max, latest, found "avg"',
      ],
      [
        "a target in quotes",
        measure('{ kind: total, target: "5" }'),
        "11:41: target: expected a number, found text (take away the quotes)",
      ],
      [
        "a unit that is a number",
        measure("{ kind: total, target: 5, unit: 1 }"),
        '11:50: unit: expected text, found the number 1 (quote it: "1")',
      ],
      [
        "a field without alias",
        edit("by: estimate", 'by: "field:"'),
        "11:42: by: must be count, estimate or field:<alias>",
      ],
      ["an objective that is not named", metric("{ kind: objective }"), '14:18: missing key "objective"'],
      ["an empty name of an objective", metric('{ kind: objective, objective: "" }'), "14:48: objective: is empty"],
      [
        "an unknown key of a band",
        metric("{ kind: metric, keep: { maximum: 4 } }"),
        "14:40: keep: needs min, max or both",
        '14:42: unknown key "maximum"; valid: min, max',
      ],
      ["a band in text", metric('{ kind: metric, keep: "0-4" }'), "14:40: keep: expected a map of keys, found text"],
      [
        "a kind in upper case",
        edit("kind: metric", "kind: Metric"),
        '14:26: kind: expected one of completion, total, milestone, metric, objective, found "Metric" (did you mean "metric"?)',
      ],
      [
        "a kind that is a list",
        edit("kind: metric", "kind: [metric]"),
        "14:26: kind: expected one of completion, total, milestone, metric, objective, found a list",
      ],
    ],
    meaning: [
      [
        "a target equal to the start",
        edit("target: 85", "target: 60"),
        "14:53: target: must differ from the start, 60",
      ],
      [
        "a total whose target is its start",
        measure("{ kind: total, target: 0 }"),
        "11:41: target: must differ from the start, 0",
      ],
      [
        "a metric without start",
        metric("{ kind: metric, target: 85 }"),
        '14:18: missing key "start": a metric needs start and target, or keep',
      ],
      [
        "a metric with keep and target",
        metric("{ kind: metric, target: 85, keep: { max: 4 } }"),
        "14:42: target: a metric has either keep, or start and target",
      ],
      ["a keep with nothing to keep", metric("{ kind: metric, keep: {} }"), "14:40: keep: needs min, max or both"],
      [
        "a keep the wrong way round",
        metric("{ kind: metric, keep: { min: 4, max: 3 } }"),
        "14:40: keep: min (4) must not be above max (3)",
      ],
      [
        "an unknown objective of a measure",
        metric("{ kind: objective, objective: retention }"),
        '14:48: objective: no objective is called "retention"',
      ],
      [
        "an unknown field alias of a measure",
        edit("by: estimate", "by: field:efort"),
        '11:42: by: no field alias is called "efort" (did you mean "effort"?)',
      ],
      [
        "a cycle time that Jira cannot tell",
        edit("by: estimate", "by: field:cycleTimeDays"),
        '11:42: by: cycleTimeDays needs the field alias startedAt, which source "jira" does not define',
      ],
      [
        "a metric of nothing",
        metric("{ kind: metric }"),
        '14:18: missing key "start" and "target": a metric needs start and target, or keep',
      ],
    ],
    syntax: [
      [
        "a unit that is not quoted",
        measure("{ kind: total, target: 5, unit: % }"),
        "11:50: text that begins with this character must be quoted",
      ],
    ],
  },
];
