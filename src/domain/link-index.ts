/** Explicit links by the name that they give. */
import { compareText } from "./compare-text.ts";
import { nameOfReference } from "./issue-name.ts";
import type { Link } from "./rule.ts";

/** Links by the lower-case name that a person gave, the oldest first. */
export type LinkIndex = ReadonlyMap<string, readonly Link[]>;

export function indexLinks(links: Iterable<Link>): LinkIndex {
  return Map.groupBy([...links].sort(byAge), (link) => nameOfReference(link.issue));
}

/** All links to an item that has these names, the oldest first. */
export function linksOf(index: LinkIndex, names: readonly string[]): readonly Link[] {
  return names.flatMap((name) => index.get(name) ?? []).sort(byAge);
}

/** Ids are whole numbers of any length, as text. */
function byAge(a: Link, b: Link): number {
  return a.id.length - b.id.length || compareText(a.id, b.id);
}
