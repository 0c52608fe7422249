/** The simulated trackers' post: webhooks over HTTP to the real receiver, repeated and reordered now and then, as trackers do. */
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../../deps.ts";
import { type SignedRequest, signers } from "../signing.ts";
import type { Random } from "./random.ts";
import type { TrackerEvent } from "./tracker.ts";

/** Where a simulated tracker posts to. */
export interface Receiver {
  kind: string;
  url: string;
  secret: string;
}

export interface Tally {
  /** Requests that went out, repeats among them. */
  posted: number;
  accepted: number;
  /** Accepted, and known by their bytes already. */
  duplicates: number;
  /** Held back so that later ones came first. */
  reordered: number;
  /** Check-ins that the API took. */
  checkIns: number;
  /** Links that the API took. */
  links: number;
  failures: string[];
}

export interface Mail {
  /** Resolves when the event is delivered, or held back to be delivered after a later one. */
  post(event: TrackerEvent): Promise<void>;
  /** Delivers what was held back. */
  flush(): Promise<void>;
}

export interface MailOptions {
  receiver: Receiver;
  random: Random;
  clock: Clock;
  tally: Tally;
  /** Called as the trackers' HTTP client. */
  send?: typeof fetch;
}

const shares = { repeated: 0.04, heldBack: 0.04 };

/** A tracker tries again on these, after so many milliseconds; real ones wait for minutes. */
const retry = { statuses: [408, 425, 429, 500, 502, 503, 504], delaysMs: [200, 800, 2000] };

/** Longer than the receiver takes on the slowest machine, shorter than a demo should hang. */
const answerTimeoutMs = 20_000;

export function emptyTally(): Tally {
  return { posted: 0, accepted: 0, duplicates: 0, reordered: 0, checkIns: 0, links: 0, failures: [] };
}

/** The outgoing post of one tracker. */
export function createMail({ receiver, random, clock, tally, send = fetch }: MailOptions): Mail {
  const sign = signers[receiver.kind];
  if (sign === undefined) throw new RangeError(`nothing can sign as ${receiver.kind}`);
  let heldBack: SignedRequest[] = [];
  let ordinal = 0;

  function seal(event: TrackerEvent): SignedRequest {
    return sign!({
      body: new TextEncoder().encode(JSON.stringify(event.payload)),
      secret: receiver.secret,
      deliveryId: `${receiver.kind}-demo-${++ordinal}`,
      event: event.name,
      nowMs: clock().getTime(),
    });
  }

  async function deliver(request: SignedRequest): Promise<void> {
    tally.posted += 1;
    const answer = await tryToDeliver(receiver.url, request, send);
    if (typeof answer === "string") tally.failures.push(answer);
    else {
      tally.accepted += 1;
      if (answer.duplicate) tally.duplicates += 1;
    }
  }

  async function flush(): Promise<void> {
    const late = heldBack;
    heldBack = [];
    for (const request of late) await deliver(request);
  }

  async function post(event: TrackerEvent): Promise<void> {
    const request = seal(event);
    if (heldBack.length === 0 && random.chance(shares.heldBack)) {
      heldBack.push(request);
      tally.reordered += 1;
      return;
    }
    await deliver(request);
    if (random.chance(shares.repeated)) await deliver(request);
    if (heldBack.length > 0 && random.chance(0.5)) await flush();
  }

  return { post, flush };
}

/** `fetch` says only that it failed, and keeps the reason as the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

/** The receiver's answer, or why there is none, after the retries that trackers make. */
async function tryToDeliver(
  url: string,
  { body, headers }: SignedRequest,
  send: typeof fetch,
): Promise<{ duplicate: boolean } | string> {
  let failure = "";
  for (const delayMs of [0, ...retry.delaysMs]) {
    if (delayMs > 0) await wait(delayMs);
    try {
      const signal = AbortSignal.timeout(answerTimeoutMs);
      const response = await send(url, { method: "POST", body: new Uint8Array(body), headers, signal });
      const text = await response.text();
      if (response.status === 200)
        return { duplicate: (JSON.parse(text) as { duplicate?: boolean }).duplicate === true };
      failure = `${response.status} ${text.slice(0, 200)}`;
      if (!retry.statuses.includes(response.status)) return failure;
    } catch (error) {
      failure = reasonOf(error);
    }
  }
  return failure;
}
