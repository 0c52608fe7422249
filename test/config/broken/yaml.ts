/** Broken YAML. */
import { edit, objective, when, type Table } from "./table.ts";

export const yaml: readonly Table[] = [
  {
    file: "okrs.yaml",
    syntax: [
      [
        "a list that is not closed",
        edit("{ id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }", "{ id: 2026-Q4, start: 2026-10-01"),
        '3:1: the indentation does not fit: what belongs to one map or list begins in the same column, and "[" and "{" must be closed',
      ],
      [
        "a tab as indentation",
        edit("    title: Launch the shop", "\ttitle: Launch the shop"),
        "5:1: indent with spaces: tabs are not allowed there",
      ],
      [
        "a quote that is not closed",
        edit("title: Reach 85%", 'title: "Reach 85%'),
        "13:16: the quote that begins here is not closed",
      ],
      [
        "a duplicate key",
        edit("    title: Launch the shop", "    title: Launch the shop\n    title: Launch"),
        '6:5: the key "title" is already used in line 5',
      ],
      [
        "a second document",
        edit("objectives:", "---\nobjectives:"),
        "3:1: a second document begins here; a file holds one",
      ],
      [
        "a tag of YAML 1.1",
        edit("Launch the shop", "!!binary aGVsbG8="),
        '5:12: only the tags !!str, !!int, !!float, !!bool, !!null, !!map and !!seq are supported (quote text that begins with "!")',
      ],
      [
        "a tag of a language",
        edit("Launch the shop", "!!js/function x"),
        '5:12: only the tags !!str, !!int, !!float, !!bool, !!null, !!map and !!seq are supported (quote text that begins with "!")',
      ],
      ["a directive", edit("periods:", "%YAML 1.1\n---\nperiods:"), "1:1: directives (%YAML, %TAG) are not supported"],
      ["a merge key", objective("<<: { owner: maria }"), '7:5: merge keys ("<<") are not supported'],
      [
        "an alias without anchor",
        edit("Launch the shop", "*title"),
        '5:12: no anchor above has this alias\'s name (quote text that begins with "*")',
      ],
      ["the key __proto__", objective("__proto__: { owner: maria }"), '7:5: the key "__proto__" is not allowed'],
      [
        "a key that is a list",
        objective("[owner]: maria"),
        "7:5: unexpected text here (a missing quote, comma, colon or line break before it?)",
      ],
      [
        "a list whose bracket is missing",
        edit("keyResults:", "tags: [a, b\n    keyResults:"),
        '9:5: the indentation does not fit: what belongs to one map or list begins in the same column, and "[" and "{" must be closed',
      ],
      [
        "a single quote that is not closed",
        edit("title: Reach 85%", "title: 'Reach 85%"),
        "13:16: the quote that begins here is not closed",
      ],
      [
        "a colon in a title",
        edit("Launch the shop", "Launch: the shop"),
        '5:12: text that holds ": " must be quoted (or is the next line indented too far?)',
      ],
      [
        "a line that is indented too far",
        edit("    period: 2026-Q4", "      period: 2026-Q4"),
        '5:12: text that holds ": " must be quoted (or is the next line indented too far?)',
      ],
      [
        "a line that is indented too little",
        edit("    period: 2026-Q4", "   period: 2026-Q4"),
        '6:1: something is missing here: a ":" and a space after a key, a comma, or a "-" before an item',
      ],
      [
        "no space after a colon",
        edit("title: Launch the shop", "title:Launch the shop"),
        '5:5: a key stands on one line, with ":" and a space after it',
      ],
      [
        "no colon after a key",
        edit("title: Launch the shop", "title"),
        '5:5: a key stands on one line, with ":" and a space after it',
      ],
      [
        "a title that begins with @",
        edit("Launch the shop", "@shop"),
        "5:12: text that begins with this character must be quoted",
      ],
      [
        "a title that begins with a backtick",
        edit("Launch the shop", "`shop`"),
        "5:12: text that begins with this character must be quoted",
      ],
      [
        "a title that begins with %",
        edit("Launch the shop", "%shop"),
        "5:12: text that begins with this character must be quoted",
      ],
      [
        "a dash without space",
        edit("  - id: launch", "  -id: launch"),
        '4:8: text that holds ": " must be quoted (or is the next line indented too far?)',
      ],
      [
        "a comma that is missing",
        edit("start: 2026-10-01, due", "start: 2026-10-01 due"),
        '2:27: a comma is missing before this, or a "-" list stands within brackets',
      ],
      [
        "two commas",
        edit("start: 2026-10-01, due", "start: 2026-10-01,, due"),
        "2:38: unexpected text here (a missing quote, comma, colon or line break before it?)",
      ],
      [
        "a bracket too many",
        edit("due: 2026-12-31 }", "due: 2026-12-31 }}"),
        "2:56: unexpected text here (a missing quote, comma, colon or line break before it?)",
      ],
      [
        "text after a quoted text",
        edit("Launch the shop", '"Launch" the shop'),
        "5:21: unexpected text here (a missing quote, comma, colon or line break before it?)",
      ],
      ["two anchors", edit("Launch the shop", "&a &b Launch the shop"), "5:15: a value has one anchor at most"],
      ["a key without name", edit("    owner: maria", "    : maria"), "7:1: a key must be text"],
      [
        "a key of more than 1024 characters",
        edit(
          "owner: maria",
          "ooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo: maria",
        ),
        "7:5: a key is at most 1024 characters long",
      ],
      [
        "CRLF line ends",
        "periods: []\r\nobjectives:\r\n  - id: x\r\n    titel: T\r\n",
        '3:5: missing key "title"',
        '3:5: missing key "period"',
        '4:5: unknown key "titel" (did you mean "title"?)',
      ],
      [
        "a byte order mark",
        "﻿period: []\nobjectives: []\n",
        '1:1: unknown key "period" (did you mean "periods"?)',
        '1:1: missing key "periods"',
        'mapping.yaml:4:16: keyResult: no key result is called "shop-complete"',
      ],
      ["text that is not there in YAML", "hello\n", "1:1: expected a map of keys, found a single value"],
      [
        "an alias of itself",
        edit("Launch the shop", "&a [*a]"),
        "5:15: title: expected text, found a list",
        '5:16: no anchor above has this alias\'s name (quote text that begins with "*")',
      ],
    ],
  },
  {
    file: "mapping.yaml",
    syntax: [
      [
        "a list at the top",
        edit('conventions: { label: "kr:", field: keyResult }\nrules:\n', ""),
        "1:3: expected a map of keys, found a list",
      ],
      [
        "a file that is binary",
        edit('conventions: { label: "kr:", field: keyResult }', "\u0000\u0001: 1"),
        '1:1: unknown key "\\u0000\\u0001"; valid: conventions, rules',
      ],
      [
        "nested deeper than 64 levels",
        when("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["),
        "5:72: values are nested deeper than 64 levels",
      ],
      [
        "more than 100 aliases",
        when(
          "{ any: [&a { team: ENG }, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a, ] }",
        ),
        "5:437: the file holds more than 100 aliases",
      ],
      [
        "a glob in brackets without quotes",
        when("{ label: *beta }"),
        '5:20: no anchor above has this alias\'s name (quote text that begins with "*")',
      ],
      [
        "an invalid escape",
        when('{ title: "\\[internal]*" }'),
        '5:21: invalid escape sequence in a double-quoted text (write "\\\\" for a backslash)',
      ],
      [
        "a list in brackets with dashes",
        when("{ label: [- spike] }"),
        '5:21: a key stands on one line, with ":" and a space after it',
      ],
    ],
  },
  {
    file: "sources.yaml",
    syntax: [
      [
        "a reference in brackets without quotes",
        edit('["${JIRA_SECRET}"]', "[${JIRA_SECRET}]"),
        '5:23: within brackets, a reference must be quoted: "${NAME}"',
      ],
    ],
  },
];
