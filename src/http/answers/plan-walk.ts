/** Matches every stored issue under a candidate, in batches with room for others between them. */
import { contributionsOf } from "../../domain/ledger.ts";
import type { CompiledMapping } from "../../domain/mapping.ts";
import type { LinkIndex } from "../../domain/match.ts";
import type { Day } from "../../domain/okr.ts";
import type { PlannedLedger } from "../../domain/plan-ledger.ts";
import type { RuleWatch } from "../../domain/plan-rules.ts";
import { buildTree } from "../../domain/tree.ts";
import { listContributionsOfIssues } from "../../store/contributions.ts";
import type { Queryable } from "../../store/database.ts";
import { findWithAncestors, listRefsAfter } from "../../store/issues.ts";

/** Issues matched at a time: some milliseconds of this thread, and of the embedded database's. */
const batchSize = 250;

export interface WalkInputs {
  mapping: CompiledMapping;
  links: LinkIndex;
  today: Day;
  ledger: PlannedLedger;
  rules: RuleWatch;
  signal: AbortSignal | undefined;
}

/** The number of issues seen. Holds one batch at a time, with all that lies above it. */
export async function walkIssues(db: Queryable, inputs: WalkInputs): Promise<number> {
  let seen = 0;
  for (let after: string | null = null; ; ) {
    inputs.signal?.throwIfAborted();
    const refs: string[] = await listRefsAfter(db, after, batchSize);
    if (refs.length === 0) return seen;
    const [states, recorded] = await Promise.all([findWithAncestors(db, refs), listContributionsOfIssues(db, refs)]);
    const tree = buildTree(states);
    const keys = new Map<string, string>();
    for (const ref of refs) {
      const issue = tree.get(ref)?.issue;
      if (issue === undefined) continue;
      keys.set(ref, issue.key);
      inputs.rules.see(tree.subjectOf(issue));
    }
    const rows = contributionsOf(tree, keys.keys(), inputs.mapping, inputs.links, inputs.today);
    inputs.ledger.add({ keys, rows, recorded: recorded.filter(({ issueRef }) => keys.has(issueRef)) });
    seen += refs.length;
    after = refs.at(-1)!;
  }
}
