import { describe, expect, it } from "vitest";
import { type Breakage, broken, problemsOf } from "./small-config.ts";

const breakages: readonly Breakage[] = [
  {
    what: "a list that is not closed",
    file: "okrs.yaml",
    edits: [["{ id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }", "{ id: 2026-Q4, start: 2026-10-01"]],
    says: ["okrs.yaml:3:1: flow map in block collection must be sufficiently indented and end with a }"],
  },
  {
    what: "a tab as indentation",
    file: "okrs.yaml",
    edits: [["    title: Launch the shop", "\ttitle: Launch the shop"]],
    says: [
      "okrs.yaml:5:1: tabs are not allowed as indentation",
      "okrs.yaml:5:9: nested mappings are not allowed in compact mappings",
      "okrs.yaml:5:9: implicit keys need to be on a single line",
      "okrs.yaml:6:13: nested mappings are not allowed in compact mappings",
      "okrs.yaml:6:13: implicit keys need to be on a single line",
      "okrs.yaml:7:12: nested mappings are not allowed in compact mappings",
      "okrs.yaml:7:12: implicit keys need to be on a single line",
    ],
  },
  {
    what: "a quote that is not closed",
    file: "okrs.yaml",
    edits: [["title: Reach 85%", 'title: "Reach 85%']],
    says: ['okrs.yaml:15:1: missing closing "quote'],
  },
  {
    what: "a duplicate key",
    file: "okrs.yaml",
    edits: [["    title: Launch the shop", "    title: Launch the shop\n    title: Launch"]],
    says: ['okrs.yaml:6:5: the key "title" is already used in line 5'],
  },
  {
    what: "a second document",
    file: "okrs.yaml",
    edits: [["objectives:", "---\nobjectives:"]],
    says: ["okrs.yaml:3:1: a second document begins here; a file holds one"],
  },
  {
    what: "a tag of YAML 1.1",
    file: "okrs.yaml",
    edits: [["Launch the shop", "!!binary aGVsbG8="]],
    says: [
      'okrs.yaml:5:12: only the tags !!str, !!int, !!float, !!bool, !!null, !!map and !!seq are supported (quote text that begins with "!")',
    ],
  },
  {
    what: "a tag of a language",
    file: "okrs.yaml",
    edits: [["Launch the shop", "!!js/function x"]],
    says: [
      'okrs.yaml:5:12: only the tags !!str, !!int, !!float, !!bool, !!null, !!map and !!seq are supported (quote text that begins with "!")',
    ],
  },
  {
    what: "a directive",
    file: "okrs.yaml",
    edits: [["periods:", "%YAML 1.1\n---\nperiods:"]],
    says: ["okrs.yaml:1:1: directives (%YAML, %TAG) are not supported"],
  },
  {
    what: "a merge key",
    file: "okrs.yaml",
    edits: [["    owner: maria@example.com", "    <<: { owner: maria }"]],
    says: ['okrs.yaml:7:5: merge keys ("<<") are not supported'],
  },
  {
    what: "an alias without anchor",
    file: "okrs.yaml",
    edits: [["Launch the shop", "*title"]],
    says: ['okrs.yaml:5:12: no anchor above has this alias\'s name (quote text that begins with "*")'],
  },
  {
    what: "the key __proto__",
    file: "okrs.yaml",
    edits: [["    owner: maria@example.com", "    __proto__: { owner: maria }"]],
    says: ['okrs.yaml:7:5: the key "__proto__" is not allowed'],
  },
  {
    what: "a key that is a list",
    file: "okrs.yaml",
    edits: [["    owner: maria@example.com", "    [owner]: maria"]],
    says: ["okrs.yaml:7:5: unexpected text here (a missing quote, comma, colon or line break before it?)"],
  },
  {
    what: "a list at the top",
    file: "mapping.yaml",
    edits: [['conventions: { label: "kr:", field: keyResult }\nrules:\n', ""]],
    says: ["mapping.yaml:1:3: expected a map of keys, found a list"],
  },
  {
    what: "a file that is binary",
    file: "mapping.yaml",
    edits: [['conventions: { label: "kr:", field: keyResult }', "\u0000\u0001: 1"]],
    says: ['mapping.yaml:1:1: unknown key "\\u0000\\u0001"; valid: conventions, rules'],
  },
  {
    what: "nested deeper than 64 levels",
    file: "mapping.yaml",
    edits: [["{ project: SHOP }", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["]],
    says: ["mapping.yaml:5:72: values are nested deeper than 64 levels"],
  },
  {
    what: "more than 100 aliases",
    file: "mapping.yaml",
    edits: [
      [
        "{ project: SHOP }",
        "{ any: [&a { team: ENG }, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, ] }",
      ],
    ],
    says: ["mapping.yaml:5:437: the file holds more than 100 aliases"],
  },
];

describe("parseYaml", () => {
  it.each(breakages)("refuses $what", (breakage) => {
    expect(problemsOf(broken(breakage))).toEqual(breakage.says);
  });
});
