/** What can be chosen for a link: issues that were found, and a name that okr-sync has not heard of yet. */
import type { FoundIssue } from "./issue-search.ts";

export interface LinkChoice {
  /** What the service is told: an address or a ref, since two trackers may have the same key. */
  issue: string;
  /** As people know it. */
  name: string;
  /** Null of what is not known yet. */
  title: string | null;
  /** `Epic · In Progress`. */
  about: string;
  isLinked: boolean;
  /** False where okr-sync was asked and has not heard of it. */
  isKnown: boolean;
}

/** Whether a text names one issue rather than describing some: a key, a ref or an address. */
export function looksLikeName(text: string): boolean {
  const name = text.trim();
  return !/\s/.test(name) && /\d/.test(name) && /^[\p{L}\p{N}]/u.test(name) && name.length > 2;
}

/** In order; the text itself comes last, where nothing found goes by that very name. */
export function linkChoices(text: string, items: readonly FoundIssue[], linked: ReadonlySet<string>): LinkChoice[] {
  const found = items.map((item) => choiceOf(item, linked.has(item.ref)));
  const isKnown = items.some((item) => isCalled(item, text));
  return isKnown || !looksLikeName(text)
    ? found
    : [...found, { ...namedChoice(text), about: "not heard of yet", isKnown: false }];
}

/** A name as it stands, before anybody has looked it up. */
export function namedChoice(text: string): LinkChoice {
  const name = text.trim();
  return { issue: name, name, title: null, about: "", isLinked: false, isKnown: true };
}

function choiceOf({ ref, key, title, url, type, status, source }: FoundIssue, isLinked: boolean): LinkChoice {
  const about = [isLinked ? "linked already" : null, type, status, source].filter(
    (each) => each !== null && each !== "",
  );
  return { issue: url ?? ref, name: key, title, about: about.join(" · "), isLinked, isKnown: true };
}

/** The service finds by former keys and longer addresses too, and puts what it finds by name first. */
function isCalled({ ref, key, url }: FoundIssue, text: string): boolean {
  const name = text.trim().toLowerCase();
  const address = url?.toLowerCase();
  return [ref.toLowerCase(), key.toLowerCase()].includes(name) || (address !== undefined && name.startsWith(address));
}
