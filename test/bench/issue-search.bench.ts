/** Finding an issue to link among 100,000, on both databases. */
import { pino } from "pino";
import { namesOf } from "../../src/domain/issue-name.ts";
import type { Database } from "../../src/store/database.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { saveIfNewer } from "../../src/store/issues.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { searchIssues } from "../../src/store/views/issue-search.ts";
import { aState, anIssue } from "../domain/samples.ts";
import { startPostgres } from "../servers/postgres.ts";
import { spread } from "./open-loop.ts";
import { randomFrom } from "./random.ts";

const count = 100_000;
const batch = 5_000;
const runs = 20;
const log = pino({ level: "silent" });

const queries = [
  "SHOP-12345",
  "SHOP-12",
  "s",
  "https://acme.atlassian.net/browse/SHOP-777",
  "checkout",
  "faster che",
  "payment 4711",
  "the",
  "nothing-like-this",
  "機能",
];

export async function bench(): Promise<unknown> {
  const results: Record<string, unknown> = {};
  const server = await startPostgres();
  const databases = {
    postgres: () => openPostgres({ url: server.url, log }),
    embedded: () => openEmbedded({ dataDir: "memory:", log }),
  };
  for (const [kind, open] of Object.entries(databases)) {
    const database: Database = await open();
    await migrate(database, log);
    const started = performance.now();
    await seed(database);
    process.stdout.write(`${kind}: seeded in ${Math.round(performance.now() - started)} ms\n`);
    const times: Record<string, unknown> = {};
    for (const query of queries) times[query] = await measure(database, query);
    results[kind] = times;
    for (const [query, each] of Object.entries(times))
      process.stdout.write(`  ${query.padEnd(50)} ${JSON.stringify(each)}\n`);
    await database.close();
  }
  await server.stop();
  return results;
}

async function measure({ db }: Database, query: string) {
  const found = (await searchIssues(db, query, 20)).length;
  const times: number[] = [];
  for (let i = 0; i < runs; i += 1) {
    const started = performance.now();
    await searchIssues(db, query, 20);
    times.push(performance.now() - started);
  }
  return { found, ...spread(times) };
}

const verbs = ["Make", "Fix", "Speed up", "Rebuild", "Remove", "Test", "Document"];
const things = ["checkout", "login", "payment", "search", "basket", "the report", "支払い機能"];
const manners = ["faster", "for mobile", "with less memory", "behind a flag", "for the beta"];

async function seed(database: Database): Promise<void> {
  const { db, pool } = database;
  const random = randomFrom(11);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)]!;
  const at = new Date("2026-11-02T00:00:00.000Z");
  for (let from = 0; from < count; from += batch) {
    const issues = Array.from({ length: batch }, (_, i) => {
      const key = `SHOP-${from + i}`;
      return anIssue(`jira:${from + i}`, {
        key,
        url: `https://acme.atlassian.net/browse/${key}`,
        title: `${pick(verbs)} ${pick(things)} ${pick(manners)} ${Math.floor(random() * 10_000)}`,
        level: (from + i) % 40 === 0 ? 1 : 0,
        type: (from + i) % 40 === 0 ? "Epic" : "Story",
      });
    });
    await saveIfNewer(
      db,
      issues.map((issue) => aState(issue)),
      at,
    );
    const names = issues.flatMap((issue) => namesOf(issue).map((name) => ({ name, ref: issue.ref })));
    await pool.query(
      "insert into okr_sync.issue_names (name, ref) select name, ref from jsonb_to_recordset($1::jsonb) as n (name text, ref text)",
      [JSON.stringify(names)],
    );
  }
  await pool.query("analyze");
}
