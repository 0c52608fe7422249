/** A candidate configuration's ledger, gathered batch by batch beside the recorded one: what each key result gains and loses. */
import { compareText } from "./compare-text.ts";
import type { Contribution, Match } from "./contribution.ts";
import { needsWholeLedger, settleGrain } from "./grain.ts";
import type { IssueRef } from "./issue.ts";
import { addRow, type LedgerGroup, type LedgerGroups } from "./ledger-group.ts";
import type { KeyResult } from "./okr.ts";
import { createInterning, type Interning } from "./plan-interning.ts";

/** Issues that a list names at most; beyond it there are only counts. */
export const listedMoves = 1_000;

/** An issue that is counted on one side only. */
export interface Move {
  ref: IssueRef;
  key: string;
  /** What counts it, or counted it: a rule's id, else `link:<id>`, `label:<label>` or `field:<alias>`. */
  rule: string;
}

export interface Loss extends Move {
  /** Why it is not counted any more although it still matches; null where nothing matches it. */
  reason: Contribution["reason"];
}

export interface PlannedRows {
  gained: Move[];
  gainedCount: number;
  lost: Loss[];
  lostCount: number;
  /** Issues counted on both sides, with another weight, size or credit. */
  reweighedCount: number;
  /** What the candidate's measure is read from. */
  groups: LedgerGroup[];
}

export interface PlannedBatch {
  keys: ReadonlyMap<IssueRef, string>;
  /** Under the candidate, as `contributionsOf` gives them for all issues of the batch. */
  rows: readonly Contribution[];
  /** The recorded rows of the same issues. */
  recorded: readonly Contribution[];
}

export interface PlannedLedger {
  /** Each issue in one batch only. */
  add(batch: PlannedBatch): void;
  /** By key result of either side; call once, after the last batch. */
  finish(): Map<string, PlannedRows>;
}

/** Recorded rows of key results that are not among `before` count for nothing: nobody is shown them. */
export function createPlannedLedger(before: Iterable<string>, after: ReadonlyMap<string, KeyResult>): PlannedLedger {
  const shown = new Set(before);
  const interning = createInterning();
  const sides = new Map([...shown, ...after.keys()].map((id) => [id, emptySide()]));
  return {
    add({ keys, rows, recorded }) {
      const known = new Map(recorded.filter((row) => shown.has(row.keyResultId)).map((row) => [nameOf(row), row]));
      for (const row of rows) {
        const side = sides.get(row.keyResultId)!;
        const issue = { key: keys.get(row.issueRef)!, was: wasOf(known.get(nameOf(row)), interning) };
        known.delete(nameOf(row));
        if (needsWholeLedger(after.get(row.keyResultId)!)) side.waiting.push({ ...issue, row: interning.row(row) });
        else take(side, row, issue);
      }
      for (const row of known.values()) {
        if (row.counted) lose(sides.get(row.keyResultId)!, row, keys.get(row.issueRef)!, row.match, null);
      }
    },
    finish: () => new Map([...sides].map(([id, side]) => [id, finished(side, after.get(id))])),
  };
}

/** A rule's id as it is; ids hold no colon, so the other kinds cannot be taken for one. */
export function ruleName({ kind, id }: Pick<Match, "kind" | "id">): string {
  return kind === "rule" ? id : `${kind}:${id}`;
}

/** How an issue is counted as recorded; null where it is not. */
type Was = Pick<Contribution, "match" | "size" | "credit"> | null;

interface Side extends Omit<PlannedRows, "groups"> {
  groups: LedgerGroups;
  /** Rows whose grain is settled over all of them. */
  waiting: { row: Contribution; key: string; was: Was }[];
}

function emptySide(): Side {
  const none = { gained: [], gainedCount: 0, lost: [], lostCount: 0, reweighedCount: 0 };
  return { ...none, groups: new Map(), waiting: [] };
}

function nameOf({ keyResultId, issueRef }: Contribution): string {
  return `${keyResultId} ${issueRef}`;
}

function wasOf(row: Contribution | undefined, interning: Interning): Was {
  if (row === undefined || !row.counted) return null;
  return { match: interning.match(row.match), size: row.size, credit: row.credit };
}

function take(side: Side, row: Contribution, { key, was }: { key: string; was: Was }): void {
  addRow(side.groups, row);
  if (was === null && row.counted) gain(side, row, key);
  if (was === null) return;
  if (!row.counted) lose(side, row, key, was.match, row.reason);
  else if (weighsOtherwise(row, was)) side.reweighedCount += 1;
}

function weighsOtherwise({ match, size, credit }: Contribution, was: NonNullable<Was>): boolean {
  return match.weight !== was.match.weight || size !== was.size || credit !== was.credit;
}

function gain(side: Side, { issueRef, match }: Contribution, key: string): void {
  side.gainedCount += 1;
  if (side.gained.length < listedMoves) side.gained.push({ ref: issueRef, key, rule: ruleName(match) });
}

function lose(side: Side, { issueRef }: Contribution, key: string, match: Match, reason: Loss["reason"]): void {
  side.lostCount += 1;
  if (side.lost.length < listedMoves) side.lost.push({ ref: issueRef, key, rule: ruleName(match), reason });
}

function finished(side: Side, keyResult: KeyResult | undefined): PlannedRows {
  const rows = side.waiting.map(({ row }) => row);
  const settled = keyResult === undefined ? [] : settleGrain(keyResult, rows);
  for (const [at, row] of settled.entries()) take(side, row, side.waiting[at]!);
  const { gained, gainedCount, lost, lostCount, reweighedCount, groups } = side;
  const counts = { gainedCount, lostCount, reweighedCount };
  return { gained: gained.sort(byRef), lost: lost.sort(byRef), ...counts, groups: [...groups.values()] };
}

function byRef(a: Move, b: Move): number {
  return compareText(a.ref, b.ref);
}
