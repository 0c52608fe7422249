/** Deliveries → newest states of issues → ledger. */
import type { Transaction } from "kysely";
import type { SourceConfig } from "../src/config/config.ts";
import type { Deps } from "../src/deps.ts";
import type { Issue, IssueRef, IssueState } from "../src/domain/issue.ts";
import { isNewer } from "../src/domain/version.ts";
import type { JobContext } from "../src/queue/jobs.ts";
import { parseBody } from "../src/sources/body.ts";
import type { Normalised } from "../src/sources/source.ts";
import {
  type DeliveryOutcome,
  findUnprocessed,
  type PendingDelivery,
  recordOutcomes,
} from "../src/store/delivery-outcomes.ts";
import { replaceNamesAndEdges } from "../src/store/edges.ts";
import { listSharedNames } from "../src/store/issue-names.ts";
import { findIssues, listChildren, saveIfNewer } from "../src/store/issues.ts";
import { lockMatching } from "../src/store/locks.ts";
import { isRefused } from "../src/store/refused.ts";
import type { Cause, Schema } from "../src/store/schema.ts";
import { matchIssues } from "./match-issues.ts";

interface ReadDelivery {
  delivery: PendingDelivery;
  normalised: Normalised;
}

/** Processes these deliveries; each ends as processed, ignored or failed. May run twice. */
export async function ingest(deps: Deps, payload: { deliveryIds: string[] }, context: JobContext): Promise<void> {
  const pending = await findUnprocessed(deps.database.db, payload.deliveryIds);
  const bySource = Map.groupBy(pending, (delivery) => delivery.source);
  for (const [source, deliveries] of bySource) {
    const read = deliveries.map((delivery) => readDelivery(deps, delivery));
    await ingestTogether(deps, source, read, context);
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
  const batch = batchOf(read);
  const result = await deps.database.db.transaction().execute(async (trx) => {
    const matched = batch.newest.size > 0 ? await saveAndMatch(deps, trx, source, batch) : null;
    await recordOutcomes(trx, read.map(outcomeOf), deps.clock());
    return matched;
  });
  if (result !== null && result.touched.length > 0)
    await deps.queue.enqueue("roll-up", { keyResultIds: result.touched });
  if (result !== null && result.leftover.length > 0)
    await deps.queue.enqueue("rematch", { roots: result.leftover.slice(0, 1) });
}

interface Batch {
  newest: ReadonlyMap<IssueRef, IssueState>;
  /** The delivery that brought each. */
  causes: ReadonlyMap<IssueRef, Cause>;
  /** Every key by which any of the states calls each issue. */
  keys: ReadonlyMap<IssueRef, ReadonlySet<string>>;
}

function batchOf(read: readonly ReadDelivery[]): Batch {
  const newest = new Map<IssueRef, IssueState>();
  const causes = new Map<IssueRef, Cause>();
  const keys = new Map<IssueRef, Set<string>>();
  for (const { delivery, normalised } of read) {
    if (normalised.outcome !== "issues") continue;
    for (const state of normalised.states) {
      const { ref } = state.issue;
      keys.set(ref, new Set([...(keys.get(ref) ?? []), ...allKeys(state.issue)]));
      const known = newest.get(ref);
      if (known !== undefined && !isNewer(state.version, known.version)) continue;
      newest.set(ref, state);
      causes.set(ref, { kind: "delivery", id: delivery.id, issue: ref });
    }
  }
  return { newest, causes, keys };
}

async function saveAndMatch(deps: Deps, trx: Transaction<Schema>, source: string, { newest, causes, keys }: Batch) {
  await lockMatching(trx, source);
  const before = await findIssues(trx, [...newest.keys()]);
  const previous = new Map(before.map((stored) => [stored.issue.ref, stored]));
  const states = [...newest.values()].map((state) => {
    const { ref } = state.issue;
    return stateToSave(state, previous.get(ref), keys.get(ref) ?? new Set());
  });
  const changed = states.filter((state) => !isSame(state, previous.get(state.issue.ref)));
  await saveIfNewer(trx, changed, deps.clock());
  const issues = changed.map((state) => state.issue);
  await replaceNamesAndEdges(trx, issues);
  const start = new Map<IssueRef, Cause>();
  for (const issue of issues) {
    const cause = causes.get(issue.ref);
    if (cause === undefined) continue;
    start.set(issue.ref, cause);
    for (const moved of await movedBy(trx, issue, previous.get(issue.ref)?.issue)) start.set(moved, cause);
  }
  return matchIssues(deps, trx, start);
}

/**
 * The newer of the two states, with every key that the issue was ever seen under: a tracker names a former key only in
 * the event of the move, and that may come before or after later states.
 */
function stateToSave(incoming: IssueState, stored: IssueState | undefined, seen: ReadonlySet<string>): IssueState {
  const newer = stored !== undefined && !isNewer(incoming.version, stored.version) ? stored : incoming;
  const keys = new Set([...seen, ...(stored === undefined ? [] : allKeys(stored.issue))]);
  keys.delete(newer.issue.key);
  return { issue: { ...newer.issue, previousKeys: [...keys].sort() }, version: newer.version };
}

function isSame(state: IssueState, stored: IssueState | undefined): boolean {
  if (stored === undefined || isNewer(state.version, stored.version)) return false;
  return state.issue.previousKeys.join(" ") === stored.issue.previousKeys.join(" ");
}

function allKeys(issue: Issue): string[] {
  return [issue.key, ...issue.previousKeys];
}

/** Issues beneath that may be moved even though what this one passes on stays the same. */
async function movedBy(trx: Transaction<Schema>, issue: Issue, previous: Issue | undefined): Promise<IssueRef[]> {
  return [...(await membersOf(trx, issue, previous)), ...(await keyedChildrenOf(trx, issue, previous))];
}

/**
 * An initiative's own list decides about its members whenever it is the newer statement, so each of its events moves
 * those that it names, those that it named before, and those that name it.
 */
async function membersOf(trx: Transaction<Schema>, issue: Issue, previous: Issue | undefined): Promise<IssueRef[]> {
  if (issue.contains === null && (previous?.contains ?? null) === null) return [];
  const naming = await listChildren(trx, [{ ref: issue.ref, names: [] }]);
  return [...(issue.contains ?? []), ...(previous?.contains ?? []), ...naming];
}

/** Those that know their parent by key alone, where the issue gives a key up or shares it with another. */
async function keyedChildrenOf(
  trx: Transaction<Schema>,
  issue: Issue,
  previous: Issue | undefined,
): Promise<IssueRef[]> {
  const present = keysOf(issue);
  const dropped = previous === undefined ? [] : keysOf(previous).filter((key) => !present.includes(key));
  const names = [...dropped, ...(await listSharedNames(trx, issue.ref, present))];
  return names.length === 0 ? [] : listChildren(trx, [{ ref: issue.ref, names }]);
}

function keysOf(issue: Issue): string[] {
  return allKeys(issue).map((key) => key.toLowerCase());
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
