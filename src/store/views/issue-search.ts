/** Finds issues by what people remember of them. */
import { type RawBuilder, sql } from "kysely";
import { nameOfReference } from "../../domain/issue-name.ts";
import type { IssueKind, IssueRef, StatusCategory } from "../../domain/issue.ts";
import type { Queryable } from "../database.ts";
import { likeLiteral } from "./like-literal.ts";
import { isUnparted, titleQuery, wordsOf } from "./title-words.ts";

export interface FoundIssue {
  ref: IssueRef;
  key: string;
  title: string;
  url: string | null;
  source: string;
  kind: IssueKind;
  type: string;
  level: number;
  status: string;
  statusCategory: StatusCategory;
}

/** Candidates of one kind that are ordered at most: a word that half of all titles have must not take longer than others. */
const greatestCandidates = 500;

/**
 * Issues that are not removed: those with exactly this key, ref or address, then epics, projects and initiatives before
 * others, by the beginning of their key, then by words of their title; the newest first. `query` is not empty.
 */
export async function searchIssues(db: Queryable, query: string, limit: number): Promise<FoundIssue[]> {
  const candidates = sql.join([byName(query), byKey(query), ...byTitle(query)], sql` union all `);
  const { rows } = await sql<FoundIssue>`
    with candidate as (${candidates}), found as (select ref, min(rank) as rank from candidate group by ref)
    select ref, key, title, url, source, kind, coalesce(snapshot ->> 'type', '') as type, level, status,
           status_category as "statusCategory"
      from found join okr_sync.issues using (ref)
     where not removed
     order by rank = 0 desc, level >= 1 desc, rank, case when rank = 1 then length(key) end, updated_at desc, ref
     limit ${limit}
  `.execute(db);
  return rows;
}

type Candidates = RawBuilder<{ ref: string; rank: number }>;

function byName(query: string): Candidates {
  return sql`(select ref, 0 as rank from okr_sync.issue_names where name = ${nameOfReference(query)})`;
}

function byKey(query: string): Candidates {
  const pattern = `${likeLiteral(query.trim().toLowerCase())}%`;
  return sql`(select ref, 1 as rank from okr_sync.issues where not removed and lower(key) collate "C" like ${pattern}
               order by lower(key) collate "C" limit ${greatestCandidates})`;
}

function byTitle(query: string): Candidates[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const wanted = sql`okr_sync.title_words(title) @@ ${titleQuery(words)}::tsquery`;
  const found = [
    sql`(select ref, 2 as rank from okr_sync.issues where not removed and level >= 1 and ${wanted} limit ${greatestCandidates})`,
    sql`(select ref, 2 as rank from okr_sync.issues where not removed and level < 1 and ${wanted} limit ${greatestCandidates})`,
  ] as Candidates[];
  if (!isUnparted(query)) return found;
  const inside = `%${likeLiteral(query.trim())}%`;
  return [
    ...found,
    sql`(select ref, 3 as rank from okr_sync.issues where not removed and title like ${inside} limit ${greatestCandidates})`,
  ];
}
