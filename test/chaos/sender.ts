/** Sends as Jira and Linear do: the same bytes again after every 5xx and every lost connection, until they are acknowledged. */
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../src/cli/demo/random.ts";
import type { Delivery } from "../simulator/delivery.ts";
import { bodyKey } from "./mail.ts";

export interface Sent {
  /** Our id of each acknowledged delivery, by its source and bytes. */
  acknowledged: Map<string, string>;
  /** Requests that were not answered with 200, and will be sent again. */
  retries: number;
  /** Bodies sent again although they had been acknowledged. */
  repeats: number;
  /** Answers that would make a tracker give up. */
  refused: string[];
}

export interface SenderSettings {
  /** Where a receiver is at this moment; null while none is up. */
  url: () => string | null;
  random: Random;
  perSecond: number;
  /** Gives up then. */
  deadlineMs: number;
}

const senders = 24;
const retryPauseMs = 150;
const requestTimeoutMs = 15_000;
const repeatShare = 0.04;

export function startSent(): Sent {
  return { acknowledged: new Map(), retries: 0, repeats: 0, refused: [] };
}

/** Resolves when everything is acknowledged, or the deadline has passed; keeps count in `sent` as it goes. */
export async function sendAll(mail: readonly Delivery[], settings: SenderSettings, sent = startSent()): Promise<Sent> {
  const startedAt = performance.now();
  let next = 0;
  const isOver = () => performance.now() - startedAt > settings.deadlineMs;
  async function work() {
    for (let index = next++; index < mail.length && !isOver(); index = next++) {
      const dueMs = startedAt + (index / settings.perSecond) * 1_000 - performance.now();
      if (dueMs > 0) await pause(dueMs);
      const delivery = mail[index]!;
      while (!(await sendOnce(delivery, settings, sent)) && !isOver()) {
        sent.retries += 1;
        await pause(retryPauseMs * (0.5 + settings.random.next()));
      }
      if (!settings.random.chance(repeatShare)) continue;
      sent.repeats += 1;
      await sendOnce(delivery, settings, sent);
    }
  }
  await Promise.all(Array.from({ length: senders }, work));
  return sent;
}

async function sendOnce(delivery: Delivery, settings: SenderSettings, sent: Sent): Promise<boolean> {
  const url = settings.url();
  if (url === null) return false;
  try {
    const response = await fetch(`${url}/webhooks/${delivery.site}`, {
      method: "POST",
      body: Buffer.from(delivery.body),
      headers: delivery.headers,
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    const text = await response.text();
    if (response.status === 200) return accept(delivery, JSON.parse(text) as { deliveryId: string }, sent);
    if (response.status < 500) sent.refused.push(`${response.status} to ${delivery.event}: ${text}`);
    return response.status < 500;
  } catch {
    return false;
  }
}

function accept(delivery: Delivery, { deliveryId }: { deliveryId: string }, sent: Sent): boolean {
  const key = bodyKey(delivery);
  const known = sent.acknowledged.get(key);
  if (known !== undefined && known !== deliveryId) sent.refused.push(`${delivery.event} is ${known} and ${deliveryId}`);
  sent.acknowledged.set(key, deliveryId);
  return true;
}
