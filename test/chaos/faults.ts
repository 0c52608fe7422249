/** What goes wrong while a seed sends, by name. */
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { Redis } from "ioredis";
import type { Random } from "../../src/cli/demo/random.ts";
import { wipeJobs } from "../e2e/wipe-jobs.ts";
import type { Server } from "../servers/server.ts";
import type { Fleet } from "./fleet.ts";
import type { ChaosPlace, Lane } from "./lane.ts";

export interface Means {
  lane: Lane;
  place: ChaosPlace;
  fleet: Fleet;
  random: Random;
}

export interface Fault {
  name: string;
  /** How often it comes up among those that are possible. */
  weight: number;
  possible: (lane: Lane) => boolean;
  /** Resolves when everything that it broke on purpose is up again, processes aside. */
  strike: (means: Means) => Promise<void>;
}

const onPostgres = ({ postgres }: Lane) => postgres !== null;
const onRedis = ({ redis }: Lane) => redis !== null;
const always = () => true;

/** A worker that stands still for longer than its lock lasts, and then goes on as if nothing had been. */
const zombieMs = 10_000;
const shortStandstillMs = 1_500;

export const faults: readonly Fault[] = [
  { name: "kill a receiver", weight: 3, possible: onPostgres, strike: ({ fleet }) => fleet.killOne("web") },
  { name: "kill a worker", weight: 4, possible: onPostgres, strike: ({ fleet }) => fleet.killOne("workers") },
  {
    name: "kill the one process",
    weight: 4,
    possible: (lane) => !onPostgres(lane),
    strike: ({ fleet }) => fleet.killOne(),
  },
  {
    name: "let a worker stand still for 10 s",
    weight: 1,
    possible: onPostgres,
    strike: (means) => freeze(means, zombieMs),
  },
  {
    name: "let a process stand still",
    weight: 1,
    possible: always,
    strike: (means) => freeze(means, shortStandstillMs),
  },
  { name: "kill PostgreSQL", weight: 1, possible: onPostgres, strike: ({ lane }) => crash(lane.postgres!, "SIGKILL") },
  {
    name: "restart PostgreSQL at once",
    weight: 2,
    possible: onPostgres,
    strike: ({ lane }) => crash(lane.postgres!, "SIGQUIT"),
  },
  { name: "end random sessions", weight: 3, possible: onPostgres, strike: endSessions },
  { name: "lose the answer to a commit", weight: 5, possible: onPostgres, strike: loseAnswers },
  { name: "cut every connection", weight: 1, possible: onPostgres, strike: async ({ lane }) => lane.proxy?.cutAll() },
  { name: "kill Redis", weight: 2, possible: onRedis, strike: ({ lane }) => crash(lane.redis!, "SIGKILL") },
  { name: "flush Redis", weight: 3, possible: onRedis, strike: ({ lane }) => flush(lane.redis!) },
  {
    name: "throw away the queue's rows",
    weight: 1,
    possible: (lane) => onPostgres(lane) && !onRedis(lane),
    // Where the server is down at this moment, nothing more is lost.
    strike: ({ place }) => wipeJobs({ ...place, env: { DATABASE_URL: place.databaseUrl! } }).catch(() => undefined),
  },
];

/** One of those that are possible, by chance and weight. */
export function pickFault(lane: Lane, random: Random): Fault {
  const possible = faults.filter((fault) => fault.possible(lane));
  let left = random.next() * possible.reduce((sum, { weight }) => sum + weight, 0);
  return possible.find(({ weight }) => (left -= weight) < 0) ?? possible[0]!;
}

async function freeze({ fleet, random, lane }: Means, ms: number): Promise<void> {
  const service = random.pick(fleet.running(ms === zombieMs && lane.parts.length > 1 ? "workers" : undefined));
  service?.freeze();
  await pause(ms);
  service?.thaw();
}

async function crash(server: Server, signal: NodeJS.Signals): Promise<void> {
  await server.kill(signal);
  await server.restart();
}

async function flush({ url }: Server): Promise<void> {
  const redis = new Redis(url, { retryStrategy: () => null });
  redis.on("error", () => undefined);
  await redis.flushall().catch(() => undefined);
  redis.disconnect();
}

/** About every second session of the service, those that listen included. */
async function endSessions({ place }: Means): Promise<void> {
  const client = new Client({ connectionString: place.databaseUrl! });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and random() < 0.5",
    );
  } catch {
    // The server is down at this moment, which is worse.
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function loseAnswers({ lane, random }: Means): Promise<void> {
  for (let left = random.between(1, 4); left > 0; left -= 1) {
    lane.proxy?.cutNextCommit();
    await pause(120);
  }
}
