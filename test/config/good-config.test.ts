import { describe, expect, it } from "vitest";
import { defaultCredit, defaultThresholds } from "../../src/domain/okr.ts";
import { defaultCanceledResolutions } from "../../src/config/sources.ts";
import { broken, goodConfig, smallConfig } from "./small-config.ts";

const measure = "{ kind: completion, by: estimate }";
const title = "title: Complete the shop";
const when = "{ project: SHOP }";

function keyResult(edits: readonly (readonly [string, string])[]) {
  return goodConfig(broken({ file: "okrs.yaml", edits })).objectives[0]!.keyResults[0]!;
}

function condition(text: string) {
  return goodConfig(broken({ file: "mapping.yaml", edits: [[when, text]] })).mapping.rules[0]!.when;
}

function jira(line: string) {
  const edits = [["    kind: jira", `    kind: jira\n${line}`]] as const;
  return goodConfig(broken({ file: "sources.yaml", edits })).sources[0]!;
}

describe("objectives and key results", () => {
  it("have every default filled in", () => {
    const config = goodConfig(smallConfig);
    expect(config.periods).toEqual([{ id: "2026-Q4", start: "2026-10-01", due: "2026-12-31" }]);
    const { keyResults, ...objective } = config.objectives[0]!;
    expect(objective).toEqual({
      id: "launch",
      title: "Launch the shop",
      description: null,
      period: "2026-Q4",
      owner: "maria@example.com",
      team: null,
      kind: "aspirational",
      parent: null,
      weight: 1,
      rollup: "own",
      pace: "linear",
      health: defaultThresholds,
      start: "2026-10-01",
      due: "2026-12-31",
    });
    expect(keyResults[0]).toEqual({
      id: "shop-complete",
      objectiveId: "launch",
      title: "Complete the shop",
      description: null,
      owner: null,
      weight: 1,
      measure: { kind: "completion", by: "estimate" },
      grain: "issue",
      canceled: "exclude",
      credit: defaultCredit,
      unestimated: 1,
      guardrail: false,
      pace: "linear",
      health: defaultThresholds,
      start: "2026-10-01",
      due: "2026-12-31",
    });
  });

  it.each([
    ["{ kind: completion }", { kind: "completion", by: "count" }],
    ["{ kind: completion, by: field:effort }", { kind: "completion", by: "field:effort" }],
    ["{ kind: completion, by: field:leadTimeDays }", { kind: "completion", by: "field:leadTimeDays" }],
    ["{ kind: total, target: 5 }", { kind: "total", by: "count", aggregate: "sum", start: 0, target: 5, unit: null }],
    [
      "{ kind: total, by: field:leadTimeDays, aggregate: average, start: 9, target: 4, unit: days }",
      { kind: "total", by: "field:leadTimeDays", aggregate: "average", start: 9, target: 4, unit: "days" },
    ],
    ["{ kind: milestone }", { kind: "milestone" }],
    ["{ kind: metric, start: 6, target: 4 }", { kind: "metric", start: 6, target: 4, unit: null }],
    ['{ kind: metric, unit: "%", keep: { max: 1 } }', { kind: "band", min: null, max: 1, unit: "%" }],
    ["{ kind: metric, keep: { min: 3, max: 3 } }", { kind: "band", min: 3, max: 3, unit: null }],
  ])("measure %s", (text, expected) => {
    expect(keyResult([[measure, text]]).measure).toEqual(expected);
  });

  it("merge credit over the default, with status names in lower case", () => {
    const written = `${title}\n        credit: { started: 0.25, In Review: 0.8 }`;
    expect(keyResult([[title, written]]).credit).toEqual({
      byCategory: { ...defaultCredit.byCategory, started: 0.25 },
      byStatus: { "in review": 0.8 },
    });
  });

  it("take pace and thresholds from the objective, one by one", () => {
    const { pace, health } = keyResult([
      ["    owner:", "    pace: backLoaded\n    health: { onTrack: 0.8, atRisk: 0.5 }\n    owner:"],
      [title, `${title}\n        health: { onTrack: 0.95 }`],
    ]);
    expect({ pace, health }).toEqual({ pace: "backLoaded", health: { onTrack: 0.95, atRisk: 0.5 } });
  });

  it("may run beyond their period", () => {
    const { start, due } = keyResult([[title, `${title}\n        due: 2027-03-31`]]);
    expect({ start, due }).toEqual({ start: "2026-10-01", due: "2027-03-31" });
  });

  it("may measure another objective and roll up children without a circle", () => {
    const other = "\n  - { id: other, title: Other, period: 2026-Q4, parent: launch }";
    const config = goodConfig(
      broken({
        file: "okrs.yaml",
        edits: [
          [measure, "{ kind: objective, objective: other }"],
          ["    owner:", "    rollup: withChildren\n    owner:"],
          ["target: 85 }", `target: 85 }${other}`],
        ],
      }),
    );
    expect(config.objectives.map(({ id, parent, rollup }) => [id, parent, rollup])).toEqual([
      ["launch", null, "withChildren"],
      ["other", "launch", "own"],
    ]);
  });
});

describe("conditions", () => {
  it.each([
    ["{ source: JIRA }", { source: "JIRA" }],
    ["{ label: 'beta/*', type: [Story, Bug] }", { label: "beta/*", type: ["Story", "Bug"] }],
    ["{ label: { none: [spike], any: [a], exists: true } }", { label: { none: ["spike"], any: ["a"], exists: true } }],
    ["{ within: [SHOP-12, 'project:Payments revamp'] }", { within: ["SHOP-12", "project:Payments revamp"] }],
    ["{ estimate: 3, level: { gte: 0, lt: 2 } }", { estimate: 3, level: { gte: 0, lt: 2 } }],
    ["{ createdAt: { gte: 2026-10-01, lt: -14d } }", { createdAt: { gte: "2026-10-01", lt: "-14d" } }],
    ["{ completedAt: { gt: '2026-10-01T12:00:00+02:00' } }", { completedAt: { gt: "2026-10-01T12:00:00+02:00" } }],
    ["{ field.effort: 3 }", { "field.effort": 3 }],
    ["{ field.effort: { gte: 3 } }", { "field.effort": { gte: 3 } }],
    ["{ field.effort: { gte: 2026-10-01 } }", { "field.effort": { gte: "2026-10-01" } }],
    ["{ field.effort: [S, M] }", { "field.effort": ["S", "M"] }],
    ["{ statusCategory: [started, Completed, 'un*'] }", { statusCategory: ["started", "Completed", "un*"] }],
    [
      "{ any: [{ team: ENG }, { not: [{ label: a }] }], not: { title: x } }",
      { any: [{ team: "ENG" }, { not: [{ label: "a" }] }], not: { title: "x" } },
    ],
    ["{ label: no }", { label: "no" }],
  ])("%s", (text, expected) => {
    expect(condition(text)).toEqual(expected);
  });
});

describe("sources", () => {
  it("have every default filled in; without credentials nothing is fetched", () => {
    expect(goodConfig(smallConfig).sources).toEqual([
      {
        id: "jira",
        kind: "jira",
        baseUrl: "https://acme.atlassian.net",
        apiUrl: null,
        webhookSecrets: ["jira-secret"],
        webhookAuth: null,
        auth: null,
        fields: { keyResult: ["customfield_10200"], effort: ["customfield_10300"] },
        canceledResolutions: defaultCanceledResolutions,
        staleAfterMs: 86_400_000,
        maxAgeMs: 86_400_000,
        reconcile: null,
      },
      {
        id: "linear",
        kind: "linear",
        baseUrl: null,
        apiUrl: null,
        webhookSecrets: ["linear-secret"],
        webhookAuth: null,
        auth: null,
        fields: {},
        canceledResolutions: [],
        staleAfterMs: 86_400_000,
        maxAgeMs: 86_400_000,
        reconcile: null,
      },
    ]);
  });

  it("take either form of Jira credentials", () => {
    const cloud = jira('    auth: { email: a@example.com, apiToken: "${JIRA_SECRET}" }');
    expect(cloud.auth).toEqual({ email: "a@example.com", apiToken: "jira-secret" });
    expect(cloud.reconcile).toEqual({ everyMs: 900_000, full: "0 3 * * *", jql: null, teams: null });
    expect(jira('    auth: { token: "${JIRA_SECRET}" }').auth).toEqual({ token: "jira-secret" });
  });

  it.each([
    ["    reconcile: off", null],
    ["    reconcile: { every: 90s }", { everyMs: 90_000, full: "0 3 * * *", jql: null, teams: null }],
    [
      '    reconcile: { every: 2d, full: "*/5 1-3,7 * jan-mar mon", jql: "project = SHOP" }',
      { everyMs: 172_800_000, full: "*/5 1-3,7 * jan-mar mon", jql: "project = SHOP", teams: null },
    ],
  ])("reconcile as %s says", (line, expected) => {
    expect(jira(`    auth: { token: "\${JIRA_SECRET}" }\n${line}`).reconcile).toEqual(expected);
  });

  it("take addresses with a path, and drop the slash at the end", () => {
    expect(jira("    apiUrl: http://localhost:8080/jira/").apiUrl).toBe("http://localhost:8080/jira");
  });

  it("know headers by their lower-case names", () => {
    const { webhookAuth } = jira('    webhookAuth: { header: X-Okr-Token, values: ["${JIRA_SECRET}"] }');
    expect(webhookAuth).toEqual({ header: "x-okr-token", values: ["jira-secret"] });
  });
});

describe("files", () => {
  it("may hold CRLF and a byte order mark", () => {
    const windows = Object.entries(smallConfig).map(([name, text]) => [name, `\uFEFF${text.replaceAll("\n", "\r\n")}`]);
    const { files: _, ...config } = goodConfig(Object.fromEntries(windows) as Record<string, string>);
    const { files, ...expected } = goodConfig(smallConfig);
    expect(config).toEqual(expected);
    expect(Object.keys(files)).toEqual(Object.keys(smallConfig));
  });

  it("other than okrs.yaml and sources.yaml may be missing or empty", () => {
    const { "okrs.yaml": okrs, "sources.yaml": sources } = smallConfig;
    const config = goodConfig({ "okrs.yaml": okrs!, "sources.yaml": sources!, "access.yaml": "# none yet\n" });
    expect(config.mapping).toEqual({ conventions: { label: null, field: null }, rules: [] });
    expect(config.access).toEqual({ tokens: [] });
  });

  it("may repeat a value by an alias", () => {
    const config = goodConfig(
      broken({
        file: "mapping.yaml",
        edits: [[when, "&shop { project: SHOP }\n  - { id: b, keyResult: satisfaction, when: *shop }"]],
      }),
    );
    expect(config.mapping.rules.map((rule) => rule.when)).toEqual([{ project: "SHOP" }, { project: "SHOP" }]);
  });

  it("keep their references unresolved in what a revision stores", () => {
    expect(JSON.stringify(goodConfig(smallConfig).files)).not.toContain("jira-secret");
  });
});
