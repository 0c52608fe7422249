/** A configuration of two plain sources, and how the workbench's numbers are read. */
import type { Config } from "../../src/config/config.ts";
import type { Issue, IssueState } from "../../src/domain/issue.ts";
import type { KeyResult, Objective } from "../../src/domain/okr.ts";
import type { Conventions, Rule } from "../../src/domain/rule.ts";
import { listContributionsOfKeyResults } from "../../src/store/contributions.ts";
import { findProgress, type Recorded } from "../../src/store/progress.ts";
import { anIssue, anObjective, aState } from "../domain/samples.ts";
import type { Workbench } from "./workbench.ts";

interface Plan {
  keyResults?: readonly KeyResult[];
  /** Instead of one objective with those key results. */
  objectives?: readonly Objective[];
  rules?: readonly Rule[];
  conventions?: Partial<Conventions>;
}

export function plainConfig({ keyResults = [], objectives, rules = [], conventions }: Plan): Config {
  const source = (id: string) => ({
    id,
    kind: "jira" as const,
    webhookSecrets: [],
    fields: {},
    canceledResolutions: [],
    baseUrl: null,
    apiUrl: null,
    webhookAuth: null,
    auth: null,
    staleAfterMs: 1,
    maxAgeMs: 1,
    reconcile: null,
  });
  return {
    periods: [],
    objectives: objectives ?? [anObjective("objective", { keyResults: [...keyResults] })],
    mapping: { rules, conventions: { label: null, field: null, ...conventions } },
    sources: [source("jira"), source("linear")],
    access: { tokens: [] },
    files: {},
  };
}

/** A state whose digest tells its content apart, as a source's does. */
export function heard(ref: string, changes: Partial<Issue> = {}): IssueState {
  const issue = anIssue(ref, changes);
  return aState(issue, { digest: JSON.stringify(issue) });
}

/** Refs of the counted rows of a key result, sorted. */
export async function countedIn(bench: Workbench, keyResultId = "kr"): Promise<string[]> {
  const rows = await listContributionsOfKeyResults(bench.deps.database.db, [keyResultId]);
  return rows
    .filter(({ counted }) => counted)
    .map(({ issueRef }) => issueRef)
    .sort();
}

/** What is recorded of a key result or an objective. */
export async function progressOf(
  bench: Workbench,
  id = "kr",
  subject: Recorded["subject"] = "key_result",
): Promise<Recorded | undefined> {
  return (await findProgress(bench.deps.database.db, [{ subject, id }])).get(`${subject}:${id}`);
}
