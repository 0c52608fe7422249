import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { signatureFits, tokenFits } from "../../src/sources/signature.ts";
import { sourceOf } from "../../src/sources/index.ts";
import type { SourceSettings } from "../../src/sources/source.ts";
import { linearIssue } from "./linear/payload.ts";
import { jiraSettings, linearSettings } from "./settings.ts";

const nowMs = 1_700_000_000_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const hmac = (body: Uint8Array, secret: string) => createHmac("sha256", secret).update(body).digest("hex");

describe("signatureFits", () => {
  it("accepts Atlassian's own example", () => {
    const signature = "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9";
    expect(signatureFits(Buffer.from("Hello World!"), signature, ["It's a Secret to Everybody"])).toBe(true);
    // GitHub's example has the same secret and a comma.
    expect(signatureFits(Buffer.from("Hello, World!"), signature, ["It's a Secret to Everybody"])).toBe(false);
  });

  it("finds the fitting secret wherever it stands", () => {
    const body = Buffer.from("{}");
    for (const secrets of [["a"], ["a", "b", "c"], ["b", "a", "c"], ["b", "c", "a"]]) {
      expect(signatureFits(body, hmac(body, "a"), secrets)).toBe(true);
    }
    expect(signatureFits(body, hmac(body, "a"), ["b", "c"])).toBe(false);
    expect(signatureFits(body, hmac(body, "a"), [])).toBe(false);
  });
});

describe("verify, of Linear's example", () => {
  const body = Buffer.from('{"action":"create","type":"Issue","webhookTimestamp":1700000000000,"data":{"id":"abc"}}');
  const signature = "46c7982d28bb6b5722cd54da3fea95dfb546e30a787d9145d1a0ce9cc887cde9";
  const verifyAt = (atMs: number) =>
    sourceOf("linear").verify(linearSettings, { body, headers: { "linear-signature": signature } }, atMs);

  it.each([
    ["now", 0],
    ["at Linear's last retry, after seven hours", 7 * hourMs],
    ["at the end of maxAge", 24 * hourMs],
    ["a minute ahead of our clock", -minuteMs],
  ])("accepts it %s", (_case, laterMs) => {
    expect(verifyAt(nowMs + laterMs)).toEqual({ ok: true });
  });

  it.each([
    ["after maxAge", 24 * hourMs + 1],
    ["more than a minute ahead of our clock", -minuteMs - 1],
  ])("refuses it %s", (_case, laterMs) => {
    expect(verifyAt(nowMs + laterMs)).toMatchObject({ ok: false, kind: "unauthorized" });
  });
});

describe("verify, of Linear's replay window", () => {
  const verifySigned = (text: string, headers = {}) => {
    const signature = hmac(Buffer.from(text), linearSettings.webhookSecrets[0]!);
    const delivery = { body: Buffer.from(text), headers: { "linear-signature": signature, ...headers } };
    return sourceOf("linear").verify(linearSettings, delivery, nowMs);
  };

  it.each([
    ["is missing", "{}"],
    ["is text", '{"webhookTimestamp":"1700000000000"}'],
    ["is null", '{"webhookTimestamp":null}'],
    ["is only inherited", '{"__proto__":{"webhookTimestamp":1700000000000}}'],
  ])("answers 400 where webhookTimestamp %s", (_case, text) => {
    expect(verifySigned(text)).toMatchObject({ ok: false, kind: "badRequest" });
  });

  it.each([
    ["in seconds", '{"webhookTimestamp":1700000000}'],
    ["endless", '{"webhookTimestamp":1e999}'],
    ["negative", '{"webhookTimestamp":-1}'],
    ["that a later duplicate makes old", '{"webhookTimestamp":1700000000000,"webhookTimestamp":1}'],
  ])("answers 401 to a webhookTimestamp %s", (_case, text) => {
    expect(verifySigned(text)).toMatchObject({ ok: false, kind: "unauthorized" });
  });

  it("does not take the time from the header, which is not signed", () => {
    const headers = { "linear-timestamp": String(nowMs) };
    expect(verifySigned('{"webhookTimestamp":1}', headers)).toMatchObject({ kind: "unauthorized" });
  });
});

describe("verify, of a sender that cannot sign", () => {
  const body = Buffer.from("{}");
  const webhookAuth = { header: "X-Okr-Token", values: ["old token", "new token"] };
  const unsigned: SourceSettings = { ...jiraSettings, webhookSecrets: [], webhookAuth };
  const verify = (settings: SourceSettings, headers: Record<string, string>) =>
    sourceOf("jira").verify(settings, { body, headers }, nowMs);

  it.each(webhookAuth.values)("accepts the header with %s", (value) => {
    expect(verify(unsigned, { "x-okr-token": value })).toEqual({ ok: true });
  });

  it.each([
    ["no header", {}],
    ["an empty header", { "x-okr-token": "" }],
    ["a wrong value", { "x-okr-token": "old tokem" }],
    ["the beginning of a value", { "x-okr-token": "old" }],
    ["both values", { "x-okr-token": "old token, new token" }],
    ["the value in another header", { "x-other": "old token" }],
  ])("refuses %s", (_case, headers) => {
    expect(verify(unsigned, headers as Record<string, string>)).toMatchObject({ kind: "unauthorized" });
  });

  it("refuses everything where an unset variable left an empty value", () => {
    const emptied = { ...unsigned, webhookAuth: { header: "X-Okr-Token", values: [""] } };
    expect(verify(emptied, { "x-okr-token": "" })).toMatchObject({ kind: "unauthorized" });
  });

  it("takes either the signature or the token where a source has both, but no wrong signature", () => {
    const both = { ...jiraSettings, webhookAuth };
    const signed = { "x-hub-signature": `sha256=${hmac(body, jiraSettings.webhookSecrets[0]!)}` };
    const forged = { "x-hub-signature": `sha256=${hmac(body, "guess")}` };
    expect(verify(both, signed)).toEqual({ ok: true });
    expect(verify(both, { "x-okr-token": "old token" })).toEqual({ ok: true });
    expect(verify(both, { ...forged, "x-okr-token": "old token" })).toMatchObject({ kind: "unauthorized" });
    expect(verify(both, {})).toMatchObject({ kind: "unauthorized" });
  });

  it("does not open Linear, which always signs", () => {
    const settings = { ...linearSettings, webhookSecrets: [], webhookAuth };
    const payload = Buffer.from(JSON.stringify(linearIssue("update")));
    const delivery = { body: payload, headers: { "x-okr-token": "old token" } };
    expect(sourceOf("linear").verify(settings, delivery, nowMs)).toMatchObject({ kind: "unauthorized" });
  });
});

describe("tokenFits", () => {
  it("takes no property of the headers' prototype for a header", () => {
    expect(tokenFits({}, { header: "constructor", values: ["x"] })).toBe(false);
  });
});
