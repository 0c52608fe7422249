import { describe, expect, it } from "vitest";
import { type Breakage, broken, problemsOf } from "./small-config.ts";

const breakages: readonly Breakage[] = [
  {
    what: "a misspelt key",
    file: "okrs.yaml",
    edits: [["    owner: maria@example.com", "    onwer: maria@example.com"]],
    says: ['okrs.yaml:7:5: unknown key "onwer" (did you mean "owner"?)'],
  },
  {
    what: "a misspelt key of a flow map",
    file: "okrs.yaml",
    edits: [["{ kind: completion, by: estimate }", "{ kind: completion, bye: estimate }"]],
    says: ['okrs.yaml:11:38: unknown key "bye" (did you mean "by"?)'],
  },
  {
    what: "an unknown key that is near to none",
    file: "okrs.yaml",
    edits: [["    owner: maria@example.com", "    xyzzy: 1"]],
    says: [
      'okrs.yaml:7:5: unknown key "xyzzy"; valid: id, title, description, period, owner, team, kind, parent, weight, rollup, pace, health, keyResults',
    ],
  },
  {
    what: "a missing title",
    file: "okrs.yaml",
    edits: [["    title: Launch the shop\n", ""]],
    says: ['okrs.yaml:4:5: missing key "title"'],
  },
  {
    what: "an empty title",
    file: "okrs.yaml",
    edits: [["title: Launch the shop", 'title: ""']],
    says: ["okrs.yaml:5:12: title: is empty"],
  },
  {
    what: "a number for text",
    file: "okrs.yaml",
    edits: [["Launch the shop", "1.10"]],
    says: ['okrs.yaml:5:12: title: expected text, found the number 1.10 (quote it: "1.10")'],
  },
  {
    what: "a yes/no value for text",
    file: "okrs.yaml",
    edits: [["Launch the shop", "true"]],
    says: ['okrs.yaml:5:12: title: expected text, found the yes/no value true (quote it: "true")'],
  },
  {
    what: "nothing for text",
    file: "okrs.yaml",
    edits: [[" Launch the shop", ""]],
    says: ["okrs.yaml:5:11: title: expected text, found nothing"],
  },
  {
    what: "text for a list",
    file: "okrs.yaml",
    edits: [["periods:\n  - { id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }", "periods: none"]],
    says: ["okrs.yaml:1:10: periods: expected a list, found a single value"],
  },
  {
    what: "text for a key result",
    file: "okrs.yaml",
    edits: [
      [
        "      - id: satisfaction\n        title: Reach 85%\n        measure: { kind: metric, start: 60, target: 85 }",
        "      - satisfaction",
      ],
    ],
    says: ["okrs.yaml:12:9: key result: expected a map of keys, found text"],
  },
  {
    what: "an unknown choice",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        grain: leafs"]],
    says: ['okrs.yaml:11:16: grain: expected one of issue, leaf, container, all, found "leafs" (did you mean "leaf"?)'],
  },
  {
    what: "a choice that is a number",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        canceled: 1"]],
    says: ["okrs.yaml:11:19: canceled: expected one of exclude, keep, credit, found the number 1"],
  },
  {
    what: "a yes for true",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        guardrail: yes"]],
    says: ["okrs.yaml:11:20: guardrail: expected true or false, found text"],
  },
  {
    what: "a negative weight",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        weight: -1"]],
    says: ["okrs.yaml:11:17: weight: must be at least 0"],
  },
  {
    what: "an infinite weight",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        weight: .inf"]],
    says: ["okrs.yaml:11:17: weight: must be finite"],
  },
  {
    what: "a credit above 1",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        credit: { started: 1.5 }"]],
    says: ["okrs.yaml:11:28: started: must be at most 1"],
  },
  {
    what: "a credit for one status twice",
    file: "okrs.yaml",
    edits: [
      ["title: Complete the shop", "title: Complete the shop\n        credit: { In Review: 0.5, in review: 0.6 }"],
    ],
    says: ['okrs.yaml:11:35: credit: "in review" is given twice (case does not count)'],
  },
  {
    what: "an id in upper case",
    file: "okrs.yaml",
    edits: [["id: shop-complete", "id: Shop_Complete"]],
    says: [
      "okrs.yaml:9:13: id: must be lower-case letters, digits and dashes",
      'mapping.yaml:4:16: keyResult: no key result is called "shop-complete" (did you mean "Shop_Complete"?)',
    ],
  },
  {
    what: "an id that is a number",
    file: "okrs.yaml",
    edits: [["id: launch", "id: 2026"]],
    says: ['okrs.yaml:4:9: id: expected text, found the number 2026 (quote it: "2026")'],
  },
  {
    what: "a pace of one point",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        pace: [[0, 0]]"]],
    says: ["okrs.yaml:11:15: pace: must hold at least 2"],
  },
  {
    what: "a pace with a point outside",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        pace: [[0, 0], [1.5, 1]]"]],
    says: ["okrs.yaml:11:25: pace[1][0]: must be at most 1"],
  },
  {
    what: "a pace out of order",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        pace: [[0, 0], [0.6, 0.2], [0.5, 1]]"]],
    says: ["okrs.yaml:11:36: pace: points must be in order of their first number, each used once"],
  },
  {
    what: "a pace with a point of three numbers",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        pace: [[0, 0, 1], [1, 1]]"]],
    says: ["okrs.yaml:11:16: pace[0]: must hold at most 2"],
  },
  {
    what: "an unknown pace",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        pace: backloaded"]],
    says: [
      'okrs.yaml:11:15: pace: expected one of linear, backLoaded, found "backloaded" (did you mean "backLoaded"?)',
    ],
  },
  {
    what: "thresholds the wrong way round",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        health: { onTrack: 0.5, atRisk: 0.8 }"]],
    says: ["okrs.yaml:11:41: health: atRisk (0.8) must not be above onTrack (0.5)"],
  },
  {
    what: "a day that does not exist",
    file: "okrs.yaml",
    edits: [["due: 2026-12-31", "due: 2026-02-30"]],
    says: ["okrs.yaml:2:44: due: is a day that does not exist"],
  },
  {
    what: "a day in other notation",
    file: "okrs.yaml",
    edits: [["due: 2026-12-31", "due: 31.12.2026"]],
    says: ["okrs.yaml:2:44: due: must be a day written like 2026-10-01"],
  },
  {
    what: "a period that ends before it starts",
    file: "okrs.yaml",
    edits: [["due: 2026-12-31", "due: 2026-09-30"]],
    says: ["okrs.yaml:2:44: due: 2026-09-30 is before the start, 2026-10-01"],
  },
  {
    what: "a key result that is due before its period starts",
    file: "okrs.yaml",
    edits: [["title: Reach 85%", "title: Reach 85%\n        due: 2026-09-30"]],
    says: ["okrs.yaml:14:14: due: 2026-09-30 is before the start, 2026-10-01"],
  },
  {
    what: "a key result that starts after its period",
    file: "okrs.yaml",
    edits: [["title: Reach 85%", "title: Reach 85%\n        start: 2027-01-01"]],
    says: ["okrs.yaml:14:16: start: 2027-01-01 is after the due day, 2026-12-31"],
  },
  {
    what: "a reference outside the files for secrets",
    file: "okrs.yaml",
    edits: [["Launch the shop", '"${TITLE}"']],
    says: ['okrs.yaml:5:12: "${…}" is replaced in sources.yaml, access.yaml and publish.yaml only'],
  },
  {
    what: "a pace that is a number",
    file: "okrs.yaml",
    edits: [["title: Complete the shop", "title: Complete the shop\n        pace: 5"]],
    says: ["okrs.yaml:11:15: pace: expected linear, backLoaded or a list, found the number 5"],
  },
];

describe("readOkrs", () => {
  it.each(breakages)("refuses $what", (breakage) => {
    expect(problemsOf(broken(breakage))).toEqual(breakage.says);
  });
});
