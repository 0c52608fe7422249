/** Composition root: environment → configuration → database → queue → web and/or workers; signals; nothing else. */
import type { Logger } from "pino";
import { ringForConfig, ringForSources } from "../workers/after-accept.ts";
import { type ConfigChoice, type FirstConfig, putFirst, readGiven } from "../workers/first-config.ts";
import { followFolder, followRevisions } from "../workers/follow-config.ts";
import { createInForce, type InForce } from "../workers/in-force.ts";
import { processorsOf, startSchedules, startSweeping } from "../workers/index.ts";
import { objectionToHost } from "../workers/open-host.ts";
import { createReload } from "../workers/reload.ts";
import { createTrackers } from "../workers/trackers.ts";
import type { AccessToken, Config } from "./config/config.ts";
import { createConfigParser } from "./config/config-parser.ts";
import { configDigest } from "./config/digest.ts";
import type { Clock, Deps } from "./deps.ts";
import type { Env } from "./env.ts";
import { createApp } from "./http/app.ts";
import { createEventStreamPublisher } from "./publishers/event-stream.ts";
import { openQueue } from "./queue/bullmq.ts";
import { startWorkers } from "./queue/workers.ts";
import { sourceOf } from "./sources/index.ts";
import { migrate } from "./store/migrate.ts";
import { notifyChanges } from "./store/notify-changes.ts";
import { openDatabase } from "./store/open-database.ts";

export type Part = "web" | "workers";

export type { ConfigChoice } from "../workers/first-config.ts";

export interface ServiceOptions {
  env: Env;
  /** `folder` where left out; a configuration that is loaded already is accepted like a folder's. */
  config?: Config | ConfigChoice;
  /** Instead of the access tokens of whatever configuration is in force. */
  tokens?: readonly AccessToken[];
  /** True: accepts what the folder holds later, too. */
  watch?: boolean;
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
  const { env, log, only = ["web", "workers"], clock = () => new Date(), tokens } = options;
  const parser = createConfigParser({ env: env.raw, clock });
  const closers: (() => Promise<void>)[] = [() => parser.close()];
  const close = closeOnce(closers, log);
  const objectionTo = (config: Config) =>
    only.includes("web") ? objectionToHost(env.host, tokens ?? config.access.tokens) : null;
  const first: FirstConfig = { choice: options.config ?? "folder", dir: env.configDir, parser, log, objectionTo };
  try {
    const { given, database } = await openStore(options, first, closers);
    const inForce = createInForce({ database, parser, clock, log, objectionTo, tokens });
    const isNew = await putFirst(inForce, given, first);
    const queue = await openQueue({ redisUrl: env.redisUrl ?? undefined, database, log });
    closers.push(() => queue.close());
    const { current, adoptNewest } = inForce;
    const openTracker = createTrackers({ sources: () => current().config.sources, clock, log });
    const deps: Deps = { database, queue, current, adoptNewest, parser, sourceOf, openTracker, clock, log };
    // The parts drain side by side: one after the other they could take longer than a stop may.
    const parts: (() => Promise<void>)[] = [];
    closers.push(async () => void (await Promise.allSettled(parts.map((closePart) => closePart()))));
    const works = only.includes("workers");
    if (works) parts.push(await startWorking(deps, env));
    if (isNew) await ringForConfig(deps);
    const keepSchedules = works && options.schedules !== false ? await startSchedules(deps) : null;
    const digest = options.watch === true && given !== null ? configDigest(given.files) : null;
    parts.push(await startFollowing(deps, { inForce, objectionTo, dir: env.configDir, digest, keepSchedules }));
    const web = only.includes("web") ? await startListening(deps, env) : null;
    if (web !== null) parts.push(() => web.close());
    const readyMs = Math.round(performance.now() - startedAt);
    const { revision } = current();
    log.info({ url: web?.url, parts: only, database: database.kind, revision, readyMs }, "ready");
    return { url: web?.url ?? null, deps, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Configuration and database side by side, as both take their time; what is wrong with the configuration is told at once. */
async function openStore(
  { env, log, ...options }: ServiceOptions,
  first: FirstConfig,
  closers: (() => Promise<void>)[],
) {
  const gaveUp = new AbortController();
  const { databaseUrl, dataDir } = env;
  const opening = openDatabase({ databaseUrl: databaseUrl ?? undefined, dataDir, log, signal: gaveUp.signal });
  closers.push(() =>
    opening.then(
      (database) => database.close(),
      () => undefined,
    ),
  );
  try {
    const [given, database] = await Promise.all([readGiven(first), opening]);
    if (options.migrate !== false) await migrate(database, log);
    return { given, database };
  } catch (error) {
    gaveUp.abort();
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

interface FollowingOptions {
  inForce: InForce;
  objectionTo: (config: Config) => string | null;
  dir: string;
  /** Of what the folder held at the start; null where it is not watched. */
  digest: string | null;
  keepSchedules: (() => Promise<void>) | null;
}

/** From here on the process goes by each new configuration, and accepts those of its folder. */
async function startFollowing(deps: Deps, options: FollowingOptions): Promise<() => Promise<void>> {
  const { inForce, objectionTo, dir, digest, keepSchedules } = options;
  const { database, parser, clock, log } = deps;
  const onAccepted = async (before: Config) => {
    await ringForConfig(deps);
    await ringForSources(deps, before);
  };
  const reload =
    digest === null ? null : createReload({ database, parser, inForce, objectionTo, digest, onAccepted, clock, log });
  const revisions = await followRevisions(deps, async () => {
    await keepSchedules?.();
    await reload?.remind();
  });
  const folder = reload === null ? null : followFolder(deps, dir, reload);
  return async () => {
    await Promise.all([revisions.stop(), folder?.stop()]);
  };
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
  // By what it holds it still answers and receives; others can do more.
  const notReady = () => (deps.current().unreadable === undefined ? [] : ["configuration"]);
  const app = createApp(deps, { notReady });
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
