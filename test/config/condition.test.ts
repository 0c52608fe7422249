import { describe, expect, it } from "vitest";
import { type Breakage, broken, problemsOf } from "./small-config.ts";

const breakages: readonly Breakage[] = [
  {
    what: "an unknown source of a condition",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ source: jra }"]],
    says: ['mapping.yaml:5:21: source: no source is called "jra" (did you mean "jira"?)'],
  },
  {
    what: "an unknown status category",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ statusCategory: [started, done] }"]],
    says: [
      'mapping.yaml:5:39: statusCategory: expected one of backlog, unstarted, started, completed, canceled, found "done"',
    ],
  },
  {
    what: "an unknown field of a condition",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ field.effrt: 3 }"]],
    says: ['mapping.yaml:5:13: field.effrt: no field alias is called "effrt" (did you mean "effort"?)'],
  },
  {
    what: "a computed field of a condition",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ field.leadTimeDays: { lt: 3 } }"]],
    says: ["mapping.yaml:5:13: field.leadTimeDays: is computed for measures and cannot be tested"],
  },
  {
    what: "an unknown condition key",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ lable: spike }"]],
    says: ['mapping.yaml:5:13: unknown key "lable" (did you mean "label"?)'],
  },
  {
    what: "an empty condition",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{}"]],
    says: ["mapping.yaml:5:11: when: is empty; it would match every issue"],
  },
  {
    what: "a condition that is text",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "SHOP"]],
    says: ["mapping.yaml:5:11: when: expected a map of condition keys"],
  },
  {
    what: "a rule without condition",
    file: "mapping.yaml",
    edits: [["    when: { project: SHOP }\n", ""]],
    says: ['mapping.yaml:3:5: missing key "when"'],
  },
  {
    what: "an empty list",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ label: [] }"]],
    says: ["mapping.yaml:5:20: label: is empty"],
  },
  {
    what: "a number for a label",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ label: 2026 }"]],
    says: ["mapping.yaml:5:20: label: expected text, a list or a map of keys, found the number 2026"],
  },
  {
    what: "a number in a list of versions",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", '{ version: ["1.0", 1.10] }']],
    says: ['mapping.yaml:5:30: version[1]: expected text, found the number 1.10 (quote it: "1.10")'],
  },
  {
    what: "an empty test",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ label: {} }"]],
    says: ["mapping.yaml:5:20: label: is empty"],
  },
  {
    what: "an unknown test",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ label: { non: [spike] } }"]],
    says: ['mapping.yaml:5:22: unknown key "non" (did you mean "none"?)'],
  },
  {
    what: "bounds for text",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ label: { gte: 3 } }"]],
    says: ['mapping.yaml:5:22: unknown key "gte"; valid: any, all, none, exists'],
  },
  {
    what: "text for an estimate",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ estimate: three }"]],
    says: ["mapping.yaml:5:23: estimate: expected a number or a map of keys, found text"],
  },
  {
    what: "text as the bound of an estimate",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ estimate: { gte: many } }"]],
    says: ["mapping.yaml:5:30: gte: expected a number, found text"],
  },
  {
    what: "a date without bounds",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ createdAt: 2026-10-01 }"]],
    says: ["mapping.yaml:5:24: createdAt: expected a map of keys, found text"],
  },
  {
    what: "a bound that is no date",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ createdAt: { gte: 2026-13-01 } }"]],
    says: [
      "mapping.yaml:5:31: gte: must be a day (2026-10-01), an instant (2026-10-01T12:00:00Z) or relative to today (-14d)",
    ],
  },
  {
    what: "a bound that is a time of day that does not exist",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ createdAt: { gte: 2026-10-01T25:00:00Z } }"]],
    says: [
      "mapping.yaml:5:31: gte: must be a day (2026-10-01), an instant (2026-10-01T12:00:00Z) or relative to today (-14d)",
    ],
  },
  {
    what: "a field with bounds of two kinds",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ field.effort: { gte: 3, lt: -14d } }"]],
    says: ["mapping.yaml:5:27: field.effort: bounds must be all numbers or all dates"],
  },
  {
    what: "any that is no list",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ any: { project: SHOP } }"]],
    says: ["mapping.yaml:5:18: any: expected a list of conditions"],
  },
  {
    what: "a fault deep in groups",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ any: [{ project: SHOP }, { not: { all: [{ tema: ENG }] } }] }"]],
    says: ['mapping.yaml:5:55: unknown key "tema" (did you mean "team"?)'],
  },
  {
    what: "jql",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ jql: 'project = SHOP' }"]],
    says: ["mapping.yaml:5:13: jql: is not supported yet; it comes in a later version"],
  },
  {
    what: "a regular expression",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ title: { matches: '^x' } }"]],
    says: ["mapping.yaml:5:22: matches: regular expressions are not supported yet; they come in a later version"],
  },
  {
    what: "a regular expression beside other tests",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ label: { none: [spike], matches: '^x' } }"]],
    says: ["mapping.yaml:5:37: matches: regular expressions are not supported yet; they come in a later version"],
  },
];

describe("readCondition", () => {
  it.each(breakages)("refuses $what", (breakage) => {
    expect(problemsOf(broken(breakage))).toEqual(breakage.says);
  });
});
