/** Explicit links by the name that they give. */
import { compareText } from "./compare-text.ts";
import { nameOfReference } from "./issue-name.ts";
import { type Lengths, lengthsIn } from "./text-lengths.ts";
import type { Link } from "./rule.ts";

export interface LinkIndex {
  /** By the lower-case name that a person gave, the oldest first. */
  byName: ReadonlyMap<string, readonly Link[]>;
  /** Of the names: others need not be looked up. */
  lengths: Lengths;
}

export function indexLinks(links: Iterable<Link>): LinkIndex {
  const byName = Map.groupBy([...links].sort(byAge), (link) => nameOfReference(link.issue));
  return { byName, lengths: lengthsIn(byName.keys()) };
}

/** All links to an item that has these names, the oldest first. */
export function linksOf({ byName, lengths }: LinkIndex, names: readonly string[]): readonly Link[] {
  let found: readonly Link[] = none;
  for (const name of names) {
    const links = lengths[name.length] === 1 ? byName.get(name) : undefined;
    if (links !== undefined) found = found.length === 0 ? links : [...found, ...links].sort(byAge);
  }
  return found;
}

/** What most issues have. */
const none: readonly Link[] = [];

/** Ids are whole numbers of any length, as text. */
function byAge(a: Link, b: Link): number {
  return a.id.length - b.id.length || compareText(a.id, b.id);
}
