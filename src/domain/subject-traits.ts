/** The values, in lower case, by which rules that may apply to an issue are found. */
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
  addProject(names, subject.issue);
  for (const { issue } of subject.ancestors) if (issue !== null) addProject(names, issue);
  return names;
}

function addProject(names: string[], { project }: Issue): void {
  if (project !== null) names.push(project.toLowerCase());
}

function containersWithin(kind: IssueKind, { issue, ancestors }: Subject): string[] {
  const names = issue.kind === kind ? folded(containerNames(issue)) : [];
  for (const ancestor of ancestors) if (ancestor.kind === kind) names.push(...folded(containerNames(ancestor)));
  return names;
}

function isFieldKey(key: TraitKey): key is `field.${string}` {
  return key.startsWith("field.");
}
