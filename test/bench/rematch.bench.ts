/** How long a changed rule takes to reach every stored issue, while webhooks go on being acknowledged. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { type RunningService, startService } from "../e2e/service.ts";
import { createDatabase, startPostgres } from "../servers/postgres.ts";
import { storeIssues, webhookOf, worldFiles, type WorldSize } from "./rematch-world.ts";

const size: WorldSize = { issues: 100_000, rules: 100, keyResults: 50 };
const eventsPerSecond = 50;
const pollMs = 100;

interface Status {
  config: { revision: number; acceptedAt: string; matchedAt: string | null };
  deliveries: { waiting: number };
}

/** Goals: everything matched again within 30 s of the edit; webhooks acknowledged with p99 under 250 ms meanwhile. */
export async function bench(): Promise<unknown> {
  const server = await startPostgres();
  const folder = await mkdtemp(join(tmpdir(), "okr-sync-rematch-"));
  try {
    const { url } = await createDatabase(server.url);
    await seed(url);
    await writeFiles(folder, 1);
    const service = await startService({ configDir: folder, dataDir: folder, env: { DATABASE_URL: url } });
    try {
      return await measure(service, folder);
    } finally {
      await service.stop();
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function seed(url: string): Promise<void> {
  const log = pino({ level: "silent" });
  const database = await openPostgres({ url, log });
  await migrate(database, log);
  await storeIssues(database, size);
  await database.close();
}

async function writeFiles(folder: string, weight: number): Promise<void> {
  for (const [name, text] of Object.entries(worldFiles(size, weight))) await writeFile(join(folder, name), text);
}

async function measure(service: RunningService, folder: string): Promise<unknown> {
  const first = await untilMatched(service, 1);
  const report: Record<string, unknown> = { firstMatchMs: matchMs(first) };
  const quietBefore = await cpuMs(service);
  await writeFiles(folder, 2);
  const quiet = await untilMatched(service, 2);
  report["quiet"] = { rematchMs: matchMs(quiet), cpuMs: (await cpuMs(service)) - quietBefore };
  const loadedBefore = await cpuMs(service);
  const load = startLoad(service.url);
  await wait(2_000);
  const editedMs = Date.now();
  await writeFiles(folder, 3);
  const loaded = await untilMatched(service, 3);
  const latencies = await load.stop();
  const backlog = (await statusOf(service)).deliveries.waiting;
  report["loaded"] = {
    editToMatchedMs: Date.parse(loaded.config.matchedAt ?? "") - editedMs,
    rematchMs: matchMs(loaded),
    cpuMs: (await cpuMs(service)) - loadedBefore,
    deliveriesWaiting: backlog,
    ...latencies,
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return report;
}

const matchMs = ({ config }: Status) => Date.parse(config.matchedAt ?? "") - Date.parse(config.acceptedAt);

async function statusOf(service: RunningService): Promise<Status> {
  return (await fetch(`${service.url}/api/v1/status`)).json() as Promise<Status>;
}

async function untilMatched(service: RunningService, revision: number): Promise<Status> {
  for (;;) {
    const status = await statusOf(service);
    if (status.config.revision === revision && status.config.matchedAt !== null) return status;
    await wait(pollMs);
  }
}

/** CPU time that the service's process has used, milliseconds. */
async function cpuMs({ pid }: RunningService): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Open loop: each webhook has its time, and its latency counts from then, whether or not those before it were answered. */
function startLoad(url: string): { stop(): Promise<Record<string, number>> } {
  const startedMs = performance.now();
  const atMs = Date.now();
  const latencies: number[] = [];
  const statuses = new Map<number, number>();
  const pending = new Set<Promise<void>>();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedMs) / 1_000) * eventsPerSecond);
    while (sent < due) {
      const scheduledMs = startedMs + (sent / eventsPerSecond) * 1_000;
      const sending = send(sent, scheduledMs);
      pending.add(sending);
      void sending.finally(() => pending.delete(sending));
      sent += 1;
    }
  }, 5);

  async function send(number: number, scheduledMs: number): Promise<void> {
    const { body, signature } = webhookOf(size, number, atMs);
    const headers = { "content-type": "application/json", "x-hub-signature": signature };
    const response = await fetch(`${url}/webhooks/jira`, { method: "POST", headers, body });
    await response.text();
    latencies.push(performance.now() - scheduledMs);
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
  }

  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(pending);
      const sorted = latencies.toSorted((a, b) => a - b);
      const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
      const refused = sent - (statuses.get(200) ?? 0);
      return { sent, refused, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
    },
  };
}
