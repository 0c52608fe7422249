/** The searches that a reconcile makes, as JQL. */
import type { SourceSettings } from "../source.ts";

/**
 * The creation of an issue never changes, so that edits, transitions and moves cannot shift an issue to a page that was read
 * already; the key decides between issues of one instant.
 */
const order = "ORDER BY created ASC, key ASC";

/** Jira refuses searches without any restriction. */
const everything = 'created >= "1971-01-01"';

/** All issues of the source, or those updated within the last so many minutes. */
export function searchFor(settings: SourceSettings, updatedWithinMinutes: number | null): string {
  const scope = scopeOf(settings);
  // Relative, because Jira reads a written date in the time zone of the API user, and to the minute.
  return updatedWithinMinutes === null
    ? `(${scope}) ${order}`
    : `(${scope}) AND updated >= "-${updatedWithinMinutes}m" ${order}`;
}

/** `parents` are clauses such as `parent = 10021`; at least one. */
export function searchChildren(parents: readonly string[]): string {
  return `(${parents.join(" OR ")}) ${order}`;
}

/** `reconcile.jql` without an order of its own. */
export function scopeOf({ reconcile }: SourceSettings): string {
  const jql = (reconcile?.jql ?? "").replace(/\border\s+by\s+[^"']*$/i, "").trim();
  return jql === "" ? everything : jql;
}
