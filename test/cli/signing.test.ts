import { describe, expect, it } from "vitest";
import { signers } from "../../src/cli/signing.ts";
import { sourceOf } from "../../src/sources/index.ts";
import type { SourceSettings } from "../../src/sources/source.ts";

const nowMs = Date.parse("2026-11-02T10:00:00.000Z");

function settingsOf(kind: string): SourceSettings {
  return {
    id: kind,
    kind,
    baseUrl: "https://acme.atlassian.net",
    apiUrl: null,
    webhookSecrets: ["old", "right"],
    webhookAuth: null,
    auth: null,
    fields: {},
    canceledResolutions: [],
    staleAfterMs: 86_400_000,
    maxAgeMs: 86_400_000,
    reconcile: null,
  };
}

function sign(kind: string, text: string, secret: string) {
  const body = new TextEncoder().encode(text);
  return signers[kind]!({ body, secret, deliveryId: "d-1", event: "Issue", nowMs });
}

describe.each(["jira", "linear"])("signing as %s", (kind) => {
  const source = sourceOf(kind);

  it("is accepted by the source that verifies it, however old the payload is", () => {
    const signed = sign(kind, '{"action":"create","webhookTimestamp":1}', "right");
    expect(source.verify(settingsOf(kind), signed, nowMs)).toEqual({ ok: true });
    expect(source.deliveryId(signed.headers)).toBe("d-1");
  });

  it("is refused with another secret", () => {
    const signed = sign(kind, '{"action":"create"}', "wrong");
    expect(source.verify(settingsOf(kind), signed, nowMs)).toMatchObject({ ok: false, kind: "unauthorized" });
  });

  it.each(["not json", "[]", ""])("leaves %j to the receiver to judge", (text) => {
    const signed = sign(kind, text, "right");
    expect(new TextDecoder().decode(signed.body)).toBe(text);
    expect(source.verify(settingsOf(kind), signed, nowMs)).toMatchObject({ ok: false, kind: "badRequest" });
  });
});

it("can sign for every kind of source that there is", () => {
  for (const kind of Object.keys(signers)) expect(sourceOf(kind).kind).toBe(kind);
});
