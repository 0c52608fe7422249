/** What an overview shows besides objectives: what moved, how fresh the sources are, the configuration, closed periods. */
import type { CurrentConfig, Deps } from "../../deps.ts";
import { listClosures } from "../../store/period-closures.ts";
import { listMovedSince, listMoves, type MoveView } from "../../store/views/moves.ts";
import type { RefusedSignatures } from "../refused-signatures.ts";
import type { ConfigStatus, SourceStatus } from "../schemas/operations.ts";
import { readConfigStatus } from "./config-status.ts";
import { movedWithinMs } from "./moved-answer.ts";
import type { CheckedModel } from "./read-model.ts";
import { readSources } from "./source-status.ts";
import type { StoreVersion } from "./store-look.ts";

/** Every delivery makes a source fresher: that is shown this often at most, milliseconds, so that answers can be shared. */
const freshnessEveryMs = 5_000;
/** Without any, counts of the last hour and lengths of silence still move. */
const stateEveryMs = 60_000;

export interface OverviewExtras {
  /** Grows with each change. */
  edition: number;
  current: CurrentConfig;
  /** Of the look that it was checked against. */
  number: number;
  version: StoreVersion;
  nowMs: number;
  moves: Moves;
  state: StateReading;
  /** `<period> <due>` of the closed ones. */
  closed: ReadonlySet<string>;
}

interface Moves {
  byKeyResult: ReadonlyMap<string, MoveView>;
  /** When the first step of any of them becomes too old to be told of. */
  untilMs: number;
}

/** What `GET /api/v1/status` shows as well. */
interface StateReading {
  sources: readonly SourceStatus[];
  config: ConfigStatus;
  readMs: number;
  /** What was known then. */
  version: StoreVersion;
}

/** Of at least the version that the model was checked against; one renewal at a time. */
export function createOverviewExtras(
  deps: Deps,
  refused: RefusedSignatures,
): (checked: CheckedModel) => Promise<OverviewExtras> {
  const { db } = deps.database;
  let held: OverviewExtras | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function bring(checked: CheckedModel): Promise<OverviewExtras> {
    const { number, version, model } = checked;
    const { current } = model;
    if (held !== null && held.number > number) return held;
    const nowMs = deps.clock().getTime();
    const goesOn = held !== null && held.current === current && nowMs >= held.nowMs && !isOlder(version, held.version);
    const known = goesOn ? held : null;
    const parts = {
      moves: known === null ? await readMoves(nowMs) : await renewMoves(known, version, nowMs),
      closed: known?.version.closures === version.closures ? known.closed : await readClosed(),
      state: known !== null && !isOutdated(known.state, checked, nowMs) ? known.state : await readState(checked, nowMs),
    };
    const isSame =
      known !== null &&
      known.version.change === version.change &&
      known.version.alert === version.alert &&
      parts.moves === known.moves &&
      parts.closed === known.closed &&
      parts.state === known.state;
    if (isSame) return known;
    held = { edition: (held?.edition ?? 0) + 1, current, number, version, nowMs, ...parts };
    return held;
  }

  async function readMoves(nowMs: number): Promise<Moves> {
    return movesOf(await listMoves(db, new Date(nowMs - movedWithinMs), null));
  }

  /** Those that moved since, and those whose first step has become too old. */
  async function renewMoves({ moves, version: known }: OverviewExtras, version: StoreVersion, nowMs: number) {
    if (known.historyMs !== version.historyMs) return readMoves(nowMs);
    if (known.change === version.change && nowMs < moves.untilMs) return moves;
    const sinceMs = nowMs - movedWithinMs;
    const all = [...moves.byKeyResult.values()];
    const tooOld = all.filter(({ firstAt }) => firstAt.getTime() <= sinceMs).map(({ keyResultId }) => keyResultId);
    const ids = new Set([...tooOld, ...(await listMovedSince(db, known.change))]);
    if (ids.size === 0) return moves;
    const kept = all.filter(({ keyResultId }) => !ids.has(keyResultId));
    return movesOf([...kept, ...(await listMoves(db, new Date(sinceMs), [...ids]))]);
  }

  async function readState({ version, model }: CheckedModel, nowMs: number): Promise<StateReading> {
    const [sources, config] = await Promise.all([
      readSources(db, model.current.config.sources, refused, nowMs),
      readConfigStatus(deps),
    ]);
    return { sources, config, readMs: nowMs, version };
  }

  async function readClosed(): Promise<ReadonlySet<string>> {
    return new Set((await listClosures(db)).map(({ period, due }) => `${period} ${due}`));
  }

  return (checked) => {
    const brought = last.then(() => bring(checked));
    last = brought.catch(() => undefined);
    return brought;
  };
}

function movesOf(rows: readonly MoveView[]): Moves {
  const firstMs = rows.reduce((least, { firstAt }) => Math.min(least, firstAt.getTime()), Infinity);
  return { byKeyResult: new Map(rows.map((row) => [row.keyResultId, row])), untilMs: firstMs + movedWithinMs };
}

/** A database that was emptied, or put back to an earlier state. */
function isOlder(version: StoreVersion, known: StoreVersion): boolean {
  return version.change < known.change || version.alert < known.alert || version.closures < known.closures;
}

function isOutdated(
  { sources, readMs, version: known }: StateReading,
  { version, model }: CheckedModel,
  nowMs: number,
) {
  const { staleSources } = model.reading.facts;
  if (version.alert !== known.alert || version.refusedMs !== known.refusedMs) return true;
  // Who says that a key result is stale says so of its source too.
  if (nowMs - readMs >= stateEveryMs || sources.some(({ id, stale }) => stale !== staleSources.has(id))) return true;
  return nowMs - readMs >= freshnessEveryMs && JSON.stringify(version.freshness) !== JSON.stringify(known.freshness);
}
