import { gzipSync } from "node:zlib";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serverLimits, webhookBodyLimit } from "../../src/http/server-limits.ts";
import { rawRequest } from "./raw-request.ts";
import { openTestService, signJira, type TestService } from "./test-service.ts";

let service: TestService;
let port: number;
let count = 0;

beforeAll(async () => {
  service = await openTestService();
  await service.app.listen({ host: "127.0.0.1", port: 0 });
  port = (service.app.server.address() as AddressInfo).port;
});
afterAll(() => service.close());

function freshBody(): string {
  count += 1;
  return `{"n":${count}}`;
}

/** Lines of a signed request for a body, some of them replaced or added. */
function head(body: string | Buffer, lines: readonly string[] = [], without: readonly string[] = []): string {
  const standard = [
    "Host: localhost",
    "Content-Type: application/json",
    `X-Hub-Signature: ${signJira(body)}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  const kept = standard.filter((line) => !without.some((name) => line.startsWith(`${name}:`)));
  return `POST /webhooks/jira HTTP/1.1\r\n${[...kept, ...lines].join("\r\n")}\r\n\r\n`;
}

async function statusOf(pieces: readonly (string | Buffer)[]): Promise<number | undefined> {
  return (await rawRequest(port, pieces)).statuses.find((status) => status !== 100);
}

function countConnections({ app }: TestService): Promise<number> {
  return new Promise((resolve, reject) => {
    app.server.getConnections((error, open) => (error === null ? resolve(open) : reject(error)));
  });
}

describe("odd requests on a socket", () => {
  it.each([
    ["an ordinary one", [], [], 200],
    ["a tab in the content type", ["Content-Type:\tapplication/json\t;\tcharset=utf-8"], ["Content-Type"], 200],
    ["two content types, of which the first is JSON", ["Content-Type: text/plain"], [], 200],
    ["a leading space and another type", ["Content-Type:  text/plain; a=application/json"], ["Content-Type"], 415],
    ["a content type that is a parameter", ["Content-Type: ;application/json"], ["Content-Type"], 415],
    ["no content type", [], ["Content-Type"], 200],
    ["Expect: 100-continue", ["Expect: 100-continue"], [], 200],
    ["a spoofed X-Forwarded-For", ["X-Forwarded-For: 127.0.0.1"], [], 200],
    ["no Host", [], ["Host"], 400],
    ["a header that is none", ["Bad Header"], [], 400],
    ["two lengths", ["Content-Length: 3"], [], 400],
    ["a length and chunks", ["Transfer-Encoding: chunked"], [], 400],
    ["an unknown transfer encoding", ["Transfer-Encoding: gzip"], ["Content-Length"], 400],
    ["headers of 20 KB", [`X-Long: ${"a".repeat(20_000)}`], [], 431],
  ])("answers %s", async (_what, lines, without, status) => {
    const body = freshBody();
    expect(await statusOf([head(body, lines, without), body])).toBe(status);
  });

  it("refuses a right signature beside a wrong one, in either order", async () => {
    const body = freshBody();
    expect(await statusOf([head(body, ["X-Hub-Signature: sha256=00"]), body])).toBe(401);
    expect(
      await statusOf([
        head(body, ["X-Hub-Signature: sha256=00", `X-Hub-Signature: ${signJira(body)}`], ["X-Hub-Signature"]),
        body,
      ]),
    ).toBe(401);
    expect(await statusOf([head(body, [`X-Hub-Signature: ${signJira(body)}`]), body])).toBe(401);
  });

  it("takes a body in chunks", async () => {
    const body = freshBody();
    const chunks = body
      .split("")
      .map((char) => `1\r\n${char}\r\n`)
      .join("");
    expect(await statusOf([head(body, ["Transfer-Encoding: chunked"], ["Content-Length"]), chunks, "0\r\n\r\n"])).toBe(
      200,
    );
  });

  it("refuses a compressed body, unread", async () => {
    const body = gzipSync(Buffer.alloc(1_048_576));
    expect(await statusOf([head(body, ["Content-Encoding: gzip"]), body])).toBe(415);
  });

  it("refuses one byte too many before it has come, and in chunks that say no length", async () => {
    const body = Buffer.alloc(webhookBodyLimit + 1, " ");
    expect(await statusOf([head(body)])).toBe(413);
    expect(await statusOf([head(body), body])).toBe(413);
    const chunked = head(body, ["Transfer-Encoding: chunked"], ["Content-Length"]);
    expect(await statusOf([chunked, `${body.length.toString(16)}\r\n`, body, "\r\n0\r\n\r\n"])).toBe(413);
  });

  it("keeps invalid UTF-8 as it came, or refuses it, and never changes it", async () => {
    const body = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const status = await statusOf([head(body), body]);
    expect([200, 400]).toContain(status);
  });

  it("signs CRLF and LF apart", async () => {
    const body = '{\r\n"a":1}';
    expect(await statusOf([head(body).replace(`Content-Length: 9`, "Content-Length: 8"), body.replace("\r", "")])).toBe(
      401,
    );
  });

  it("reads no further than a length that is too short, and takes the rest for no request", async () => {
    const body = freshBody();
    const { statuses } = await rawRequest(port, [head(body.slice(0, -2)), body], 2);
    expect(new Set(statuses)).toEqual(new Set([400]));
  });

  it("answers requests that come in one piece, in order", async () => {
    const bodies = [freshBody(), freshBody()];
    const { statuses } = await rawRequest(port, [bodies.map((body) => head(body) + body).join("")], 2);
    expect(statuses).toEqual([200, 200]);
  });

  it.each(["TRACE", "CONNECT", "BREW"])("does nothing for %s", async (method) => {
    const { statuses } = await rawRequest(port, [`${method} /webhooks/jira HTTP/1.1\r\nHost: localhost\r\n\r\n`]);
    expect(statuses[0] ?? 400).toBeGreaterThanOrEqual(400);
  });

  it("goes on serving when a sender breaks off", async () => {
    const body = freshBody();
    await rawRequest(port, [head(body), body.slice(0, 2)], 0);
    expect(await statusOf([head(body), body])).toBe(200);
  });

  it("answers 408 to a body that never ends, within the request timeout", async () => {
    const impatient = await openTestService({ database: service.database });
    impatient.app.server.requestTimeout = 300;
    impatient.app.server.headersTimeout = 200;
    await impatient.app.listen({ host: "127.0.0.1", port: 0 });
    const { port: other } = impatient.app.server.address() as AddressInfo;
    const endless = head("x", ["Transfer-Encoding: chunked"], ["Content-Length"]);
    const { statuses, text } = await rawRequest(other, [endless, "1\r\n{\r\n"]);
    expect(statuses).toEqual([408]);
    expect(JSON.parse(text.split("\r\n\r\n")[1]!)).toEqual({
      error: { code: "REQUEST_INVALID", message: "request timeout" },
    });
    const lying = await rawRequest(other, [head("x".repeat(50)), "{"]);
    expect(lying.statuses).toEqual([408]);
    await impatient.app.close();
  });

  it("is not held up in closing by a sender that stands still, and serves what is under way", async () => {
    const closing = await openTestService({ database: service.database, drainMs: 200 });
    await closing.app.listen({ host: "127.0.0.1", port: 0 });
    const { port: other } = closing.app.server.address() as AddressInfo;
    const standing = rawRequest(other, [head("x".repeat(50)), "{"]);
    const body = freshBody();
    const slow = connect(other, "127.0.0.1");
    let answer = "";
    slow.on("data", (chunk: Buffer) => (answer += chunk.toString()));
    slow.on("error", () => {});
    slow.write(head(body) + body.slice(0, 3));
    await new Promise((written) => slow.once("connect", () => setImmediate(written)));
    while ((await countConnections(closing)) < 2) await new Promise(setImmediate);
    const closed = closing.app.close();
    slow.write(body.slice(3));
    await closed;
    expect((await standing).statuses).toEqual([]);
    expect(answer).toMatch(/^HTTP\/1.1 200 OK[^]*connection: close/i);
  });

  it("has a bound for every wait", () => {
    const { server } = service.app;
    expect(server.requestTimeout).toBe(serverLimits.requestTimeout);
    expect(server.headersTimeout).toBe(serverLimits.http.headersTimeout);
    expect(server.keepAliveTimeout).toBe(serverLimits.keepAliveTimeout);
    expect(server.timeout).toBe(serverLimits.connectionTimeout);
  });
});
