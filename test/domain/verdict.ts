/** What conditions say about an issue among others. */
import { compileCondition, matchesCondition } from "../../src/domain/condition.ts";
import type { Issue, IssueState } from "../../src/domain/issue.ts";
import { noPatterns } from "../../src/domain/pattern.ts";
import type { Condition } from "../../src/domain/rule.ts";
import { buildTree } from "../../src/domain/tree.ts";
import { aState, anIssue, today } from "./samples.ts";

export function subjectOf(issue: Issue, others: readonly IssueState[] = []) {
  return { issue, ancestors: buildTree([aState(issue), ...others]).ancestorsOf(issue.ref) };
}

export function verdict(condition: Condition, issue: Issue, others: readonly IssueState[] = []) {
  return matchesCondition(compileCondition(condition, noPatterns), subjectOf(issue, others), today);
}

/** A story with a value in every attribute but resolution and completedAt. */
export const story = anIssue("jira:1", {
  key: "SHOP-12",
  project: "SHOP",
  type: "Story",
  title: "Pay by card",
  team: ["Checkout"],
  status: "In Review",
  statusCategory: "started",
  priority: "High",
  labels: ["beta-feedback", "Mobile"],
  components: ["api"],
  versions: ["2.0"],
  sprints: ["Sprint 7"],
  cycle: ["Cycle 12", "12"],
  milestone: "M1",
  assignee: ["Maria", "maria@example.com", "5b10"],
  creator: ["Bo"],
  estimate: 3,
  createdAt: "2026-10-01T12:00:00.000Z",
  updatedAt: "2026-11-15T23:59:59.999Z",
  fields: { arr: 50, size: "12", team: ["A", "B"], on: "2026-11-02", flag: true, empty: "", none: null, list: [] },
});
