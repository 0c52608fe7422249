/** Several faults at once: all of them are told, and nothing that only follows from another. */
import { edit, type Table } from "./table.ts";

export const manyAtOnce: readonly Table[] = [
  {
    file: "okrs.yaml",
    shape: [
      [
        "a fault in each key result, and in the objective",
        [
          ["    owner: maria@example.com", "    onwer: maria@example.com"],
          ["title: Complete the shop", "title: 5"],
          ["target: 85", "target: high"],
        ],
        '7:5: unknown key "onwer" (did you mean "owner"?)',
        '10:16: title: expected text, found the number 5 (quote it: "5")',
        "14:53: target: expected a number, found text",
      ],
      [
        "a misspelt key that hides the key results which the rules name",
        edit("    keyResults:", "    keyresults:"),
        '8:5: unknown key "keyresults" (did you mean "keyResults"?)',
      ],
      [
        "a period that is faulty, and an objective in it",
        edit("due: 2026-12-31", "due: soon"),
        "2:44: due: must be a day written like 2026-10-01",
      ],
      [
        "faults in places that another fault would hide elsewhere",
        [
          ["period: 2026-Q4", "period: 2026-Q3\n    parent: nobody\n    weigth: 1"],
          ["by: estimate", "by: field:nothing"],
        ],
        '6:13: period: no period is called "2026-Q3" (did you mean "2026-Q4"?)',
        '7:13: parent: no objective is called "nobody"',
        '8:5: unknown key "weigth" (did you mean "weight"?)',
        '13:42: by: no field alias is called "nothing"',
      ],
    ],
  },
  {
    file: "sources.yaml",
    shape: [
      [
        "a fault in each source, a missing variable, and no complaint about what refers to them",
        "sources:\n  - { id: jira, kind: jira, fields: { keyResult: 5 } }\n  - { id: linear, kind: liner, webhookSecrets: ['${NOWHERE}'] }\n",
        '2:5: missing key "baseUrl"',
        "2:50: keyResult: expected text or a list, found a number",
        '3:25: kind: expected one of jira, linear (did you mean "linear"?)',
        "3:49: the environment variable NOWHERE is not set (set it, or add it to .env)",
      ],
    ],
    meaning: [
      [
        "a source whose field alias a convention names, gone",
        "sources:\n  - { id: linear, kind: linear, webhookSecrets: ['${LINEAR_SECRET}'] }\n",
        'mapping.yaml:1:37: field: no field alias is called "keyResult"',
      ],
    ],
  },
];
