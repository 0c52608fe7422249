/** The lower-case names by which people and trackers call an issue, a project or an initiative. */
import type { Edge, Issue, IssueRef } from "./issue.ts";
import { urlName } from "./issue-url.ts";

/** The tracker's own id: the ref without its source. */
export function bareId(ref: IssueRef): string {
  return ref.slice(ref.indexOf(":") + 1);
}

/** Every name that finds the issue: ref, key, previous keys, tracker id, slug, web address (under previous keys too). */
export function namesOf(issue: Issue): string[] {
  const keys = [issue.key, ...issue.previousKeys];
  return distinct([issue.ref, bareId(issue.ref), ...keys, issue.slug, ...urlNames(issue.url, keys)]);
}

/** The same names as far as a child's copy of its parent knows them. */
export function edgeNames(edge: Edge): string[] {
  const ref = edge.ref === null ? [] : [edge.ref, bareId(edge.ref)];
  return distinct([...ref, edge.key, edge.slug, ...urlNames(edge.url, edge.key === null ? [] : [edge.key])]);
}

/** A person's text (key, ref, id or web address) → the name to look up among `namesOf`. */
export function nameOfReference(text: string): string {
  const trimmed = text.trim();
  return urlName(trimmed) ?? trimmed.toLowerCase();
}

/** The present key comes first in `keys`. */
function urlNames(url: string | null, keys: readonly string[]): string[] {
  const name = url === null ? null : urlName(url);
  if (name === null) return [];
  const key = keys[0]?.toLowerCase();
  if (key === undefined || !name.endsWith(`/${key}`)) return [name];
  const prefix = name.slice(0, -key.length);
  return keys.map((each) => prefix + each);
}

/** They are few, and this runs for each issue that is matched. */
function distinct(names: readonly (string | null)[]): string[] {
  const folded: string[] = [];
  for (const name of names) {
    if (name === null || name === "") continue;
    const text = name.toLowerCase();
    if (!folded.includes(text)) folded.push(text);
  }
  return folded;
}
