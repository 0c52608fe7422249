/** Files that are fine: the samples of the specification and one of each form that a key may take. */

export interface EditorSample {
  what: string;
  file: string;
  text: string;
}

const period = "periods: [{ id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }]";

const measures = [
  "{ kind: completion }",
  "{ kind: completion, by: count }",
  "{ kind: completion, by: field:effort }",
  "{ kind: total, target: 5 }",
  "{ kind: total, by: field:leadTimeDays, aggregate: average, start: 9, target: 4, unit: days }",
  "{ kind: milestone }",
  "{ kind: metric, start: 6, target: 4 }",
  '{ kind: metric, unit: "%", keep: { max: 1 } }',
  "{ kind: metric, keep: { min: -3.5, max: 3 } }",
];

const keyResultLines = [
  "grain: leaf",
  "canceled: keep",
  "credit: { started: 0.25, completed: 1, In Review: 0.8 }",
  "credit: {}",
  "unestimated: 0",
  "guardrail: true",
  "pace: linear",
  "pace: [[0, 0], [0.5, 0.2], [1, 1]]",
  "health: { onTrack: 0.95 }",
  "health: {}",
  "start: 2026-11-01",
  "due: 2027-03-31",
  "owner: maria@example.com",
  "description: |\n          Several\n          lines",
  "weight: 0",
];

const conditions = [
  "{ source: jira, within: SHOP-12 }",
  '{ source: linear, within: "project:Payments revamp", label: { none: [spike] } }',
  "{ within: [SHOP-12, 'project:Payments revamp'] }",
  "{ team: ENG, label: 'beta/*', estimate: { gte: 3 } }",
  "{ label: { none: [spike], any: [a], all: [b, c], exists: true } }",
  "{ statusCategory: [started, Completed, 'un*'] }",
  "{ statusCategory: { none: [canceled] } }",
  "{ estimate: 3, level: { gte: 0, lt: 2 } }",
  "{ createdAt: { gte: 2026-10-01, lt: -14d }, completedAt: { gt: '2026-10-01T12:00:00+02:00' } }",
  "{ updatedAt: { exists: true } }",
  "{ field.effort: 3 }",
  "{ field.effort: { gte: 3 } }",
  "{ field.effort: { gte: 2026-10-01 } }",
  "{ field.effort: [S, M] }",
  "{ any: [{ team: ENG }, { not: [{ label: a }] }], not: { title: x } }",
  "{ all: [{ any: [{ all: [{ team: ENG }] }] }] }",
];

const linear = "sources:\n  - { id: linear, kind: linear }\n";

const jiraLines = [
  'auth: { email: "${EMAIL:-a@example.com}", apiToken: "${JIRA_SECRET}" }',
  'auth: { token: "${JIRA_SECRET}" }',
  "reconcile: off",
  "reconcile: {}",
  'reconcile: { every: 15m, full: "0 3 * * *", jql: "project in (SHOP, BETA)" }',
  'webhookAuth: { header: X-Okr-Token, values: ["${JIRA_SECRET}"] }',
  "canceledResolutions: [Won't Do, Duplicate]",
  "fields: { estimate: [customfield_10016, customfield_10026], team: customfield_10001, effort: customfield_1 }",
  "apiUrl: http://localhost:8080/jira/",
  'staleAfter: "${AGE:-24h}"',
  'maxAge: "${AGE:-2d}"',
];

function okrs(what: string, objective: string): EditorSample {
  return {
    what,
    file: "okrs.yaml",
    text: `${period}\nobjectives:\n  - id: a\n    title: T\n    period: 2026-Q4\n${objective}`,
  };
}

function withKeyResult(line: string, measure = "{ kind: milestone }"): string {
  return `    keyResults:\n      - id: shop-complete\n        title: T\n        measure: ${measure}\n        ${line}\n`;
}

export const editorSamples: readonly EditorSample[] = [
  okrs("no key results yet", "    keyResults:\n"),
  okrs(
    "all keys of an objective",
    "    owner: a\n    team: b\n    kind: committed\n    weight: 2\n    rollup: withChildren\n",
  ),
  ...measures.map((measure) => okrs(`measure ${measure}`, withKeyResult("weight: 1", measure))),
  ...keyResultLines.map((line) => okrs(line.split("\n", 1)[0]!, withKeyResult(line))),
  { what: "nothing yet", file: "okrs.yaml", text: "periods:\nobjectives:\n" },
  { what: "nothing", file: "mapping.yaml", text: "" },
  { what: "no rules yet", file: "mapping.yaml", text: "conventions:\nrules:\n" },
  { what: "conventions", file: "mapping.yaml", text: 'conventions: { label: "kr:", field: keyResult }\n' },
  ...conditions.map((when) => ({
    what: `when ${when}`,
    file: "mapping.yaml",
    text: `rules:\n  - { id: r, keyResult: shop-complete, weight: 0.5, when: ${when} }\n`,
  })),
  { what: "a source by Linear", file: "sources.yaml", text: linear },
  ...jiraLines.map((line) => ({
    what: line,
    file: "sources.yaml",
    text: `sources:\n  - id: jira\n    kind: jira\n    baseUrl: "\${SITE:-https://acme.atlassian.net}"\n    ${line}\n`,
  })),
  { what: "no tokens", file: "access.yaml", text: "tokens: []\n" },
  {
    what: "tokens",
    file: "access.yaml",
    text: 'tokens:\n  - { name: wall-screen, role: "${ROLE:-viewer}", token: "${JIRA_SECRET}" }\n',
  },
  { what: "no publishers", file: "publish.yaml", text: "publishers:\n" },
];
