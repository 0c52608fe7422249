/** `within: X`: X itself and everything beneath it, at any depth. See spec domain.md section 2. */
import type { Ancestor } from "./ancestor.ts";
import { containerNames, type Subject } from "./attribute.ts";
import type { Issue, IssueKind } from "./issue.ts";
import { nameOfReference, namesOf } from "./issue-name.ts";

type ContainerKind = Exclude<IssueKind, "issue">;

/** What `within` asks for, in lower case: something of this name, or a container that is called so. */
export interface Within {
  name: string;
  container: { kind: ContainerKind; name: string } | null;
}

/** A key, ref, id or web address; `project:<name, slug, id or Jira project key>`; `initiative:<name, slug or id>`. */
export function readWithin(text: string): Within {
  const name = nameOfReference(text);
  const [, kind, called] = /^(project|initiative):\s*(.*)$/.exec(name) ?? [];
  const container = kind === undefined ? null : { kind: kind as ContainerKind, name: called as string };
  return { name, container };
}

export function compileWithin(text: string): (subject: Subject) => boolean {
  const { name, container } = readWithin(text);
  const isNamed = ({ issue, ancestors, names }: Subject) =>
    (names ?? namesOf(issue)).includes(name) || ancestors.some((ancestor) => ancestor.names.includes(name));
  if (container === null) return isNamed;
  const isContainer = (each: Issue | Ancestor) =>
    each.kind === container.kind && containerNames(each).some((other) => other?.toLowerCase() === container.name);
  const inJiraProject = (issue: Issue | null) =>
    container.kind === "project" && issue?.project?.toLowerCase() === container.name;
  // A source may be called "project": then the text is a ref.
  return (subject) =>
    isContainer(subject.issue) ||
    inJiraProject(subject.issue) ||
    subject.ancestors.some((ancestor) => isContainer(ancestor) || inJiraProject(ancestor.issue)) ||
    isNamed(subject);
}
