/** Whether bytes come from who knows a secret. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Headers, SourceSettings, Verification } from "./source.ts";

/** HMAC-SHA256 as the trackers write it; other spellings of the same bytes are refused. */
const hexDigest = /^[0-9a-f]{64}$/;

/** Lower-case hex HMAC-SHA256 over the raw bytes. Every secret is tried, whichever fits, in constant time. */
export function signatureFits(body: Uint8Array, signature: string, secrets: readonly string[]): boolean {
  if (!hexDigest.test(signature)) return false;
  const given = Buffer.from(signature, "hex");
  let fits = false;
  for (const secret of usable(secrets)) {
    const wanted = createHmac("sha256", secret).update(body).digest();
    fits = sameBytes(given, wanted) || fits;
  }
  return fits;
}

/** For senders that cannot sign: whether the configured header holds one of the configured values. */
export function tokenFits(headers: Headers, webhookAuth: SourceSettings["webhookAuth"]): boolean {
  const given = webhookAuth === null ? undefined : headers[webhookAuth.header.toLowerCase()];
  if (webhookAuth === null || typeof given !== "string") return false;
  let fits = false;
  for (const value of usable(webhookAuth.values)) fits = sameBytes(sha256(given), sha256(value)) || fits;
  return fits;
}

/** Secrets that somebody else cannot know: an unset variable may have left an empty one. */
export function usable(secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => secret !== "");
}

export function unauthorized(message: string): Verification {
  return { ok: false, kind: "unauthorized", code: "SIGNATURE_INVALID", message };
}

export function badRequest(message: string): Verification {
  return { ok: false, kind: "badRequest", code: "PAYLOAD_INVALID", message };
}

/** `timingSafeEqual` throws on unequal lengths. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function sha256(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
