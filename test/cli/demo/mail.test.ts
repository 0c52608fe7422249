import { describe, expect, it } from "vitest";
import { createMail, emptyTally, type Receiver } from "../../../src/cli/demo/mail.ts";
import type { Random } from "../../../src/cli/demo/random.ts";
import { createRandom } from "../../../src/cli/demo/random.ts";

const receiver: Receiver = { kind: "jira", url: "http://127.0.0.1:1/webhooks/jira", secret: "s" };
const clock = () => new Date("2026-11-02T10:00:00.000Z");

/** Chance that comes as listed, and not at all after that. */
function chances(list: boolean[]): Random {
  return { ...createRandom(1), chance: () => list.shift() ?? false };
}

/** A receiver that answers as listed, and takes everything after that; remembers what it was sent. */
function receiverOf(statuses: number[]) {
  const seen: string[] = [];
  const bodies = new Set<string>();
  const send = async (_url: unknown, init?: RequestInit) => {
    const body = new TextDecoder().decode(init?.body as Uint8Array<ArrayBuffer>);
    seen.push((JSON.parse(body) as { n: string }).n);
    const status = statuses.shift() ?? 200;
    if (status !== 200) return new Response("no", { status });
    const duplicate = bodies.has(body);
    bodies.add(body);
    return Response.json({ deliveryId: "1", duplicate });
  };
  return { send: send as typeof fetch, seen };
}

const event = (n: string) => ({ name: "jira:issue_updated", payload: { n } });

describe("createMail", () => {
  it("posts an event and counts it", async () => {
    const { send, seen } = receiverOf([]);
    const tally = emptyTally();
    await createMail({ receiver, random: chances([]), clock, tally, send }).post(event("a"));
    expect(seen).toEqual(["a"]);
    expect(tally).toMatchObject({ posted: 1, accepted: 1, duplicates: 0, failures: [] });
  });

  it("holds one back so that a later one comes first", async () => {
    const { send, seen } = receiverOf([]);
    const tally = emptyTally();
    const mail = createMail({ receiver, random: chances([true, false, false]), clock, tally, send });
    await mail.post(event("a"));
    await mail.post(event("b"));
    expect(seen).toEqual(["b"]);
    await mail.flush();
    expect(seen).toEqual(["b", "a"]);
    expect(tally).toMatchObject({ posted: 2, accepted: 2, reordered: 1 });
  });

  it("repeats the very same bytes now and then", async () => {
    const { send, seen } = receiverOf([]);
    const tally = emptyTally();
    await createMail({ receiver, random: chances([false, true]), clock, tally, send }).post(event("a"));
    expect(seen).toEqual(["a", "a"]);
    expect(tally).toMatchObject({ posted: 2, accepted: 2, duplicates: 1 });
  });

  it("tries again where the receiver could not store it", async () => {
    const { send, seen } = receiverOf([503]);
    const tally = emptyTally();
    await createMail({ receiver, random: chances([]), clock, tally, send }).post(event("a"));
    expect(seen).toEqual(["a", "a"]);
    expect(tally).toMatchObject({ posted: 1, accepted: 1, failures: [] });
  });

  it("counts a refusal as a failure and does not insist", async () => {
    const { send, seen } = receiverOf([401]);
    const tally = emptyTally();
    await createMail({ receiver, random: chances([]), clock, tally, send }).post(event("a"));
    expect(seen).toEqual(["a"]);
    expect(tally.failures).toEqual(["401 no"]);
  });
});
