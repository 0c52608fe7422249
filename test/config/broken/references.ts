/** Broken references. */
import { edit, secret, when, type Table } from "./table.ts";

export const references: readonly Table[] = [
  {
    file: "sources.yaml",
    meaning: [
      [
        "a variable that begins with a digit",
        secret("${1SECRET}"),
        "9:22: a reference must read ${NAME}, ${NAME:-default} or ${file:/absolute/path}",
      ],
      ["no name", secret("${}"), "9:22: a reference must read ${NAME}, ${NAME:-default} or ${file:/absolute/path}"],
      [
        "a default without its dash",
        secret("${LINEAR_SECRET:x}"),
        "9:22: a reference must read ${NAME}, ${NAME:-default} or ${file:/absolute/path}",
      ],
      [
        "a reference within a reference",
        secret("${LINEAR_${JIRA_SECRET}}"),
        "9:22: a reference must read ${NAME}, ${NAME:-default} or ${file:/absolute/path}",
      ],
      ["a file without path", secret("${file:}"), "9:22: a file reference must name an absolute path"],
      ["a file in the home folder", secret("${file:~/secret}"), "9:22: a file reference must name an absolute path"],
      [
        "two references of which one is missing",
        secret("${JIRA_SECRET}${NOWHERE}"),
        "9:22: the environment variable NOWHERE is not set (set it, or add it to .env)",
      ],
      [
        "one missing variable twice in a text",
        secret("${NOWHERE}-${NOWHERE}"),
        "9:22: the environment variable NOWHERE is not set (set it, or add it to .env)",
      ],
      [
        "a missing variable in an address",
        edit("https://acme.atlassian.net", '"https://${SITE}.atlassian.net"'),
        "4:14: the environment variable SITE is not set (set it, or add it to .env)",
      ],
    ],
  },
  {
    file: "access.yaml",
    meaning: [
      [
        "a missing variable as a token",
        'tokens: [{ name: a, role: viewer, token: "${WALL}" }]\n',
        "1:42: the environment variable WALL is not set (set it, or add it to .env)",
      ],
    ],
  },
  {
    file: "mapping.yaml",
    meaning: [
      [
        "a reference in mapping.yaml",
        when('{ project: "${PROJECT}" }'),
        '5:22: "${…}" is replaced in sources.yaml, access.yaml and publish.yaml only',
      ],
    ],
  },
  {
    file: "okrs.yaml",
    meaning: [
      [
        "references in a key of okrs.yaml",
        edit("period: 2026-Q4", 'period: "${PERIOD}"'),
        '6:13: "${…}" is replaced in sources.yaml, access.yaml and publish.yaml only',
      ],
    ],
  },
];
