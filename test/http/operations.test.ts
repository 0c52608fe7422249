import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestService, type TestService } from "./test-service.ts";

let service: TestService;
let reasons: string[] = [];

beforeAll(async () => {
  service = await openTestService({ notReady: () => reasons });
});
afterAll(() => service.close());

const get = (url: string) => service.app.inject({ method: "GET", url });

describe("health", () => {
  it("is alive and ready", async () => {
    expect((await get("/healthz")).json()).toEqual({ status: "ok" });
    const ready = await get("/readyz");
    expect(ready.statusCode).toBe(200);
    expect(ready.json()).toEqual({ status: "ready", reasons: [] });
  });

  it("is not ready while main.ts says so, or the queue is down, yet alive", async () => {
    reasons = ["starting"];
    service.queue.failing = true;
    const ready = await get("/readyz");
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toEqual({ status: "not_ready", reasons: ["starting", "queue"] });
    expect((await get("/healthz")).statusCode).toBe(200);
    reasons = [];
    service.queue.failing = false;
  });
});

describe("every answer", () => {
  it.each(["/healthz", "/api/v1/status", "/nothing-here", "/api/v1/objectives/nope"])(
    "of %s carries the security headers",
    async (url) => {
      expect((await get(url)).headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
        "x-request-id": expect.stringMatching(/^[\da-f-]{36}$/),
      });
    },
  );

  it.each(["/nothing-here", "/api/v1/nothing", "/api/v2/objectives", "/%", "/%zz", "/api/v1/../../etc/passwd"])(
    "of %s is an error of ours",
    async (url) => {
      const response = await get(url);
      expect([400, 404]).toContain(response.statusCode);
      expect(response.json()).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
    },
  );

  it("of an unknown fault says nothing of our insides, and the log has it", async () => {
    const current = service.current;
    service.current = { ...current, config: { ...current.config, objectives: null as never } };
    service.logged.length = 0;
    const response = await get("/api/v1/objectives");
    service.current = current;
    expect(response.statusCode).toBe(500);
    expect(response.json()).toEqual({
      error: { code: "INTERNAL", message: expect.not.stringMatching(/null|undefined/) },
    });
    expect(service.logged).toContainEqual(
      expect.objectContaining({ code: "INTERNAL", reqId: response.headers["x-request-id"] }),
    );
  });
});

describe("the OpenAPI description", () => {
  it("is 3.1, and describes every route with its answers and role", async () => {
    const description = (await get("/api/v1/openapi.json")).json();
    expect(description.openapi).toBe("3.1.0");
    const operations = Object.entries<Record<string, { summary: string; responses: object; security?: unknown }>>(
      description.paths,
    );
    expect(operations.map(([path]) => path).sort()).toEqual([
      "/api/v1/as-of",
      "/api/v1/deliveries",
      "/api/v1/deliveries/{id}/replay",
      "/api/v1/events",
      "/api/v1/issues",
      "/api/v1/issues/{ref}/explain",
      "/api/v1/key-results/{id}",
      "/api/v1/key-results/{id}/check-ins",
      "/api/v1/key-results/{id}/contributions",
      "/api/v1/key-results/{id}/explain",
      "/api/v1/key-results/{id}/history",
      "/api/v1/links",
      "/api/v1/links/{id}",
      "/api/v1/me",
      "/api/v1/objectives",
      "/api/v1/objectives/{id}",
      "/api/v1/objectives/{id}/explain",
      "/api/v1/openapi.json",
      "/api/v1/overview",
      "/api/v1/periods/{id}/report",
      "/api/v1/plan",
      "/api/v1/sources/{id}/reconcile",
      "/api/v1/sources/{id}/reconciles",
      "/api/v1/status",
      "/healthz",
      "/readyz",
      "/webhooks/{source}",
    ]);
    for (const [path, methods] of operations) {
      for (const operation of Object.values(methods)) {
        expect(operation.summary, path).toEqual(expect.any(String));
        expect(Object.keys(operation.responses).length, path).toBeGreaterThan(0);
      }
    }
    expect(description.paths["/api/v1/links"].post.security).toEqual([{ token: ["editor"] }]);
  });

  it("has a page at /docs that may show itself and be framed by nobody", async () => {
    const page = await get("/docs/");
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.headers["content-security-policy"]).toMatch(/script-src 'self'.*frame-ancestors 'none'/);
    expect((await get("/docs/static/swagger-ui-bundle.js")).statusCode).toBe(200);
  });
});
