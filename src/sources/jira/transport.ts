/**
 * HTTP to a Jira site, beneath jira.js (which has no time-outs, no signal, no headers and no patience) and for Data Center.
 * See spec protocols.md section 4.3.
 */
import { codedError } from "../../errors.ts";
import { type Attempt, type Attempts, createAttempts } from "../attempts.ts";
import { objectOf, own } from "../body.ts";
import { retryAfterMs } from "../retry-after.ts";
import type { SourceSettings, TrackerDeps } from "../source.ts";
import { patienceOf } from "./rate-limit.ts";

/** As jira.js hands it to a client. */
export interface JiraRequest {
  url: string;
  method?: string | undefined;
  searchParams?: Readonly<Record<string, unknown>> | undefined;
  body?: unknown;
  headers?: Readonly<Record<string, string>> | undefined;
}

export interface Transport {
  /**
   * The answer as JSON. Besides the port's errors, NOT_FOUND where Jira itself says that there is no such thing, and
   * REQUEST_INVALID where it does not understand what is asked.
   */
  send(request: JiraRequest): Promise<unknown>;
}

export function createTransport(settings: SourceSettings, deps: TrackerDeps): Transport {
  const attempts: Attempts = createAttempts(settings.id, deps);
  const site = (settings.apiUrl ?? settings.baseUrl ?? "").replace(/\/+$/, "");
  const authorization = authorizationOf(settings.auth ?? {});
  return {
    async send(request) {
      const method = request.method ?? "GET";
      const endpoint = `${method} ${endpointOf(request.url)}`;
      const body = request.body === undefined ? null : JSON.stringify(request.body);
      const headers = {
        ...request.headers,
        accept: "application/json",
        authorization,
        ...(body === null ? {} : { "content-type": "application/json" }),
      };
      return attempts.ask(endpoint, async (signal) => {
        // A redirect leads to a login page, or takes the credentials elsewhere.
        const init = { method, headers, body, signal, redirect: "manual" } as const;
        const response = await deps.fetch(`${site}${request.url}${queryOf(request.searchParams)}`, init);
        return readAnswer(settings.id, endpoint, response, await response.text(), deps.nowMs());
      });
    },
  };
}

/** Cloud takes an e-mail address with an API token, Data Center a personal access token. */
function authorizationOf({ email, apiToken, token }: Readonly<Record<string, string>>): string {
  if (token !== undefined) return `Bearer ${token}`;
  return `Basic ${Buffer.from(`${email}:${apiToken}`).toString("base64")}`;
}

/** What shares a burst limit: the path without the ids in it. */
function endpointOf(path: string): string {
  return path.replace(/\/issue\/(?!bulkfetch)[^/]+/, "/issue/:id");
}

function queryOf(searchParams: JiraRequest["searchParams"]): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(searchParams ?? {})) {
    const values = Array.isArray(value) ? value : [value];
    for (const each of values) if (each !== undefined && each !== null) query.append(name, String(each));
  }
  return query.size === 0 ? "" : `?${query.toString()}`;
}

function readAnswer(
  source: string,
  endpoint: string,
  response: Response,
  text: string,
  nowMs: number,
): Attempt<unknown> {
  const { status, headers } = response;
  if (status === 429) return { outcome: "limited", ...patienceOf(headers, nowMs) };
  if (status >= 500 || status === 408 || status === 425) {
    const waitMs = retryAfterMs(headers.get("retry-after"), nowMs);
    return { outcome: "failed", waitMs, reason: `status ${status}` };
  }
  if (status === 401 || status === 403) {
    throw codedError("SOURCE_UNAUTHORISED", `${source}: ${endpoint}: status ${status}; check auth and its rights`);
  }
  const isJson = (headers.get("content-type") ?? "").includes("json");
  const body = isJson ? parsed(text) : undefined;
  if (status === 200) {
    if (body !== undefined) return { outcome: "answered", value: body };
    // Cut off on its way; a page of HTML is a login or maintenance page instead, and will be one again.
    if (isJson) return { outcome: "failed", waitMs: null, reason: "the answer is no JSON" };
    throw invalid(source, endpoint, "the answer is no JSON; does the address lead to a login page?");
  }
  const complaint = complaintOf(body);
  // Only Jira's own 404 says that something does not exist: a proxy's does not.
  if (status === 404 && complaint !== null) throw codedError("NOT_FOUND", `${source}: ${endpoint}: ${complaint}`);
  if (status === 400 && complaint !== null) throw codedError("REQUEST_INVALID", `${source}: ${endpoint}: ${complaint}`);
  throw invalid(source, endpoint, `status ${status}${complaint === null ? "" : `: ${complaint}`}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first of Jira's messages, for people; null where the body is not Jira's way of refusing. */
function complaintOf(body: unknown): string | null {
  const messages = own(objectOf(body), "errorMessages");
  if (!Array.isArray(messages)) return null;
  const [first] = messages;
  return typeof first === "string" ? first.replaceAll(/\p{Cc}/gu, " ").slice(0, 300) : "no reason given";
}

function invalid(source: string, endpoint: string, message: string) {
  return codedError("SOURCE_ANSWER_INVALID", `${source}: ${endpoint}: ${message}`);
}
