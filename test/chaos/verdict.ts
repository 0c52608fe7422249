/** What must hold once everything was acknowledged and has been worked on, whatever went wrong on the way. */
import { sql } from "kysely";
import type { Config } from "../../src/config/config.ts";
import type { Issue, IssueState } from "../../src/domain/issue.ts";
import type { CompiledMapping } from "../../src/domain/mapping.ts";
import { indexLinks } from "../../src/domain/match.ts";
import { standingOf } from "../../src/domain/standing.ts";
import { listContributionsOfKeyResults } from "../../src/store/contributions.ts";
import type { Database } from "../../src/store/database.ts";
import type { Content } from "../simulator/content.ts";
import { siteNames } from "../simulator/item.ts";
import { itemFace, issueFace } from "./faces.ts";

export interface Known {
  config: Config;
  compiled: CompiledMapping;
  content: Content;
  /** Our id of each acknowledged delivery, by its source and bytes. */
  acknowledged: ReadonlyMap<string, string>;
  today: string;
}

export interface Verdict {
  /** Acknowledged, and not in the store or not ended as they must. */
  lost: number;
  /** Effects that are there more than once. */
  doubled: number;
  /** Everything that is not as it must be, in words. */
  complaints: string[];
}

/** Reads everything; changes nothing. */
export async function judge({ db }: Database, known: Known): Promise<Verdict> {
  const lost = await findLost(db, known.acknowledged);
  const doubled = [...(await findProcessedTwice(db)), ...(await findDoubledChanges(db))];
  const complaints = [
    ...lost,
    ...doubled,
    ...(await findLeftOver(db)),
    ...(await findHistoryGaps(db)),
    ...(await compareStanding(db, known)),
    ...(await compareContent(db, known.content)),
  ];
  return { lost: lost.length, doubled: doubled.length, complaints };
}

type Db = Database["db"];

/** Work that the database knows to be undone. */
export async function countUndone(db: Db): Promise<number> {
  const { rows } = await sql<{ undone: number }>`
    select (select count(*) from okr_sync.deliveries where status = 'received')::int
         + (select count(*) from okr_sync.pending_roll_ups)::int + (select count(*) from okr_sync.pending_rematches)::int
         + (select count(*) from okr_sync.progress_changes where published_at is null)::int as undone
  `.execute(db);
  return rows[0]!.undone;
}

async function findLost(db: Db, acknowledged: ReadonlyMap<string, string>): Promise<string[]> {
  const { rows } = await sql<{ id: string; key: string; status: string; reason: string | null }>`
    select id, source || ':' || encode(body_sha256, 'hex') as key, status, reason from okr_sync.deliveries
  `.execute(db);
  const stored = new Map(rows.map((row) => [row.key, row]));
  return [...acknowledged].flatMap(([key, id]) => {
    const row = stored.get(key);
    if (row === undefined) return [`delivery ${id} was acknowledged and is not there`];
    if (row.id !== id) return [`delivery ${id} was acknowledged and is now ${row.id}`];
    const ended = row.status === "processed" || row.status === "ignored";
    return ended ? [] : [`delivery ${id} was acknowledged and is ${row.status}: ${row.reason}`];
  });
}

async function findProcessedTwice(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string; attempts: number }>`
    select id, attempts from okr_sync.deliveries where attempts > 1
  `.execute(db);
  return rows.map(({ id, attempts }) => `delivery ${id} was processed ${attempts} times`);
}

interface ChangeRow {
  id: string;
  subject: string;
  subject_id: string;
  value: number | null;
  progress: number | null;
  raw_progress: number | null;
  in_scope: number | null;
  credited: number | null;
  previous_value: number | null;
  previous_progress: number | null;
}

async function listHistories(db: Db): Promise<Map<string, ChangeRow[]>> {
  const { rows } = await sql<ChangeRow>`select * from okr_sync.progress_changes order by id`.execute(db);
  return Map.groupBy(rows, (row) => `${row.subject} ${row.subject_id}`);
}

const told = ({ value, progress, raw_progress, in_scope, credited }: Omit<ChangeRow, "id">) =>
  JSON.stringify([value, progress, raw_progress, in_scope, credited]);

/** One row for one change: two rows in a row that tell the same are one effect twice. */
async function findDoubledChanges(db: Db): Promise<string[]> {
  const doubled: string[] = [];
  for (const [subject, rows] of await listHistories(db)) {
    for (const [index, row] of rows.entries()) {
      const before = rows[index - 1];
      if (before !== undefined && told(before) === told(row)) doubled.push(`${subject}: ${before.id} and ${row.id}`);
    }
  }
  return doubled;
}

/** Each row begins where the one before it ended, and the last one ends at the present. */
async function findHistoryGaps(db: Db): Promise<string[]> {
  const complaints: string[] = [];
  const { rows: progress } = await sql<ChangeRow & { id: string }>`select * from okr_sync.progress`.execute(db);
  const histories = await listHistories(db);
  for (const [subject, rows] of histories) {
    for (const [index, row] of rows.entries()) {
      const before = rows[index - 1];
      if (row.previous_value === (before?.value ?? null) && row.previous_progress === (before?.progress ?? null))
        continue;
      complaints.push(`${subject}: change ${row.id} does not begin where ${before?.id ?? "nothing"} ended`);
    }
  }
  for (const row of progress) {
    const last = histories.get(`${row.subject} ${row.id}`)?.at(-1);
    const isTold = last !== undefined && told(last) === told(row);
    if (!isTold && (last !== undefined || row.value !== null || row.progress !== null)) {
      complaints.push(`${row.subject} ${row.id}: its history does not end at the present: ${told(row)}`);
    }
  }
  return complaints;
}

async function findLeftOver(db: Db): Promise<string[]> {
  const undone = await countUndone(db);
  return undone === 0 ? [] : [`${undone} marks of undone work are left`];
}

/** Ledger and numbers equal those of a fresh start from the stored issues. */
async function compareStanding(db: Db, { config, compiled, today }: Known): Promise<string[]> {
  const states = await listStates(db);
  const { objectives } = config;
  const wanted = standingOf({ states, objectives, compiled, links: indexLinks([]), values: new Map(), today });
  const complaints: string[] = [];
  const rows = await listContributionsOfKeyResults(db, [...compiled.keyResults.keys()]);
  const stored = Map.groupBy(rows, (row) => row.keyResultId);
  const inOrder = (list: readonly { issueRef: string }[]) =>
    JSON.stringify(
      list.toSorted((a, b) => (a.issueRef < b.issueRef ? -1 : 1)),
      sortedKeys,
    );
  for (const [id, ledger] of wanted.ledger) {
    if (inOrder(stored.get(id) ?? []) !== inOrder(ledger))
      complaints.push(`the ledger of ${id} is not that of a fresh start`);
  }
  const { rows: progress } = await sql<ChangeRow & { counts: unknown }>`select * from okr_sync.progress`.execute(db);
  const numbers = new Map(progress.map((row) => [`${row.subject} ${row.id}`, row]));
  const compare = (subject: string, found: unknown, expected: unknown) => {
    const [has, wants] = [found, expected].map((each) => JSON.stringify(each, sortedKeys));
    if (has !== wants) complaints.push(`${subject} is ${has} instead of ${wants}`);
  };
  for (const [id, each] of wanted.keyResults) {
    const row = numbers.get(`key_result ${id}`);
    const { value, progress: share, raw_progress: rawProgress, counts, in_scope: inScope, credited } = row ?? {};
    // A key result that nothing ever touched has no row yet.
    if (row !== undefined || each.value !== null) {
      compare(id, { value, progress: share, rawProgress, counts, inScope, credited }, each);
    }
  }
  for (const [id, each] of wanted.objectives) {
    compare(id, numbers.get(`objective ${id}`)?.progress ?? null, each);
  }
  return complaints;
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function listStates(db: Db): Promise<IssueState[]> {
  const { rows } = await sql<{ snapshot: Issue; updated_at: Date; event_at: Date; digest: string }>`
    select snapshot, updated_at, event_at, digest from okr_sync.issues order by ref
  `.execute(db);
  return rows.map(({ snapshot, updated_at, event_at, digest }) => ({
    issue: snapshot,
    version: { updatedAt: updated_at.toISOString(), eventAt: event_at.toISOString(), digest },
  }));
}

/** The stored issues are the sites' present items. */
async function compareContent(db: Db, content: Content): Promise<string[]> {
  const stored = new Map((await listStates(db)).map(({ issue }) => [issue.ref, issue]));
  const items = siteNames.flatMap((site) => content.items(site));
  const complaints = items.flatMap((item) => {
    const issue = stored.get(`${item.site}:${item.id}`);
    if (issue === undefined) return [`${item.site} ${item.key} is not known`];
    const [has, wants] = [issueFace(issue), itemFace(content, item)].map((face) => JSON.stringify(face));
    return has === wants ? [] : [`${item.site} ${item.key} is ${has} instead of ${wants}`];
  });
  if (stored.size !== items.length)
    complaints.push(`${stored.size} issues are stored, and the sites have ${items.length}`);
  return complaints;
}
