/** Broken periods and objectives. */
import { edit, measure, objective, type Table } from "./table.ts";

export const objectives: readonly Table[] = [
  {
    file: "okrs.yaml",
    shape: [
      ["a misspelt key", objective("onwer: maria@example.com"), '7:5: unknown key "onwer" (did you mean "owner"?)'],
      [
        "a misspelt key of a flow map",
        measure("{ kind: completion, bye: estimate }"),
        '11:38: unknown key "bye" (did you mean "by"?)',
      ],
      [
        "an unknown key that is near to none",
        objective("xyzzy: 1"),
        '7:5: unknown key "xyzzy"; valid: id, title, description, period, owner, team, kind, parent, weight, rollup, pace, health, keyResults',
      ],
      ["a missing title", edit("    title: Launch the shop\n", ""), '4:5: missing key "title"'],
      ["an empty title", edit("title: Launch the shop", 'title: ""'), "5:12: title: is empty"],
      [
        "a number for text",
        edit("Launch the shop", "1.10"),
        '5:12: title: expected text, found the number 1.10 (quote it: "1.10")',
      ],
      [
        "a yes/no value for text",
        edit("Launch the shop", "true"),
        '5:12: title: expected text, found the yes/no value true (quote it: "true")',
      ],
      ["nothing for text", edit(" Launch the shop", ""), "5:11: title: expected text, found nothing"],
      [
        "text for a list",
        edit("periods:\n  - { id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }", "periods: none"),
        "1:10: periods: expected a list, found a single value",
      ],
      [
        "an id in upper case",
        edit("id: shop-complete", "id: Shop_Complete"),
        "9:13: id: must be lower-case letters, digits and dashes",
        'mapping.yaml:4:16: keyResult: no key result is called "shop-complete" (did you mean "Shop_Complete"?)',
      ],
      [
        "an id that is a number",
        edit("id: launch", "id: 2026"),
        '4:9: id: expected text, found the number 2026 (quote it: "2026")',
      ],
      [
        "a day that does not exist",
        edit("due: 2026-12-31", "due: 2026-02-30"),
        "2:44: due: is a day that does not exist",
      ],
      [
        "a day in other notation",
        edit("due: 2026-12-31", "due: 31.12.2026"),
        "2:44: due: must be a day written like 2026-10-01",
      ],
      [
        "no periods",
        edit("periods:\n  - { id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }\n", ""),
        '1:1: missing key "periods"',
      ],
      ["nothing at all", "", '1:1: missing key "periods"', '1:1: missing key "objectives"'],
      [
        "a misspelt key at the top",
        edit("objectives:", "objektives:"),
        '1:1: missing key "objectives"',
        '3:1: unknown key "objektives" (did you mean "objectives"?)',
      ],
      [
        "an id of more than 100 characters",
        edit(
          "id: satisfaction",
          "id: sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss",
        ),
        "12:13: id: must be at most 100 characters long",
      ],
      [
        "an id with a trailing space in quotes",
        edit("id: satisfaction", 'id: "satisfaction "'),
        "12:13: id: must be lower-case letters, digits and dashes",
      ],
      [
        "a list for a title",
        edit("title: Launch the shop", "title: [Launch, shop]"),
        "5:12: title: expected text, found a list",
      ],
      ["a map for an owner", objective("owner: { name: maria }"), "7:12: owner: expected text, found a map of keys"],
      [
        "an objective that is text",
        edit("objectives:\n", "objectives:\n  - launch it\n"),
        "4:5: objective: expected a map of keys, found text",
      ],
      ["an objective without period", edit("    period: 2026-Q4\n", ""), '4:5: missing key "period"'],
      [
        "an unknown kind of objective",
        objective("kind: commited"),
        '7:11: kind: expected one of committed, aspirational, found "commited" (did you mean "committed"?)',
      ],
      [
        "an unknown rollup",
        objective("rollup: withchildren"),
        '7:13: rollup: expected one of own, withChildren, found "withchildren" (did you mean "withChildren"?)',
      ],
      ["a weight in words", objective("weight: double"), "7:13: weight: expected a number, found text"],
      ["a negative threshold", objective("health: { onTrack: -0.1 }"), "7:24: onTrack: must be at least 0"],
      [
        "an unknown threshold",
        objective("health: { ontrack: 0.9 }"),
        '7:15: unknown key "ontrack" (did you mean "onTrack"?)',
      ],
      [
        "an unknown key of a period",
        edit("due: 2026-12-31 }", "due: 2026-12-31, end: 2026-12-31 }"),
        '2:56: unknown key "end"; valid: id, start, due',
      ],
      [
        "a period with a space",
        edit("id: 2026-Q4", "id: 2026 Q4"),
        "2:11: id: must be letters, digits, dots and dashes",
        '6:13: period: no period is called "2026-Q4" (did you mean "2026 Q4"?)',
      ],
    ],
    meaning: [
      [
        "a period that ends before it starts",
        edit("due: 2026-12-31", "due: 2026-09-30"),
        "2:44: due: 2026-09-30 is before the start, 2026-10-01",
      ],
      [
        "a reference outside the files for secrets",
        edit("Launch the shop", '"${TITLE}"'),
        '5:12: "${…}" is replaced in sources.yaml, access.yaml and publish.yaml only',
      ],
    ],
  },
];
