import { describe, expect, it } from "vitest";
import { type Breakage, broken, problemsOf } from "./small-config.ts";

const breakages: readonly Breakage[] = [
  {
    what: "an unknown role",
    file: "access.yaml",
    text: 'tokens:\n  - { name: wall, role: viewr, token: "${JIRA_SECRET}" }\n',
    says: ['access.yaml:2:25: role: expected one of viewer, editor, admin (did you mean "viewer"?)'],
  },
  {
    what: "an empty access token",
    file: "access.yaml",
    text: 'tokens:\n  - { name: wall, role: viewer, token: "${EMPTY}" }\n',
    says: ["access.yaml:2:40: token: is empty"],
  },
  {
    what: "one token for two",
    file: "access.yaml",
    text: 'tokens:\n  - { name: wall, role: viewer, token: "${JIRA_SECRET}" }\n  - { name: ops, role: admin, token: "${JIRA_SECRET}" }\n',
    says: ["access.yaml:3:38: token: is the same as in line 2"],
  },
  {
    what: "one name for two tokens",
    file: "access.yaml",
    text: 'tokens:\n  - { name: wall, role: viewer, token: "${JIRA_SECRET}" }\n  - { name: wall, role: admin, token: "${LINEAR_SECRET}" }\n',
    says: ["access.yaml:3:13: name: is already used in line 2"],
  },
  {
    what: "publishers",
    file: "publish.yaml",
    text: 'publishers:\n  - { id: team-slack, kind: slack, url: "${SLACK_WEBHOOK_URL}" }\n',
    says: ["publish.yaml:1:1: publishers: is not supported yet; it comes in a later version"],
  },
  {
    what: "an unknown key of publish.yaml",
    file: "publish.yaml",
    text: "publisher: []\n",
    says: ['publish.yaml:1:1: unknown key "publisher" (did you mean "publishers"?)'],
  },
];

describe("readAccess and refusePublishers", () => {
  it.each(breakages)("refuses $what", (breakage) => {
    expect(problemsOf(broken(breakage))).toEqual(breakage.says);
  });
});
