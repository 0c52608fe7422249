/** Broken access tokens and publishers. */
import { type Table } from "./table.ts";

export const access: readonly Table[] = [
  {
    file: "access.yaml",
    shape: [
      [
        "an unknown role",
        'tokens:\n  - { name: wall, role: viewr, token: "${JIRA_SECRET}" }\n',
        '2:25: role: expected one of viewer, editor, admin (did you mean "viewer"?)',
      ],
      ["a token without role", 'tokens:\n  - { name: wall, token: "${JIRA_SECRET}" }\n', '2:5: missing key "role"'],
      ["a token without token", "tokens:\n  - { name: wall, role: viewer }\n", '2:5: missing key "token"'],
      [
        "an unknown key of a token",
        'tokens:\n  - { name: wall, role: viewer, tokn: "${JIRA_SECRET}" }\n',
        '2:5: missing key "token"',
        '2:33: unknown key "tokn" (did you mean "token"?)',
      ],
      ["tokens in a map", 'tokens:\n  wall: "${JIRA_SECRET}"\n', "2:3: tokens: expected a list, found a map of keys"],
      [
        "a token that is a number",
        "tokens:\n  - { name: wall, role: viewer, token: 123456 }\n",
        "2:40: token: expected text, found a number (quote it)",
      ],
    ],
    meaning: [
      [
        "an empty access token",
        'tokens:\n  - { name: wall, role: viewer, token: "${EMPTY}" }\n',
        "2:40: token: is empty",
      ],
      [
        "one token for two",
        'tokens:\n  - { name: wall, role: viewer, token: "${JIRA_SECRET}" }\n  - { name: ops, role: admin, token: "${JIRA_SECRET}" }\n',
        "3:38: token: is the same as in line 2",
      ],
      [
        "one name for two tokens",
        'tokens:\n  - { name: wall, role: viewer, token: "${JIRA_SECRET}" }\n  - { name: wall, role: admin, token: "${LINEAR_SECRET}" }\n',
        "3:13: name: is already used in line 2",
      ],
      [
        "a token with a line break",
        'tokens:\n  - { name: wall, role: viewer, token: "${BROKEN}" }\n',
        "2:40: token: holds a line break or another control character",
      ],
    ],
  },
  {
    file: "publish.yaml",
    shape: [
      [
        "publishers",
        'publishers:\n  - { id: team-slack, kind: slack, url: "${SLACK_WEBHOOK_URL}" }\n',
        "1:1: publishers: is not supported yet; it comes in a later version",
      ],
      [
        "an unknown key of publish.yaml",
        "publisher: []\n",
        '1:1: unknown key "publisher" (did you mean "publishers"?)',
      ],
      ["publishers that are no list", "publishers: none\n", "1:13: publishers: expected a list, found a single value"],
    ],
  },
];
