/** Keeps deliveries as they were received: the raw bytes, durably, each body of a source once. */
import { createHash } from "node:crypto";
import type { Queryable } from "./database.ts";
import { sql } from "kysely";

export interface NewDelivery {
  source: string;
  trackerDeliveryId: string | null;
  body: Uint8Array;
  headers: Readonly<Record<string, string>>;
  receivedAt: Date;
}

export interface RecordedDelivery {
  id: string;
  /** The source had sent these bytes before. */
  duplicate: boolean;
}

interface Row {
  source: string;
  tracker_delivery_id: string | null;
  body_sha256: Buffer;
  body: Uint8Array;
  headers: string;
  received_at: Date;
  repeats: number;
}

/** One insert for all; answers in the order given. Of equal bodies within the batch the first is the new one. */
export async function recordDeliveries(db: Queryable, deliveries: readonly NewDelivery[]): Promise<RecordedDelivery[]> {
  if (deliveries.length === 0) return [];
  const keys = deliveries.map(({ source, body }) => `${source}:${createHash("sha256").update(body).digest("hex")}`);
  const rows = new Map<string, Row>();
  for (const [i, delivery] of deliveries.entries()) {
    const key = keys[i]!;
    const known = rows.get(key);
    if (known === undefined) rows.set(key, toRow(delivery, key));
    else known.repeats += 1;
  }
  const stored = await insertDeliveries(db, rows);
  return keys.map((key) => {
    const { id, inserted } = stored.get(key)!;
    // Only the first taker of a new row is no duplicate.
    stored.set(key, { id, inserted: false });
    return { id, duplicate: !inserted };
  });
}

function toRow(delivery: NewDelivery, key: string): Row {
  return {
    source: delivery.source,
    tracker_delivery_id: delivery.trackerDeliveryId,
    body_sha256: Buffer.from(key.slice(-64), "hex"),
    body: delivery.body,
    headers: JSON.stringify(delivery.headers),
    received_at: delivery.receivedAt,
    repeats: 0,
  };
}

/** Sorted by key, so that two receivers that store the same bodies at once wait for each other instead of deadlocking. */
async function insertDeliveries(db: Queryable, rows: ReadonlyMap<string, Row>) {
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const stored = await db
    .insertInto("okr_sync.deliveries")
    .values(sorted)
    .onConflict((conflict) =>
      conflict.columns(["source", "body_sha256"]).doUpdateSet((update) => ({
        repeats: sql<number>`${update.ref("okr_sync.deliveries.repeats")} + 1 + ${update.ref("excluded.repeats")}`,
      })),
    )
    // xmax is 0 in a row that this very statement inserted.
    .returning(["id", "source", "body_sha256", sql<boolean>`xmax = 0`.as("inserted")])
    .execute();
  return new Map(
    stored.map(({ id, source, body_sha256, inserted }) => [
      `${source}:${Buffer.from(body_sha256).toString("hex")}`,
      { id, inserted },
    ]),
  );
}
