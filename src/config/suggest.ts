/** The nearest valid name to one that is unknown. */
import { distance } from "fastest-levenshtein";

/** Longer names are compared with none: the cost is the product of the lengths. */
const maxNameLength = 64;

/** The distance is measured to this many, those that are most alike at first sight. */
const maxMeasured = 32;

/** A list is long from here on; nobody reads further than the first suggestions out of it. */
const longList = 100;
const maxLookups = 200;

/** ` (did you mean "x"?)`, or nothing where no valid name is near enough to be what was meant. */
export function didYouMean(name: string, valid: readonly string[]): string {
  const found = nearest(name, valid);
  return found === null ? "" : ` (did you mean "${found}"?)`;
}

/** Of a text in a message, characters. */
const maxQuoted = 100;

/** `"text"`, cut where it is too long to be read. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text);
}

function nearest(name: string, valid: readonly string[]): string | null {
  if (name.length > maxNameLength || isLookedUpTooOften(valid)) return null;
  const wanted = name.toLowerCase();
  let best: { name: string; distance: number } | null = null;
  for (const each of mostAlike(name, valid)) {
    const found = distanceOf(wanted, each.toLowerCase());
    if (found <= allowed(each, name) && found < (best?.distance ?? Infinity)) best = { name: each, distance: found };
  }
  return best?.name ?? null;
}

const lookups = new WeakMap<readonly string[], number>();

/** Thousands of unknown names are not each compared with thousands of valid ones. */
function isLookedUpTooOften(valid: readonly string[]): boolean {
  if (valid.length < longList) return false;
  const count = (lookups.get(valid) ?? 0) + 1;
  lookups.set(valid, count);
  return count > maxLookups;
}

/** A third of the letters; two that changed places are a distance of 2. */
function allowed(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
}

/** Names of about the same length; of many, those with the least between what both begin with and what both end with. */
function mostAlike(name: string, valid: readonly string[]): readonly string[] {
  const near = valid.filter((each) => Math.abs(each.length - name.length) <= allowed(each, name));
  if (near.length <= maxMeasured) return near;
  const byDifference: string[][] = [];
  for (const each of near) {
    const { start, end } = commonEnds(each, name);
    (byDifference[Math.max(each.length, name.length) - start - end] ??= []).push(each);
  }
  return byDifference.flat().slice(0, maxMeasured);
}

/** What both begin and end with takes no edit, and need not be measured. */
function distanceOf(a: string, b: string): number {
  const { start, end } = commonEnds(a, b);
  return distance(a.slice(start, a.length - end), b.slice(start, b.length - end));
}

function commonEnds(a: string, b: string): { start: number; end: number } {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++;
  return { start, end };
}
