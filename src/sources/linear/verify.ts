import { parseBody } from "../body.ts";
import { badRequest, signatureFits, unauthorized, usable } from "../signature.ts";
import type { ReceivedDelivery, SourceSettings, Verification } from "../source.ts";

/** How far a sender's clock may be ahead of ours. */
const futureToleranceMs = 60_000;

/** `Linear-Signature`, then the replay window by the signed `webhookTimestamp` (the `Linear-Timestamp` header is not signed). */
export function verify(settings: SourceSettings, delivery: ReceivedDelivery, nowMs: number): Verification {
  const signature = delivery.headers["linear-signature"];
  if (usable(settings.webhookSecrets).length === 0) return unauthorized("The source has no secret configured.");
  if (signature === undefined) return unauthorized("The signature is missing.");
  if (!signatureFits(delivery.body, signature, settings.webhookSecrets)) {
    return unauthorized("The signature does not fit.");
  }
  const payload = parseBody(delivery.body);
  if (payload === null) return badRequest("The body is not a JSON object.");
  const sentMs = payload.webhookTimestamp;
  if (typeof sentMs !== "number") return badRequest("The payload has no numeric webhookTimestamp.");
  if (nowMs - sentMs > settings.maxAgeMs) return unauthorized("The delivery is older than maxAge.");
  if (sentMs - nowMs > futureToleranceMs) return unauthorized("The delivery is from the future.");
  return { ok: true };
}
