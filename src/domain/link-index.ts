/** Explicit links by the name that they give. */
import { compareText } from "./compare-text.ts";
import { nameOfReference } from "./issue-name.ts";
import type { Link } from "./rule.ts";

export interface LinkIndex {
  /** By the lower-case name that a person gave, the oldest first. */
  byName: ReadonlyMap<string, readonly Link[]>;
  /** Of the names: others need not be looked up. */
  lengths: ReadonlySet<number>;
}

export function indexLinks(links: Iterable<Link>): LinkIndex {
  const byName = Map.groupBy([...links].sort(byAge), (link) => nameOfReference(link.issue));
  return { byName, lengths: new Set(byName.keys().map((name) => name.length)) };
}

/** All links to an item that has these names, the oldest first. */
export function linksOf({ byName, lengths }: LinkIndex, names: readonly string[]): readonly Link[] {
  const found: Link[] = [];
  for (const name of names) if (lengths.has(name.length)) found.push(...(byName.get(name) ?? []));
  return found.length > 1 ? found.sort(byAge) : found;
}

/** Ids are whole numbers of any length, as text. */
function byAge(a: Link, b: Link): number {
  return a.id.length - b.id.length || compareText(a.id, b.id);
}
