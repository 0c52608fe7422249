/** The schema of a migrated database as text, from the catalogue and so the same on every database that has it. */
import type { Database } from "../../src/store/database.ts";

export interface Column {
  table: string;
  name: string;
  type: string;
  nullable: boolean;
  generated: "always" | "";
  fallback: string | null;
}

/** Columns of schema `okr_sync`, but for the migrator's own tables. */
export async function listColumns(database: Database): Promise<Column[]> {
  const { rows } = await database.pool.query<Column>(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
           case a.attidentity when 'a' then 'always' else '' end as generated, pg_get_expr(d.adbin, d.adrelid) as fallback
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid and c.relkind = 'r' and c.relname not like 'migrations%'
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'okr_sync'
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attnum > 0 and not a.attisdropped
     order by c.relname collate "C", a.attnum`);
  return rows;
}

/** Tables with columns, then constraints and indexes, one a line. */
export async function describeSchema(database: Database): Promise<string> {
  const lines: string[] = [];
  let table = "";
  for (const column of await listColumns(database)) {
    if (column.table !== table) lines.push("", `table ${column.table}`);
    table = column.table;
    const nullable = column.nullable ? "" : " not null";
    const generated = column.generated ? ` generated ${column.generated} as identity` : "";
    const fallback = column.fallback === null ? "" : ` default ${column.fallback}`;
    lines.push(`  ${column.name} ${column.type}${nullable}${generated}${fallback}`);
  }
  return `${[
    ...lines,
    "",
    "constraints",
    ...(await listConstraints(database)),
    "",
    "indexes",
    ...(await listIndexes(database)),
  ]
    .join("\n")
    .trim()}\n`;
}

/** Without `n`: PostgreSQL 18 lists each `not null` among the constraints, which 17 and older do not. */
async function listConstraints(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(`
    select format('  %s %s %s', c.relname, k.conname, pg_get_constraintdef(k.oid)) as line
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'okr_sync' and k.contype <> 'n' and c.relname not like 'migrations%'
     order by c.relname collate "C", k.conname collate "C"`);
  return rows.map(({ line }) => line);
}

async function listIndexes(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ line: string }>(`
    select '  ' || indexdef as line from pg_indexes
     where schemaname = 'okr_sync' and tablename not like 'migrations%' order by indexname collate "C"`);
  return rows.map(({ line }) => line);
}
