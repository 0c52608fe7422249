/** A webhook as it goes over the wire. */
import { createHmac } from "node:crypto";
import { uuidOf } from "./uuid.ts";
import type { SiteName } from "./item.ts";

export const webhookSecret = "test-signing-secret";

export interface Delivery {
  site: SiteName;
  /** For people: `jira:issue_updated SHOP-12`. */
  event: string;
  body: Uint8Array;
  headers: Readonly<Record<string, string>>;
  sentAtMs: number;
}

/** Signed as the site does; `number` makes the tracker's own id of it. */
export function signedDelivery(
  site: SiteName,
  event: string,
  payload: object,
  sentAtMs: number,
  flow = "Primary",
): Delivery {
  const body = Buffer.from(JSON.stringify(site === "linear" ? { ...payload, webhookTimestamp: sentAtMs } : payload));
  const hex = createHmac("sha256", webhookSecret).update(body).digest("hex");
  const id = uuidOf(`${event} ${hex}`);
  return { site, event, body, headers: headersOf(site, hex, id, event, sentAtMs, flow), sentAtMs };
}

function headersOf(
  site: SiteName,
  hex: string,
  id: string,
  event: string,
  sentAtMs: number,
  flow: string,
): Record<string, string> {
  if (site === "linear") {
    return {
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Linear-Webhook",
      "linear-delivery": id,
      "linear-event": event.split(".")[0]!,
      "linear-timestamp": String(sentAtMs),
      "linear-signature": hex,
    };
  }
  const signed = { "content-type": "application/json; charset=UTF-8", "x-hub-signature": `sha256=${hex}` };
  // Data Center sends neither an id nor the flow.
  if (site === "server") return signed;
  return { ...signed, "x-atlassian-webhook-identifier": id, "x-atlassian-webhook-flow": flow };
}
