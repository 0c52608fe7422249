/** Where a service under test keeps its configuration, its data and its jobs: folders and databases of one test's own. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { copyEmbeddedTemplate } from "../servers/embedded-template.ts";
import type { Pairing } from "../servers/pairing.ts";
import { createDatabase } from "../servers/postgres.ts";
import { createRedisDatabase } from "../servers/redis.ts";

export interface Place {
  configDir: string;
  dataDir: string;
  /** DATABASE_URL and REDIS_URL, where the pairing has them. */
  env: Record<string, string>;
  remove(): Promise<void>;
}

/** A new, empty place; its embedded folder is a copy of one that was migrated once, which is much sooner opened. */
export async function createPlace(pairing: Pairing): Promise<Place> {
  const place = await createColdPlace(pairing);
  if (pairing !== "embedded") return place;
  const dataDir = await copyEmbeddedTemplate(inject("sharedFolder"));
  return {
    ...place,
    dataDir,
    async remove() {
      await Promise.all([place.remove(), rm(dataDir, { recursive: true, force: true })]);
    },
  };
}

/** The same without a database in the folder; a server's database is not even migrated. */
export async function createColdPlace(pairing: Pairing): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "okr-sync-e2e-"));
  const configDir = await mkdtemp(join(folder, "config-"));
  const database = pairing === "embedded" ? null : await createDatabase(sharedUrl("postgres"));
  const redis = pairing === "postgres+redis" ? await createRedisDatabase(sharedUrl("redis")) : null;
  return {
    configDir,
    dataDir: join(folder, "data"),
    env: {
      ...(database === null ? {} : { DATABASE_URL: database.url }),
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    },
    async remove() {
      await Promise.all([database?.drop(), redis?.drop(), rm(folder, { recursive: true, force: true })]);
    },
  };
}

function sharedUrl(name: "postgres" | "redis"): string {
  const server = inject(name);
  if ("missing" in server) throw new Error(`this pairing cannot be had: ${server.missing}`);
  return server.url;
}
