/** The part of a tracker's web address that names an issue, a project or an initiative. */

const keyPattern = /^[a-z][a-z0-9_]*-\d+$/;
/** Segments after which an issue's key stands. */
const beforeKey: readonly string[] = ["browse", "issue", "issues"];
/** Segments after which a container's slug stands (Linear). */
const beforeSlug: readonly string[] = ["project", "initiative"];
/** First segments of Jira's own pages; what stands before them is the site's context path. */
const jiraPages: readonly string[] = ["secure", "projects", "software", "core", "servicedesk"];

/**
 * What nearly all addresses of issues look like: `https://host/browse/KEY-1`, `https://host/workspace/issue/KEY-1/title`. The
 * parser takes longer over one than the rest of matching an issue.
 */
const ordinary =
  /^https?:\/\/(?![^/]*xn--)((?:[a-z0-9-]+\.)+[a-z]+\/(?:(?!(?:secure|projects|software|core|servicedesk)\/)[a-z0-9-]+\/)?(?:browse|issue)\/[a-z][a-z0-9_]*-\d+)(?:\/[a-z0-9-]*)?$/i;

/**
 * Lower-case `host/path` up to and including the key or slug, without query, hash and trailing slash; a Jira page that shows
 * an issue becomes `host/browse/<key>`. Null where the text is no web address.
 */
export function urlName(text: string): string | null {
  const name = ordinary.exec(text)?.[1];
  if (name !== undefined) return name.toLowerCase();
  const url = /^https?:/i.test(text) ? URL.parse(text) : null;
  if (url === null) return null;
  const segments = url.pathname.toLowerCase().split("/").filter(Boolean);
  const selected = (url.searchParams.get("selectedIssue") ?? "").toLowerCase();
  if (keyPattern.test(selected)) return joined(url.host, browsePath(segments, selected));
  const at = segments.findIndex((segment, i) => beforeKey.includes(segment) && keyPattern.test(segments[i + 1] ?? ""));
  if (at >= 0) {
    const key = segments[at + 1]!;
    const onJiraPage = segments.slice(0, at).some((segment) => jiraPages.includes(segment));
    return joined(url.host, onJiraPage ? browsePath(segments, key) : segments.slice(0, at + 2));
  }
  const slugAt = segments.findIndex((segment, i) => beforeSlug.includes(segment) && i + 1 < segments.length);
  return joined(url.host, slugAt >= 0 ? segments.slice(0, slugAt + 2) : segments);
}

/** `/jira/software/projects/SHOP/…` is a page of a site without context path, `/ctx/projects/SHOP/…` of one with it. */
function browsePath(segments: readonly string[], key: string): string[] {
  const page = segments.findIndex((segment) => jiraPages.includes(segment));
  const context = segments.slice(0, Math.max(page, 0));
  const cloud = context.at(-1) === "jira" && segments[page] !== "secure" && segments[page] !== "projects";
  return [...(cloud ? context.slice(0, -1) : context), "browse", key];
}

function joined(host: string, segments: readonly string[]): string {
  return [host, ...segments].join("/");
}
