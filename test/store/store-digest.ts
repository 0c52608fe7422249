/** Everything in a store as one text a table, to see that nothing was written. */
import { sql } from "kysely";
import type { Database } from "../../src/store/database.ts";

/** Of every table of schema `okr_sync`, by name: the number of its rows and a digest of them. */
export async function storeDigest({ db }: Database): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'okr_sync' order by 1
  `.execute(db);
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ digest: string }>`
      select count(*) || ' ' || md5(coalesce(string_agg(each::text, E'\n' order by each::text), '')) as digest
        from ${sql.table(`okr_sync.${name}`)} as each
    `.execute(db);
    digests[name] = rows[0]!.digest;
  }
  return digests;
}
