/** `within: X`: X itself and everything beneath it, at any depth. See spec domain.md section 2. */
import type { Ancestor } from "./ancestor.ts";
import { containerNames, type Subject } from "./attribute.ts";
import type { Issue, IssueKind } from "./issue.ts";
import { nameOfReference, namesOf } from "./issue-name.ts";

/** A key, ref, id or web address; `project:<name, slug, id or Jira project key>`; `initiative:<name, slug or id>`. */
export function compileWithin(text: string): (subject: Subject) => boolean {
  const name = nameOfReference(text);
  const [, kind, wanted] = /^(project|initiative):\s*(.*)$/.exec(name) ?? [];
  const isNamed = ({ issue, ancestors }: Subject) =>
    ancestors.some(({ names }) => names.includes(name)) || namesOf(issue).includes(name);
  if (kind === undefined || wanted === undefined) return isNamed;
  const isContainer = (each: Issue | Ancestor) => isContainerNamed(each, kind as IssueKind, wanted);
  const inJiraProject = (issue: Issue | null) => kind === "project" && issue?.project?.toLowerCase() === wanted;
  // A source may be called "project": then the text is a ref.
  return (subject) =>
    isContainer(subject.issue) ||
    inJiraProject(subject.issue) ||
    subject.ancestors.some((ancestor) => isContainer(ancestor) || inJiraProject(ancestor.issue)) ||
    isNamed(subject);
}

function isContainerNamed(container: Issue | Ancestor, kind: IssueKind, wanted: string): boolean {
  return container.kind === kind && containerNames(container).some((name) => name?.toLowerCase() === wanted);
}
