/** Composition root: environment → configuration → database → queue → web and/or workers; signals; nothing else. */
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { processorsOf, startSchedules, startSweeping } from "../workers/index.ts";
import { type Config, keyResultsOf } from "./config/config.ts";
import { configDigest } from "./config/digest.ts";
import { formatProblem, loadConfig } from "./config/load.ts";
import type { Clock, CurrentConfig, Deps } from "./deps.ts";
import { compileMapping } from "./domain/mapping.ts";
import type { Env } from "./env.ts";
import { codedError } from "./errors.ts";
import { createApp } from "./http/app.ts";
import { createEventStreamPublisher } from "./publishers/event-stream.ts";
import { openQueue } from "./queue/bullmq.ts";
import { startWorkers } from "./queue/workers.ts";
import { sourceOf } from "./sources/index.ts";
import type { Tracker } from "./sources/source.ts";
import { acceptConfig } from "./store/accept-config.ts";
import type { Database } from "./store/database.ts";
import { migrate } from "./store/migrate.ts";
import { notifyChanges } from "./store/notify-changes.ts";
import { openDatabase } from "./store/open-database.ts";

export type Part = "web" | "workers";

export interface ServiceOptions {
  env: Env;
  /** Already loaded, instead of the folder that the environment names. */
  config?: Config;
  log: Logger;
  clock?: Clock;
  /** All parts where left out. */
  only?: readonly Part[];
  /** False: the database must be migrated already. */
  migrate?: boolean;
  /** False: nothing is reconciled but what is asked for, as befits a process that ends soon. */
  schedules?: boolean;
}

export interface Service {
  /** Where it listens; null without the web part. */
  url: string | null;
  deps: Deps;
  /** Drains and closes everything; safe to call twice. */
  close(): Promise<void>;
}

/** Starts the parts; everything that was opened is closed again if a later step fails. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const startedAt = performance.now();
  const { env, log, only = ["web", "workers"], clock = () => new Date() } = options;
  const config = options.config ?? (await readConfig(options, clock));
  refuseOpenHost(env, config, only);
  const closers: (() => Promise<void>)[] = [];
  const close = closeOnce(closers, log);
  try {
    const database = await openDatabase({ databaseUrl: env.databaseUrl ?? undefined, dataDir: env.dataDir, log });
    closers.push(() => database.close());
    if (options.migrate !== false) await migrate(database, log);
    const current = await putInForce(database, config, clock);
    const queue = await openQueue({ redisUrl: env.redisUrl ?? undefined, database, log });
    closers.push(() => queue.close());
    const openTracker = trackersOf(current.config, clock, log);
    const deps: Deps = { database, queue, current: () => current, sourceOf, openTracker, clock, log };
    // The two parts drain side by side: one after the other they could take longer than a stop may.
    const partClosers: (() => Promise<void>)[] = [];
    closers.push(async () => void (await Promise.allSettled(partClosers.map((closePart) => closePart()))));
    if (only.includes("workers")) partClosers.push(await startWorking(deps, env));
    if (only.includes("workers") && options.schedules !== false) await startSchedules(deps);
    const web = only.includes("web") ? await startListening(deps, env) : null;
    if (web !== null) partClosers.push(() => web.close());
    const readyMs = Math.round(performance.now() - startedAt);
    log.info({ url: web?.url, parts: only, database: database.kind, revision: current.revision, readyMs }, "ready");
    return { url: web?.url ?? null, deps, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts the parts and runs until SIGTERM or SIGINT; then drains, closes, and exits within 10 s. */
export async function runService(options: ServiceOptions): Promise<void> {
  const { log } = options;
  const starting = startService(options);
  const stop = (signal: string) => {
    log.info({ signal }, "stopping");
    globalThis
      .setTimeout(() => {
        log.error("stopping took too long; exiting without waiting any further");
        process.exit(1);
      }, closeDeadlineMs)
      .unref();
    starting
      .then((service) => service.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "stopping failed");
          process.exit(1);
        },
      );
  };
  // Before anything is awaited: a signal that comes while the service starts, or right after it is ready, must close it too.
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  await starting;
}

/** What SIGTERM leaves before the process ends by itself, milliseconds. */
const closeDeadlineMs = 9_500;

async function readConfig({ env, log }: ServiceOptions, clock: Clock): Promise<Config> {
  const result = await loadConfig(env.configDir, { env: env.raw, now: clock() });
  for (const warning of result.warnings) log.warn({ problem: formatProblem(warning) }, "configuration");
  if (result.ok) return result.config;
  const problems = result.problems.map(formatProblem);
  throw codedError("CONFIG_INVALID", `the configuration in ${env.configDir} cannot be used:\n${problems.join("\n")}`);
}

const loopbackHosts = new Set(["127.0.0.1", "::1", "localhost"]);

function refuseOpenHost(env: Env, config: Config, only: readonly Part[]): void {
  if (!only.includes("web") || loopbackHosts.has(env.host) || config.access.tokens.length > 0) return;
  throw codedError(
    "ENV_INVALID",
    `HOST=${env.host} can be reached from other machines, and no access token is configured: everybody could read and ` +
      "edit. Add tokens to access.yaml, or listen on 127.0.0.1.",
  );
}

async function putInForce(database: Database, config: Config, clock: Clock): Promise<CurrentConfig> {
  const keyResults = keyResultsOf(config);
  const revision = await acceptConfig(
    database.db,
    {
      digest: configDigest(config.files),
      files: config.files,
      sources: config.sources.map((source) => source.id),
      keyResultIds: keyResults.map((keyResult) => keyResult.id),
    },
    clock(),
  );
  return { config, revision, mapping: compileMapping(config.mapping, keyResults) };
}

/** One tracker a source, kept: it remembers the limits that the source's API has told it. */
function trackersOf(config: Config, clock: Clock, log: Logger): Deps["openTracker"] {
  const trackers = new Map<string, Tracker | null>();
  return (id) => {
    const settings = config.sources.find((source) => source.id === id);
    if (settings === undefined) throw codedError("SOURCE_UNKNOWN", `no source has the id "${id}"`);
    const known = trackers.get(id);
    if (known !== undefined) return known;
    const nowMs = () => clock().getTime();
    const tracker = sourceOf(settings.kind).open(settings, { fetch, nowMs, sleep: pause, log });
    trackers.set(id, tracker);
    return tracker;
  };
}

async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, signal === undefined ? {} : { signal });
}

async function startWorking(deps: Deps, env: Env): Promise<() => Promise<void>> {
  const eventStream = createEventStreamPublisher((changeId) => notifyChanges(deps.database.db, changeId));
  const processors = processorsOf(deps, [eventStream]);
  const redisUrl = env.redisUrl ?? undefined;
  const workers = await startWorkers({ redisUrl, database: deps.database, processors, log: deps.log });
  const sweeping = startSweeping(deps);
  return async () => {
    await sweeping.stop();
    await workers.close();
  };
}

async function startListening(deps: Deps, env: Env): Promise<{ url: string; close(): Promise<void> }> {
  const app = createApp(deps);
  const url = await app.listen({ host: env.host, port: env.port });
  return { url, close: () => app.close() };
}

/** Closes in reverse order of opening, each step whatever the ones before it did. */
function closeOnce(closers: (() => Promise<void>)[], log: Logger): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= (async () => {
      for (const close of closers.toReversed()) {
        await close().catch((error: unknown) => log.error({ err: error }, "closing a part failed"));
      }
    })();
    return closing;
  };
}
