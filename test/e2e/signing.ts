/** Signs bodies as the trackers do. See spec protocols.md sections 1.1, 2 and 5.1. */
import { createHmac } from "node:crypto";

export interface SignedDelivery {
  source: string;
  body: Buffer<ArrayBuffer>;
  headers: Record<string, string>;
}

export type Signer = (payload: object | Buffer<ArrayBuffer>) => SignedDelivery;

/** Jira Cloud: `X-Hub-Signature: sha256=<hex>` over the raw bytes. */
export function jiraSigner(source: string, secret: string): Signer {
  return (payload) => {
    const body = bytesOf(payload);
    return {
      source,
      body,
      headers: { "content-type": "application/json; charset=UTF-8", "x-hub-signature": `sha256=${hmac(secret, body)}` },
    };
  };
}

/** Data Center and Automation cannot sign: a header that holds a shared token. */
export function tokenSigner(source: string, header: string, token: string): Signer {
  return (payload) => ({
    source,
    body: bytesOf(payload),
    headers: { "content-type": "application/json", [header]: token },
  });
}

/** Linear: `Linear-Signature: <hex>`. */
export function linearSigner(source: string, secret: string): Signer {
  return (payload) => {
    const body = bytesOf(payload);
    return {
      source,
      body,
      headers: { "content-type": "application/json; charset=utf-8", "linear-signature": hmac(secret, body) },
    };
  };
}

function bytesOf(payload: object | Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  return Buffer.isBuffer(payload) ? Buffer.from(payload) : Buffer.from(JSON.stringify(payload));
}

function hmac(secret: string, body: Buffer): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}
