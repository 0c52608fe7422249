/** Jira Data Center over plain REST v2, which jira.js does not have. See spec protocols.md section 2. */
import { z } from "zod";
import { codedError } from "../../errors.ts";
import type { IssueRef, IssueState } from "../../domain/issue.ts";
import { fetchTime, readAs } from "../answer.ts";
import { objectOf, own } from "../body.ts";
import type { FetchedIssues, FetchedPage, FetchRequest, SourceSettings, Tracker, TrackerDeps } from "../source.ts";
import { OffsetCursor, parseCursor } from "./cursor.ts";
import { createServerApi, type ServerApi } from "./server-api.ts";
import { jiraIdOf, statesOf } from "./fetched-states.ts";
import { searchChildren, searchFor } from "./jql.ts";
import { hasMovedTooFar, openWindow, type UpdateWindow } from "./update-window.ts";

const SearchPage = z.object({
  startAt: z.int().nonnegative(),
  total: z.int().nonnegative(),
  issues: z.array(z.object({ id: z.string(), fields: z.object({ created: z.string() }) })),
});
type SearchPage = z.infer<typeof SearchPage>;

/** The usual limit of a site for one page. */
const pageSize = 100;

interface Site {
  settings: SourceSettings;
  deps: TrackerDeps;
  api: ServerApi;
}

export function openDataCenter(settings: SourceSettings, deps: TrackerDeps): Tracker {
  const site: Site = { settings, deps, api: createServerApi(settings, deps) };
  return {
    checkAccess: () => site.api.checkAccess(),
    fetchPage: (request) => fetchPage(site, request),
    fetchIssues: (refs) => fetchIssues(site, refs),
    fetchChildren: (ref, cursor) => fetchChildren(site, ref, cursor),
  };
}

async function fetchPage(site: Site, request: FetchRequest): Promise<FetchedPage> {
  const nowMs = site.deps.nowMs();
  let at = parseCursor(OffsetCursor, request.cursor);
  let window = at === null ? openWindow(request, nowMs, null) : at.window;
  if (at !== null && window !== null && hasMovedTooFar(window, nowMs)) {
    window = openWindow(request, nowMs, window);
    at = null;
  }
  const page = await searchPage(site, searchFor(site.settings, window?.minutes ?? null), window, at);
  // Rights that went away meanwhile look like an early end.
  if (page.cursor === null) await site.api.checkAccess();
  return page;
}

/**
 * A page begins with the last issue of the page before. Where it does not, issues before it are gone, and those after it
 * have moved forward: then the page is asked for further back, until it begins no later.
 */
async function searchPage(
  { settings, deps, api }: Site,
  jql: string,
  window: UpdateWindow | null,
  at: OffsetCursor | null,
): Promise<FetchedPage> {
  let startAt = at?.startAt ?? 0;
  for (;;) {
    const eventAt = fetchTime(deps);
    const answer = await api.search(jql, startAt, pageSize);
    const page = readAs(SearchPage, answer, settings.id, "search");
    if (page.startAt !== startAt) throw wrongPage(settings.id);
    if (at !== null && startAt > 0 && !joins(page, at)) {
      startAt = Math.max(0, startAt - pageSize);
      continue;
    }
    const isLast = startAt + page.issues.length >= page.total;
    const last = page.issues.at(-1);
    const cursor = isLast || last === undefined ? null : offsetAfter(page, last, window);
    // Not the end, and yet nothing that was not there before: the site would be asked for ever.
    if (!isLast && (last === undefined || (at !== null && last.id === at.last.id && startAt >= at.startAt))) {
      throw wrongPage(settings.id);
    }
    const whole = (answer as { issues: readonly unknown[] }).issues;
    const issues = at !== null && page.issues[0]?.id === at.last.id ? whole.slice(1) : whole;
    return { states: statesOf(settings, deps, issues, eventAt), cursor, total: page.total };
  }
}

function offsetAfter(page: SearchPage, last: SearchPage["issues"][number], window: UpdateWindow | null): string {
  const startAt = page.startAt + page.issues.length - 1;
  return JSON.stringify({
    window,
    startAt,
    last: { id: last.id, created: last.fields.created },
  } satisfies OffsetCursor);
}

function joins({ issues }: SearchPage, { last }: OffsetCursor): boolean {
  const [first] = issues;
  if (first === undefined) return false;
  return first.id === last.id || Date.parse(first.fields.created) < Date.parse(last.created);
}

async function fetchIssues({ settings, deps, api }: Site, refs: readonly IssueRef[]): Promise<FetchedIssues> {
  const states: IssueState[] = [];
  const missing: IssueRef[] = [];
  for (const ref of refs) {
    const id = jiraIdOf(settings, ref);
    if (id === null) continue;
    const eventAt = fetchTime(deps);
    const issue = await api.findIssue(id);
    if (issue === null) missing.push(ref);
    else states.push(...statesOf(settings, deps, [issue], eventAt));
  }
  // To somebody who is not logged in, nothing exists.
  if (missing.length > 0) await api.checkAccess();
  return { states, missing };
}

const nothing: FetchedPage = { states: [], cursor: null, total: null };

/** Sub-tasks by `parent`; an epic's by the fields that the aliases `epicLink` and `parentLink` name, which hold its key. */
async function fetchChildren(site: Site, ref: IssueRef, cursor: string | null): Promise<FetchedPage> {
  const id = jiraIdOf(site.settings, ref);
  const parent = id === null ? null : await site.api.findIssue(id);
  const key = own(objectOf(parent), "key");
  if (typeof key !== "string" || !/^[A-Za-z][A-Za-z0-9_]*-\d+$/.test(key)) return nothing;
  const fields = ["epicLink", "parentLink"].flatMap((alias) => site.settings.fields[alias] ?? []);
  const linked = fields.flatMap((field) => /^customfield_(\d+)$/.exec(field)?.[1] ?? []);
  const clauses = [`parent = ${key}`, ...linked.map((field) => `cf[${field}] = ${key}`)];
  return searchPage(site, searchChildren(clauses), null, parseCursor(OffsetCursor, cursor));
}

function wrongPage(source: string) {
  return codedError("SOURCE_ANSWER_INVALID", `${source}: search: the answer is another page than the one asked for`);
}
