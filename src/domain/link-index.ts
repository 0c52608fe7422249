/** Explicit links by the name that they give. */
import { compareText } from "./compare-text.ts";
import { nameOfReference } from "./issue-name.ts";
import type { Link } from "./rule.ts";

/** Links by the lower-case name that a person gave, the oldest first. */
export type LinkIndex = ReadonlyMap<string, readonly Link[]>;

export function indexLinks(links: Iterable<Link>): LinkIndex {
  return Map.groupBy([...links].sort(byAge), (link) => nameOfReference(link.issue));
}

const none: readonly Link[] = [];

/** All links to an item that has these names, the oldest first. */
export function linksOf(index: LinkIndex, names: readonly string[]): readonly Link[] {
  const found: Link[] = [];
  for (const name of names) found.push(...(index.get(name) ?? none));
  return found.length > 1 ? found.sort(byAge) : found;
}

/** Ids are whole numbers of any length, as text. */
function byAge(a: Link, b: Link): number {
  return a.id.length - b.id.length || compareText(a.id, b.id);
}
