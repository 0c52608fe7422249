/** Matches issues and, as far as what they pass on has changed, those beneath them; brings the ledger in line. */
import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import type { CurrentConfig, Deps } from "../src/deps.ts";
import type { Contribution } from "../src/domain/contribution.ts";
import type { IssueRef } from "../src/domain/issue.ts";
import { contributionsOf, looksDown } from "../src/domain/ledger.ts";
import { lineagesOf } from "../src/domain/lineage.ts";
import { indexLinks, type LinkIndex } from "../src/domain/match.ts";
import { buildTree } from "../src/domain/tree.ts";
import { deleteContributions, listContributionsOfIssues, saveContributions } from "../src/store/contributions.ts";
import { findWithAncestors, listChildren, saveLineages } from "../src/store/issues.ts";
import { listLiveLinks } from "../src/store/live-links.ts";
import { requestRematches, requestRollUpsWithCauses } from "../src/store/pending.ts";
import type { Cause, Schema } from "../src/store/schema.ts";

/** Issues matched in one transaction at most; the rest of a large subtree waits for the next. */
export const matchBudget = 500;
/** Issues whose relatives are read and that are matched without a pause: requests are answered between two batches. */
const batchSize = 250;

export interface MatchResult {
  /** Key results whose ledger changed; marked for roll-up. */
  touched: string[];
  /** Issues that still have to be matched; marked for rematch. */
  leftover: IssueRef[];
}

type Frontier = Map<IssueRef, Cause>;

export interface MatchOptions {
  /** False: nothing beneath is matched with them, because whoever calls comes to every issue. */
  follow: boolean;
  budget: number;
}

/**
 * Call with the matching lock of the issues' source held. Ledger rows, marks for roll-up and marks for what is left
 * over are written in the caller's transaction.
 */
export async function matchIssues(
  deps: Deps,
  trx: Transaction<Schema>,
  start: ReadonlyMap<IssueRef, Cause>,
  { follow, budget }: MatchOptions = { follow: true, budget: matchBudget },
): Promise<MatchResult> {
  const current = deps.current();
  const today = deps.clock().toISOString().slice(0, 10);
  const links = indexLinks(await listLiveLinks(trx));
  const frontier: Frontier = new Map(start);
  const done = new Set<IssueRef>();
  const touched = new Map<string, Cause>();
  const gone: Contribution[] = [];
  const changed: Contribution[] = [];
  while (frontier.size > 0 && done.size < budget) {
    const batch = takeBatch(frontier, done, Math.min(batchSize, budget - done.size));
    const { rows, childrenOf } = await matchBatch(trx, batch, { current, links, today });
    for (const row of [...rows.gone, ...rows.changed]) {
      const cause = batch.get(row.issueRef);
      if (cause !== undefined) touched.set(row.keyResultId, cause);
    }
    gone.push(...rows.gone);
    changed.push(...rows.changed);
    if (follow) await addChildren(trx, frontier, done, childrenOf, batch);
  }
  // Marks before rows, as the roll-up takes them: the other way round the two would wait for each other.
  await requestRollUpsWithCauses(trx, touched, deps.clock());
  await deleteContributions(trx, gone);
  await saveContributions(trx, changed);
  await markLeftover(deps, trx, frontier);
  return { touched: [...touched.keys()], leftover: [...frontier.keys()] };
}

function takeBatch(frontier: Frontier, done: Set<IssueRef>, size: number): Frontier {
  const batch: Frontier = new Map();
  for (const [ref, cause] of frontier) {
    if (batch.size === size) break;
    frontier.delete(ref);
    if (done.has(ref)) continue;
    done.add(ref);
    batch.set(ref, cause);
  }
  return batch;
}

interface MatchInputs {
  current: CurrentConfig;
  links: LinkIndex;
  today: string;
}

interface Parent {
  ref: IssueRef;
  names: readonly string[];
}

async function matchBatch(trx: Transaction<Schema>, batch: Frontier, { current, links, today }: MatchInputs) {
  const refs = [...batch.keys()];
  const stored = await findWithAncestors(trx, refs);
  const tree = buildTree(stored);
  const wanted = contributionsOf(tree, refs, current.mapping, links, today);
  const rows = differingRows(current, await listContributionsOfIssues(trx, refs), wanted);
  const before = new Map(stored.map(({ issue, lineage }) => [issue.ref, lineage]));
  const lineages = lineagesOf(tree, refs, current.mapping, links, today);
  const changed = new Map<IssueRef, string>();
  const childrenOf: Parent[] = [];
  for (const ref of refs) {
    const issue = tree.get(ref)?.issue;
    if (issue === undefined) {
      childrenOf.push({ ref, names: [] });
      continue;
    }
    const lineage = createHash("sha256")
      .update(lineages.get(ref) ?? "")
      .digest("hex");
    if (lineage === before.get(ref)) continue;
    changed.set(ref, lineage);
    childrenOf.push({ ref, names: [issue.key, ...issue.previousKeys].map((name) => name.toLowerCase()) });
  }
  await saveLineages(trx, changed);
  return { rows, childrenOf };
}

/** The difference between recorded and wanted rows. */
function differingRows(current: CurrentConfig, recorded: readonly Contribution[], wanted: readonly Contribution[]) {
  const key = (row: Contribution) => `${row.keyResultId} ${row.issueRef}`;
  const face = (row: Contribution) => rowFace(current, row);
  const faces = new Map(recorded.map((row) => [key(row), face(row)]));
  const wantedKeys = new Set(wanted.map(key));
  return {
    gone: recorded.filter((row) => !wantedKeys.has(key(row))),
    changed: wanted.filter((row) => faces.get(key(row)) !== face(row)),
  };
}

/** What tells two rows apart. Where the roll-up settles the grain, its verdict is not for us to compare. */
function rowFace(current: CurrentConfig, row: Contribution): string {
  const keyResult = current.mapping.keyResults.get(row.keyResultId);
  const settledLater = keyResult !== undefined && looksDown(keyResult.grain);
  const { match, size, credit, statusCategory, completedAt, container, matchedAncestors, counted, reason } = row;
  return JSON.stringify([
    [match.kind, match.id, match.via, match.weight],
    [size, credit, statusCategory, completedAt, container, matchedAncestors],
    settledLater ? null : [counted, reason],
  ]);
}

async function addChildren(
  trx: Transaction<Schema>,
  frontier: Frontier,
  done: ReadonlySet<IssueRef>,
  parents: readonly Parent[],
  batch: Frontier,
): Promise<void> {
  const groups = Map.groupBy(parents, (parent) => batch.get(parent.ref));
  for (const [cause, group] of groups) {
    if (cause === undefined) continue;
    for (const child of await listChildren(trx, group)) {
      if (!done.has(child) && !frontier.has(child)) frontier.set(child, cause);
    }
  }
}

async function markLeftover(deps: Deps, trx: Transaction<Schema>, frontier: Frontier): Promise<void> {
  const byCause = Map.groupBy(frontier, ([, cause]) => cause);
  for (const [cause, entries] of byCause) {
    await requestRematches(
      trx,
      entries.map(([ref]) => ref),
      cause,
      deps.clock(),
    );
  }
}
