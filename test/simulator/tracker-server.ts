/** The APIs of all three simulated sites on one loopback port: `/cloud/rest/…`, `/server/rest/…`, `/linear/graphql`. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer, ApiRequest } from "./api-request.ts";
import type { Content } from "./content.ts";
import { createFaultScript, type Fault, type FaultScript } from "./faults.ts";
import { spaces, type SiteName } from "./item.ts";
import { answerJira } from "./jira-api.ts";
import { answerLinear } from "./linear-api.ts";
import { credentials } from "./settings.ts";

/**
 * `full`; `partial`: one project or team only; `none`: logged in, may see nothing; `revoked`: 401; `forbidden`: 403;
 * `anonymous`: searches answer nothing with 200, as Jira does for expired tokens.
 */
export type Rights = "full" | "partial" | "none" | "revoked" | "forbidden" | "anonymous";

export interface TrackerServer {
  /** To be the source's `apiUrl`. */
  url(site: SiteName): string;
  faults: FaultScript;
  /** All requests so far, by their names. */
  requests: string[];
  setRights(site: SiteName, rights: Rights): void;
  /** Is called before each answer is made: the place to change the content between two pages. */
  beforeAnswer(hook: (request: ApiRequest) => void): void;
  /** The dearest GraphQL query so far. */
  highestComplexity(): number;
  close(): Promise<void>;
}

export interface TrackerServerOptions {
  /** How many issues a Jira site gives at once; default 100. */
  longestPage?: number;
  /** Linear's points an hour; default 3,000,000. */
  complexityPerHour?: number;
}

export async function startTrackerServer(content: Content, options: TrackerServerOptions = {}): Promise<TrackerServer> {
  const faults = createFaultScript();
  const requests: string[] = [];
  const rights: Record<SiteName, Rights> = { cloud: "full", server: "full", linear: "full" };
  const meter = { highest: 0, left: options.complexityPerHour ?? 3_000_000, resetMs: 0 };
  let hook: (request: ApiRequest) => void = () => {};

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    if (request === null) return send(response, { status: 404, text: "nothing here", contentType: "text/plain" });
    requests.push(`${request.site} ${request.name}`);
    hook(request);
    const fault = faults.next(request);
    const answer = refusalFor(request, rights[request.site], incoming) ?? answerTo(request, rights[request.site]);
    if (fault === null) return send(response, answer);
    return inject(fault, request, response, answer);
  }

  function answerTo(request: ApiRequest, right: Rights): Answer {
    const all = spaces[request.site];
    const visible = right === "full" ? all : right === "partial" ? all.slice(0, 1) : [];
    if (request.site !== "linear") {
      return answerJira({ content, site: request.site, visible, longestPage: options.longestPage ?? 100 }, request);
    }
    const nowMs = content.nowMs();
    if (nowMs >= meter.resetMs)
      Object.assign(meter, { left: options.complexityPerHour ?? 3_000_000, resetMs: nowMs + 3_600_000 });
    const { answer, complexity } = answerLinear({ content, visible }, request.json);
    meter.highest = Math.max(meter.highest, complexity);
    const isOver = complexity > meter.left;
    if (!isOver) meter.left -= complexity;
    const headers = {
      "x-complexity": String(complexity),
      "x-ratelimit-complexity-limit": String(options.complexityPerHour ?? 3_000_000),
      "x-ratelimit-complexity-remaining": String(isOver ? 0 : Math.floor(meter.left)),
      "x-ratelimit-complexity-reset": String(meter.resetMs),
    };
    return isOver ? { ...rateLimited, headers } : { ...answer, headers };
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      response.writeHead(500, { "content-type": "text/plain" }).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (site) => `http://127.0.0.1:${port}/${site}${site === "linear" ? "/graphql" : ""}`,
    faults,
    requests,
    setRights: (site, right) => void (rights[site] = right),
    beforeAnswer: (next) => void (hook = next),
    highestComplexity: () => meter.highest,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export const rateLimited: Answer = {
  status: 400,
  json: { errors: [{ message: "Rate limit exceeded", extensions: { code: "RATELIMITED", type: "ratelimited" } }] },
};

async function readRequest(incoming: IncomingMessage): Promise<ApiRequest | null> {
  const url = new URL(incoming.url ?? "/", "http://localhost");
  const [, site, path] = /^\/(cloud|server|linear)(\/.*)$/.exec(url.pathname) ?? [];
  if (site === undefined || path === undefined) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const json = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  const method = incoming.method ?? "GET";
  const operation = typeof json.query === "string" ? ` ${/^\s*query\s+(\w+)/.exec(json.query)?.[1]}` : "";
  return { site: site as SiteName, method, path, query: url.searchParams, json, name: `${method} ${path}${operation}` };
}

function refusalFor(
  { site, path, name, json }: ApiRequest,
  rights: Rights,
  { headers }: IncomingMessage,
): Answer | null {
  const isRight = headers.authorization === credentials[site].header;
  if (site === "linear") {
    if (isRight && rights !== "revoked" && rights !== "forbidden") return null;
    const code = rights === "forbidden" ? "FORBIDDEN" : "AUTHENTICATION_ERROR";
    const errors = [
      { message: "Authentication required", extensions: { code, type: code.toLowerCase().replace("_", " ") } },
    ];
    return { status: rights === "forbidden" ? 403 : 401, json: { errors } };
  }
  if (rights === "forbidden") return { status: 403, json: { errorMessages: ["Forbidden"] } };
  if (!isRight || rights === "revoked")
    return { status: 401, text: "Client must be authenticated", contentType: "text/html" };
  if (rights !== "anonymous") return null;
  if (path.endsWith("/myself")) return { status: 401, json: { errorMessages: ["You are not authenticated."] } };
  return name.includes("/search") ? { status: 200, json: { ...emptyPage, startAt: json.startAt ?? 0 } } : null;
}

const emptyPage = { issues: [], isLast: true, startAt: 0, total: 0, maxResults: 50 };

function inject(fault: Fault, request: ApiRequest, response: ServerResponse, answer: Answer): void {
  switch (fault.kind) {
    case "status": {
      const { status, headers = {}, body } = fault;
      return send(response, { status, headers, json: body ?? { errorMessages: ["simulated"] } });
    }
    case "hang":
      return;
    case "cut":
      return void response.destroy();
    case "cutMidway": {
      const text = bodyOf(answer);
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
      response.write(text.slice(0, text.length / 2), () => response.destroy());
      return;
    }
    case "truncate":
      return send(response, {
        status: 200,
        text: bodyOf(answer).slice(0, -10),
        contentType: "application/json; charset=utf-8",
      });
    case "html":
      return send(response, { status: 200, text: "<!doctype html><title>Log in</title>", contentType: "text/html" });
    case "empty":
      return send(response, {
        status: 200,
        json: request.site === "linear" ? emptyGraph : { ...emptyPage, startAt: request.json.startAt ?? 0 },
      });
    case "errorsWithData":
      return send(response, {
        ...answer,
        json: { ...(answer.json as object), errors: [{ message: "partial", extensions: { code: fault.code } }] },
      });
    case "repeatCursor":
      return send(response, { ...answer, json: withOwnCursor(request, answer.json) });
  }
}

const emptyGraph = { data: { page: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } } };

/** Data Center has no cursor: it answers the first page again. */
function withOwnCursor({ json: asked, site }: ApiRequest, answer: unknown): unknown {
  const text = JSON.stringify(answer);
  if (site === "cloud") return { ...(answer as object), isLast: false, nextPageToken: asked.nextPageToken ?? "again" };
  if (site === "server")
    return { ...(answer as object), issues: (answer as { issues: unknown[] }).issues.slice(0, 1), total: 1_000_000 };
  const after = (asked.variables as { after?: string | null }).after ?? "again";
  return JSON.parse(
    text.replace(
      /"pageInfo":\{"hasNextPage":\w+,"endCursor":[^}]*\}(?=\}\}\}$)/,
      `"pageInfo":{"hasNextPage":true,"endCursor":"${after}"}`,
    ),
  );
}

function bodyOf({ json, text }: Answer): string {
  return text ?? JSON.stringify(json);
}

function send(response: ServerResponse, answer: Answer): void {
  const contentType = answer.contentType ?? "application/json;charset=UTF-8";
  response.writeHead(answer.status, { "content-type": contentType, ...answer.headers }).end(bodyOf(answer));
}
