/** What a condition's keys look at: the values of each attribute, none where the issue has none. */
import type { Ancestor } from "./ancestor.ts";
import type { Issue } from "./issue.ts";
import { bareId } from "./issue-name.ts";
import type { DateKey, NumberKey, TextKey } from "./rule.ts";

/** An issue as matching sees it: with all that is above it, nearest first. */
export interface Subject {
  issue: Issue;
  ancestors: readonly Ancestor[];
  /** The issue's own, as `namesOf` gives them, where they are known already. */
  names?: readonly string[];
}

export type NamedSubject = Required<Subject>;

type Values = readonly (string | null)[];

export const textAttributes: { readonly [K in TextKey]: (subject: Subject) => Values } = {
  source: ({ issue }) => [issue.source],
  project: (subject) => projectNames(subject),
  team: ({ issue }) => issue.team,
  type: ({ issue }) => [issue.type],
  status: ({ issue }) => [issue.status],
  statusCategory: ({ issue }) => [issue.statusCategory],
  resolution: ({ issue }) => [issue.resolution],
  priority: ({ issue }) => [issue.priority],
  label: ({ issue }) => issue.labels,
  component: ({ issue }) => issue.components,
  version: ({ issue }) => issue.versions,
  sprint: ({ issue }) => issue.sprints,
  cycle: ({ issue }) => issue.cycle,
  milestone: ({ issue }) => [issue.milestone],
  initiative: (subject) => initiativeNames(subject),
  assignee: ({ issue }) => issue.assignee,
  creator: ({ issue }) => issue.creator,
  parent: (subject) => parentKeys(subject),
  key: ({ issue }) => [issue.key],
  title: ({ issue }) => [issue.title],
};

/** Keys whose attribute is a list: `found` shows it as one. */
export const listKeys: ReadonlySet<TextKey> = new Set<TextKey>([
  "project",
  "team",
  "label",
  "component",
  "version",
  "sprint",
  "cycle",
  "initiative",
  "assignee",
  "creator",
  "parent",
]);

export const numberAttributes: { readonly [K in NumberKey]: (issue: Issue) => number | null } = {
  estimate: (issue) => issue.estimate,
  level: (issue) => issue.level,
};

export const dateAttributes: { readonly [K in DateKey]: (issue: Issue) => string | null } = {
  createdAt: (issue) => issue.createdAt,
  updatedAt: (issue) => issue.updatedAt,
  completedAt: (issue) => issue.completedAt,
};

/** Jira's project key; title, slug and id of the project that the issue is directly in, or is. */
function projectNames({ issue, ancestors }: Subject): Values {
  const names = [issue.project];
  if (issue.kind === "project") names.push(...containerNames(issue));
  for (const ancestor of ancestors) {
    if (ancestor.kind === "project" && ancestor.distance === 1) names.push(...containerNames(ancestor));
  }
  return names;
}

function initiativeNames({ issue, ancestors }: Subject): Values {
  const own = issue.kind === "initiative" ? containerNames(issue) : [];
  return [...own, ...ancestors.filter(({ kind }) => kind === "initiative").flatMap(containerNames)];
}

/** Present and former keys of the issue directly above; every name that a child gives, while it is unknown. */
function parentKeys({ ancestors }: Subject): Values {
  const direct = ancestors.filter(({ kind, distance }) => kind === "issue" && distance === 1);
  return direct.flatMap(({ issue, names }) => (issue === null ? names : [issue.key, ...issue.previousKeys]));
}

/** Title, slug and id: the container's present ones, or the child's copy while it is unknown. */
export function containerNames(container: Issue | Ancestor): Values {
  const { ref, title, slug } = container;
  return [title, slug, ref === null ? null : bareId(ref)];
}
