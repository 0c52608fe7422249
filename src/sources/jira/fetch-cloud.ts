/** Jira Cloud through jira.js's typed functions over our own transport. See spec protocols.md section 4. */
import { z } from "zod";
import { codedError, isCodedError } from "../../errors.ts";
import type { IssueRef, IssueState } from "../../domain/issue.ts";
import { fetchTime, readAs } from "../answer.ts";
import { createPageChain, type PageChain } from "../page-chain.ts";
import type { FetchedIssues, FetchedPage, FetchRequest, SourceSettings, Tracker, TrackerDeps } from "../source.ts";
import { CloudCursor, parseCursor } from "./cursor.ts";
import { createCloudApi, type CloudApi } from "./cloud-api.ts";
import { jiraIdOf, statesOf } from "./fetched-states.ts";
import { searchChildren, searchFor } from "./jql.ts";
import { hasMovedTooFar, openWindow, type UpdateWindow } from "./update-window.ts";

const SearchPage = z.object({ issues: z.array(z.unknown()), nextPageToken: z.string().min(1).nullish() });
const Bulk = z.object({ issues: z.array(z.unknown()) });

/** Jira's own limit for one bulk fetch. */
const bulkSize = 100;

interface Cloud {
  settings: SourceSettings;
  deps: TrackerDeps;
  api: CloudApi;
}

export function openCloud(settings: SourceSettings, deps: TrackerDeps): Tracker {
  const cloud: Cloud = { settings, deps, api: createCloudApi(settings, deps) };
  const pages = createPageChain(`${settings.id}: search`);
  const children = createPageChain(`${settings.id}: children`);
  return {
    checkAccess: () => cloud.api.checkAccess(),
    fetchPage: (request) => fetchPage(cloud, pages, request),
    fetchIssues: (refs) => fetchIssues(cloud, refs),
    async fetchChildren(ref, cursor) {
      const id = jiraIdOf(settings, ref);
      if (id === null) return { states: [], cursor: null, total: null };
      return searchPage(cloud, children, searchChildren([`parent = ${id}`]), null, parseCursor(CloudCursor, cursor));
    },
  };
}

async function fetchPage(cloud: Cloud, chain: PageChain, request: FetchRequest): Promise<FetchedPage> {
  const nowMs = cloud.deps.nowMs();
  let at = parseCursor(CloudCursor, request.cursor);
  let window = at === null ? openWindow(request, nowMs, null) : at.window;
  if (at !== null && window !== null && hasMovedTooFar(window, nowMs)) {
    window = openWindow(request, nowMs, window);
    at = null;
  }
  const page = await searchPage(cloud, chain, searchFor(cloud.settings, window?.minutes ?? null), window, at);
  // Rights that went away meanwhile look like an early end.
  if (page.cursor === null) await cloud.api.checkAccess();
  return page;
}

/** The end is where there is no token: pages are as short as the site likes. */
async function searchPage(
  cloud: Cloud,
  chain: PageChain,
  jql: string,
  window: UpdateWindow | null,
  at: CloudCursor | null,
): Promise<FetchedPage> {
  const { settings, deps, api } = cloud;
  const eventAt = fetchTime(deps);
  let answer: unknown;
  try {
    answer = await api.search(jql, at?.token ?? null);
  } catch (error) {
    if (!isCodedError(error) || error.code !== "REQUEST_INVALID") throw error;
    if (at === null) throw codedError("SOURCE_ANSWER_INVALID", error.message, error);
    // Tokens expire after 7 days.
    deps.log.warn({ source: settings.id }, "the place in the search is not known any more: it begins again");
    return searchPage(cloud, chain, jql, window, null);
  }
  const { issues, nextPageToken } = readAs(SearchPage, answer, settings.id, "search");
  const token = nextPageToken ?? null;
  chain.follow(at?.token ?? null, token);
  const cursor = token === null ? null : JSON.stringify({ window, token } satisfies CloudCursor);
  return { states: statesOf(settings, deps, issues, eventAt), cursor, total: null };
}

async function fetchIssues(cloud: Cloud, refs: readonly IssueRef[]): Promise<FetchedIssues> {
  const { settings, deps, api } = cloud;
  const wanted = new Map(refs.flatMap((ref) => ids(settings, ref)));
  const states: IssueState[] = [];
  const missing: IssueRef[] = [];
  const all = [...wanted.keys()];
  for (let index = 0; index < all.length; index += bulkSize) {
    const batch = all.slice(index, index + bulkSize);
    const eventAt = fetchTime(deps);
    const { issues } = readAs(Bulk, await api.bulkFetch(batch), settings.id, "bulkfetch");
    states.push(...statesOf(settings, deps, issues, eventAt));
    const answered = new Set(issues.map((issue) => (issue as { id?: unknown } | null)?.id));
    // A bulk fetch leaves out silently what it does not find, and what the token may not see.
    for (const id of batch.filter((each) => !answered.has(each))) {
      const single = await api.findIssue(id);
      if (single === null) missing.push(wanted.get(id)!);
      else states.push(...statesOf(settings, deps, [single], fetchTime(deps)));
    }
  }
  // To somebody who is not logged in, nothing exists.
  if (missing.length > 0) await api.checkAccess();
  return { states, missing };
}

function ids(settings: SourceSettings, ref: IssueRef): [id: string, ref: IssueRef][] {
  const id = jiraIdOf(settings, ref);
  return id === null ? [] : [[id, ref]];
}
