import { describe, expect, it } from "vitest";
import type { JqlExpression } from "../../src/domain/jql.ts";
import type { Condition } from "../../src/domain/rule.ts";
import { goodQuery } from "./jql-reading.ts";

const apart = "[^\\pL\\pM\\pN_]";
const word = (text: string) => `(?:^|${apart})(?i:${text})(?:${apart}|$)`;

function conditionOf(query: string): Condition {
  const { expression } = goodQuery(query);
  if (expression.kind !== "clause") throw new Error(`several clauses: ${query}`);
  return expression.condition;
}

describe("readJql, one clause", () => {
  it.each<[string, Condition]>([
    ["project = SHOP", { project: "SHOP" }],
    ['project = "Payments revamp"', { project: "Payments revamp" }],
    ["PROJECT in (SHOP, BETA)", { project: ["SHOP", "BETA"] }],
    ["project not in (SHOP)", { project: { exists: true, none: ["SHOP"] } }],
    ["issuetype = Epic", { type: "Epic" }],
    ["type != Epic", { type: { exists: true, none: ["Epic"] } }],
    ['"Issue Type" = Bug', { type: "Bug" }],
    ['status = "In Progress"', { status: "In Progress" }],
    ["status = 'In Progress'", { status: "In Progress" }],
    ["status != Done", { status: { exists: true, none: ["Done"] } }],
    ['statusCategory = "To Do"', { statusCategory: ["backlog", "unstarted"] }],
    ["statusCategory = new", { statusCategory: ["backlog", "unstarted"] }],
    ['statusCategory = "in progress"', { statusCategory: "started" }],
    ["statusCategory = done", { statusCategory: ["completed", "canceled"] }],
    ["statusCategory = completed", { statusCategory: "completed" }],
    ["statusCategory != Done", { statusCategory: { exists: true, none: ["completed", "canceled"] } }],
    ["statusCategory in (indeterminate, canceled)", { statusCategory: ["started", "canceled"] }],
    ["resolution = Duplicate", { resolution: "Duplicate" }],
    ["resolution = Unresolved", { resolution: { exists: false } }],
    ["resolution != unresolved", { resolution: { exists: true } }],
    ["resolution in (Unresolved, Done)", { any: [{ resolution: "Done" }, { resolution: { exists: false } }] }],
    ["resolution not in (Unresolved, Done)", { resolution: { exists: true, none: ["Done"] } }],
    ["resolution is empty", { resolution: { exists: false } }],
    ["priority = High", { priority: "High" }],
    ["priority in (High, Highest)", { priority: ["High", "Highest"] }],
    ["labels = beta", { label: "beta" }],
    ["labels != beta", { label: { exists: true, none: ["beta"] } }],
    ["labels is EMPTY", { label: { exists: false } }],
    ["labels is not null", { label: { exists: true } }],
    ["labels = EMPTY", { label: { exists: false } }],
    ["labels != null", { label: { exists: true } }],
    ["labels in (a, EMPTY)", { any: [{ label: "a" }, { label: { exists: false } }] }],
    ["labels not in (a, EMPTY)", { label: { exists: true, none: ["a"] } }],
    ['labels = "beta*"', { label: { matches: "(?i)\\A(?:beta\\*)\\z" } }],
    ['labels in (a, "b*", "*c")', { any: [{ label: "a" }, { label: { matches: "(?i)\\A(?:b\\*|\\*c)\\z" } }] }],
    [
      'labels not in (a, "b*")',
      { label: { exists: true, none: ["a"] }, not: { label: { matches: "(?i)\\A(?:b\\*)\\z" } } },
    ],
    ['labels != "b*"', { label: { exists: true }, not: { label: { matches: "(?i)\\A(?:b\\*)\\z" } } }],
    ["component = API", { component: "API" }],
    ["fixVersion = 2.0", { version: "2.0" }],
    ['fixVersion in (2026, "2.0")', { version: ["2026", "2.0"] }],
    ['sprint = "Sprint 7"', { sprint: "Sprint 7" }],
    ['assignee = "maria@example.com"', { assignee: "maria@example.com" }],
    ["assignee is empty", { assignee: { exists: false } }],
    ["creator != bo", { creator: { exists: true, none: ["bo"] } }],
    ["key = SHOP-12", { key: "SHOP-12" }],
    ["issuekey in (SHOP-1, shop-2)", { key: ["SHOP-1", "shop-2"] }],
    ["issue != SHOP-1", { key: { exists: true, none: ["SHOP-1"] } }],
    ["id not in (SHOP-1)", { key: { exists: true, none: ["SHOP-1"] } }],
    ['issue in childIssuesOf("SHOP-12")', { within: "SHOP-12", not: { key: "SHOP-12" } }],
    ["key in portfolioChildIssuesOf(SHOP-12)", { within: "SHOP-12", not: { key: "SHOP-12" } }],
    ['issue not in childIssuesOf("SHOP-12")', { any: [{ key: "SHOP-12" }, { not: { within: "SHOP-12" } }] }],
    [
      "issue in (SHOP-1, childIssuesOf(SHOP-12))",
      { any: [{ key: "SHOP-1" }, { within: "SHOP-12", not: { key: "SHOP-12" } }] },
    ],
    [
      "issue not in (SHOP-1, childIssuesOf(SHOP-12))",
      {
        all: [
          { key: { exists: true, none: ["SHOP-1"] } },
          { any: [{ key: "SHOP-12" }, { not: { within: "SHOP-12" } }] },
        ],
      },
    ],
    ['"Epic Link" = SHOP-12', { within: "SHOP-12", level: 0, not: { key: "SHOP-12" } }],
    [
      "parentEpic in (SHOP-1, SHOP-2)",
      {
        any: [
          { within: "SHOP-1", level: { lt: 1 }, not: { key: "SHOP-1" } },
          { within: "SHOP-2", level: { lt: 1 }, not: { key: "SHOP-2" } },
        ],
      },
    ],
    ["summary ~ checkout", { title: { matches: word("checkout") } }],
    ['summary ~ "pay*"', { title: { matches: `(?:^|${apart})(?i:pay)` } }],
    ['summary ~ "pay now"', { all: [{ title: { matches: word("pay") } }, { title: { matches: word("now") } }] }],
    [
      'summary ~ "\\"checkout flow\\""',
      { title: { matches: `(?:^|${apart})(?i:checkout)${apart}+(?i:flow)(?:${apart}|$)` } },
    ],
    ["summary ~ check-out", { title: { matches: `(?:^|${apart})(?i:check)${apart}+(?i:out)(?:${apart}|$)` } }],
    ["summary !~ checkout", { title: { exists: true }, not: { title: { matches: word("checkout") } } }],
    [
      'summary !~ "pay now"',
      {
        title: { exists: true },
        not: { all: [{ title: { matches: word("pay") } }, { title: { matches: word("now") } }] },
      },
    ],
    ["summary ~ 7", { title: { matches: word("7") } }],
    ["summary is empty", { title: { exists: false } }],
    ["created >= 2026-10-01", { createdAt: { gte: "2026-10-01T00:00:00Z" } }],
    ['created > "2026/10/01"', { createdAt: { gt: "2026-10-01T00:00:00Z" } }],
    ['createdDate <= "2026-10-01 14:30"', { createdAt: { lte: "2026-10-01T14:30:00Z" } }],
    ['updated < "2026/1/2 9:05"', { updatedAt: { lt: "2026-01-02T09:05:00Z" } }],
    ["updatedDate >= -14d", { updatedAt: { gte: "-14d" } }],
    ["updated > -14d", { updatedAt: { gte: "-14d" } }],
    ["updated < -2w", { updatedAt: { lt: "-14d" } }],
    ["updated <= -2w", { updatedAt: { lt: "-14d" } }],
    ["created >= startOfDay()", { createdAt: { gte: "0d" } }],
    ["created < startOfDay(-7)", { createdAt: { lt: "-7d" } }],
    ['created >= startOfDay("-1w")', { createdAt: { gte: "-7d" } }],
    ["created <= endOfDay()", { createdAt: { lte: "0d" } }],
    ["created > endOfDay(-1d)", { createdAt: { gt: "-1d" } }],
    ["created <= now()", { createdAt: { lte: "0d" } }],
    ["created > NOW()", { createdAt: { gt: "0d" } }],
    ["created is not empty", { createdAt: { exists: true } }],
    ["updated is empty", { updatedAt: { exists: false } }],
    ["resolved >= -30d", { completedAt: { gte: "-30d" } }],
    ["resolutiondate is empty", { statusCategory: { exists: true, none: ["completed", "canceled"] } }],
    ["resolved is not empty", { statusCategory: ["completed", "canceled"] }],
    ['"Story Points" = 3', { estimate: 3 }],
    ['"Story points[Number]" >= "2.5"', { estimate: { gte: 2.5 } }],
    ['"Story point estimate" < 8', { estimate: { lt: 8 } }],
    ["estimate != 3", { estimate: { exists: true }, not: { estimate: 3 } }],
    ["estimate in (1, -2, EMPTY)", { any: [{ estimate: 1 }, { estimate: -2 }, { estimate: { exists: false } }] }],
    ["estimate not in (1, 2)", { estimate: { exists: true }, not: [{ estimate: 1 }, { estimate: 2 }] }],
    ["estimate is not empty", { estimate: { exists: true } }],
    ["estimate != EMPTY", { estimate: { exists: true } }],
    ["hierarchyLevel > 0", { level: { gt: 0 } }],
    ["cf[10016] > 3", { estimate: { gt: 3 } }],
    ['"cf[10026]" > 3', { estimate: { gt: 3 } }],
    ["cf[10001] = Checkout", { team: "Checkout" }],
    ['"Team[Team]" = Checkout', { team: "Checkout" }],
    ["Team[Dropdown] != Checkout", { team: { exists: true, none: ["Checkout"] } }],
    ["team = ENG", { team: "ENG" }],
    ["cycle = 12", { cycle: "12" }],
    ["milestone = M1", { milestone: "M1" }],
    ["initiative = Growth", { initiative: "Growth" }],
    ['"Key Result" = beta', { "field.keyResult": "beta" }],
    ["cf[10200] is empty", { "field.keyResult": { exists: false } }],
    ["keyresult not in (a, b)", { "field.keyResult": { exists: true }, not: { "field.keyResult": ["a", "b"] } }],
    ["betaScore = 3", { any: [{ "field.betaScore": "3" }, { "field.betaScore": 3 }] }],
    ['"Beta Score[Number]" >= 3', { "field.betaScore": { gte: 3 } }],
    ["betaScore < -14d", { "field.betaScore": { lt: "-14d" } }],
    ["betaScore > 2026-10-01", { "field.betaScore": { gt: "2026-10-01T00:00:00Z" } }],
    [
      'betaScore != "2026/10/01"',
      {
        "field.betaScore": { exists: true },
        not: [{ "field.betaScore": "2026/10/01" }, { "field.betaScore": { gte: "2026-10-01", lte: "2026-10-01" } }],
      },
    ],
    ["betaScore in (a, EMPTY)", { any: [{ "field.betaScore": "a" }, { "field.betaScore": { exists: false } }] }],
    ["betaScore ~ high", { "field.betaScore": { matches: word("high") } }],
    ["betaScore is not empty", { "field.betaScore": { exists: true } }],
    ['labels = "it\'s \\"quoted\\" \\\\ \\u00e9"', { label: 'it\'s "quoted" \\ é' }],
    ["labels = a\\ b", { label: "a b" }],
  ])("%s", (query, condition) => {
    expect(conditionOf(query)).toEqual(condition);
  });
});

/** Clauses by their texts, so that the shape of the whole is seen. */
function outline(expression: JqlExpression): unknown {
  if (expression.kind === "clause") return expression.text;
  return { [expression.kind]: expression.parts.map(outline) };
}

describe("readJql, the whole query", () => {
  it.each<[string, unknown]>([
    ["project = A AND labels = b", { and: ["project = A", "labels = b"] }],
    ["project = A && labels = b & labels = c", { and: ["project = A", "labels = b", "labels = c"] }],
    ["project = A or labels = b AND labels = c", { or: ["project = A", { and: ["labels = b", "labels = c"] }] }],
    ["(project = A or labels = b) AND labels = c", { and: [{ or: ["project = A", "labels = b"] }, "labels = c"] }],
    ["project = A | (labels = b || labels = c)", { or: ["project = A", "labels = b", "labels = c"] }],
    ["((project = A))", "project = A"],
    ["NOT project = A", "project != A"],
    ["! project != A", "project = A"],
    ["NOT NOT project = A", "project = A"],
    ["NOT (project = A AND labels in (b, c))", { or: ["project != A", "labels NOT IN (b, c)"] }],
    [
      "NOT (project = A OR NOT (labels = b AND NOT labels = c))",
      { and: ["project != A", "labels = b", "labels != c"] },
    ],
    ["NOT labels is empty", "labels IS NOT EMPTY"],
    ["NOT labels is not null", "labels IS EMPTY"],
    ["NOT summary ~ x", "summary !~ x"],
    ["NOT summary !~ x", "summary ~ x"],
    ["NOT created < -14d", "created >= -14d"],
    ["NOT created <= -14d", "created > -14d"],
    ["NOT created > -14d", "created <= -14d"],
    ["NOT estimate >= 3", "estimate < 3"],
    ['project = A\n  AND "Story Points" > 3', { and: ["project = A", '"Story Points" > 3'] }],
  ])("%s", (query, wanted) => {
    expect(outline(goodQuery(query).expression)).toEqual(wanted);
    expect(goodQuery(query).text).toBe(query);
  });
});
