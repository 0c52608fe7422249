/** Signs payloads as the trackers do: for `receive --url`, and for the demo's simulated trackers. One entry a kind of source. */
import { createHmac } from "node:crypto";

export interface SignedRequest {
  body: Uint8Array;
  headers: Readonly<Record<string, string>>;
}

export interface Unsigned {
  body: Uint8Array;
  secret: string;
  /** The tracker's own id of the delivery. */
  deliveryId: string;
  /** The tracker's name of the event, where it is known. */
  event: string | null;
  nowMs: number;
}

/** The bytes and headers of a signed delivery; Linear's bytes change, because the time of sending is in them. */
export type Signer = (unsigned: Unsigned) => SignedRequest;

export const signers: Readonly<Record<string, Signer>> = { jira: signAsJira, linear: signAsLinear };

function signAsJira({ body, secret, deliveryId }: Unsigned): SignedRequest {
  return {
    body,
    headers: {
      "content-type": "application/json; charset=UTF-8",
      "user-agent": "Atlassian Webhook HTTP Client",
      "x-atlassian-webhook-identifier": deliveryId,
      "x-atlassian-webhook-flow": "Primary",
      "x-hub-signature": `sha256=${hmac(secret, body)}`,
    },
  };
}

function signAsLinear({ body, secret, deliveryId, event, nowMs }: Unsigned): SignedRequest {
  const stamped = stampLinear(body, nowMs);
  return {
    body: stamped,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Linear-Webhook",
      "linear-delivery": deliveryId,
      ...(event === null ? {} : { "linear-event": event }),
      "linear-timestamp": String(nowMs),
      "linear-signature": hmac(secret, stamped),
    },
  };
}

/** Bytes that are no JSON object are left alone: the receiver says what is wrong with them. */
function stampLinear(body: Uint8Array, nowMs: number): Uint8Array {
  let payload: unknown;
  try {
    payload = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return body;
  }
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return body;
  return new TextEncoder().encode(JSON.stringify({ ...payload, webhookTimestamp: nowMs }));
}

function hmac(secret: string, body: Uint8Array): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}
