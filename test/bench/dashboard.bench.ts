/** The API behind the dashboard on both databases: a whole company's quarter, with work going on. */
import { mkdtemp, rm } from "node:fs/promises";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pino } from "pino";
import { openEmbedded } from "../../src/store/embedded.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import { type RunningService, startService } from "../e2e/service.ts";
import { jiraSigner } from "../e2e/signing.ts";
import { startPostgres } from "../servers/postgres.ts";
import {
  jiraSecret,
  readWorldConfig,
  seedWorld,
  wholeCompany,
  worldFiles,
  writeWorldFiles,
} from "./dashboard-world.ts";
import { openViewers } from "./event-viewers.ts";
import { ask, openLoop, spread } from "./open-loop.ts";

const load = { perSecond: 100, seconds: 20 };
const viewers = 500;
const changes = 20;
const log = pino({ level: "silent" });
const compressed = { "accept-encoding": "br, gzip" };

export async function bench(): Promise<unknown> {
  const results: Record<string, unknown> = {};
  for (const kind of ["postgres", "embedded"] as const) {
    const folder = await mkdtemp(join(tmpdir(), "okr-sync-bench-"));
    const server = kind === "postgres" ? await startPostgres() : null;
    const dataDir = join(folder, "data");
    let running: RunningService | null = null;
    try {
      const now = new Date();
      await writeWorldFiles(folder, worldFiles(wholeCompany, now.toISOString().slice(0, 10)));
      await seed(server?.url, dataDir, folder, now);
      const env: Record<string, string> = server === null ? {} : { DATABASE_URL: server.url };
      const service = await startService({ configDir: folder, dataDir, env: { ...env, LOG_LEVEL: "info" } });
      running = service;
      results[kind] = await measure(service);
      process.stdout.write(`${kind}: ${JSON.stringify(results[kind], null, 2)}\n`);
    } finally {
      await running?.stop();
      await server?.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
  return results;
}

async function seed(url: string | undefined, dataDir: string, folder: string, now: Date): Promise<void> {
  const database = url === undefined ? await openEmbedded({ dataDir, log }) : await openPostgres({ url, log });
  await migrate(database, log);
  await seedWorld(database, await readWorldConfig(folder), wholeCompany, now);
  const heard = { source: "jira", trackerDeliveryId: null, headers: {}, receivedAt: now };
  const [first] = await recordDeliveries(database.db, [
    { ...heard, body: Buffer.from('{"webhookEvent":"board_created"}') },
  ]);
  await database.db.updateTable("okr_sync.deliveries").set({ status: "ignored" }).where("id", "=", first!.id).execute();
  await database.close();
}

async function measure(service: RunningService) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const url = `${service.url}/api/v1/overview`;
  const overview = (headers: Record<string, string> = compressed) => ask(url, agent, headers);
  try {
    const cold = await coldAnswer(service, overview);
    const quiet = await openLoop(load, () => overview());
    const { etag = "" } = (await overview()).headers;
    const unchanged = await openLoop(load, () => overview({ ...compressed, "if-none-match": etag }));
    const change = createChange(service);
    const changing = startChanging(change);
    const busy = await openLoop(load, () => overview());
    await changing.stop();
    const keyResult = await openLoop({ perSecond: 50, seconds: 10 }, (i) =>
      ask(keyResultUrl(service.url, i), agent, compressed),
    );
    return { cold, quiet, unchanged, busy, keyResult, fanOut: await fanOut(service, change) };
  } finally {
    agent.destroy();
  }
}

/** The first answer of the process, and when the last forecast was in it. */
async function coldAnswer(service: RunningService, overview: () => Promise<{ bytes: number; status: number }>) {
  const started = performance.now();
  const { bytes, status } = await overview();
  const firstMs = Math.round(performance.now() - started);
  for (;;) {
    const text = await (await fetch(`${service.url}/api/v1/overview`)).text();
    if (!text.includes('"forecastPending":true')) break;
    await pause(100);
  }
  return { status, bytes, firstMs, forecastsMs: Math.round(performance.now() - started) };
}

/** What the page of a key result asks for, one call after the other. */
function keyResultUrl(url: string, i: number): string {
  const id = `kr-${(i * 7) % wholeCompany.keyResults}`;
  const calls = ["", "/contributions?limit=100", "/history", "/check-ins?limit=20"];
  return `${url}/api/v1/key-results/${id}${calls[i % calls.length]}`;
}

interface Change {
  next(): string;
  send(keyResultId: string): Promise<void>;
}

/** A new, completed issue of a key result that issues drive, as a signed delivery. */
function createChange(service: RunningService): Change {
  const sign = jiraSigner("jira", jiraSecret);
  const driven = Array.from({ length: wholeCompany.keyResults }, (_, k) => k).filter(
    (k) => k % 10 !== 9 && k % 10 !== 8,
  );
  let count = 0;
  const next = () => {
    count += 1;
    return `kr-${driven[(count * 13) % driven.length]!}`;
  };
  const send = async (keyResultId: string) => {
    const at = Date.now();
    const time = new Date(at).toISOString().replace("Z", "+0000");
    const fields = {
      summary: "A story that nobody planned",
      issuetype: { name: "Story", subtask: false, hierarchyLevel: 0 },
      project: { key: "SHOP" },
      status: { name: "Done", statusCategory: { key: "done" } },
      resolution: { name: "Done" },
      resolutiondate: time,
      labels: [`kr:${keyResultId}`],
      created: time,
      updated: time,
    };
    const issue = { id: String(900_000 + count), key: `SHOP-${900_000 + count}`, fields };
    const { headers, body } = sign({ timestamp: at, webhookEvent: "jira:issue_created", issue });
    // As a tracker does, when it is told to come again.
    while (!(await fetch(`${service.url}/webhooks/jira`, { method: "POST", headers, body })).ok) await pause(1_000);
  };
  return { next, send };
}

function startChanging(change: Change): { stop(): Promise<void> } {
  let last: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    last = change.send(change.next());
  }, 1_000);
  return {
    async stop() {
      clearInterval(timer);
      await last;
    },
  };
}

/** From the delivery's acceptance, and from the change's own time, to the last viewer. */
async function fanOut(service: RunningService, change: Change) {
  const following = await openViewers(service.url, viewers);
  const sinceDelivery: number[] = [];
  const sinceChange: number[] = [];
  for (let i = 0; i < changes; i += 1) {
    const keyResultId = change.next();
    const heard = following.hear(keyResultId);
    await change.send(keyResultId);
    const accepted = Date.now();
    const { lastMs, madeMs } = await heard;
    sinceDelivery.push(lastMs - accepted);
    sinceChange.push(lastMs - madeMs);
    await pause(300);
  }
  following.close();
  return { viewers, sinceDelivery: spread(sinceDelivery), sinceChange: spread(sinceChange) };
}
