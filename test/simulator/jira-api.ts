/** Jira's REST: what `fetch*.ts` asks of Cloud (v3) and Data Center (v2), pages built when asked for. */
import type { Content } from "./content.ts";
import type { Item } from "./item.ts";
import { jiraFields, jiraIssue } from "./jira-issue.ts";
import { parseJql } from "./jql.ts";
import type { Answer, ApiRequest } from "./api-request.ts";

/** `visible` are the projects that the token may see. */
export interface JiraApi {
  content: Content;
  site: "cloud" | "server";
  visible: readonly string[];
  /** More than the site gives at once. */
  longestPage: number;
}

export function answerJira(api: JiraApi, request: ApiRequest): Answer {
  const { method, path, query, json } = request;
  const version = api.site === "cloud" ? "3" : "2";
  const resource = path.startsWith(`/rest/api/${version}/`) ? path.slice(`/rest/api/${version}/`.length) : null;
  if (resource === null) return { status: 404, text: "<html>Dead link</html>", contentType: "text/html" };
  const route = `${method} ${resource}`;
  if (route === "GET myself") return { status: 200, json: myself(api.site) };
  if (route === "GET field") return { status: 200, json: jiraFields(api.site) };
  if (route === "GET mypermissions") return { status: 200, json: permissions(api.visible.length > 0) };
  if (api.site === "cloud" && route === "POST search/jql") return searchByToken(api, json);
  if (api.site === "cloud" && route === "POST issue/bulkfetch") return bulkFetch(api, json);
  if (api.site === "cloud" && route === "POST jql/parse") return parseQueries(api, json);
  if (api.site === "server" && route === "POST search") return searchByOffset(api, json);
  const id = /^issue\/([\w-]+)$/.exec(resource)?.[1];
  if (method === "GET" && id !== undefined)
    return single(
      api,
      id,
      query.getAll("fields").flatMap((each) => each.split(",")),
    );
  return refusal(404, "No such resource.");
}

function refusal(status: number, message: string): Answer {
  return { status, json: { errorMessages: [message], errors: {} } };
}

function myself(site: "cloud" | "server") {
  return site === "cloud"
    ? { accountId: "5b10", displayName: "Bot", timeZone: "Pacific/Auckland" }
    : { name: "bot", key: "bot", displayName: "Bot" };
}

function permissions(havePermission: boolean) {
  return { permissions: { BROWSE_PROJECTS: { id: "10", key: "BROWSE_PROJECTS", havePermission } } };
}

interface SearchBody {
  jql?: string;
  fields?: readonly string[];
  maxResults?: number;
  nextPageToken?: string;
  startAt?: number;
}

/** The token says where in the order of creation the next page begins, and is only good for the same search. */
function searchByToken(api: JiraApi, body: SearchBody): Answer {
  const search = parseJql(api.content, body.jql ?? "", api.visible);
  if (!search.ok) {
    // What cannot be seen does not exist, and nobody says so.
    return search.message.startsWith("The value")
      ? { status: 200, json: { issues: [], isLast: true } }
      : refusal(400, search.message);
  }
  const token = body.nextPageToken === undefined ? null : readToken(body.nextPageToken, body.jql ?? "");
  if (body.nextPageToken !== undefined && token === null)
    return refusal(400, "The provided next page token is invalid or expired.");
  const items = api.content.items(api.site);
  const size = Math.min(body.maxResults ?? 50, api.longestPage);
  const found: Item[] = [];
  let index = token ?? 0;
  while (index < items.length && found.length < size) {
    const item = items[index++]!;
    if (search.matches(item)) found.push(item);
  }
  while (index < items.length && !search.matches(items[index]!)) index += 1;
  const isLast = index >= items.length;
  const issues = found.map((item) => rendered(api, item, body.fields ?? ["id"]));
  return {
    status: 200,
    json: { issues, isLast, ...(isLast ? {} : { nextPageToken: `${index}.${fingerprint(body.jql ?? "")}` }) },
  };
}

function readToken(token: string, jql: string): number | null {
  const [index, print] = token.split(".");
  return print === fingerprint(jql) ? Number(index) : null;
}

function fingerprint(text: string): string {
  return Buffer.from(text)
    .reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7)
    .toString(36);
}

const counted = new WeakMap<Content, Map<string, readonly Item[]>>();

function searchByOffset(api: JiraApi, body: SearchBody): Answer {
  const search = parseJql(api.content, body.jql ?? "", api.visible);
  if (!search.ok) return refusal(400, search.message);
  const key = `${api.content.version()} ${api.content.nowMs()} ${api.visible.join()} ${body.jql}`;
  const before = counted.get(api.content);
  const matching = before?.get(key) ?? api.content.items(api.site).filter(search.matches);
  if (!before?.has(key)) counted.set(api.content, new Map([[key, matching]]));
  const startAt = body.startAt ?? 0;
  const maxResults = Math.min(body.maxResults ?? 50, api.longestPage);
  const issues = matching
    .slice(startAt, startAt + maxResults)
    .map((item) => rendered(api, item, body.fields ?? ["*navigable"]));
  return { status: 200, json: { startAt, maxResults, total: matching.length, issues } };
}

function bulkFetch(api: JiraApi, body: { issueIdsOrKeys?: readonly string[]; fields?: readonly string[] }): Answer {
  const asked = body.issueIdsOrKeys ?? [];
  if (asked.length > 100) return refusal(400, "Too many issues.");
  const found = asked.map((id) => visibleItem(api, id)).filter((item) => item !== null);
  const issues = found
    .sort((a, b) => Number(a.id) - Number(b.id))
    .map((item) => rendered(api, item, body.fields ?? ["*navigable"]));
  return { status: 200, json: { issues, issueErrors: [] } };
}

function single(api: JiraApi, idOrKey: string, fields: readonly string[]): Answer {
  const item = visibleItem(api, idOrKey);
  if (item === null) return refusal(404, "Issue does not exist or you do not have permission to see it.");
  return { status: 200, json: rendered(api, item, fields) };
}

function visibleItem({ content, site, visible }: JiraApi, idOrKey: string): Item | null {
  const item = content.find(site, idOrKey) ?? content.findByKey(site, idOrKey);
  return item === null || item.gone || !visible.includes(item.key.split("-")[0]!) ? null : item;
}

function parseQueries(api: JiraApi, { queries = [] }: { queries?: readonly string[] }): Answer {
  const parsed = queries.map((query) => {
    const search = parseJql(api.content, query, api.visible);
    return search.ok ? { query, structure: {} } : { query, errors: [search.message] };
  });
  return { status: 200, json: { queries: parsed } };
}

/** Only the fields that were asked for. */
function rendered({ content }: JiraApi, item: Item, fields: readonly string[]) {
  const { fields: all, ...issue } = jiraIssue(content, item);
  const asked = Object.entries(all).filter(([name]) => fields.includes(name) || fields.includes("*navigable"));
  return { ...issue, fields: Object.fromEntries(asked) };
}
