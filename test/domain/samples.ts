/** Plain issues, key results and mappings to vary in tests. */
import type { Contribution } from "../../src/domain/contribution.ts";
import type { Edge, EdgeKind, Issue, IssueState, IssueVersion } from "../../src/domain/issue.ts";
import { compileMapping } from "../../src/domain/mapping.ts";
import {
  type Aggregate,
  defaultCredit,
  defaultThresholds,
  type KeyResult,
  type Measure,
  type Objective,
  type SizeBy,
} from "../../src/domain/okr.ts";
import type { Condition, Conventions, Link, Rule } from "../../src/domain/rule.ts";

export const today = "2026-11-16";

export function anIssue(ref: string, changes: Partial<Issue> = {}): Issue {
  const key = ref.slice(ref.indexOf(":") + 1);
  return {
    ref,
    source: ref.slice(0, ref.indexOf(":")),
    kind: "issue",
    key,
    previousKeys: [],
    slug: null,
    url: null,
    title: `Title of ${key}`,
    type: "Story",
    level: 0,
    status: "To Do",
    statusCategory: "unstarted",
    resolution: null,
    priority: null,
    project: null,
    team: [],
    labels: [],
    components: [],
    versions: [],
    sprints: [],
    cycle: [],
    milestone: null,
    assignee: [],
    creator: [],
    estimate: null,
    fields: {},
    createdAt: "2026-10-01T00:00:00.000Z",
    updatedAt: "2026-11-01T00:00:00.000Z",
    startedAt: null,
    completedAt: null,
    archived: false,
    removed: false,
    edges: [],
    statedEdges: ["parent", "project", "initiative"],
    contains: null,
    ...changes,
  };
}

export function aState(issue: Issue, version: Partial<IssueVersion> = {}): IssueState {
  const { updatedAt } = issue;
  return { issue, version: { updatedAt, eventAt: updatedAt, digest: "0", ...version } };
}

export function anEdge(kind: EdgeKind, ref: string | null, copy: Partial<Edge> = {}): Edge {
  return { kind, ref, key: null, name: null, slug: null, url: null, ...copy };
}

export function aKeyResult(changes: Partial<KeyResult> = {}): KeyResult {
  return {
    id: "kr",
    objectiveId: "objective",
    title: "Key result",
    description: null,
    owner: null,
    weight: 1,
    measure: { kind: "completion", by: "count" },
    grain: "issue",
    canceled: "exclude",
    credit: defaultCredit,
    unestimated: 1,
    guardrail: false,
    pace: "linear",
    health: defaultThresholds,
    start: "2026-10-01",
    due: "2026-12-31",
    ...changes,
  };
}

export function anObjective(id: string, changes: Partial<Objective> = {}): Objective {
  return {
    id,
    title: id,
    description: null,
    period: "2026-Q4",
    owner: null,
    team: null,
    kind: "aspirational",
    parent: null,
    weight: 1,
    rollup: "own",
    pace: "linear",
    health: defaultThresholds,
    start: "2026-10-01",
    due: "2026-12-31",
    keyResults: [],
    ...changes,
  };
}

export function aTotal(aggregate: Aggregate, changes: { by?: SizeBy; start?: number; target?: number } = {}): Measure {
  return { kind: "total", by: "estimate", aggregate, start: 0, target: 10, unit: null, ...changes };
}

export function aRule(when: Condition, changes: Partial<Rule> = {}): Rule {
  return { id: "rule", keyResultId: "kr", weight: 1, when, ...changes };
}

export function aLink(issue: string, changes: Partial<Link> = {}): Link {
  return { id: "1", issue, keyResultId: "kr", weight: 1, ...changes };
}

export function aMapping(
  rules: readonly Rule[],
  keyResults: readonly KeyResult[] = [aKeyResult()],
  conventions: Partial<Conventions> = {},
) {
  return compileMapping({ rules, conventions: { label: null, field: null, ...conventions } }, keyResults);
}

export function aRow(issueRef: string, changes: Partial<Contribution> & { weight?: number } = {}): Contribution {
  const { weight = 1, ...rest } = changes;
  return {
    keyResultId: "kr",
    issueRef,
    match: { kind: "rule", id: "rule", via: null, weight },
    size: 1,
    credit: 0,
    statusCategory: "unstarted",
    completedAt: null,
    container: false,
    matchedAncestors: [],
    counted: true,
    reason: null,
    ...rest,
  };
}
