/** The nearest valid name to one that is unknown. */
import { distance } from "fastest-levenshtein";

/** Longer names than this are not compared: the cost is the product of the lengths. */
const maxLength = 100;

/** Thousands of unknown names must not be compared with thousands of valid ones. */
const maxCandidates = 500;

/** ` (did you mean "x"?)`, or nothing where no valid name is near enough to be what was meant. */
export function didYouMean(name: string, valid: readonly string[]): string {
  const found = nearest(name, valid);
  return found === null ? "" : ` (did you mean "${found}"?)`;
}

function nearest(name: string, valid: readonly string[]): string | null {
  if (name.length > maxLength) return null;
  const wanted = name.toLowerCase();
  const near = valid
    .filter((each) => Math.abs(each.length - name.length) <= allowed(each, name))
    .slice(0, maxCandidates);
  let best: { name: string; distance: number } | null = null;
  for (const each of near) {
    const found = distance(wanted, each.toLowerCase());
    if (found <= allowed(each, name) && found < (best?.distance ?? Infinity)) best = { name: each, distance: found };
  }
  return best?.name ?? null;
}

/** A third of the letters; two that changed places are a distance of 2. */
function allowed(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
}

/** `"text"`, cut where it is too long to be read. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
}
