/** An organisation that grows by areas of work: each brings ten rules of every shape, and issues that they are about. */
import { goodQuery } from "../config/jql-reading.ts";
import type { Ancestor } from "../../src/domain/ancestor.ts";
import type { Subject } from "../../src/domain/attribute.ts";
import type { Issue } from "../../src/domain/issue.ts";
import { namesOf } from "../../src/domain/issue-name.ts";
import type { KeyResult } from "../../src/domain/okr.ts";
import type { Condition, Link, Mapping } from "../../src/domain/rule.ts";
import { aKeyResult, aLink, anIssue, aRule } from "../domain/samples.ts";
import { randomFrom, type Random } from "./random.ts";

export interface World {
  mapping: Mapping;
  keyResults: readonly KeyResult[];
  links: readonly Link[];
}

export const rulesAnArea = 10;
const jira = "https://acme.atlassian.net/browse";
const linear = "https://linear.app/acme";

export function worldOf(rules: number): World {
  const areas = Array.from({ length: rules / rulesAnArea }, (_, area) => area);
  return {
    mapping: {
      conventions: { label: "kr:", field: "keyResult" },
      rules: areas.flatMap((area) =>
        conditionsOf(area).map((when, i) =>
          aRule(when, { id: `rule-${area}-${i}`, keyResultId: `kr-${area}-${i % 5}` }),
        ),
      ),
    },
    keyResults: areas.flatMap((area) => [0, 1, 2, 3, 4].map((i) => aKeyResult({ id: `kr-${area}-${i}` }))),
    links: areas.map((area) => aLink(`${jira}/P${area}-2`, { id: String(area + 1), keyResultId: `kr-${area}-4` })),
  };
}

/** Sources, types, priorities and most labels are everybody's; projects, teams and containers the area's own. */
function conditionsOf(area: number): Condition[] {
  return [
    { source: "jira", within: `P${area}-1` },
    { source: "jira", project: `P${area}`, label: "checkout" },
    { source: "linear", within: `project:Revamp ${area}`, label: { none: ["spike"] } },
    { source: "linear", within: `initiative:Grow ${area}`, type: "Issue", estimate: { gte: 1 } },
    {
      any: [
        { project: `P${area}`, type: ["Story", "Improvement"], label: "beta-feedback", priority: ["High", "Highest"] },
        { team: `T${area}`, label: `beta-${area}/*`, estimate: { gte: 3 } },
      ],
      not: { title: { matches: "^\\[internal\\]" } },
    },
    { jql: goodQuery(`project = P${area} AND labels IN (beta-feedback, mobile) AND resolution != Duplicate`) },
    { jql: goodQuery(`issue IN childIssuesOf("P${area}-2") OR component = "Cart ${area}"`) },
    { label: `area-${area}/*`, type: "Bug" },
    { all: [{ team: `T${area}` }, { title: { matches: "(?i)speed|latency" } }], createdAt: { gte: "-90d" } },
    { within: [`${jira}/P${area}-3`, `${linear}/project/revamp-${area}-a${area}b`], statusCategory: "completed" },
  ];
}

const titles = ["Pay by card", "[internal] Clean up", "Latency of the cart", "Show the basket", "Speed up search"];
const labels = ["checkout", "beta-feedback", "mobile", "spike", "tech-debt", "design"];

/** Issues of the first areas as `Tree.subjectOf` gives them, with all that is above them and with their names, as JSON: they are parsed anew for each measurement. */
export function subjectsFor(areas: number, count: number, seed: number): string {
  const random = randomFrom(seed);
  return JSON.stringify(
    Array.from({ length: count }, (_, i) => {
      const area = Math.floor(random() * areas);
      return random() < 0.6 ? jiraSubject(area, i, random) : linearSubject(area, i, random);
    }),
  );
}

function jiraSubject(area: number, i: number, random: Random): Subject {
  const epicNumber = 1 + Math.floor(random() * 4);
  const epic = ancestorOf(jiraIssue(area, epicNumber, { type: "Epic", level: 1, title: `Epic ${epicNumber}` }), 1);
  const theme = ancestorOf(jiraIssue(area, 9, { type: "Theme", level: 2, title: "Theme" }), 2);
  const issue = jiraIssue(area, 10 + i, {
    title: pick(titles, random),
    type: pick(["Story", "Bug", "Task", "Improvement"], random),
    priority: pick(["Low", "Medium", "High", "Highest"], random),
    labels: [pick(labels, random), pick([`area-${area}/api`, ...labels], random)],
    components: random() < 0.2 ? [`Cart ${area}`] : [],
    assignee: ["Ann Example", "ann@example.com", "5b10ac8d82e05b22cc7d4ef5"],
    ...stateOf(random),
  });
  return { issue, ancestors: random() < 0.5 ? [epic, theme] : [epic], names: namesOf(issue) };
}

function linearSubject(area: number, i: number, random: Random): Subject {
  const slug = `a${area}b`;
  const project = anIssue(`linear:0f0f0f0f-0000-4000-8000-${String(area).padStart(12, "0")}`, {
    kind: "project",
    key: slug,
    slug,
    title: `Revamp ${area}`,
    url: `${linear}/project/revamp-${area}-${slug}`,
    level: 1,
  });
  const initiative = anIssue(`linear:1f1f1f1f-0000-4000-8000-${String(area).padStart(12, "0")}`, {
    kind: "initiative",
    key: `c${area}d`,
    slug: `c${area}d`,
    title: `Grow ${area}`,
    url: `${linear}/initiative/grow-${area}-c${area}d`,
    level: 2,
  });
  const issue = anIssue(`linear:2f2f2f2f-0000-4000-8000-${String(i).padStart(12, "0")}`, {
    key: `T${area}-${10 + i}`,
    url: `${linear}/issue/T${area}-${10 + i}/some-title-of-it`,
    title: pick(titles, random),
    type: "Issue",
    team: [`T${area}`],
    labels: [pick(labels, random), pick([`beta-${area}/ui`, ...labels], random)],
    estimate: Math.floor(random() * 8),
    ...stateOf(random),
  });
  const above = [ancestorOf(project, 1), ancestorOf(initiative, 2)];
  return { issue, ancestors: random() < 0.7 ? above : [], names: namesOf(issue) };
}

function jiraIssue(area: number, number: number, changes: Partial<Issue>): Issue {
  const key = `P${area}-${number}`;
  return anIssue(`jira:${area * 1_000_000 + number}`, { key, project: `P${area}`, url: `${jira}/${key}`, ...changes });
}

function stateOf(random: Random): Partial<Issue> {
  const done = random() < 0.4;
  return {
    status: done ? "Done" : "To Do",
    statusCategory: done ? "completed" : "unstarted",
    resolution: done ? pick(["Done", "Duplicate"], random) : null,
  };
}

function ancestorOf(issue: Issue, distance: number): Ancestor {
  const { ref, kind, title, slug } = issue;
  return { ref, issue, kind, names: namesOf(issue), title, slug, distance };
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)]!;
}
