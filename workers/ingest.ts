/** Deliveries → newest states of issues → ledger. */
import type { SourceConfig } from "../src/config/config.ts";
import type { Deps } from "../src/deps.ts";
import type { JobContext } from "../src/queue/jobs.ts";
import { ring } from "../src/queue/ring.ts";
import { parseBody } from "../src/sources/body.ts";
import type { Normalised } from "../src/sources/source.ts";
import {
  type DeliveryOutcome,
  findUnprocessed,
  listWaiting,
  type PendingDelivery,
  recordOutcomes,
} from "../src/store/delivery-outcomes.ts";
import { isRefused } from "../src/store/refused.ts";
import { holdConfig, underNewest } from "./fence.ts";
import { ringAfter } from "./ring-after.ts";
import { type IncomingState, saveStates } from "./save-states.ts";

interface ReadDelivery {
  delivery: PendingDelivery;
  normalised: Normalised;
}

/** What waits is taken along up to this, so that one wait for the matching lock serves many; reading it holds up no request. */
const alongLimit = 50;
const alongBytes = 1_048_576;

/** Processes these deliveries; each ends as processed, ignored or failed. May run twice. */
export async function ingest(deps: Deps, payload: { deliveryIds: string[] }, context: JobContext): Promise<void> {
  const pending = await findUnprocessed(deps.database.db, payload.deliveryIds);
  const bySource = Map.groupBy(pending, (delivery) => delivery.source);
  for (const [source, deliveries] of bySource) {
    const except = deliveries.map(({ id }) => id);
    const along = await listWaiting(deps.database.db, source, { except, limit: alongLimit, maxBytes: alongBytes });
    // What a payload says depends on the source's settings, so it is read again where those have changed meanwhile.
    await underNewest(deps, async (own) => {
      const read = (delivery: PendingDelivery) => readDelivery(own, delivery);
      if (along.length > 0 && (await hasIngested(own, source, [...deliveries, ...along].map(read)))) return;
      await ingestTogether(own, source, deliveries.map(read), context);
    });
  }
}

/** False where one of them is poison: what is taken along has a job of its own that deals with it. */
async function hasIngested(deps: Deps, source: string, read: readonly ReadDelivery[]): Promise<boolean> {
  try {
    await commit(deps, source, read);
    return true;
  } catch (error) {
    if (!isPoison(error)) throw error;
    return false;
  }
}

function readDelivery(deps: Deps, delivery: PendingDelivery): ReadDelivery {
  const settings = deps.current().config.sources.find((source) => source.id === delivery.source);
  const normalised: Normalised =
    settings === undefined
      ? failed("", `source "${delivery.source}" is not in the configuration`)
      : normaliseBytes(deps, settings, delivery);
  return { delivery, normalised };
}

function normaliseBytes(deps: Deps, settings: SourceConfig, delivery: PendingDelivery): Normalised {
  const payload = parseBody(delivery.body);
  if (payload === null) return failed("", "the body is not a JSON object");
  try {
    return deps.sourceOf(settings.kind).normalise(settings, payload, delivery.receivedAt.toISOString());
  } catch (error) {
    deps.log.error({ err: error, deliveryId: delivery.id }, "normalising a delivery threw");
    return failed("", "the payload could not be read");
  }
}

function failed(path: string, message: string): Normalised {
  return { outcome: "failed", event: "unknown", path, message };
}

/** One transaction for all; where that fails for a reason of the data, one each, so that poison blocks nobody else. */
async function ingestTogether(deps: Deps, source: string, read: readonly ReadDelivery[], context: JobContext) {
  try {
    await commit(deps, source, read);
  } catch (error) {
    if (!isPoison(error) || (read.length === 1 && !context.lastAttempt)) throw error;
    if (read.length > 1) {
      deps.log.warn(
        { err: error, source, deliveries: read.length },
        "a batch of deliveries failed; trying them one by one",
      );
    }
    await ingestOneByOne(deps, source, read, context);
  }
}

async function ingestOneByOne(deps: Deps, source: string, read: readonly ReadDelivery[], context: JobContext) {
  const errors: unknown[] = [];
  for (const one of read) {
    try {
      await commit(deps, source, [one]);
    } catch (error) {
      if (!isPoison(error)) throw error;
      errors.push(error);
      if (!context.lastAttempt) continue;
      deps.log.error({ err: error, deliveryId: one.delivery.id }, "a delivery failed for good");
      await recordOutcomes(deps.database.db, [failure(one, error)], deps.clock());
    }
  }
  if (errors.length > 0 && !context.lastAttempt) throw errors[0];
}

/** Refused data, or a fault of our own code with this payload: the same delivery would fail again. */
function isPoison(error: unknown): boolean {
  return isRefused(error) || error instanceof TypeError || error instanceof RangeError;
}

function failure(read: ReadDelivery, error: unknown): DeliveryOutcome {
  const message = error instanceof Error ? error.message : String(error);
  return { id: read.delivery.id, status: "failed", event: read.normalised.event, reason: message };
}

async function commit(deps: Deps, source: string, read: readonly ReadDelivery[]): Promise<void> {
  const states = read.flatMap(statesOf);
  const result = await deps.database.db.transaction().execute(async (trx) => {
    // Without states too: an outdated process knows nothing of a source that has just been added.
    if (states.length === 0) await holdConfig(deps, trx);
    const matched = states.length > 0 ? await saveStates(deps, trx, source, states) : null;
    await recordOutcomes(trx, read.map(outcomeOf), deps.clock());
    return matched;
  });
  if (result !== null) await ringAfter(deps, result);
  if (states.some(({ state }) => state.unnamed?.includes("labels"))) await ringForNames(deps, source);
}

/** Labels that came by id only have names that the API knows; without `auth` those that we hold stay. */
async function ringForNames(deps: Deps, source: string): Promise<void> {
  const settings = deps.current().config.sources.find(({ id }) => id === source);
  if (settings?.auth) await ring(deps.queue, deps.log, "reconcile", { source, scope: "changed" });
}

function statesOf({ delivery, normalised }: ReadDelivery): IncomingState[] {
  if (normalised.outcome !== "issues") return [];
  return normalised.states.map((state) => ({
    state,
    cause: { kind: "delivery", id: delivery.id, issue: state.issue.ref },
  }));
}

function outcomeOf({ delivery, normalised }: ReadDelivery): DeliveryOutcome {
  const { id } = delivery;
  const event = normalised.event;
  switch (normalised.outcome) {
    case "issues":
      return { id, status: "processed", event, reason: null };
    case "ignored":
      return { id, status: "ignored", event, reason: normalised.reason };
    case "failed": {
      const reason = normalised.path === "" ? normalised.message : `${normalised.path}: ${normalised.message}`;
      return { id, status: "failed", event, reason };
    }
  }
}
