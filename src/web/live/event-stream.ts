/**
 * Follows the service's event stream: over `fetch`, because an EventSource cannot send a token; resumed where it broke off;
 * given up while nobody looks, because a browser has six connections a host and a tab left open would keep one.
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import { backOffMs } from "./back-off.ts";
import { createEventParser, type StreamMessage } from "./event-parser.ts";

export type Connection =
  | { state: "connecting" | "live" | "paused" | "refused" }
  /** Until `retryAt`, milliseconds since 1970. */
  | { state: "waiting"; retryAt: number };

export interface StreamSource {
  /** Opens the stream after this event. */
  open(lastEventId: string | null, signal: AbortSignal): Promise<Response>;
  onMessage(message: StreamMessage): void;
  /** The stream stands. `resumed`: nothing was missed since the last message. */
  onConnected(resumed: boolean): void;
}

export interface EventStream {
  connection: ReadonlySignal<Connection>;
  /** Where to begin, unless events were seen already. */
  beginAfter(eventId: string): void;
  /** Connects at once, with all that was refused forgotten: someone asked for it, signed in, or came back. */
  wake: () => void;
  /** Ends the connection until it is woken. */
  pause: () => void;
}

export interface Surroundings {
  now: () => number;
  random: () => number;
}

/** Three heartbeats of the service: a connection that is silent for longer is dead. */
const silenceMs = 45_000;

export function createEventStream(source: StreamSource, { now, random }: Surroundings): EventStream {
  const connection = signal<Connection>({ state: "paused" });
  let lastEventId: string | null = null;
  let retryMs = 0;
  let failures = 0;
  /** Aborted when another attempt takes the place of this one. */
  let attempt = new AbortController();

  const isRunning = () => connection.peek().state === "live" || connection.peek().state === "connecting";

  function wake() {
    if (isRunning()) return;
    attempt.abort();
    attempt = new AbortController();
    void connect(attempt.signal);
  }

  async function connect(current: AbortSignal) {
    connection.value = { state: "connecting" };
    const refused = await follow(current).catch(() => false);
    if (current.aborted) return;
    if (refused) {
      connection.value = { state: "refused" };
      return;
    }
    failures += 1;
    const waitMs = backOffMs(failures, retryMs, random());
    connection.value = { state: "waiting", retryAt: now() + waitMs };
    const timer = setTimeout(() => void connect(current), waitMs);
    current.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }

  /** Resolves when the stream has ended: true where there is no point in coming back with the same token. */
  async function follow(current: AbortSignal): Promise<boolean> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silenceMs);
    try {
      const response = await source.open(lastEventId, AbortSignal.any([current, silence.signal]));
      if (!response.ok || response.body === null) return response.status === 401 || response.status === 403;
      if (current.aborted) return false;
      connection.value = { state: "live" };
      source.onConnected(lastEventId !== null);
      const parser = createEventParser(hear, (ms) => {
        retryMs = ms;
      });
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return false;
        // A stream that carries something has made good for the failures before it.
        failures = 0;
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceMs);
        parser.feed(decoder.decode(value, { stream: true }));
      }
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
  }

  function hear(message: StreamMessage) {
    lastEventId = message.lastEventId ?? lastEventId;
    source.onMessage(message);
  }

  return {
    connection,
    beginAfter(eventId) {
      lastEventId ??= eventId;
    },
    wake,
    pause() {
      attempt.abort();
      connection.value = { state: "paused" };
    },
  };
}
