/** Broken key results. */
import { edit, keyResult, type Table } from "./table.ts";

export const keyResults: readonly Table[] = [
  {
    file: "okrs.yaml",
    shape: [
      ["an infinite weight", keyResult("weight: .inf"), "11:17: weight: must be finite"],
      [
        "text for a key result",
        edit(
          "      - id: satisfaction\n        title: Reach 85%\n        measure: { kind: metric, start: 60, target: 85 }",
          "      - satisfaction",
        ),
        "12:9: key result: expected a map of keys, found text",
      ],
      [
        "an unknown choice",
        keyResult("grain: leafs"),
        '11:16: grain: expected one of issue, leaf, container, all, found "leafs" (did you mean "leaf"?)',
      ],
      [
        "a choice that is a number",
        keyResult("canceled: 1"),
        "11:19: canceled: expected one of exclude, keep, credit, found the number 1",
      ],
      ["a yes for true", keyResult("guardrail: yes"), "11:20: guardrail: expected true or false, found text"],
      ["a negative weight", keyResult("weight: -1"), "11:17: weight: must be at least 0"],
      ["a credit above 1", keyResult("credit: { started: 1.5 }"), "11:28: started: must be at most 1"],
      ["a pace of one point", keyResult("pace: [[0, 0]]"), "11:15: pace: must hold at least 2 items"],
      ["a pace with a point outside", keyResult("pace: [[0, 0], [1.5, 1]]"), "11:25: pace[1][0]: must be at most 1"],
      [
        "a pace with a point of three numbers",
        keyResult("pace: [[0, 0, 1], [1, 1]]"),
        "11:16: pace[0]: must hold at most 2 items",
      ],
      [
        "an unknown pace",
        keyResult("pace: backloaded"),
        '11:15: pace: expected linear, backLoaded or a list, found "backloaded" (did you mean "backLoaded"?)',
      ],
      [
        "a pace that is a number",
        keyResult("pace: 5"),
        "11:15: pace: expected linear, backLoaded or a list, found the number 5",
      ],
      [
        "a map for key results",
        edit(
          "    keyResults:\n      - id: shop-complete\n        title: Complete the shop\n        measure: { kind: completion, by: estimate }\n      - id: satisfaction\n        title: Reach 85%\n        measure: { kind: metric, start: 60, target: 85 }\n",
          "    keyResults: { id: shop-complete }\n",
        ),
        "8:17: keyResults: expected a list, found a map of keys",
      ],
      [
        "a weight in quotes",
        keyResult('weight: "2"'),
        "11:17: weight: expected a number, found text (take away the quotes)",
      ],
      ["no weight after the key", keyResult("weight:"), "11:16: weight: expected a number, found nothing"],
      [
        "a day with a time",
        keyResult("due: 2026-12-31T00:00:00Z"),
        "11:14: due: must be a day written like 2026-10-01",
      ],
      ["a month that does not exist", keyResult("due: 2026-13-01"), "11:14: due: is a day that does not exist"],
      [
        "the 29th of February of a common year",
        keyResult("due: 2027-02-29"),
        "11:14: due: is a day that does not exist",
      ],
      ["a day in short", keyResult("due: 2026-1-5"), "11:14: due: must be a day written like 2026-10-01"],
      [
        "a credit that is a list",
        keyResult("credit: [started]"),
        "11:17: credit: expected a map of keys, found a list",
      ],
      [
        "a credit in per cent",
        keyResult("credit: { In Review: 80% }"),
        "11:30: In Review: expected a number, found text",
      ],
      ["a negative credit", keyResult("credit: { started: -0.1 }"), "11:28: started: must be at least 0"],
      [
        "a pace with text in a point",
        keyResult("pace: [[0, 0], [half, 1]]"),
        "11:25: pace[1][0]: expected a number, found text",
      ],
      [
        "a pace point that is a number",
        keyResult("pace: [[0, 0], 1]"),
        "11:24: pace[1]: expected a list, found the number 1",
      ],
      [
        "a size of what is not estimated that is negative",
        keyResult("unestimated: -1"),
        "11:22: unestimated: must be at least 0",
      ],
    ],
    meaning: [
      [
        "a credit for one status twice",
        keyResult("credit: { In Review: 0.5, in review: 0.6 }"),
        '11:35: credit: "in review" is given twice (case does not count)',
      ],
      [
        "a pace out of order",
        keyResult("pace: [[0, 0], [0.6, 0.2], [0.5, 1]]"),
        "11:36: pace: points must be in order of their first number, each used once",
      ],
      [
        "thresholds the wrong way round",
        keyResult("health: { onTrack: 0.5, atRisk: 0.8 }"),
        "11:41: health: atRisk (0.8) must not be above onTrack (0.5)",
      ],
      [
        "a key result that is due before its period starts",
        edit("title: Reach 85%", "title: Reach 85%\n        due: 2026-09-30"),
        "14:14: due: 2026-09-30 is before the start, 2026-10-01",
      ],
      [
        "a key result that starts after its period",
        edit("title: Reach 85%", "title: Reach 85%\n        start: 2027-01-01"),
        "14:16: start: 2027-01-01 is after the due day, 2026-12-31",
      ],
      [
        "one threshold under the objective's other",
        keyResult("health: { onTrack: 0.6 }"),
        "11:28: health: atRisk (0.7) must not be above onTrack (0.6)",
      ],
      [
        "a pace in one direction twice",
        keyResult("pace: [[0, 0], [0.5, 0.2], [0.5, 1]]"),
        "11:36: pace: points must be in order of their first number, each used once",
      ],
    ],
  },
];
