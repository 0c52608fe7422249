/** The three ways in which okr-sync keeps its data and its jobs, each fresh and migrated for the test file that asks. */
import { rm } from "node:fs/promises";
import { pino } from "pino";
import { describe, inject, it } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { copyEmbeddedTemplate } from "./embedded-template.ts";
import { createDatabase } from "./postgres.ts";
import { createRedisDatabase } from "./redis.ts";

export type Pairing = "embedded" | "postgres" | "postgres+redis";

export interface OpenPairing {
  database: Database;
  /** Folder of the embedded database. */
  dataDir?: string;
  databaseUrl?: string;
  redisUrl?: string;
  close(): Promise<void>;
}

const log = pino({ level: "silent" });

/** The pairings that can be had in this run; the run says at its start why others cannot. */
export const pairings: Pairing[] = [
  "embedded",
  ...("url" in inject("postgres") ? (["postgres"] as const) : []),
  ...("url" in inject("postgres") && "url" in inject("redis") ? (["postgres+redis"] as const) : []),
];

/** The databases among them: `embedded` and, where it can be had, `postgres`. */
export const databasePairings = pairings.filter((pairing) => pairing !== "postgres+redis");

/** Those with a server, which can be had only where its program is installed. */
export const serverPairings = pairings.filter((pairing) => pairing !== "embedded");

/** vitest fails a file or suite without a test: where nothing can be had, a skipped one stands for it. */
export function standInFor(among: readonly Pairing[]): void {
  if (among.length === 0) it.skip("needs a server whose program is not installed", () => {});
}

/** Registers the suite once for each pairing that can be had. */
export function eachPairing(suite: (pairing: Pairing) => void, among: readonly Pairing[] = pairings): void {
  standInFor(among);
  for (const pairing of among) describe(`on ${pairing}`, () => suite(pairing));
}

/** Opens a fresh, migrated database (and queue server) of the caller's own. */
export async function openPairing(pairing: Pairing): Promise<OpenPairing> {
  if (pairing === "embedded") return openEmbeddedPairing();
  const server = await createDatabase(sharedUrl("postgres"));
  const redis = pairing === "postgres+redis" ? await createRedisDatabase(sharedUrl("redis")) : null;
  const database = await openPostgres({ url: server.url, log });
  await migrate(database, log);
  return {
    database,
    databaseUrl: server.url,
    ...(redis ? { redisUrl: redis.url } : {}),
    async close() {
      await database.close();
      await Promise.all([server.drop(), redis?.drop()]);
    },
  };
}

async function openEmbeddedPairing(): Promise<OpenPairing> {
  const dataDir = await copyEmbeddedTemplate(inject("sharedFolder"));
  const database = await openEmbedded({ dataDir, log });
  return {
    database,
    dataDir,
    async close() {
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function sharedUrl(name: "postgres" | "redis"): string {
  const server = inject(name);
  if ("missing" in server) throw new Error(`this pairing cannot be had: ${server.missing}`);
  return server.url;
}
