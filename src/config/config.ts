/** The checked configuration: what the four YAML files amount to, every default filled in. */
import type { KeyResult, Objective, Period } from "../domain/okr.ts";
import type { Mapping } from "../domain/rule.ts";

export type Role = "viewer" | "editor" | "admin";

export interface AccessToken {
  name: string;
  role: Role;
  token: string;
}

/** Structurally the sources' `SourceSettings`; kept apart because config and sources do not import one another. */
export interface SourceConfig {
  id: string;
  kind: "jira" | "linear";
  baseUrl: string | null;
  apiUrl: string | null;
  webhookSecrets: readonly string[];
  webhookAuth: { header: string; values: readonly string[] } | null;
  auth: Readonly<Record<string, string>> | null;
  fields: Readonly<Record<string, readonly string[]>>;
  canceledResolutions: readonly string[];
  staleAfterMs: number;
  maxAgeMs: number;
  reconcile: { everyMs: number; full: string; jql: string | null; teams: readonly string[] | null } | null;
}

export interface Config {
  periods: readonly Period[];
  objectives: readonly Objective[];
  mapping: Mapping;
  sources: readonly SourceConfig[];
  access: { tokens: readonly AccessToken[] };
  /** The files' texts by name as they were read, references unresolved: what a revision stores. */
  files: Readonly<Record<string, string>>;
}

/** All key results of all objectives, in file order. */
export function keyResultsOf(config: Config): readonly KeyResult[] {
  return config.objectives.flatMap((objective) => objective.keyResults);
}
