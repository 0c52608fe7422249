import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { access, openTestService, type TestService } from "./test-service.ts";

const routes = [
  ["GET", "/api/v1/objectives", "viewer"],
  ["GET", "/api/v1/objectives/launch", "viewer"],
  ["GET", "/api/v1/objectives/nope", "viewer"],
  ["GET", "/api/v1/key-results/platform", "viewer"],
  ["GET", "/api/v1/key-results/platform/contributions", "viewer"],
  ["GET", "/api/v1/key-results/platform/history", "viewer"],
  ["GET", "/api/v1/key-results/platform/check-ins", "viewer"],
  ["POST", "/api/v1/key-results/platform/check-ins", "editor"],
  ["POST", "/api/v1/key-results/nope/check-ins", "editor"],
  ["GET", "/api/v1/key-results/platform/explain", "viewer"],
  ["GET", "/api/v1/objectives/launch/explain", "viewer"],
  ["GET", "/api/v1/issues/SHOP-1/explain", "viewer"],
  ["POST", "/api/v1/plan", "editor"],
  ["GET", "/api/v1/links", "viewer"],
  ["POST", "/api/v1/links", "editor"],
  ["DELETE", "/api/v1/links/1", "editor"],
  ["GET", "/api/v1/deliveries", "admin"],
  ["POST", "/api/v1/deliveries/1/replay", "admin"],
  ["GET", "/api/v1/status", "viewer"],
] as const;
const ranks = ["viewer", "editor", "admin"] as const;

let open: TestService;
let guarded: TestService;

beforeAll(async () => {
  open = await openTestService();
  guarded = await openTestService({ database: open.database, files: { "access.yaml": access } });
});
afterAll(async () => {
  await guarded.close();
  await open.close();
});

function send(
  service: TestService,
  method: "GET" | "POST" | "DELETE",
  url: string,
  headers: Record<string, string> = {},
) {
  return service.app.inject({ method, url, headers });
}

const matrix = routes.flatMap(([method, url, needed]) => ranks.map((role) => [role, method, url, needed] as const));

describe("with access tokens", () => {
  it.each(matrix)("a token of role %s at %s %s", async (role, method, url, needed) => {
    const response = await send(guarded, method, url, { authorization: `Bearer ${role}-token-0123456789` });
    const isAllowed = ranks.indexOf(role) >= ranks.indexOf(needed);
    if (isAllowed) expect([401, 403]).not.toContain(response.statusCode);
    else expect(response.json()).toEqual({ error: { code: "FORBIDDEN", message: expect.any(String) } });
    expect(response.statusCode === 403).toBe(!isAllowed);
  });

  it.each(routes)("asks for one at %s %s", async (method, url) => {
    const response = await send(guarded, method, url);
    expect(response.statusCode).toBe(401);
    expect(response.headers["www-authenticate"]).toBe("Bearer");
    expect(response.json().error.code).toBe("UNAUTHENTICATED");
  });

  it.each([
    "Bearer nope",
    "Bearer ",
    "Basic dmlld2VyOng=",
    "viewer-token-0123456789",
    "Bearer viewer-token-012345678",
    "Bearer a b",
  ])("takes no %j", async (authorization) => {
    expect((await send(guarded, "GET", "/api/v1/status", { authorization })).statusCode).toBe(401);
  });

  it("takes a token under any host name, and asks for none for health and documentation", async () => {
    const headers = { authorization: "bearer viewer-token-0123456789", host: "okr.example.com" };
    expect((await send(guarded, "GET", "/api/v1/status", headers)).statusCode).toBe(200);
    for (const url of ["/healthz", "/readyz", "/docs/", "/api/v1/openapi.json"]) {
      expect((await send(guarded, "GET", url)).statusCode, url).toBe(200);
    }
  });

  it("signs what is written with the token's name", async () => {
    const response = await guarded.app.inject({
      method: "POST",
      url: "/api/v1/key-results/uptime/check-ins",
      headers: { authorization: "Bearer editor-token-0123456789" },
      payload: { value: 99 },
    });
    expect(response.json()).toMatchObject({ author: "ann" });
  });
});

describe("without access tokens", () => {
  it.each(["localhost", "localhost:3000", "127.0.0.1:3000", "[::1]:3000", "okr.localhost"])(
    "is open under %s",
    async (host) => {
      expect((await send(open, "GET", "/api/v1/deliveries", { host })).statusCode).toBe(200);
    },
  );

  it.each(["rebound.example", "127.0.0.1.nip.io", "localhost.evil.example", "abc.tunnel.example"])(
    "is closed under %s",
    async (host) => {
      expect((await send(open, "GET", "/api/v1/deliveries", { host })).statusCode).toBe(403);
      expect((await send(open, "GET", "/healthz", { host })).statusCode).toBe(200);
    },
  );
});

describe("writing from a browser", () => {
  it.each([
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ origin: "https://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ origin: "http://localhost:9999" }, 403],
    [{ "sec-fetch-site": "same-origin", origin: "http://localhost:3000" }, 404],
    [{ "sec-fetch-site": "none" }, 404],
    [{ origin: "http://localhost:3000" }, 404],
    [{}, 404],
  ] as [Record<string, string>, number][])("with %j is answered %i", async (headers, status) => {
    const response = await send(open, "DELETE", "/api/v1/links/1", { host: "localhost:3000", ...headers });
    expect(response.statusCode).toBe(status);
  });

  const strangers: readonly Record<string, string>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
    { origin: "null" },
  ];

  it("is refused to pages of other sites on every route that writes, whatever token they have got hold of", async () => {
    const app = createApp(guarded.deps);
    const writing: { method: string; url: string }[] = [];
    app.addHook("onRoute", ({ method, url, config }) => {
      for (const each of [method].flat()) {
        const isReading = ["GET", "HEAD", "OPTIONS"].includes(each);
        if (!isReading && config?.role !== "signature") writing.push({ method: each, url });
      }
    });
    await app.ready();
    try {
      expect(writing).toEqual(
        expect.arrayContaining([
          { method: "POST", url: "/api/v1/key-results/:id/check-ins" },
          { method: "POST", url: "/api/v1/links" },
          { method: "DELETE", url: "/api/v1/links/:id" },
          { method: "POST", url: "/api/v1/plan" },
          { method: "POST", url: "/api/v1/deliveries/:id/replay" },
          { method: "POST", url: "/api/v1/sources/:id/reconcile" },
        ]),
      );
      const authorization = "Bearer admin-token-0123456789";
      const letIn: string[] = [];
      for (const { method, url } of writing)
        for (const headers of strangers) {
          const response = await app.inject({
            method: method as "POST",
            url: url.replaceAll(/:\w+/g, "1"),
            headers: { host: "okr.example.com", authorization, ...headers },
          });
          const code = response.json().error?.code;
          if (response.statusCode !== 403 || code !== "FORBIDDEN")
            letIn.push(`${method} ${url} ${JSON.stringify(headers)}: ${response.statusCode}`);
        }
      expect(letIn).toEqual([]);
    } finally {
      await app.close();
    }
  });

  it("is not held against reading", async () => {
    expect((await send(open, "GET", "/api/v1/status", { "sec-fetch-site": "cross-site" })).statusCode).toBe(200);
  });
});

describe("a route that states no role", () => {
  it("keeps the app from starting", async () => {
    const app = createApp(open.deps);
    app.get("/forgotten", async () => "secret");
    await expect(app.ready()).rejects.toThrow("GET /forgotten states no role");
  });
});
