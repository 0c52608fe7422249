/** Broken sources. */
import { edit, jira, linear, secret, type Table } from "./table.ts";

export const sources: readonly Table[] = [
  {
    file: "sources.yaml",
    shape: [
      [
        "a secret where a key should be, which is not shown",
        linear("auth: { lin_api_93b1f0 }"),
        '9:11: missing key "apiKey"',
        "9:13: unknown key; valid: apiKey",
      ],
      [
        "an unknown kind of source",
        edit("kind: jira", "kind: gira"),
        '3:11: kind: expected one of jira, linear (did you mean "jira"?)',
      ],
      ["a source without kind", edit("    kind: linear\n", ""), '7:5: missing key "kind"'],
      [
        "a Jira source without address",
        edit("    baseUrl: https://acme.atlassian.net\n", ""),
        '2:5: missing key "baseUrl"',
      ],
      [
        "an address of another protocol",
        edit("https://acme", "ftp://acme"),
        "4:14: baseUrl: must be an http or https address without user name, query or fragment",
      ],
      [
        "a key of the other kind",
        edit(
          'webhookSecrets: ["${LINEAR_SECRET}"]',
          'webhookSecrets: ["${LINEAR_SECRET}"]\n    fields: { estimate: x }',
        ),
        '10:5: unknown key "fields"; valid: id, apiUrl, webhookSecrets, staleAfter, maxAge, kind, auth, reconcile',
      ],
      [
        "secrets that are no list",
        edit('["${LINEAR_SECRET}"]', '"${LINEAR_SECRET}"'),
        "9:21: webhookSecrets: expected a list, found text (put it in brackets)",
      ],
      [
        "credentials of neither form",
        linear('auth: { apikey: "${LINEAR_SECRET}" }'),
        '9:11: missing key "apiKey"',
        '9:13: unknown key "apikey" (did you mean "apiKey"?)',
      ],
      ["half of the credentials", jira("auth: { email: a@example.com }"), '4:11: missing key "apiToken"'],
      [
        "an e-mail address that is none",
        jira('auth: { email: svc, apiToken: "${JIRA_SECRET}" }'),
        "4:20: email: must be an e-mail address",
      ],
      [
        "a duration without unit",
        linear("staleAfter: 24"),
        "9:17: staleAfter: expected text, found a number (quote it)",
      ],
      [
        "a duration in words",
        linear("maxAge: one day"),
        "9:13: maxAge: must be a duration between 1s and 365d, such as 90s, 15m, 24h or 2d",
      ],
      [
        "a cron expression of six fields",
        linear('reconcile: { full: "0 0 3 * * *" }'),
        '9:24: full: must be a cron expression of five fields, such as "0 3 * * *"',
      ],
      [
        "reconcile that is false",
        linear("reconcile: false"),
        "9:16: reconcile: expected off or a map of keys, found a yes/no value",
      ],
      ["teams on Jira", jira("reconcile: { teams: [ENG] }"), '4:18: unknown key "teams"; valid: every, full, jql'],
      [
        "an alias with a dash",
        edit("effort:", "story-points:"),
        "6:45: story-points: an alias must be letters, digits and underscores",
      ],
      [
        "a header that is none",
        jira('webhookAuth: { header: "X Token", values: ["${JIRA_SECRET}"] }'),
        "4:28: header: must be the name of a header",
      ],
      [
        "an id that is a reference",
        edit("id: jira", 'id: "${JIRA_SECRET}"'),
        "2:9: id: must be written out, without ${…}",
      ],
      ["no sources", "", '1:1: missing key "sources"'],
      ["a source that is text", "sources: [jira]\n", "1:11: source: expected a map of keys, found text"],
      ["an id in upper case", edit("id: jira", "id: JIRA"), "2:9: id: must be lower-case letters, digits and dashes"],
      [
        "a kind that is a reference",
        edit("kind: linear", 'kind: "${LINEAR_SECRET}"'),
        "8:11: kind: must be written out, without ${…}",
      ],
      [
        "an address without protocol",
        edit("https://acme.atlassian.net", "acme.atlassian.net"),
        "4:14: baseUrl: must be an http or https address without user name, query or fragment",
      ],
      [
        "an address with a query",
        edit("https://acme.atlassian.net", "https://acme.atlassian.net?a=b"),
        "4:14: baseUrl: must be an http or https address without user name, query or fragment",
      ],
      [
        "an address for Linear",
        linear("baseUrl: https://linear.app"),
        '9:5: unknown key "baseUrl"; valid: id, apiUrl, webhookSecrets, staleAfter, maxAge, kind, auth, reconcile',
      ],
      [
        "a secret that is a number",
        edit('["${LINEAR_SECRET}"]', "[12345]"),
        "9:22: webhookSecrets[0]: expected text, found a number (quote it)",
      ],
      [
        "an empty list of header values",
        jira("webhookAuth: { header: X-Token, values: [] }"),
        "4:45: values: is empty",
      ],
      ["a header without values", jira("webhookAuth: { header: X-Token }"), '4:18: missing key "values"'],
      [
        "credentials of both forms",
        jira('auth: { email: a@example.com, apiToken: "${JIRA_SECRET}", token: "${JIRA_SECRET}" }'),
        '4:63: unknown key "token"; valid: email, apiToken',
      ],
      [
        "credentials that are text",
        linear('auth: "${LINEAR_SECRET}"'),
        "9:11: auth: expected a map of keys, found text",
      ],
      [
        "a duration in upper case",
        linear("staleAfter: 24H"),
        "9:17: staleAfter: must be a duration between 1s and 365d, such as 90s, 15m, 24h or 2d",
      ],
      [
        "a cron word",
        linear('reconcile: { full: "@daily" }'),
        '9:24: full: must be a cron expression of five fields, such as "0 3 * * *"',
      ],
      [
        "an interval that is a number",
        linear("reconcile: { every: 15 }"),
        "9:25: every: expected text, found a number (quote it)",
      ],
      ["reconcile in other words", linear("reconcile: never"), "9:16: reconcile: expected off or a map of keys"],
      ["an empty list of teams", linear("reconcile: { teams: [] }"), "9:25: teams: is empty"],
      [
        "a misspelt key of reconcile",
        linear("reconcile: { evry: 15m }"),
        '9:18: unknown key "evry" (did you mean "every"?)',
      ],
      [
        "a field that is a number",
        edit("effort: customfield_10300", "effort: 10300"),
        "6:53: effort: expected text or a list, found a number",
      ],
      ["an empty list of fields", edit("effort: customfield_10300", "effort: []"), "6:53: effort: is empty"],
      [
        "an alias that begins with a digit",
        edit("effort:", "2effort:"),
        "6:45: 2effort: an alias must be letters, digits and underscores",
      ],
      [
        "resolutions that are text",
        jira("canceledResolutions: Duplicate"),
        "4:26: canceledResolutions: expected a list, found text (put it in brackets)",
      ],
    ],
    meaning: [
      ["a source twice", edit("id: linear", "id: jira"), "7:9: id: is already used in line 2"],
      [
        "an address with a password",
        edit("https://acme", "https://u:p@acme"),
        "4:14: baseUrl: must be an http or https address without user name, query or fragment",
      ],
      [
        "a variable that is not set",
        secret("${LINEAR_SECRT}"),
        "9:22: the environment variable LINEAR_SECRT is not set (set it, or add it to .env)",
      ],
      ["a variable that is empty", secret("${EMPTY}"), "9:22: webhookSecrets[0]: is empty"],
      [
        "a secret with a line break",
        secret("${BROKEN}"),
        "9:22: webhookSecrets[0]: holds a line break or another control character",
      ],
      [
        "a malformed reference",
        secret("${LINEAR SECRET}"),
        "9:22: a reference must read ${NAME}, ${NAME:-default} or ${file:/absolute/path}",
      ],
      [
        "a reference that is not closed",
        secret("${LINEAR_SECRET"),
        "9:22: a reference must read ${NAME}, ${NAME:-default} or ${file:/absolute/path}",
      ],
      [
        "a file that does not exist",
        secret("${file:/run/secrets/none}"),
        '9:22: the file "/run/secrets/none" does not exist',
      ],
      [
        "a file with a relative path",
        secret("${file:../../etc/passwd}"),
        "9:22: a file reference must name an absolute path",
      ],
      [
        "no time at all",
        linear("maxAge: 0h"),
        "9:13: maxAge: must be a duration between 1s and 365d, such as 90s, 15m, 24h or 2d",
      ],
      ["an alias with a reserved name", edit("effort:", "constructor:"), "6:45: constructor: this alias is reserved"],
      [
        "an alias of a computed field",
        edit("effort:", "leadTimeDays:"),
        "6:45: leadTimeDays: this alias is the name of a computed field",
      ],
      [
        "an address of more than 2000 characters",
        edit(
          "https://acme.atlassian.net",
          "https://acme.atlassian.net/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        ),
        "4:14: baseUrl: must be at most 2000 characters long",
      ],
      [
        "a duration of more than a year",
        linear("staleAfter: 366d"),
        "9:17: staleAfter: must be a duration between 1s and 365d, such as 90s, 15m, 24h or 2d",
      ],
      [
        "a minute that does not exist",
        linear('reconcile: { full: "60 3 * * *" }'),
        '9:24: full: must be a cron expression of five fields, such as "0 3 * * *"',
      ],
    ],
  },
];
