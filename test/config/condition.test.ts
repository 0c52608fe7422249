import { describe, expect, it } from "vitest";
import { readStoredPlan } from "../../src/config/stored-plan.ts";
import { appliesTo } from "../../src/domain/mapping.ts";
import { anIssue, today } from "../domain/samples.ts";
import { type Breakage, broken, goodConfig, problemsOf } from "./small-config.ts";

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
    says: ['mapping.yaml:5:22: unknown key "gte"; valid: any, all, none, matches, exists'],
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
    what: "a regular expression that the engine does not take",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ title: { matches: '(?=x)' } }"]],
    says: [
      'mapping.yaml:5:31: matches: look-ahead "(?=" is not supported in RE2 syntax; write a second condition instead, beside it or under "not"',
    ],
  },
  {
    what: "a regular expression of a field, beside other faults",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ field.effort: { none: [], matches: 'a{1001}' } }"]],
    says: [
      "mapping.yaml:5:35: none: is empty",
      'mapping.yaml:5:48: matches: "{1001}" is not a count that can be repeated: at most 1,000 in all, nested ones multiplied, the smaller first',
    ],
  },
  {
    what: "regular expressions in a list",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ title: { matches: [a, b] } }"]],
    says: ["mapping.yaml:5:31: matches: expected text, found a list"],
  },
  {
    what: "an empty regular expression",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ title: { matches: '' } }"]],
    says: ["mapping.yaml:5:31: matches: is empty"],
  },
  {
    what: "a query that is a list",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ jql: [project = SHOP] }"]],
    says: ["mapping.yaml:5:18: jql: expected text, found a list"],
  },
  {
    what: "an empty query",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ jql: '' }"]],
    says: ["mapping.yaml:5:18: jql: is empty"],
  },
  {
    what: "every fault of a query, in its order",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ jql: 'reporter = bo AND status was Done' }"]],
    says: [
      'mapping.yaml:5:18: jql: at character 1: reporter is not supported: only assignee and creator are held; use those, or give the field an alias under "fields" in sources.yaml',
      "mapping.yaml:5:18: jql: at character 26: WAS asks for the past; a rule is decided by each issue as it is now",
    ],
  },
  {
    what: "a query over several lines, where it begins",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "\n      jql: >-\n        project = SHOP\n        AND label = beta"]],
    says: ['mapping.yaml:6:12: jql: at character 20: no field is called "label" (did you mean "labels"?)'],
  },
  {
    what: "the same faulty query wherever it stands",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "{ any: [{ jql: &q 'label = a' }, { jql: *q }, { not: { jql: 'label = a' } }] }"]],
    says: [
      'mapping.yaml:5:29: jql: at character 1: no field is called "label" (did you mean "labels"?)',
      'mapping.yaml:5:29: jql: at character 1: no field is called "label" (did you mean "labels"?)',
      'mapping.yaml:5:71: jql: at character 1: no field is called "label" (did you mean "labels"?)',
    ],
  },
];

describe("readCondition", () => {
  it.each(breakages)("refuses $what", (breakage) => {
    expect(problemsOf(broken(breakage))).toEqual(breakage.says);
  });
});

/** What the first rule says. */
function conditionFrom(when: string, sources?: readonly (readonly [string, string])[]): unknown {
  const files = broken({ file: "mapping.yaml", edits: [["{ project: SHOP }", when]] });
  const edited =
    sources === undefined
      ? files
      : { ...files, ...broken({ file: "sources.yaml", edits: sources }), "mapping.yaml": files["mapping.yaml"]! };
  return goodConfig(edited).mapping.rules[0]!.when;
}

describe("readCondition", () => {
  it("takes regular expressions in every test of text, as they are", () => {
    const when =
      '{ title: { matches: "^\\\\[x\\\\]" }, source: { matches: "^j" }, statusCategory: { matches: "e" }, field.effort: { matches: "[1-3]" } }';
    expect(conditionFrom(when)).toEqual({
      title: { matches: "^\\[x\\]" },
      source: { matches: "^j" },
      statusCategory: { matches: "e" },
      "field.effort": { matches: "[1-3]" },
    });
  });

  it("takes a query beside other keys", () => {
    expect(conditionFrom("{ source: jira, jql: 'labels = beta AND cf[10300] > 3' }")).toEqual({
      source: "jira",
      jql: {
        text: "labels = beta AND cf[10300] > 3",
        expression: {
          kind: "and",
          parts: [
            { kind: "clause", text: "labels = beta", condition: { label: "beta" } },
            { kind: "clause", text: "cf[10300] > 3", condition: { "field.effort": { gt: 3 } } },
          ],
        },
      },
    });
  });

  it("knows the aliases of all sources, by name and by the ids that are written out", () => {
    const fields = "fields: { keyResult: customfield_10200, effort: customfield_10300 }";
    const withEstimate =
      "fields: { keyResult: customfield_10200, estimate: [customfield_10016, '${EMPTY:-customfield_10026}'] }";
    expect(conditionFrom("{ jql: 'cf[10016] = 3' }", [[fields, withEstimate]])).toMatchObject({
      jql: { expression: { condition: { estimate: 3 } } },
    });
    expect(() => conditionFrom("{ jql: 'cf[10026] = 3' }", [[fields, withEstimate]])).toThrow(
      "cf[10026]: no source names this field",
    );
  });
});

describe("readStoredPlan", () => {
  it("reads queries and regular expressions as they were read first, without any reference", () => {
    const when = "{ jql: 'cf[10300] > 3 OR \"Key Result\" = x', title: { matches: '^a' } }";
    const files = broken({ file: "mapping.yaml", edits: [["{ project: SHOP }", when]] });
    const stored = readStoredPlan(goodConfig(files).files);
    expect(stored.mapping.mapping.rules).toEqual(goodConfig(files).mapping.rules);
    const [rule] = stored.mapping.rules;
    const issue = anIssue("jira:1", { title: "about", fields: { effort: 5 } });
    expect(appliesTo(rule!, { issue, ancestors: [] }, today)).toBe(true);
    expect(appliesTo(rule!, { issue: { ...issue, title: "x" }, ancestors: [] }, today)).toBe(false);
  });

  it("refuses a stored query whose names it does not find", () => {
    const files = broken({ file: "mapping.yaml", edits: [["{ project: SHOP }", "{ jql: 'cf[10300] > 3' }"]] });
    const { "sources.yaml": _, ...without } = files;
    expect(() => readStoredPlan(without)).toThrow("cf[10300]: no source names this field");
  });
});
