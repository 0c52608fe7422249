/** A client of the service, written from the interfaces page of the specification alone. */
import type { SignedDelivery } from "./signing.ts";

export type Health = "done" | "no_data" | "stale" | "on_track" | "at_risk" | "off_track";

export interface KeyResultAnswer {
  id: string;
  objectiveId: string;
  value: number | null;
  progress: number | null;
  rawProgress: number | null;
  expected: number;
  health: Health;
  statedHealth: unknown;
  confidence: number | null;
  counts: Record<"backlog" | "unstarted" | "started" | "completed" | "canceled", number>;
  revision: number;
  stale: boolean;
}

export interface ObjectiveAnswer {
  id: string;
  progress: number | null;
  expected: number;
  health: Health;
  keyResults: KeyResultAnswer[];
}

export interface LedgerRow {
  issue: { ref: string; key: string; title: string; source: string; statusCategory: string; status: string };
  match: { kind: "rule" | "link" | "label" | "field"; id: string };
  weight: number;
  size: number;
  credit: number;
  counted: boolean;
  reason: string | null;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export type Ledger = Page<LedgerRow> & { sums: { size: number; credited: number } };

export interface DeliveryAnswer {
  id: string;
  source: string;
  status: string;
  event: string | null;
  reason: string | null;
}

export interface StatusAnswer {
  revision: number;
  sources: { id: string; stale: boolean }[];
  queues: Record<string, { waiting: number; active: number; delayed: number; failed: number }> | null;
  deliveries: { waiting: number; failed: number };
}

export interface Answer<T> {
  status: number;
  body: T;
}

export interface Client {
  /** Posts to `/webhooks/:source`; the status is the caller's to judge. */
  postSigned(delivery: SignedDelivery): Promise<Answer<{ deliveryId: string; duplicate: boolean }>>;
  /** The body of a GET that must answer 200. */
  api<T>(path: string): Promise<T>;
  send<T>(method: "POST" | "DELETE", path: string, body?: unknown): Promise<Answer<T>>;
  /** All pages of a list. */
  all<T>(path: string): Promise<T[]>;
  /** Resolves when every delivery is processed and no job waits or runs. */
  settled(deadlineMs?: number): Promise<void>;
}

export function createClient(url: string): Client {
  async function send<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    return answerOf(await fetch(url + path, { method, ...init }));
  }
  async function api<T>(path: string): Promise<T> {
    const answer = await send<T>("GET", path);
    if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  async function all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const next: string =
        cursor === null ? "" : `${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
      const page: Page<T> = await api(path + next);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }
  return {
    postSigned: async ({ source, body, headers }) =>
      answerOf(await fetch(`${url}/webhooks/${source}`, { method: "POST", body, headers })),
    api,
    send,
    all,
    settled: (deadlineMs = 30_000) => settled(() => api<StatusAnswer>("/api/v1/status"), deadlineMs),
  };
}

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  return { status: response.status, body: (text === "" ? null : JSON.parse(text)) as T };
}

async function settled(read: () => Promise<StatusAnswer>, deadlineMs: number): Promise<void> {
  // Twice in a row: the queue and the deliveries are counted one after the other, and a job may step across between them.
  let quiet = 0;
  await until(
    async () => {
      const status = await read();
      quiet = isQuiet(status) ? quiet + 1 : 0;
      return { holds: quiet === 2, seen: status };
    },
    deadlineMs,
    "the service did not settle",
  );
}

function isQuiet({ deliveries, queues }: StatusAnswer): boolean {
  if (deliveries.waiting > 0 || queues === null) return false;
  return Object.values(queues).every(({ waiting, active, delayed }) => waiting + active + delayed === 0);
}

/** Asks until the answer holds; rejects with the last one seen when the deadline passes. */
export async function until(
  ask: () => Promise<{ holds: boolean; seen: unknown }>,
  deadlineMs: number,
  complaint: string,
): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const { holds, seen } = await ask();
    if (holds) return;
    if (performance.now() > deadline) throw new Error(`${complaint} in ${deadlineMs} ms: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
