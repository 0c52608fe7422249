/** One row of a key result's ledger: this issue, by this match, with this weight, size and credit. */
import type { Instant, IssueRef, StatusCategory } from "./issue.ts";

export interface Match {
  kind: "link" | "field" | "label" | "rule";
  /** The link's id, the field alias, the label, or the rule's id. */
  id: string;
  /** The ancestor on which a link, field or label convention was found; null where it is on the issue itself, and for rules. */
  via: IssueRef | null;
  weight: number;
}

export interface Contribution {
  keyResultId: string;
  issueRef: IssueRef;
  match: Match;
  size: number;
  /** 0…1, after the canceled policy. */
  credit: number;
  statusCategory: StatusCategory;
  completedAt: Instant | null;
  /** Epic and above, Linear project, Linear initiative. */
  container: boolean;
  /** The issue's ancestors that match in the same key result, nearest first; what the grain needs to know. */
  matchedAncestors: readonly IssueRef[];
  counted: boolean;
  /** Why it is not counted. */
  reason: "canceled" | "grain" | null;
}
