import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodingFor } from "../../src/http/web-assets.ts";
import { pagePaths } from "../../src/web/page-paths.ts";
import { access, openTestService, type TestService } from "./test-service.ts";

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

function get(url: string, headers: Record<string, string> = {}, service = open) {
  return service.app.inject({ method: "GET", url, headers: { host: "localhost:3000", ...headers } });
}

describe("the dashboard's document", () => {
  it.each(pagePaths)("is the answer at %s, to anybody", async (path) => {
    const response = await get(path.replace(/:\w+/, "any-thing"), { host: "okr.example.com" }, guarded);
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(response.body).toContain('<div id="page"></div>');
  });

  it("allows nothing but this host's own files, nothing inline, and no text as markup or script", async () => {
    const policy = (await get("/")).headers["content-security-policy"] as string;
    const directives = new Map(
      policy.split("; ").map((each) => [each.split(" ")[0]!, each.split(" ").slice(1).join(" ")]),
    );
    expect(Object.fromEntries(directives)).toEqual({
      "default-src": "'none'",
      "script-src": "'self'",
      "style-src": "'self'",
      "img-src": "'self'",
      "connect-src": "'self'",
      "font-src": "'self'",
      "base-uri": "'none'",
      "form-action": "'self'",
      "frame-ancestors": "'none'",
      "require-trusted-types-for": "'script'",
      "trusted-types": "'none'",
    });
  });

  it("names only files of this host, and has no script or style of its own", async () => {
    const { body } = await get("/");
    const addresses = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    expect(addresses.length).toBeGreaterThan(3);
    expect(addresses.filter((address) => !/^\/(assets\/[\w.-]+|docs)$/.test(address))).toEqual([]);
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
  });

  it("is asked for again each time, and not sent again where it is the same", async () => {
    const { headers } = await get("/");
    expect(headers["cache-control"]).toBe("no-cache");
    const again = await get("/", { "if-none-match": headers.etag as string });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe("");
  });
});

describe("the dashboard's files", () => {
  async function addresses(): Promise<string[]> {
    return [...(await get("/")).body.matchAll(/"(\/assets\/[^"]+)"/g)].map((match) => match[1]!);
  }

  it("may be kept for ever, since their names change with them", async () => {
    for (const address of await addresses()) {
      const { statusCode, headers } = await get(address);
      expect(statusCode).toBe(200);
      expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["content-type"]).toMatch(
        /^(text\/javascript; charset=utf-8|text\/css; charset=utf-8|image\/svg\+xml)$/,
      );
    }
  });

  it("come in the smallest form that the caller takes", async () => {
    const address = (await addresses()).find((each) => each.endsWith(".js"))!;
    const plain = await get(address);
    const br = await get(address, { "accept-encoding": "gzip, deflate, br" });
    const gzip = await get(address, { "accept-encoding": "gzip" });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect([br.headers["content-encoding"], gzip.headers["content-encoding"]]).toEqual(["br", "gzip"]);
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body);
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(plain.body);
    expect(br.headers["vary"]).toBe("accept-encoding");
  });

  it("weigh less than 50 KB together on the first load", async () => {
    const files = await Promise.all([
      get("/", { "accept-encoding": "br" }),
      ...(await addresses()).map((each) => get(each, { "accept-encoding": "br" })),
    ]);
    expect(files.reduce((sum, { rawPayload }) => sum + rawPayload.byteLength, 0)).toBeLessThan(50_000);
  });

  it.each([
    "/assets/nothing.js",
    "/assets/manifest.json",
    "/assets/index.html",
    "/assets/..%2Fpackage.json",
    "/nowhere",
  ])("do not include %s", async (address) => {
    const response = await get(address);
    expect(response.statusCode).toBe(404);
    expect(response.json().error.code).toBe("NOT_FOUND");
  });
});

describe("encodingFor", () => {
  it.each([
    [undefined, "identity"],
    ["", "identity"],
    ["br", "br"],
    ["gzip;q=1.0, br;q=0.5", "br"],
    ["gzip, br;q=0", "gzip"],
    ["gzip;q=0, br;q=0.000", "identity"],
    ["deflate", "identity"],
    ["GZIP", "gzip"],
  ] as const)("of %j is %s", (accepted, encoding) => {
    expect(encodingFor(accepted)).toBe(encoding);
  });
});

describe("GET /api/v1/me", () => {
  it("says who calls", async () => {
    expect((await get("/api/v1/me")).json()).toEqual({ name: null, role: "admin" });
    const headers = { authorization: "Bearer viewer-token-0123456789" };
    expect((await get("/api/v1/me", headers, guarded)).json()).toEqual({ name: "wall", role: "viewer" });
    expect((await get("/api/v1/me", {}, guarded)).statusCode).toBe(401);
  });
});
