import { describe, expect, it } from "vitest";
import { compilePattern } from "../../src/config/pattern/pattern.ts";
import type { Ancestor } from "../../src/domain/ancestor.ts";
import { compileCondition, matchesCondition } from "../../src/domain/condition.ts";
import type { Issue } from "../../src/domain/issue.ts";
import { namesOf } from "../../src/domain/issue-name.ts";
import { anIssue, today } from "../domain/samples.ts";
import { goodQuery } from "./jql-reading.ts";

function matches(query: string, issue: Issue, ancestors: readonly Ancestor[] = []): boolean {
  const condition = compileCondition({ jql: goodQuery(query) }, compilePattern);
  return matchesCondition(condition, { issue, ancestors }, today) === true;
}

function above(issue: Issue, distance: number): Ancestor {
  const { ref, kind, title, slug } = issue;
  return { ref, issue, kind, names: namesOf(issue), title, slug, distance };
}

const epic = anIssue("jira:1", { key: "SHOP-12", type: "Epic", level: 1, project: "SHOP" });
const story = anIssue("jira:2", {
  key: "SHOP-20",
  project: "SHOP",
  title: "Überarbeite Check-out: pay by card (v2*)",
  status: "In Review",
  statusCategory: "started",
  priority: "High",
  labels: ["Beta", "a*b"],
  components: ["API", "Checkout"],
  versions: ["2.0"],
  sprints: ["Sprint 7"],
  team: ["Checkout"],
  assignee: ["Maria Muster", "maria@example.com", "557058:1"],
  creator: ["Bo"],
  estimate: 3,
  fields: { betaScore: 85, dueOn: "2026-12-01", keyResult: ["shop-complete", "beta"] },
  createdAt: "2026-10-05T08:00:00.000Z",
  updatedAt: "2026-11-15T23:30:00.000Z",
});
const subTask = anIssue("jira:3", { key: "SHOP-21", project: "SHOP", level: -1, type: "Sub-task" });
const project = anIssue("linear:p1", {
  kind: "project",
  key: "payments-1",
  slug: "payments-1",
  title: "Payments revamp",
  type: "Project",
  level: 1,
});
const linear = anIssue("linear:i1", {
  key: "ENG-7",
  type: "Issue",
  title: "Card payments fail",
  status: "Canceled",
  statusCategory: "canceled",
  priority: "Urgent",
  labels: ["bug"],
  team: ["ENG"],
  cycle: ["Cycle 12", "12"],
  milestone: "Launch",
  assignee: ["Bo", "bo@example.com"],
});
const done = anIssue("jira:4", {
  key: "SHOP-30",
  project: "SHOP",
  status: "Done",
  statusCategory: "completed",
  resolution: "Done",
  completedAt: "2026-11-01T10:00:00.000Z",
});

describe("a query on a Jira issue", () => {
  it.each([
    ["project = shop AND issuetype = story", true],
    ["project in (BETA, Shop)", true],
    ["project != SHOP", false],
    ["labels = beta", true],
    ["labels != beta", false],
    ["labels != other", true],
    ["labels in (x, y, BETA)", true],
    ["labels not in (x, y)", true],
    ['labels = "a*b"', true],
    ['labels = "a*"', false],
    ['labels = "be*"', false],
    ['labels != "be*"', true],
    ["component = api AND component = checkout", true],
    ["component != api", false],
    ["fixVersion = 2.0", true],
    ["sprint = 'sprint 7'", true],
    ['assignee = "maria@example.com"', true],
    ['assignee = "Maria Muster"', true],
    ["assignee in (bo)", false],
    ["assignee != bo", true],
    ["creator = bo", true],
    ['"Team" = checkout', true],
    ["cf[10016] >= 3 AND cf[10016] < 3.5", true],
    ['"Story Points" != 3', false],
    ['"Story Points" in (1, 2, 3)', true],
    ["betaScore = 85", true],
    ['betaScore = "85"', true],
    ["betaScore > 85", false],
    ["betaScore >= 85", true],
    ["betaScore != 80", true],
    ["dueOn = 2026-12-01", true],
    ["dueOn = '2026/12/1'", true],
    ["dueOn > 2026-12-01", false],
    ["dueOn >= 2026-12-01", true],
    ["dueOn < 16d", true],
    ["keyResult = BETA", true],
    ["keyResult not in (beta)", false],
    ["resolution != Duplicate", false],
    ["resolution = Unresolved", true],
    ["resolution is empty AND NOT resolution is not empty", true],
    ["statusCategory = 'In Progress'", true],
    ["statusCategory != Done", true],
    ["hierarchyLevel = 0", true],
    ["summary ~ überarbeite", true],
    ["summary ~ ÜBERARBEITE", true],
    ["summary ~ arbeite", false],
    ["summary ~ check-out", true],
    ["summary ~ 'out check'", true],
    ["summary ~ '\"out check\"'", false],
    ["summary ~ '\"check out\"'", true],
    ["summary ~ 'über*'", true],
    ["summary ~ 'ber*'", false],
    ["summary ~ v2", true],
    ["summary ~ 'pay go'", false],
    ["summary !~ 'pay go'", true],
    ["summary !~ pay", false],
    ["created >= 2026-10-05", true],
    ["created > 2026-10-05", true],
    ["created <= 2026-10-05", false],
    ['created <= "2026-10-05 08:00"', true],
    ['created < "2026-10-05 08:00"', false],
    ["updated >= -1d", true],
    ["updated > -1d", true],
    ["updated < -1d", false],
    ["updated < startOfDay()", true],
    ["updated <= endOfDay(-1)", true],
    ["updated > endOfDay(-2)", true],
    ["updated <= now()", true],
    ["updated > now()", false],
    ["resolved is empty", true],
    ["resolved >= -30d", false],
    ["key = shop-20", true],
    ["issue != SHOP-21", true],
  ])("%s: %s", (query, holds) => {
    expect(matches(query, story)).toBe(holds);
    const negated = matches(`NOT (${query})`, story);
    if (holds) expect(negated).toBe(false);
  });
});

describe("a query on a Linear issue", () => {
  const ancestors = [above(project, 1)];
  it.each([
    ['project = "payments revamp"', true],
    ["project = payments-1", true],
    ["project = SHOP", false],
    ["project is empty", false],
    ["team = eng AND labels = Bug", true],
    ["cycle = 12 AND milestone = launch", true],
    ["priority in (Urgent, High)", true],
    ["statusCategory = Done", true],
    ["statusCategory = canceled", true],
    ["resolution is empty", true],
    ["resolved is not empty", true],
    ["resolved > 2020-01-01", false],
    ["resolved < 2030-01-01", false],
    ["component is empty AND fixVersion is empty AND sprint is empty", true],
    ["component != API", false],
    ['assignee = "bo@example.com"', true],
    ["betaScore is empty", true],
    ["issuetype = Issue", true],
    ["summary ~ 'payments card'", true],
    ["issue in childIssuesOf(ENG-7)", false],
  ])("%s: %s", (query, holds) => {
    expect(matches(query, linear, ancestors)).toBe(holds);
  });
});

describe("a query on what is above an issue", () => {
  const ofStory = [above(epic, 1)];
  const ofSubTask = [above(story, 1), above(epic, 2)];
  it.each([
    ["issue in childIssuesOf(SHOP-12)", [false, true, true]],
    ["issue not in childIssuesOf(SHOP-12)", [true, false, false]],
    ["NOT issue in childIssuesOf(SHOP-12)", [true, false, false]],
    ["issue in childIssuesOf(SHOP-20)", [false, false, true]],
    ["issue in (SHOP-12, childIssuesOf(SHOP-20))", [true, false, true]],
    ["issue not in (SHOP-12, childIssuesOf(SHOP-20))", [false, true, false]],
    ["parent = SHOP-12", [false, true, false]],
    ["parent in (shop-12, SHOP-20)", [false, true, true]],
    ["parent != SHOP-12", [false, false, true]],
    ["parent is empty", [true, false, false]],
    ["parent not in (SHOP-20) or parent is empty", [true, true, false]],
    ['"Epic Link" = SHOP-12', [false, true, false]],
    ["parentEpic = SHOP-12", [false, true, true]],
    ["parentEpic in (SHOP-1, SHOP-12)", [false, true, true]],
  ])("%s: epic, story, sub-task %j", (query, holds) => {
    const found = [matches(query, epic), matches(query, story, ofStory), matches(query, subTask, ofSubTask)];
    expect(found).toEqual(holds);
  });
});

/** Whether an issue with the value a, one with b, one with both and one without any are found. */
describe("the truth table of emptiness", () => {
  const ofLabels = [["a"], ["b"], ["a", "b"], []].map((labels) => anIssue("jira:1", { labels }));
  const ofEstimate = [1, 2, null].map((estimate) => anIssue("jira:1", { estimate }));
  const ofTitle = ["a", "b", "a b", ""].map((title) => anIssue("jira:1", { title }));
  const ofDate = ["2026-10-01T00:00:00.000Z", "2026-10-02T00:00:00.000Z", null].map((createdAt) =>
    anIssue("jira:1", { createdAt }),
  );
  const ofField = [["a"], "b", ["a", "b"], null].map((value) => anIssue("jira:1", { fields: { keyResult: value } }));

  it.each<[string, boolean[], Issue[]]>([
    ["labels = a", [true, false, true, false], ofLabels],
    ["labels != a", [false, true, false, false], ofLabels],
    ["labels in (a, c)", [true, false, true, false], ofLabels],
    ["labels not in (a, c)", [false, true, false, false], ofLabels],
    ["labels in (a, EMPTY)", [true, false, true, true], ofLabels],
    ["labels not in (a, EMPTY)", [false, true, false, false], ofLabels],
    ["labels is empty", [false, false, false, true], ofLabels],
    ["labels is not empty", [true, true, true, false], ofLabels],
    ["NOT labels = a", [false, true, false, false], ofLabels],
    ["NOT labels != a", [true, false, true, false], ofLabels],
    ["NOT labels in (a, EMPTY)", [false, true, false, false], ofLabels],
    ["NOT labels is empty", [true, true, true, false], ofLabels],
    ["labels = a OR labels != a", [true, true, true, false], ofLabels],
    ["labels != a OR labels is empty", [false, true, false, true], ofLabels],
    ["keyResult = a", [true, false, true, false], ofField],
    ["keyResult != a", [false, true, false, false], ofField],
    ["NOT keyResult != a", [true, false, true, false], ofField],
    ["keyResult is empty", [false, false, false, true], ofField],
    ["keyResult not in (a, EMPTY)", [false, true, false, false], ofField],
    ["estimate = 1", [true, false, false], ofEstimate],
    ["estimate != 1", [false, true, false], ofEstimate],
    ["estimate not in (1, 2)", [false, false, false], ofEstimate],
    ["estimate < 2", [true, false, false], ofEstimate],
    ["NOT estimate < 2", [false, true, false], ofEstimate],
    ["estimate is empty", [false, false, true], ofEstimate],
    ["estimate in (1, EMPTY)", [true, false, true], ofEstimate],
    ["summary ~ a", [true, false, true, false], ofTitle],
    ["summary !~ a", [false, true, false, false], ofTitle],
    ["NOT summary ~ a", [false, true, false, false], ofTitle],
    ["summary is empty", [false, false, false, true], ofTitle],
    ["created < 2026-10-02", [true, false, false], ofDate],
    ["NOT created < 2026-10-02", [false, true, false], ofDate],
    ["created is empty", [false, false, true], ofDate],
  ])("%s: %j", (query, holds, issues) => {
    expect(issues.map((issue) => matches(query, issue))).toEqual(holds);
  });
});

describe("what is resolved", () => {
  it("has a date only while it is completed", () => {
    expect(matches("resolved >= 2026-11-01 AND resolved < 2026-11-02 AND resolved is not empty", done)).toBe(true);
    expect(matches("resolution = done AND statusCategory = Done", done)).toBe(true);
    expect(matches("resolved is empty", done)).toBe(false);
  });
});
