/** Deliveries as the API lists them, and what became of some of them. */
import { setTimeout as wait } from "node:timers/promises";
import { DeliveryAnswer } from "../http/schemas/operations.ts";
import { pageOf } from "../http/schemas/page.ts";
import type { Api } from "./api.ts";

const Deliveries = pageOf(DeliveryAnswer);

const pollMs = 100;

/** Deliveries, newest first, of one status where it is given; pages are fetched as they are needed. */
export async function* deliveriesOf(api: Api, status: DeliveryAnswer["status"] | null): AsyncGenerator<DeliveryAnswer> {
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: "1000" });
    if (status !== null) query.set("status", status);
    if (cursor !== null) query.set("cursor", cursor);
    const page: { items: DeliveryAnswer[]; nextCursor: string | null } = Deliveries.parse(
      await api.get(`/api/v1/deliveries?${query.toString()}`),
    );
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** The deliveries once none of them waits any more, newest first; after `patienceMs` as they are. */
export async function findEnded(api: Api, ids: readonly string[], patienceMs: number): Promise<DeliveryAnswer[]> {
  const wanted = new Set(ids);
  for (let waitedMs = 0; waitedMs < patienceMs && (await isAnyWaiting(api, wanted)); waitedMs += pollMs)
    await wait(pollMs);
  const found: DeliveryAnswer[] = [];
  if (wanted.size === 0) return found;
  for await (const delivery of deliveriesOf(api, null)) {
    if (wanted.has(delivery.id)) found.push(delivery);
    if (found.length === wanted.size) break;
  }
  return found;
}

async function isAnyWaiting(api: Api, ids: ReadonlySet<string>): Promise<boolean> {
  for await (const { id } of deliveriesOf(api, "received")) if (ids.has(id)) return true;
  return false;
}
