/** Plays a history through the real workers on a real store, and says where it ends and where a fresh start would. */
import { addLink } from "../../src/http/link-issue.ts";
import { indexLinks } from "../../src/domain/match.ts";
import { recordCheckIn } from "../../src/store/check-ins.ts";
import { listLiveLinks } from "../../src/store/live-links.ts";
import { requestRollUps } from "../../src/store/pending.ts";
import { findLatestValues } from "../../src/store/progress.ts";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";
import { keyResultsOf } from "../../src/config/config.ts";
import { processorsOf } from "../../workers/index.ts";
import { reconcile } from "../../workers/reconcile.ts";
import type { OpenPairing } from "../servers/pairing.ts";
import type { Delivery } from "../simulator/delivery.ts";
import type { SiteName } from "../simulator/item.ts";
import { standingText, withFormerKeys } from "../simulator/oracle.ts";
import { presentStates, type SettingsOf, statesOf } from "../simulator/present-states.ts";
import { type History, playHistory } from "../simulator/random-history.ts";
import { settingsOf } from "../simulator/settings.ts";
import { startTrackerServer } from "../simulator/tracker-server.ts";
import { wipe } from "../workers/wipe.ts";
import { type StagedDeps, stagedDeps } from "./history-deps.ts";
import type { HistoryQueue } from "./history-queue.ts";
import type { Seed } from "./failed-seeds.ts";
import { storedText } from "./stored-canonical.ts";

export interface Ending {
  actual: string;
  wanted: string;
  /** What the reconcile right after the last one still found, in all sources. */
  drift: number;
}

export interface HistoryStore {
  play(seed: Seed, sites: readonly SiteName[]): Promise<Ending>;
}

const hourMs = 3_600_000;
const nowhere: SettingsOf = (site) => settingsOf(site, "http://127.0.0.1:9");

export async function openHistoryStore({ database }: OpenPairing, queue: HistoryQueue): Promise<HistoryStore> {
  const deps = stagedDeps(database, queue);
  await queue.work(processorsOf(deps, []));
  return {
    async play({ seed, mutations, lossy }, sites) {
      await wipe(database);
      const history = playHistory({ seed, mutations, sites, lossy, settingsOf: nowhere });
      const server = await startTrackerServer(history.content);
      try {
        const sources = history.config.sources.map((source) => ({
          ...source,
          apiUrl: server.url(source.id as SiteName),
        }));
        const { nowMs } = history.content;
        deps.enter({ nowMs, config: { ...history.config, sources } });
        const config = { ...history.config, sources };
        const isMeanwhile = lossy && seed % 4 === 1;
        const meanwhile = isMeanwhile ? () => reconcileAll(deps, queue, history, sites) : async () => 0;
        await tell(deps, queue, { ...history, config }, seed, meanwhile);
        if (lossy) await reconcileAll(deps, queue, history, sites);
        const actual = await storedText(database.db, history.config);
        const drift = await reconcileAll(deps, queue, history, sites);
        return { actual, wanted: await freshText(deps, history), drift };
      } finally {
        await server.close();
      }
    },
  };
}

/** Configuration, links, check-ins and webhooks, in an order that the seed says; `meanwhile` runs beside the later webhooks. */
async function tell(
  deps: StagedDeps,
  queue: HistoryQueue,
  history: History,
  seed: number,
  meanwhile: () => Promise<unknown>,
) {
  const { batches, config } = history;
  let running: Promise<unknown> = Promise.resolve();
  const isLate = seed % 5 === 0;
  const isTogether = seed % 2 === 0;
  await deps.accept(isLate ? { ...config, mapping: { ...config.mapping, rules: [] } } : config);
  const half = Math.floor(batches.length / 2);
  for (const [i, batch] of batches.entries()) {
    if (i === half) {
      if (isLate) {
        await queue.settle();
        await deps.accept(config);
      }
      await state(deps, history);
      running = meanwhile();
    }
    await receive(deps, batch);
    if (!isTogether) await queue.settle();
  }
  await running;
  await queue.settle();
}

async function receive(deps: StagedDeps, batch: readonly Delivery[]) {
  const received = batch.map(({ site, body, headers }) => {
    return { source: site, trackerDeliveryId: null, body, headers, receivedAt: deps.clock() };
  });
  const recorded = await recordDeliveries(deps.database.db, received);
  await deps.queue.enqueue("ingest", { deliveryIds: recorded.map(({ id }) => id) });
}

async function state(deps: StagedDeps, { links, checkIns }: History) {
  for (const link of links) await addLink(deps, deps.log, { ...link, author: null });
  for (const { keyResultId, value } of checkIns) {
    const at = deps.clock();
    const nothing = { confidence: null, health: null, note: null, author: null, expiresAt: null };
    await deps.database.db.transaction().execute(async (trx) => {
      const { id } = await recordCheckIn(trx, { keyResultId, value, at: at.toISOString(), ...nothing });
      await requestRollUps(trx, [keyResultId], { kind: "check_in", id }, at);
    });
    await deps.queue.enqueue("roll-up", { keyResultIds: [keyResultId] });
  }
}

/** An hour later, everything; answers the drift of all. */
async function reconcileAll(deps: StagedDeps, queue: HistoryQueue, history: History, sites: readonly SiteName[]) {
  history.pass(hourMs);
  let drift = 0;
  for (const source of sites) drift += (await reconcile(deps, { source, scope: "all" }))?.drift ?? 0;
  await queue.settle();
  return drift;
}

async function freshText(deps: StagedDeps, { content, batches }: History): Promise<string> {
  const { db } = deps.database;
  const { config, mapping } = deps.current();
  const present = presentStates(content, nowhere);
  const told = batches.flat().flatMap((delivery) => statesOf(delivery, nowhere));
  return standingText({
    states: withFormerKeys(present, [...told, ...present]),
    objectives: config.objectives,
    compiled: mapping,
    links: indexLinks(await listLiveLinks(db)),
    values: await findLatestValues(
      db,
      keyResultsOf(config).map(({ id }) => id),
    ),
    today: deps.clock().toISOString().slice(0, 10),
  });
}
