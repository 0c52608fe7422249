/** The values, in lower case, by which rules that may apply to an issue are found. */
import type { Ancestor } from "./ancestor.ts";
import { containerNames, type Subject, textAttributes } from "./attribute.ts";
import { fieldValues } from "./field-test.ts";
import type { Issue, IssueKind } from "./issue.ts";
import { namesOf } from "./issue-name.ts";
import type { TraitKey } from "./rule-needs.ts";

/** All that a subject has of one kind of trait; a value may come twice. */
export type TraitTexts = (subject: Subject) => readonly string[];

export function traitTextsOf(key: TraitKey): TraitTexts {
  if (key === "named") return namesWithin;
  if (key === "inProject") return inProjects;
  if (key === "inInitiative") return (subject) => containersWithin("initiative", subject);
  if (isFieldKey(key)) {
    const alias = key.slice("field.".length);
    return ({ issue }) => fieldValues(issue, alias).map((value) => String(value).toLowerCase());
  }
  const valuesOf = textAttributes[key];
  return (subject) => folded(valuesOf(subject));
}

function folded(values: readonly (string | null)[]): string[] {
  const texts: string[] = [];
  for (const value of values) if (value !== null) texts.push(value.toLowerCase());
  return texts;
}

function namesWithin({ issue, ancestors, names }: Subject): readonly string[] {
  const all = names === undefined ? namesOf(issue) : [...names];
  for (const ancestor of ancestors) all.push(...ancestor.names);
  return all;
}

/** Jira's projects are known by their keys, on issues. */
function inProjects(subject: Subject): readonly string[] {
  const names = containersWithin("project", subject);
  for (const { project } of issuesOf(subject)) if (project !== null) names.push(project.toLowerCase());
  return names;
}

function* issuesOf({ issue, ancestors }: Subject): Generator<Issue> {
  yield issue;
  for (const ancestor of ancestors) if (ancestor.issue !== null) yield ancestor.issue;
}

function containersWithin(kind: IssueKind, { issue, ancestors }: Subject): string[] {
  const names: string[] = [];
  const add = (each: Issue | Ancestor) => {
    if (each.kind === kind) names.push(...folded(containerNames(each)));
  };
  add(issue);
  for (const ancestor of ancestors) add(ancestor);
  return names;
}

function isFieldKey(key: TraitKey): key is `field.${string}` {
  return key.startsWith("field.");
}
