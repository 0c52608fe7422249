/** What the simulated sites send in the course of a seed. */
import { createHash } from "node:crypto";
import type { Random } from "../../src/cli/demo/random.ts";
import type { Content } from "../simulator/content.ts";
import { createContent } from "../simulator/create-content.ts";
import type { Delivery } from "../simulator/delivery.ts";

/** How far out of order a delivery may come. */
const displacement = 40;
/** The sites' clock moves on by at most this between two changes, milliseconds. */
const longestPauseMs = 2_000;

/** At least this many different bodies, all sent within the sites' last hour; the content is what they amount to. */
export function writeMail(seed: number, count: number, endMs: number): { content: Content; mail: Delivery[] } {
  let nowMs = endMs - count * longestPauseMs;
  const content = createContent({ seed, nowMs: () => nowMs, sizes: { cloud: 0, server: 0, linear: 0 } });
  const mail = new Map<string, Delivery>();
  while (mail.size < count) {
    nowMs += content.random.between(1, longestPauseMs);
    for (const delivery of content.apply(content.randomMutation())) mail.set(bodyKey(delivery), delivery);
  }
  return { content, mail: [...mail.values()] };
}

/** What makes a delivery the same: its source and its bytes. */
export function bodyKey({ site, body }: Pick<Delivery, "site" | "body">): string {
  return `${site}:${createHash("sha256").update(body).digest("hex")}`;
}

/** Roughly in order, as networks and parallel senders leave it. */
export function disordered(mail: readonly Delivery[], random: Random): Delivery[] {
  return mail
    .map((delivery, index) => ({ delivery, at: index + random.next() * displacement }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ delivery }) => delivery);
}
