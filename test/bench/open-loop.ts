/** Requests at a fixed rate, whether or not those before are answered: what waits is counted from when it should have begun. */
import { type Agent, get, type IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

export interface Load {
  /** Requests a second, and for how long. */
  perSecond: number;
  seconds: number;
}

export interface Latencies {
  requests: number;
  p50: number;
  p99: number;
  max: number;
  /** Answers by status. */
  statuses: Record<string, number>;
  /** Bytes of the bodies as they were sent. */
  bytes: number;
}

export interface Answered {
  status: number;
  bytes: number;
  headers: IncomingMessage["headers"];
}

/** One request, its body read to the end and thrown away. */
export function ask(url: string, agent: Agent, headers: Record<string, string> = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, bytes, headers: response.headers }));
      response.on("error", reject);
    }).on("error", reject);
  });
}

/** `request` is called with its number. Milliseconds. */
export async function openLoop(load: Load, request: (i: number) => Promise<Answered>): Promise<Latencies> {
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  let bytes = 0;
  const started = performance.now();
  const running: Promise<void>[] = [];
  const measure = async (i: number, due: number) => {
    const answer = await request(i);
    times.push(performance.now() - due);
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    bytes += answer.bytes;
  };
  for (let i = 0; i < load.perSecond * load.seconds; i += 1) {
    const due = started + (i * 1_000) / load.perSecond;
    const early = due - performance.now();
    if (early > 0) await pause(early);
    running.push(measure(i, due));
  }
  await Promise.all(running);
  return { ...spread(times), requests: times.length, statuses, bytes };
}

export function spread(times: readonly number[]): { p50: number; p99: number; max: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) * 10) / 10;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
