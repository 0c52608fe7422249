/** How long a plan takes over a large store, and what others feel of it meanwhile: pauses of the event loop, waits for the database. */
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import { parseConfig } from "../../src/config/parse.ts";
import type { Config } from "../../src/config/config.ts";
import { compileConfig } from "../../src/config/compile.ts";
import { createPlanReader } from "../../src/http/answers/plan-reader.ts";
import type { Database } from "../../src/store/database.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { migrate } from "../../src/store/migrate.ts";
import { pingDatabase } from "../../src/store/ping.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { createDatabase, startPostgres } from "../servers/postgres.ts";
import { openWorkbench } from "../workers/workbench.ts";
import { storeIssues, worldFiles } from "./rematch-world.ts";

const log = pino({ level: "silent" });
const rules = { rules: 100, keyResults: 50 };

export async function bench(): Promise<unknown> {
  const report = { postgres: await onPostgres(100_000), embedded: await onEmbedded(20_000) };
  console.table(report);
  return report;
}

async function onPostgres(issues: number) {
  const server = await startPostgres();
  try {
    const { url } = await createDatabase(server.url);
    return await measure(await openPostgres({ url, log }), issues);
  } finally {
    await server.stop();
  }
}

async function onEmbedded(issues: number) {
  const dataDir = await mkdtemp(join(tmpdir(), "okr-sync-plan-"));
  try {
    return await measure(await openEmbedded({ dataDir, log }), issues);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Everything is matched first, so that the plan compares whole ledgers; a third of the rules then weighs otherwise. */
async function measure(database: Database, issues: number) {
  try {
    await migrate(database, log);
    await storeIssues(database, { ...rules, issues });
    const { deps } = await openWorkbench(database, configOf(issues, 1));
    const config = configOf(issues, 2);
    const candidate = { config, mapping: compileConfig(config), warnings: [] };
    const pauses = monitorEventLoopDelay({ resolution: 1 });
    const waits = startPinging(database);
    pauses.enable();
    const [startMs, startCpu] = [performance.now(), process.cpuUsage()];
    const plan = await createPlanReader(deps).readPlan(candidate);
    const [planMs, cpu] = [performance.now() - startMs, process.cpuUsage(startCpu)];
    pauses.disable();
    const pings = (await waits.stop()).sort((a, b) => a - b);
    return {
      issues,
      changed: plan.keyResults.length,
      planMs: Math.round(planMs),
      cpuMs: Math.round((cpu.user + cpu.system) / 1_000),
      longestPauseMs: Math.round(pauses.max / 1e6),
      pingP99Ms: Math.round(pings[Math.floor(pings.length * 0.99)] ?? 0),
      rssMb: Math.round(process.memoryUsage().rss / 1_048_576),
    };
  } finally {
    await database.close();
  }
}

function configOf(issues: number, weight: number): Config {
  const result = parseConfig(worldFiles({ ...rules, issues }, weight), {
    env: {},
    readFile: () => ({ ok: false, reason: "is not there" }),
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

/** How long a short query waits, again and again. */
function startPinging({ db }: Database) {
  const waits: number[] = [];
  const stopping = new AbortController();
  const run = (async () => {
    while (!stopping.signal.aborted) {
      const startMs = performance.now();
      await pingDatabase(db);
      waits.push(performance.now() - startMs);
      await wait(5);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await run;
      return waits;
    },
  };
}
