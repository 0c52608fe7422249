/** The servers of one kind of installation, which its seeds may kill, and a fresh place on them for each seed. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { openEmbedded } from "../../src/store/embedded.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import type { Database } from "../../src/store/database.ts";
import { copyEmbeddedTemplate } from "../servers/embedded-template.ts";
import type { Pairing } from "../servers/pairing.ts";
import { createDatabase, startPostgres } from "../servers/postgres.ts";
import { startRedis } from "../servers/redis.ts";
import type { Server } from "../servers/server.ts";
import { writeChaosConfig } from "./config.ts";
import type { Part } from "./kill-plan.ts";
import { type Proxy, startProxy } from "./proxy.ts";

export interface Lane {
  pairing: Pairing;
  /** The processes of one installation. */
  parts: readonly Part[];
  postgres: Server | null;
  redis: Server | null;
  proxy: Proxy | null;
  openPlace(): Promise<ChaosPlace>;
  close(): Promise<void>;
}

export interface ChaosPlace {
  configDir: string;
  dataDir: string;
  /** For the service: through the proxy. */
  env: Record<string, string>;
  /** For faults and the verdict: past the proxy; null on the embedded database. */
  databaseUrl: string | null;
  /** For the verdict. The embedded one can be had only while no service runs. */
  openDatabase(): Promise<Database>;
  remove(): Promise<void>;
}

const log = pino({ level: "silent" });

/** `sharedFolder` is the run's, with the template of embedded databases. */
export async function openLane(pairing: Pairing, sharedFolder: string): Promise<Lane> {
  const postgres = pairing === "embedded" ? null : await startPostgres({ durable: false });
  const redis = pairing === "postgres+redis" ? await startRedis() : null;
  const proxy = postgres === null ? null : await startProxy(postgres.port);
  return {
    pairing,
    parts: pairing === "embedded" ? ["all"] : ["web", "workers", "workers"],
    postgres,
    redis,
    proxy,
    openPlace: () =>
      postgres === null || proxy === null
        ? openEmbeddedPlace(sharedFolder)
        : openServerPlace(postgres, proxy.port, redis),
    async close() {
      await proxy?.close();
      await Promise.all([postgres?.stop(), redis?.stop()]);
    },
  };
}

async function openServerPlace(postgres: Server, proxyPort: number, redis: Server | null): Promise<ChaosPlace> {
  const folder = await newFolder();
  const database = await createDatabase(postgres.url);
  const url = new URL(database.url);
  url.port = String(proxyPort);
  return {
    ...folder,
    env: { DATABASE_URL: url.href, ...(redis === null ? {} : { REDIS_URL: redis.url }) },
    databaseUrl: database.url,
    openDatabase: () => openPostgres({ url: database.url, log, poolSize: 4 }),
    async remove() {
      await Promise.all([database.drop(), folder.remove()]);
    },
  };
}

async function openEmbeddedPlace(sharedFolder: string): Promise<ChaosPlace> {
  const folder = await newFolder();
  const dataDir = await copyEmbeddedTemplate(sharedFolder);
  return {
    ...folder,
    dataDir,
    env: {},
    databaseUrl: null,
    openDatabase: () => openEmbedded({ dataDir, log }),
    async remove() {
      await Promise.all([folder.remove(), rm(dataDir, { recursive: true, force: true })]);
    },
  };
}

async function newFolder() {
  const folder = await mkdtemp(join(tmpdir(), "okr-sync-chaos-"));
  const configDir = join(folder, "config");
  await mkdir(configDir);
  await writeChaosConfig(configDir);
  return { configDir, dataDir: join(folder, "data"), remove: () => rm(folder, { recursive: true, force: true }) };
}
