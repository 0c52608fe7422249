/** What every source has to do, whichever tracker it speaks to. */
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions, stateText } from "../../src/domain/version.ts";
import type { Headers, Source, SourceSettings } from "../../src/sources/source.ts";
import { badBodies, badFieldValues } from "./bad-input.ts";

export interface SourceUnderTest {
  source: Source;
  settings: SourceSettings;
  /** Headers that sign these bytes. */
  sign: (body: Uint8Array, secret: string) => Headers;
  /** The header that carries the signature, and the one with the delivery's id. */
  signatureHeader: string;
  deliveryHeader: string;
  nowMs: number;
  /** A payload that is processed; `at` is the issue's own place in it. */
  update: () => Record<string, unknown>;
  removal: () => Record<string, unknown>;
  /** Where the payload holds what an issue needs, and the path that a failure names. */
  needed: readonly (readonly [path: string, failurePath: string])[];
}

const receivedAt = "2026-11-02T10:00:00.000Z";

export function describeSource(name: string, subject: () => SourceUnderTest): void {
  const bytes = (payload: unknown) => Buffer.from(JSON.stringify(payload));
  const verify = (body: Uint8Array, headers: Headers, changes: Partial<SourceSettings> = {}) => {
    const { source, settings, nowMs } = subject();
    return source.verify({ ...settings, ...changes }, { body, headers }, nowMs);
  };
  const normalise = (payload: unknown) => subject().source.normalise(subject().settings, payload, receivedAt);

  describe(`${name}: verify`, () => {
    it("accepts what is signed with any of the configured secrets", () => {
      const { sign, update } = subject();
      const body = bytes(update());
      for (const secret of ["old", "new"]) {
        expect(verify(body, sign(body, secret), { webhookSecrets: ["old", "new"] })).toEqual({ ok: true });
      }
    });

    it.each([
      ["another secret", { webhookSecrets: ["other"] }],
      ["no secret configured", { webhookSecrets: [] }],
      ["an empty secret configured", { webhookSecrets: [""] }],
    ])("refuses with %s", (_case, changes) => {
      const { sign, update } = subject();
      const body = bytes(update());
      const signedWith = changes.webhookSecrets[0] === "" ? "" : "secret";
      expect(verify(body, sign(body, signedWith), changes)).toMatchObject({ ok: false, kind: "unauthorized" });
    });

    it("refuses every header that is not exactly the signature", () => {
      const { sign, update, settings, signatureHeader } = subject();
      const body = bytes(update());
      const right = sign(body, settings.webhookSecrets[0]!)[signatureHeader]!;
      const hex = right.slice(-64);
      const prefix = right.slice(0, -64);
      const forms = [
        undefined,
        "",
        prefix,
        prefix === "" ? `sha256=${hex}` : hex,
        `sha1=${hex}`,
        `sha512=${hex}`,
        prefix + hex.toUpperCase(),
        `${prefix.toUpperCase()} ${hex}`,
        prefix + Buffer.from(hex, "hex").toString("base64"),
        right.slice(0, -1),
        `${right}0`,
        ` ${right}`,
        `${right}\n`,
        `${right}, ${right}`,
        Array.from({ length: 200 }, () => right).join(", "),
        `${prefix}${"é".repeat(64)}`,
        `${prefix}${"a".repeat(10_240)}`,
        `${prefix}${"0".repeat(64)}`,
        `=${hex}`,
      ];
      for (const form of forms) {
        expect(verify(body, { [signatureHeader]: form }), JSON.stringify(form)).toMatchObject({ kind: "unauthorized" });
      }
    });

    it("accepts none of 10,000 mutated signatures and bodies", () => {
      const { sign, update, settings, signatureHeader } = subject();
      const body = bytes(update());
      const headers = sign(body, settings.webhookSecrets[0]!);
      const right = headers[signatureHeader]!;
      const inSignature = fc.record({ at: fc.nat(right.length - 1), by: fc.integer({ min: 1, max: 127 }) });
      const inBody = fc.record({ at: fc.nat(body.length - 1), bit: fc.integer({ min: 0, max: 7 }) });
      fc.assert(
        fc.property(inSignature, ({ at, by }) => {
          const changed = String.fromCharCode((right.charCodeAt(at) + by) % 128);
          const signature = right.slice(0, at) + changed + right.slice(at + 1);
          return !verify(body, { ...headers, [signatureHeader]: signature }).ok;
        }),
        { numRuns: 5000 },
      );
      fc.assert(
        fc.property(inBody, ({ at, bit }) => {
          const changed = Uint8Array.from(body);
          changed[at]! ^= 1 << bit;
          return !verify(changed, headers).ok;
        }),
        { numRuns: 5000 },
      );
    });

    it.each([
      ["one byte more", (text: string) => `${text} `],
      ["one byte less", (text: string) => text.slice(0, -1)],
      ["other line ends", (text: string) => text.replaceAll("\n", "\r\n")],
      ["serialised again", (text: string) => JSON.stringify(JSON.parse(text))],
    ])("refuses a body with %s", (_case, change) => {
      const { sign, update, settings } = subject();
      const text = JSON.stringify(update(), null, 2);
      const headers = sign(Buffer.from(text), settings.webhookSecrets[0]!);
      expect(verify(Buffer.from(text), headers)).toEqual({ ok: true });
      expect(verify(Buffer.from(change(text)), headers)).toMatchObject({ kind: "unauthorized" });
    });

    it.each(badBodies)("refuses a body that is no JSON object: %s", (_case, body) => {
      const { sign, settings } = subject();
      const signed = sign(body, settings.webhookSecrets[0]!);
      expect(verify(body, signed)).toMatchObject({ ok: false, kind: "badRequest", code: "PAYLOAD_INVALID" });
      expect(verify(body, {})).toMatchObject({ ok: false, kind: "unauthorized", code: "SIGNATURE_INVALID" });
    });
  });

  describe(`${name}: deliveryId`, () => {
    it("reads the tracker's header, fit for storage", () => {
      const { source, deliveryHeader } = subject();
      expect(source.deliveryId({ [deliveryHeader]: " a1-b2 " })).toBe("a1-b2");
      expect(source.deliveryId({ [deliveryHeader]: "" })).toBeNull();
      expect(source.deliveryId({})).toBeNull();
      expect(source.deliveryId({ [deliveryHeader]: "x".repeat(10_240) })).toHaveLength(200);
    });
  });

  describe(`${name}: normalise`, () => {
    it("gives one state, the same every time, with the digest of its text", () => {
      const first = normalise(subject().update());
      expect(first).toEqual(normalise(subject().update()));
      if (first.outcome !== "issues") throw new Error("the update tells of an issue");
      const [state, ...others] = first.states;
      expect(others).toEqual([]);
      const digest = createHash("sha256").update(stateText(state!.issue)).digest("hex");
      expect(state!.version).toMatchObject({ updatedAt: state!.issue.updatedAt, digest });
    });

    it("gives a removed state that wins over the update before it", () => {
      const [update, removal] = [normalise(subject().update()), normalise(subject().removal())];
      if (update.outcome !== "issues" || removal.outcome !== "issues") throw new Error("both tell of issues");
      const [before, after] = [update.states[0]!, removal.states[0]!];
      expect(after.issue.ref).toBe(before.issue.ref);
      expect([before.issue.removed, after.issue.removed]).toEqual([false, true]);
      expect(after.version.updatedAt).toBe(after.version.eventAt);
      expect(compareVersions(after.version, before.version)).toBeGreaterThan(0);
    });

    it("names the field that an issue needs and the payload lacks", () => {
      for (const [path, failurePath] of subject().needed) {
        for (const wrong of [undefined, null, [], Number.NaN]) {
          const failure = normalise(withValue(subject().update(), path, wrong));
          expect(failure, `${path} = ${JSON.stringify(wrong)}`).toMatchObject({ outcome: "failed" });
          const named = failure.outcome === "failed" ? failure.path : "";
          expect(named.startsWith(failurePath), `${named} for ${path}`).toBe(true);
        }
      }
    });

    it("stores no text that a database refuses", () => {
      const dirty = JSON.parse(JSON.stringify(subject().update()).replaceAll("Checkout", "Check\\u0000\\ud800out"));
      const result = normalise(dirty);
      expect(JSON.stringify(result)).toContain("Check\uFFFD\uFFFDout");
      expect(JSON.stringify(result)).not.toMatch(/\\u0000|\\ud800/);
    });

    it("never throws, whatever JSON it is given, and pollutes nothing", () => {
      fc.assert(
        fc.property(fc.jsonValue(), (payload) => isOutcome(normalise(payload))),
        { numRuns: 500 },
      );
      const paths = leafPaths(subject().update());
      const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(...badFieldValues));
      fc.assert(
        fc.property(fc.constantFrom(...paths), anything, (path, value) => {
          return isOutcome(normalise(withValue(subject().update(), path, value)));
        }),
        { numRuns: 2000 },
      );
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    });
  });
}

function isOutcome(value: { outcome: string; event: string }): boolean {
  return ["issues", "ignored", "failed"].includes(value.outcome) && typeof value.event === "string";
}

/** Every place in a payload, `a.b.0.c`. */
function leafPaths(value: unknown, at: readonly string[] = []): readonly string[] {
  const own = at.length === 0 ? [] : [at.join(".")];
  if (typeof value !== "object" || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, each]) => leafPaths(each, [...at, key]))];
}

/** Changes the payload in place; `undefined` takes the key away. */
export function withValue<Payload extends object>(payload: Payload, path: string, value: unknown): Payload {
  const keys = path.split(".");
  const last = keys.pop()!;
  let parent = payload as Record<string, unknown>;
  for (const key of keys) parent = parent[key] as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return payload;
}
