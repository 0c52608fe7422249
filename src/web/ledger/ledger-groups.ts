/** The rows of a ledger: searched, put into groups, and summed. */
import type { StatusCategory } from "../../domain/issue.ts";
import type { ContributionAnswer } from "../../http/schemas/ledger.ts";
import { categoriesByProgress, categoryWords } from "../format/category-words.ts";

export const groupings = ["status", "match"] as const;
export type Grouping = (typeof groupings)[number];

export interface LedgerGroup {
  key: string;
  name: string;
  /** Where the rows share a status category. */
  category: StatusCategory | null;
  rows: readonly ContributionAnswer[];
  /** Σ weight·size and Σ weight·size·credit of the counted rows. */
  size: number;
  credited: number;
}

/** Rows of which key, title, status or match has each word. */
export function searchLedger(rows: readonly ContributionAnswer[], text: string): readonly ContributionAnswer[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ issue, match }) => {
    const all = [issue.key, issue.ref, issue.title, issue.status, match.kind, match.id].join("\n").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** By status category, what is furthest along first; or by match, what counts most first. Within a group, the heaviest first. */
export function groupLedger(rows: readonly ContributionAnswer[], grouping: Grouping): LedgerGroup[] {
  const groups = Map.groupBy(rows, (row) => keyOf(row, grouping));
  const made = [...groups].map(([key, members]): LedgerGroup => {
    const counted = members.filter((row) => row.counted);
    return {
      key,
      name: nameOf(members[0]!, grouping),
      category: grouping === "status" ? members[0]!.issue.statusCategory : null,
      rows: members.toSorted((a, b) => Number(b.counted) - Number(a.counted) || b.weight * b.size - a.weight * a.size),
      size: sum(counted.map(({ weight, size }) => weight * size)),
      credited: sum(counted.map(({ weight, size, credit }) => weight * size * credit)),
    };
  });
  if (grouping === "match") return made.sort((a, b) => b.size - a.size);
  return made.sort((a, b) => rank(a) - rank(b));
}

function keyOf({ issue, match }: ContributionAnswer, grouping: Grouping): string {
  return grouping === "status" ? issue.statusCategory : `${match.kind}:${match.id}`;
}

function nameOf({ issue, match }: ContributionAnswer, grouping: Grouping): string {
  return grouping === "status" ? categoryWords[issue.statusCategory] : matchText(match);
}

/** `rule checkout-epic`, `link 12`, `label kr:gate`. */
export function matchText({ kind, id }: ContributionAnswer["match"]): string {
  return `${kind} ${id}`;
}

function rank({ category }: LedgerGroup): number {
  return category === null ? 0 : categoriesByProgress.indexOf(category);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
