/** The scenario's configuration: every measure, grain, policy, convention, pace and threshold of domain.md. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

export const secrets = {
  JIRA_SECRET: "jira-secret",
  JIRA_OLD_SECRET: "jira-secret-before-the-rotation",
  DC_TOKEN: "a-long-random-token",
  OTHER_TOKEN: "the-token-of-another-sender",
  LINEAR_SECRET: "linear-secret",
  QUIET_SECRET: "quiet-secret",
};

/** Writes the three files; the running periods lie around `today` so that the elapsed share is known to the instant. */
export async function writeScenarioConfig(dir: string, today: Date): Promise<void> {
  await writeFile(join(dir, "okrs.yaml"), okrsYaml(today));
  await writeFile(join(dir, "mapping.yaml"), mappingYaml());
  await writeFile(join(dir, "sources.yaml"), sourcesYaml);
}

/** Twenty days, the due day included: ten have passed at the first instant of `today`. */
export const runningPeriod = { daysBefore: 10, daysAfter: 9, length: 20 };

function day(today: Date, offset: number): string {
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + offset))
    .toISOString()
    .slice(0, 10);
}

function okrsYaml(today: Date): string {
  const running = { start: day(today, -runningPeriod.daysBefore), due: day(today, runningPeriod.daysAfter) };
  const past = { start: day(today, -60), due: day(today, -30) };
  const future = { start: day(today, 30), due: day(today, 60) };
  return `periods:
  - { id: running, start: ${running.start}, due: ${running.due} }
  - { id: past, start: ${past.start}, due: ${past.due} }

objectives:
  - id: o-tree
    title: One tree, every grain, credit and policy
    period: running
    parent: o-parent
    weight: 2
    keyResults:
      - { id: c-count, title: By count, measure: { kind: completion, by: count } }
      - { id: c-estimate, title: By estimate, weight: 2, measure: { kind: completion, by: estimate } }
      - { id: c-unestimated, title: Half a point, measure: { kind: completion, by: estimate }, unestimated: 0.5 }
      - { id: c-field, title: By field, measure: { kind: completion, by: "field:savings" } }
      - { id: c-leaf, title: Leaves, measure: { kind: completion, by: count }, grain: leaf, canceled: keep }
      - { id: c-container, title: Epics, measure: { kind: completion, by: count }, grain: container, credit: { started: 0.25, completed: 1 } }
      - { id: c-all, title: All, measure: { kind: completion, by: count }, grain: all, canceled: credit }
      - { id: c-credit, title: Credit, measure: { kind: completion, by: count }, credit: { started: 0.25, completed: 1, "in review": 0.8 } }

  - id: o-totals
    title: Totals and aggregates
    period: running
    parent: o-parent
    keyResults:
      - { id: t-sum, title: Sum, measure: { kind: total, by: estimate, start: 10, target: 50 } }
      - { id: t-count, title: Count, measure: { kind: total, by: count, target: 1 } }
      - { id: t-average, title: Average, measure: { kind: total, by: estimate, aggregate: average, target: 11 } }
      - { id: t-min, title: Minimum, measure: { kind: total, by: estimate, aggregate: min, start: 20, target: 0 } }
      - { id: t-max, title: Maximum, measure: { kind: total, by: "field:savings", aggregate: max, target: 500 } }
      - { id: t-latest, title: Latest, measure: { kind: total, by: estimate, aggregate: latest, target: 8 } }
      - { id: t-lead, title: Lead time, measure: { kind: total, by: "field:leadTimeDays", aggregate: average, start: 20, target: 5 } }
      - { id: t-cycle, title: Cycle time, measure: { kind: total, by: "field:cycleTimeDays", aggregate: average, start: 7, target: 0 } }

  - id: o-milestones
    title: Milestones
    period: running
    keyResults:
      - { id: m-half, title: Half there, measure: { kind: milestone } }
      - { id: m-done, title: There, measure: { kind: milestone } }
      - { id: m-empty, title: Nothing in scope, measure: { kind: milestone } }
      - { id: m-keep, title: Canceled kept, measure: { kind: milestone }, canceled: keep }
      - { id: m-credit, title: Canceled credited, measure: { kind: milestone }, canceled: credit }

  - id: o-checkins
    title: Metrics and a guardrail
    period: running
    keyResults:
      - { id: x-rising, title: Rising, measure: { kind: metric, unit: "%", start: 60, target: 85 } }
      - { id: x-falling, title: Falling, weight: 3, measure: { kind: metric, start: 200, target: 50 } }
      - { id: b-in, title: In the band, weight: 2, measure: { kind: metric, keep: { min: 95, max: 105 } } }
      - { id: g-cap, title: Caps, guardrail: true, measure: { kind: metric, start: 0, target: 10 } }

  - id: o-missed
    title: The wrong way
    period: running
    keyResults:
      - { id: x-over, title: Wrong way, measure: { kind: metric, start: 200, target: 50 } }
      - { id: b-out, title: Left the band, measure: { kind: metric, keep: { max: 105 } } }
      - { id: b-empty, title: No check-in, measure: { kind: metric, keep: { min: 1 } } }

  - id: o-capped
    title: A guardrail without data caps at zero
    period: running
    keyResults:
      - { id: y-full, title: Full, measure: { kind: metric, start: 0, target: 10 } }
      - { id: g-silent, title: Silent, guardrail: true, measure: { kind: metric, start: 0, target: 10 } }

  - id: o-guards
    title: Guardrails only
    period: running
    keyResults:
      - { id: g-only, title: Only, guardrail: true, measure: { kind: metric, start: 0, target: 10 } }

  - id: o-empty
    title: Nothing has data
    period: running
    parent: o-parent
    keyResults:
      - { id: e-none, title: None, measure: { kind: completion, by: count } }

  - id: o-parent
    title: With children
    period: running
    rollup: withChildren
    keyResults:
      - { id: p-own, title: Own, measure: { kind: metric, start: 0, target: 10 } }

  - id: o-mirror
    title: Another objective's progress
    period: running
    keyResults:
      - { id: k-mirror, title: Mirror, measure: { kind: objective, objective: o-checkins } }

  - id: o-linear
    title: Linear
    period: running
    keyResults:
      - { id: l-project, title: A project, measure: { kind: completion, by: estimate } }
      - { id: l-initiative, title: An initiative, measure: { kind: completion, by: estimate }, grain: leaf, credit: { started: 0.25, completed: 1 } }
      - { id: l-container, title: Projects, measure: { kind: completion, by: count }, grain: container }
      - { id: l-cycle, title: Cycle time, measure: { kind: total, by: "field:cycleTimeDays", target: 7 } }
      - { id: l-moved, title: Moved, measure: { kind: completion, by: estimate } }
      - { id: l-docs, title: Docs, measure: { kind: completion, by: estimate } }
      - { id: l-oldname, title: A name that the project had, measure: { kind: completion, by: count } }

  - id: o-people
    title: Labels, fields and links
    period: running
    keyResults:
      - { id: v-label, title: By label, measure: { kind: completion, by: count } }
      - { id: v-field, title: By field, measure: { kind: completion, by: count } }
      - { id: v-link, title: By link, measure: { kind: completion, by: count } }

  - id: o-others
    title: Data Center, Automation, conditions, moves
    period: running
    keyResults:
      - { id: d-epic, title: An epic link, measure: { kind: completion, by: estimate } }
      - { id: a-auto, title: Automation, measure: { kind: completion, by: count } }
      - { id: q-cond, title: Conditions, measure: { kind: total, by: count, target: 4 } }
      - { id: c-moved, title: Found by its old key, measure: { kind: completion, by: count }, credit: { started: 0.5, completed: 1 } }
      - { id: c-left, title: Left the project, measure: { kind: completion, by: count } }

  - id: o-past
    title: Everything is expected
    period: past
    kind: committed
    keyResults:
      - { id: h-ontrack, title: On track, measure: { kind: metric, start: 0, target: 10 } }
      - { id: h-atrisk, title: At risk, measure: { kind: metric, start: 0, target: 10 } }
      - { id: h-off, title: Off track, measure: { kind: metric, start: 0, target: 10 } }
      - { id: h-done, title: Done, measure: { kind: metric, start: 0, target: 10 } }
      - { id: h-nodata, title: No data, measure: { kind: metric, start: 0, target: 10 } }
      - { id: h-points, title: Points, measure: { kind: metric, start: 0, target: 10 }, pace: [[0, 0], [0.5, 0.2], [1, 0.6]] }
      - { id: h-thresholds, title: Thresholds, measure: { kind: metric, start: 0, target: 10 }, health: { onTrack: 0.5, atRisk: 0.3 } }

  - id: o-mid
    title: Half way
    period: running
    pace: backLoaded
    health: { onTrack: 0.5, atRisk: 0.3 }
    keyResults:
      - { id: i-inherits, title: Inherits, measure: { kind: metric, start: 0, target: 10 } }
      - { id: i-linear, title: Linear, measure: { kind: metric, start: 0, target: 10 }, pace: linear }
      - { id: i-dates, title: Own dates, measure: { kind: metric, start: 0, target: 10 }, start: ${past.start}, due: ${past.due} }
      - { id: i-future, title: Not begun, measure: { kind: metric, start: 0, target: 10 }, start: ${future.start}, due: ${future.due} }

  - id: o-quiet
    title: A source that fell silent
    period: running
    keyResults:
      - { id: s-stale, title: Stale, measure: { kind: completion, by: count } }
`;
}

function mappingYaml(): string {
  const onTree = ["c-count", "c-estimate", "c-unestimated", "c-field", "c-leaf", "c-container", "c-all", "c-credit"];
  const onTotals = ["t-count", "t-min", "t-max", "t-latest", "t-lead", "t-cycle"];
  return `conventions:
  label: "kr:"
  field: keyResult

rules:
${[...onTree, ...onTotals].map((id) => `  - { id: r-${id}, keyResult: ${id}, when: { source: jira, within: SHOP-1 } }`).join("\n")}
  - { id: r-t-sum-checkout, keyResult: t-sum, weight: 2, when: { within: SHOP-10 } }
  - { id: r-t-sum-search, keyResult: t-sum, weight: 0.5, when: { within: "https://acme.atlassian.net/browse/SHOP-20" } }
  - { id: r-t-sum-never, keyResult: t-sum, weight: 100, when: { within: SHOP-1 } }
  - { id: r-t-average, keyResult: t-average, weight: 3, when: { within: SHOP-1 } }
  - { id: r-m-half, keyResult: m-half, when: { within: SHOP-20 } }
  - { id: r-m-done, keyResult: m-done, when: { within: SHOP-40 } }
  - { id: r-m-empty, keyResult: m-empty, when: { within: SHOP-999 } }
  - { id: r-m-keep, keyResult: m-keep, when: { within: SHOP-40 } }
  - { id: r-m-credit, keyResult: m-credit, when: { within: SHOP-40 } }
  - { id: r-e-none, keyResult: e-none, when: { project: NOWHERE } }
  - { id: r-l-project, keyResult: l-project, when: { source: linear, within: "project:Payments revamp" } }
  - { id: r-l-initiative, keyResult: l-initiative, when: { within: "initiative:Retention" } }
  - { id: r-l-container, keyResult: l-container, when: { source: linear, type: Project } }
  - { id: r-l-cycle, keyResult: l-cycle, when: { source: linear, team: ENG } }
  - { id: r-l-moved, keyResult: l-moved, when: { within: ENG-7 } }
  - { id: r-l-docs, keyResult: l-docs, when: { within: "project:d0c5d0c5d0c5" } }
  - { id: r-l-oldname, keyResult: l-oldname, when: { within: "project:Payments v1" } }
  - { id: r-v-link, keyResult: v-link, weight: 7, when: { key: [SHOP-93] } }
  - { id: r-d-epic, keyResult: d-epic, when: { source: dc, within: PLAT-1 } }
  - { id: r-a-auto, keyResult: a-auto, when: { source: robot } }
  - id: r-q-cond
    keyResult: q-cond
    when:
      any:
        - { project: OPS, type: [Story, Improvement], label: "beta/*", priority: [High, Highest] }
        - { team: OPS, estimate: { gte: 3 }, key: { none: [OPS-9] } }
      not: { title: "[internal]*" }
  - { id: r-c-moved, keyResult: c-moved, when: { within: SHOP-50 } }
  - { id: r-c-left, keyResult: c-left, when: { project: SHOP, title: "Moving*" } }
  - { id: r-s-stale, keyResult: s-stale, when: { source: quiet } }
`;
}

const sourcesYaml = `sources:
  - id: jira
    kind: jira
    baseUrl: https://acme.atlassian.net
    webhookSecrets: ["\${JIRA_SECRET}", "\${JIRA_OLD_SECRET}"]
    fields: { estimate: [customfield_10016, customfield_10026], keyResult: customfield_10200, savings: customfield_10300, startedAt: customfield_10400 }
  - id: dc
    kind: jira
    baseUrl: https://jira.corp.example
    webhookAuth: { header: X-Okr-Token, values: ["\${DC_TOKEN}"] }
    fields: { estimate: customfield_10106, epicLink: customfield_10006, startedAt: customfield_10400 }
  - id: robot
    kind: jira
    baseUrl: https://robot.atlassian.net
    webhookAuth: { header: X-Okr-Token, values: ["\${OTHER_TOKEN}", "\${DC_TOKEN}"] }
    fields: { startedAt: customfield_10400 }
  - id: linear
    kind: linear
    webhookSecrets: ["\${LINEAR_SECRET}"]
  - id: quiet
    kind: jira
    baseUrl: https://quiet.atlassian.net
    webhookSecrets: ["\${QUIET_SECRET}"]
    fields: { startedAt: customfield_10400 }
    staleAfter: 1s
`;
