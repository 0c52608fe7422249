/** How often and how patiently a tracker's API is asked again; see spec reliability.md section 4 and protocols.md 4.2, 6. */
import { codedError, isCodedError } from "../errors.ts";
import type { TrackerDeps } from "./source.ts";

/** What one request led to. A thrown error counts as `failed`, except those of our own table, which end it. */
export type Attempt<Value> =
  | { outcome: "answered"; value: Value }
  /** The tracker asks for patience; null: it does not say how long. `all`: whatever is asked next has to wait too. */
  | { outcome: "limited"; waitMs: number | null; all: boolean; reason: string }
  | { outcome: "failed"; waitMs: number | null; reason: string };

export interface Attempts {
  /** `endpoint` names what shares a limit. The signal ends a request at its time-out or when the work is called off. */
  ask<Value>(endpoint: string, attempt: (signal: AbortSignal) => Promise<Attempt<Value>>): Promise<Value>;
  /** Holds all requests back for this long. */
  pause(ms: number): void;
}

const defaultTimeoutMs = 30_000;
/** Tries that end in no answer, or in one that tells of a fault on the other side. */
const failuresAllowed = 5;
/** Several workers may share one limit, so that waiting once need not be enough. */
const limitsAllowed = 10;
const firstDelayMs = 1_000;
/** Atlassian's guide: twice as long each time, jitter of 0.7 to 1.3, at most 30 s. */
const longestDelayMs = 30_000;
/** Jira's quota and Linear's limits are by the hour; who asks for more time than that is asked by the next reconcile. */
const longestWaitMs = 65 * 60_000;

export function createAttempts(source: string, deps: TrackerDeps): Attempts {
  const notBeforeMs = new Map<string, number>();
  const everywhere = "*";

  function hold(endpoint: string, ms: number): void {
    notBeforeMs.set(endpoint, Math.max(notBeforeMs.get(endpoint) ?? 0, deps.nowMs() + ms));
  }

  async function waitForTurn(endpoint: string): Promise<void> {
    const untilMs = Math.max(notBeforeMs.get(everywhere) ?? 0, notBeforeMs.get(endpoint) ?? 0);
    const waitMs = untilMs - deps.nowMs();
    if (waitMs > longestWaitMs) throw unavailable(source, endpoint, `asks to wait for ${seconds(waitMs)} s`);
    if (waitMs > 0) await deps.sleep(waitMs, deps.signal);
  }

  return {
    pause: (ms) => hold(everywhere, ms),
    async ask(endpoint, attempt) {
      let [failures, limits] = [0, 0];
      for (;;) {
        deps.signal?.throwIfAborted();
        await waitForTurn(endpoint);
        const result = await attemptOnce(deps, attempt);
        if (result.outcome === "answered") return result.value;
        const tries = result.outcome === "limited" ? ++limits : ++failures;
        const waitMs = result.waitMs ?? delayMs(tries, deps.random ?? Math.random);
        hold(result.outcome === "limited" && result.all ? everywhere : endpoint, waitMs);
        if (limits > limitsAllowed || failures >= failuresAllowed) {
          throw unavailable(source, endpoint, result.reason, result.cause);
        }
        deps.log.warn({ source, endpoint, reason: result.reason, waitMs, tries }, "asking the tracker again");
      }
    },
  };
}

type Outcome<Value> = Attempt<Value> & { cause?: unknown };

async function attemptOnce<Value>(
  deps: TrackerDeps,
  attempt: (signal: AbortSignal) => Promise<Attempt<Value>>,
): Promise<Outcome<Value>> {
  const timeout = AbortSignal.timeout(deps.timeoutMs ?? defaultTimeoutMs);
  const signal = deps.signal === undefined ? timeout : AbortSignal.any([timeout, deps.signal]);
  try {
    return await attempt(signal);
  } catch (cause) {
    deps.signal?.throwIfAborted();
    if (isCodedError(cause)) throw cause;
    const reason = timeout.aborted ? "no answer in time" : failureOf(cause);
    return { outcome: "failed", waitMs: null, reason, cause };
  }
}

/** Names of errors only: messages may hold what the tracker sent. */
function failureOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = (inner as { code?: unknown }).code;
  if (typeof code === "string") return code;
  return inner instanceof Error ? inner.name : "unknown failure";
}

function delayMs(tries: number, random: () => number): number {
  return Math.min(firstDelayMs * 2 ** (tries - 1), longestDelayMs) * (0.7 + 0.6 * random());
}

function unavailable(source: string, endpoint: string, reason: string, cause?: unknown) {
  return codedError("SOURCE_UNAVAILABLE", `${source}: ${endpoint}: ${reason}`, cause);
}

function seconds(ms: number): number {
  return Math.round(ms / 1000);
}
