import { describe, expect, it } from "vitest";
import { type Breakage, broken, problemsOf } from "./small-config.ts";

const breakages: readonly Breakage[] = [
  {
    what: "a source twice",
    file: "sources.yaml",
    edits: [["id: linear", "id: jira"]],
    says: ["sources.yaml:7:9: id: is already used in line 2"],
  },
  {
    what: "an unknown kind of source",
    file: "sources.yaml",
    edits: [["kind: jira", "kind: gira"]],
    says: ['sources.yaml:3:11: kind: expected one of jira, linear (did you mean "jira"?)'],
  },
  {
    what: "a source without kind",
    file: "sources.yaml",
    edits: [["    kind: linear\n", ""]],
    says: ['sources.yaml:7:5: missing key "kind"'],
  },
  {
    what: "a Jira source without address",
    file: "sources.yaml",
    edits: [["    baseUrl: https://acme.atlassian.net\n", ""]],
    says: ['sources.yaml:2:5: missing key "baseUrl"'],
  },
  {
    what: "an address of another protocol",
    file: "sources.yaml",
    edits: [["https://acme", "ftp://acme"]],
    says: ["sources.yaml:4:14: baseUrl: must be an http or https address without user name, query or fragment"],
  },
  {
    what: "an address with a password",
    file: "sources.yaml",
    edits: [["https://acme", "https://u:p@acme"]],
    says: ["sources.yaml:4:14: baseUrl: must be an http or https address without user name, query or fragment"],
  },
  {
    what: "a key of the other kind",
    file: "sources.yaml",
    edits: [
      ['webhookSecrets: ["${LINEAR_SECRET}"]', 'webhookSecrets: ["${LINEAR_SECRET}"]\n    fields: { estimate: x }'],
    ],
    says: [
      'sources.yaml:10:5: unknown key "fields"; valid: id, apiUrl, webhookSecrets, staleAfter, maxAge, kind, auth, reconcile',
    ],
  },
  {
    what: "secrets that are no list",
    file: "sources.yaml",
    edits: [['["${LINEAR_SECRET}"]', '"${LINEAR_SECRET}"']],
    says: ["sources.yaml:9:21: webhookSecrets: expected a list, found text"],
  },
  {
    what: "a variable that is not set",
    file: "sources.yaml",
    edits: [["${LINEAR_SECRET}", "${LINEAR_SECRT}"]],
    says: ["sources.yaml:9:22: the environment variable LINEAR_SECRT is not set"],
  },
  {
    what: "a variable that is empty",
    file: "sources.yaml",
    edits: [["${LINEAR_SECRET}", "${EMPTY}"]],
    says: ["sources.yaml:9:22: webhookSecrets[0]: is empty"],
  },
  {
    what: "a secret with a line break",
    file: "sources.yaml",
    edits: [["${LINEAR_SECRET}", "${BROKEN}"]],
    says: ["sources.yaml:9:22: webhookSecrets[0]: holds a line break or another control character"],
  },
  {
    what: "a malformed reference",
    file: "sources.yaml",
    edits: [["${LINEAR_SECRET}", "${LINEAR SECRET}"]],
    says: ["sources.yaml:9:22: a reference must read ${NAME}, ${NAME:-default} or ${file:/absolute/path}"],
  },
  {
    what: "a reference that is not closed",
    file: "sources.yaml",
    edits: [["${LINEAR_SECRET}", "${LINEAR_SECRET"]],
    says: ["sources.yaml:9:22: a reference must read ${NAME}, ${NAME:-default} or ${file:/absolute/path}"],
  },
  {
    what: "a file that does not exist",
    file: "sources.yaml",
    edits: [["${LINEAR_SECRET}", "${file:/run/secrets/none}"]],
    says: ['sources.yaml:9:22: the file "/run/secrets/none" does not exist'],
  },
  {
    what: "a file with a relative path",
    file: "sources.yaml",
    edits: [["${LINEAR_SECRET}", "${file:../../etc/passwd}"]],
    says: ["sources.yaml:9:22: a file reference must name an absolute path"],
  },
  {
    what: "credentials of neither form",
    file: "sources.yaml",
    edits: [["    kind: linear", '    kind: linear\n    auth: { apikey: "${LINEAR_SECRET}" }']],
    says: [
      'sources.yaml:9:11: missing key "apiKey"',
      'sources.yaml:9:13: unknown key "apikey" (did you mean "apiKey"?)',
    ],
  },
  {
    what: "half of the credentials",
    file: "sources.yaml",
    edits: [["    kind: jira", "    kind: jira\n    auth: { email: a@example.com }"]],
    says: ['sources.yaml:4:11: missing key "apiToken"'],
  },
  {
    what: "an e-mail address that is none",
    file: "sources.yaml",
    edits: [["    kind: jira", '    kind: jira\n    auth: { email: svc, apiToken: "${JIRA_SECRET}" }']],
    says: ["sources.yaml:4:20: email: must be an e-mail address"],
  },
  {
    what: "a duration without unit",
    file: "sources.yaml",
    edits: [["    kind: linear", "    kind: linear\n    staleAfter: 24"]],
    says: ["sources.yaml:9:17: staleAfter: expected text, found a number"],
  },
  {
    what: "a duration in words",
    file: "sources.yaml",
    edits: [["    kind: linear", "    kind: linear\n    maxAge: one day"]],
    says: ["sources.yaml:9:13: maxAge: must be a duration between 1s and 365d, such as 90s, 15m, 24h or 2d"],
  },
  {
    what: "no time at all",
    file: "sources.yaml",
    edits: [["    kind: linear", "    kind: linear\n    maxAge: 0h"]],
    says: ["sources.yaml:9:13: maxAge: must be a duration between 1s and 365d, such as 90s, 15m, 24h or 2d"],
  },
  {
    what: "a cron expression of six fields",
    file: "sources.yaml",
    edits: [["    kind: linear", '    kind: linear\n    reconcile: { full: "0 0 3 * * *" }']],
    says: ['sources.yaml:9:24: full: must be a cron expression of five fields, such as "0 3 * * *"'],
  },
  {
    what: "reconcile that is false",
    file: "sources.yaml",
    edits: [["    kind: linear", "    kind: linear\n    reconcile: false"]],
    says: ["sources.yaml:9:16: reconcile: expected off or a map of keys, found a yes/no value"],
  },
  {
    what: "teams on Jira",
    file: "sources.yaml",
    edits: [["    kind: jira", "    kind: jira\n    reconcile: { teams: [ENG] }"]],
    says: ['sources.yaml:4:18: unknown key "teams"; valid: every, full, jql'],
  },
  {
    what: "an alias with a reserved name",
    file: "sources.yaml",
    edits: [["effort:", "constructor:"]],
    says: ["sources.yaml:6:45: constructor: this alias is reserved"],
  },
  {
    what: "an alias of a computed field",
    file: "sources.yaml",
    edits: [["effort:", "leadTimeDays:"]],
    says: ["sources.yaml:6:45: leadTimeDays: this alias is the name of a computed field"],
  },
  {
    what: "an alias with a dash",
    file: "sources.yaml",
    edits: [["effort:", "story-points:"]],
    says: ["sources.yaml:6:45: story-points: an alias must be letters, digits and underscores"],
  },
  {
    what: "a header that is none",
    file: "sources.yaml",
    edits: [["    kind: jira", '    kind: jira\n    webhookAuth: { header: "X Token", values: ["${JIRA_SECRET}"] }']],
    says: ["sources.yaml:4:28: header: must be the name of a header"],
  },
  {
    what: "an id that is a reference",
    file: "sources.yaml",
    edits: [["id: jira", 'id: "${JIRA_SECRET}"']],
    says: ["sources.yaml:2:9: id: must be written out, without ${…}"],
  },
];

describe("readSources", () => {
  it.each(breakages)("refuses $what", (breakage) => {
    expect(problemsOf(broken(breakage))).toEqual(breakage.says);
  });
});
