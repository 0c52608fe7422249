/** Broken what objectives say of one another. */
import { edit, metric, objective, type Table } from "./table.ts";

export const alignment: readonly Table[] = [
  {
    file: "okrs.yaml",
    shape: [
      [
        "several faults at once",
        edit(
          "  - id: launch\n    title: Launch the shop\n    period: 2026-Q4",
          "  - id: launch\n    title: 5\n    wieght: 2\n    period: 2026-Q3\n    parent: lunch",
        ),
        '5:12: title: expected text, found the number 5 (quote it: "5")',
        '6:5: unknown key "wieght" (did you mean "weight"?)',
        '7:13: period: no period is called "2026-Q3" (did you mean "2026-Q4"?)',
        '8:13: parent: no objective is called "lunch" (did you mean "launch"?)',
      ],
      ["an empty parent", objective('parent: ""'), "7:13: parent: is empty"],
    ],
    meaning: [
      [
        "an unknown period",
        edit("period: 2026-Q4", "period: 2026-Q3"),
        '6:13: period: no period is called "2026-Q3" (did you mean "2026-Q4"?)',
      ],
      [
        "an unknown parent",
        objective("parent: lanch"),
        '7:13: parent: no objective is called "lanch" (did you mean "launch"?)',
      ],
      [
        "a key result with the id of its objective",
        edit("id: satisfaction", "id: launch"),
        '12:13: id: "launch" is already used in line 4',
      ],
      [
        "a period twice",
        edit("objectives:", "  - { id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }\nobjectives:"),
        '3:11: id: "2026-Q4" is already used in line 2',
      ],
      [
        "an objective that is its own parent",
        objective("parent: launch"),
        "7:13: parent: objectives are parents of one another: launch → launch",
      ],
      [
        "an objective that measures itself",
        metric("{ kind: objective, objective: launch }"),
        "14:48: the progress of an objective would need itself: launch → launch",
      ],
      [
        "parents in a circle",
        [
          ["    owner: maria@example.com", "    parent: top"],
          [
            "        measure: { kind: metric, start: 60, target: 85 }\n",
            "        measure: { kind: metric, start: 60, target: 85 }\n  - { id: top, title: Top, period: 2026-Q4, parent: middle }\n  - { id: middle, title: Middle, period: 2026-Q4, parent: launch }\n",
          ],
        ],
        "7:13: parent: objectives are parents of one another: launch → top → middle → launch",
      ],
      [
        "a child that measures the objective it counts in",
        [
          ["{ kind: metric, start: 60, target: 85 }", "{ kind: objective, objective: top }"],
          ["    owner:", "    parent: top\n    owner:"],
          [
            "        measure: { kind: objective, objective: top }\n",
            "        measure: { kind: objective, objective: top }\n  - { id: top, title: Top, period: 2026-Q4, rollup: withChildren }\n",
          ],
        ],
        "7:13: the progress of an objective would need itself: top → launch → top",
      ],
      [
        "measured objectives in a circle",
        [
          [
            "    keyResults:\n      - id: shop-complete\n        title: Complete the shop\n        measure: { kind: completion, by: estimate }",
            "    keyResults:\n      - id: shop-complete\n        title: Complete the shop\n        measure: { kind: objective, objective: a }",
          ],
          [
            "        measure: { kind: metric, start: 60, target: 85 }\n",
            "        measure: { kind: metric, start: 60, target: 85 }\n  - { id: a, title: A, period: 2026-Q4, keyResults: [{ id: a1, title: A1, measure: { kind: objective, objective: b } }] }\n  - { id: b, title: B, period: 2026-Q4, keyResults: [{ id: b1, title: B1, measure: { kind: objective, objective: launch } }] }\n",
          ],
        ],
        "11:48: the progress of an objective would need itself: launch → a → b → launch",
      ],
      [
        "two circles of parents",
        [
          ["    owner: maria@example.com", "    parent: launch"],
          [
            "        measure: { kind: metric, start: 60, target: 85 }\n",
            "        measure: { kind: metric, start: 60, target: 85 }\n  - { id: a, title: A, period: 2026-Q4, parent: b }\n  - { id: b, title: B, period: 2026-Q4, parent: a }\n",
          ],
        ],
        "7:13: parent: objectives are parents of one another: launch → launch",
        "15:49: parent: objectives are parents of one another: a → b → a",
      ],
      [
        "a circle of more objectives than anybody reads",
        [
          ["    owner: maria@example.com", "    parent: a0"],
          [
            "        measure: { kind: metric, start: 60, target: 85 }\n",
            "        measure: { kind: metric, start: 60, target: 85 }\n  - { id: a0, title: A, period: 2026-Q4, parent: a1 }\n  - { id: a1, title: A, period: 2026-Q4, parent: a2 }\n  - { id: a2, title: A, period: 2026-Q4, parent: a3 }\n  - { id: a3, title: A, period: 2026-Q4, parent: a4 }\n  - { id: a4, title: A, period: 2026-Q4, parent: a5 }\n  - { id: a5, title: A, period: 2026-Q4, parent: a6 }\n  - { id: a6, title: A, period: 2026-Q4, parent: a7 }\n  - { id: a7, title: A, period: 2026-Q4, parent: a8 }\n  - { id: a8, title: A, period: 2026-Q4, parent: a9 }\n  - { id: a9, title: A, period: 2026-Q4, parent: a10 }\n  - { id: a10, title: A, period: 2026-Q4, parent: a11 }\n  - { id: a11, title: A, period: 2026-Q4, parent: a12 }\n  - { id: a12, title: A, period: 2026-Q4, parent: a13 }\n  - { id: a13, title: A, period: 2026-Q4, parent: a14 }\n  - { id: a14, title: A, period: 2026-Q4, parent: a15 }\n  - { id: a15, title: A, period: 2026-Q4, parent: a16 }\n  - { id: a16, title: A, period: 2026-Q4, parent: a17 }\n  - { id: a17, title: A, period: 2026-Q4, parent: a18 }\n  - { id: a18, title: A, period: 2026-Q4, parent: a19 }\n  - { id: a19, title: A, period: 2026-Q4, parent: launch }\n",
          ],
        ],
        "7:13: parent: objectives are parents of one another: launch → a0 → a1 → a2 → a3 → a4 → a5 → a6 → a7 → a8 → a9 → a10 → … 9 more … → launch",
      ],
      [
        "an objective twice",
        edit(
          "        measure: { kind: metric, start: 60, target: 85 }\n",
          "        measure: { kind: metric, start: 60, target: 85 }\n  - { id: launch, title: Again, period: 2026-Q4 }\n",
        ),
        '15:11: id: "launch" is already used in line 4',
      ],
      [
        "a key result twice, under two objectives",
        edit(
          "        measure: { kind: metric, start: 60, target: 85 }\n",
          "        measure: { kind: metric, start: 60, target: 85 }\n  - { id: a, title: A, period: 2026-Q4, keyResults: [{ id: satisfaction, title: S, measure: { kind: milestone } }] }\n",
        ),
        '15:60: id: "satisfaction" is already used in line 12',
      ],
      [
        "a key result as parent",
        objective("parent: satisfaction"),
        '7:13: parent: no objective is called "satisfaction"',
      ],
      [
        "a period in other letters",
        edit("period: 2026-Q4", "period: 2026-q4"),
        '6:13: period: no period is called "2026-q4" (did you mean "2026-Q4"?)',
      ],
    ],
  },
];
