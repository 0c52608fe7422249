/** What both of BullMQ's backends look like from here. */
import type { Pool } from "pg";
import type { Logger } from "pino";
import type { JobPolicy } from "./jobs.ts";
import { openPostgresBackend } from "./postgres-backend.ts";
import { openRedisBackend } from "./redis-backend.ts";

export interface BackendOptions {
  /** Redis or Valkey; without it the jobs are kept in the database. */
  redisUrl?: string | undefined;
  database: { pool: Pool };
  log: Logger;
  /** How long to wait for the server at start. */
  waitMs?: number;
}

export interface BackendQueue {
  add(name: string, data: unknown, options: AddOptions): Promise<unknown>;
  /** Resolves once it can be used; one that could not connect stays broken for ever. */
  waitUntilReady(): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number } | { pattern: string; tz: "UTC" },
    template: { name: string; data: unknown; opts: AddOptions },
  ): Promise<unknown>;
  getJobSchedulers(): Promise<BackendSchedule[]>;
  getJobSchedulersCount(): Promise<number>;
  removeJobScheduler(id: string): Promise<boolean>;
  getJobCounts(...states: BackendState[]): Promise<Record<string, number>>;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

/** As BullMQ tells of it; numbers may come as text. */
export interface BackendSchedule {
  key: string;
  every?: number | string | null;
  pattern?: string | null;
  /** When it adds its next job; epoch milliseconds. */
  next?: number | string | null;
  template?: { data?: unknown } | undefined;
}

export type BackendState = "waiting" | "active" | "delayed" | "failed";

export interface AddOptions {
  attempts: number;
  backoff: { type: "exponential"; delay: number; jitter: number };
  removeOnComplete: { age: number; count: number };
  removeOnFail: { age: number; count: number };
}

/** A job as a worker is handed it. */
export interface BackendJob {
  id?: string | undefined;
  data: unknown;
  attemptsMade: number;
  opts: { attempts?: number };
  finishedOn?: number | undefined;
  /** Gives an active job back, to be worked on again. */
  moveToWait(token?: string): Promise<number>;
}

export type BackendHandler = (job: BackendJob, token?: string) => Promise<void>;

export interface BackendWorker {
  on(event: "failed", listener: (job: BackendJob | undefined, error: Error) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  /** Starts working; resolves when it has been closed. */
  run(): Promise<void>;
  close(): Promise<void>;
  disconnect(): Promise<void>;
}

export interface Backend {
  createQueue(name: string): BackendQueue;
  createWorker(name: string, handle: BackendHandler, policy: JobPolicy): BackendWorker;
  ping(): Promise<void>;
  /** Makes the backend's tables again if somebody dropped them; true if that was so. */
  repair(error: unknown): Promise<boolean>;
  /** Lets go of every connection of its own, answered or not. */
  disconnect(): void;
}

/** Opens the backend, waiting for its server; throws QUEUE_UNAVAILABLE. */
export function openBackend(options: BackendOptions, role: "producer" | "worker"): Promise<Backend> {
  const { redisUrl, database, log, waitMs } = options;
  return redisUrl ? openRedisBackend({ url: redisUrl, role, log, waitMs }) : openPostgresBackend(database.pool, log);
}
