/** The port to PostgreSQL, embedded or not: one pool shape that Kysely and BullMQ share. */
import type { Kysely, Transaction } from "kysely";
import type { Pool } from "pg";
import type { Schema } from "./schema.ts";

export interface Database {
  kind: "embedded" | "postgres";
  /** Queries against schema `okr_sync`. */
  db: Kysely<Schema>;
  /** What BullMQ's PostgreSQL backend and LISTEN use; `search_path` is `bullmq, public` on the embedded one. */
  pool: Pool;
  /** Calls back with each payload of a NOTIFY on the channel, re-subscribing by itself after a lost connection. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<{ close(): Promise<void> }>;
  close(): Promise<void>;
}

/** Either a plain connection or an open transaction. */
export type Queryable = Kysely<Schema> | Transaction<Schema>;
