import { describe, expect, it } from "vitest";
import { type Breakage, broken, problemsOf } from "./small-config.ts";

const breakages: readonly Breakage[] = [
  {
    what: "a misspelt key at the top",
    file: "mapping.yaml",
    edits: [["rules:", "ruels:"]],
    says: ['mapping.yaml:2:1: unknown key "ruels" (did you mean "rules"?)'],
  },
  {
    what: "an unknown key result of a rule",
    file: "mapping.yaml",
    edits: [["shop-complete", "shop-completed"]],
    says: ['mapping.yaml:4:16: keyResult: no key result is called "shop-completed" (did you mean "shop-complete"?)'],
  },
  {
    what: "an unknown field of the convention",
    file: "mapping.yaml",
    edits: [["field: keyResult", "field: keyresults"]],
    says: ['mapping.yaml:1:37: field: no field alias is called "keyresults" (did you mean "keyResult"?)'],
  },
  {
    what: "a rule twice",
    file: "mapping.yaml",
    edits: [
      [
        "    when: { project: SHOP }",
        "    when: { project: SHOP }\n  - { id: checkout, keyResult: shop-complete, when: { team: ENG } }",
      ],
    ],
    says: ['mapping.yaml:6:11: id: "checkout" is already used in line 3'],
  },
  {
    what: "a rule without id",
    file: "mapping.yaml",
    edits: [["  - id: checkout\n    keyResult", "  - keyResult"]],
    says: ['mapping.yaml:3:5: missing key "id"'],
  },
  {
    what: "a negative weight of a rule",
    file: "mapping.yaml",
    edits: [["keyResult: shop-complete", "keyResult: shop-complete\n    weight: -0.5"]],
    says: ["mapping.yaml:5:13: weight: must be at least 0"],
  },
  {
    what: "a rule that is text",
    file: "mapping.yaml",
    edits: [["  - id: checkout\n    keyResult: shop-complete\n    when: { project: SHOP }", "  - checkout"]],
    says: ["mapping.yaml:3:5: rule: expected a map of keys, found text"],
  },
  {
    what: "an unknown key of a rule",
    file: "mapping.yaml",
    edits: [["    when: { project: SHOP }", "    wehn: { project: SHOP }"]],
    says: ['mapping.yaml:3:5: missing key "when"', 'mapping.yaml:5:5: unknown key "wehn" (did you mean "when"?)'],
  },
];

describe("readMapping", () => {
  it.each(breakages)("refuses $what", (breakage) => {
    expect(problemsOf(broken(breakage))).toEqual(breakage.says);
  });
});
