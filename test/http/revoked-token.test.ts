import { get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { access, openTestService, type TestService, testConfig } from "./test-service.ts";

let service: TestService;
beforeAll(async () => {
  service = await openTestService({ files: { "access.yaml": access }, eventStreams: { heartbeatMs: 20 } });
  await service.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => service.close());

async function follow(token: string): Promise<IncomingMessage> {
  const { port } = service.app.server.address() as AddressInfo;
  const headers = { authorization: `Bearer ${token}` };
  const [response] = (await once(get({ host: "127.0.0.1", port, path: "/api/v1/events", headers }), "response")) as [
    IncomingMessage,
  ];
  response.resume();
  return response;
}

describe("a token that a new configuration no longer has", () => {
  it("is refused from the next request on, and its event stream ends; others go on", async () => {
    const url = "/api/v1/objectives";
    const as = (token: string) => service.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
    const [revoked, kept] = await Promise.all([follow("viewer-token-0123456789"), follow("editor-token-0123456789")]);
    expect((await as("viewer-token-0123456789")).statusCode).toBe(200);
    const ended = once(revoked, "end");
    const without = access
      .split("\n")
      .filter((line) => !line.includes("viewer-token"))
      .join("\n");
    service.current = testConfig({ "access.yaml": without });
    expect((await as("viewer-token-0123456789")).statusCode).toBe(401);
    await ended;
    expect(kept.readableEnded).toBe(false);
    kept.destroy();
  });
});
