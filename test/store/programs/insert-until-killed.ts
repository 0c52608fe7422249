/** Inserts into an embedded database for ever, printing each id once its insert is acknowledged. */
import { pino } from "pino";
import { openEmbedded } from "../../../src/store/embedded.ts";

const [dataDir = ""] = process.argv.slice(2);
const database = await openEmbedded({ dataDir, log: pino({ level: "silent" }) });
await database.pool.query("create table if not exists public.acknowledged (id int primary key)");
const { rows } = await database.pool.query<{ next: number }>(
  "select coalesce(max(id), 0) + 1 as next from public.acknowledged",
);
for (let id = rows[0]?.next ?? 1; ; id += 1) {
  await database.pool.query("insert into public.acknowledged values ($1)", [id]);
  process.stdout.write(`${id}\n`);
}
