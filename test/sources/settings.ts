/** One source of each kind, with aliases that several of the recorded sites fill. */
import type { SourceSettings } from "../../src/sources/source.ts";

export const secret = "test-signing-secret";

const common: Omit<SourceSettings, "id" | "kind"> = {
  baseUrl: null,
  apiUrl: null,
  webhookSecrets: [secret],
  webhookAuth: null,
  auth: null,
  fields: {},
  canceledResolutions: [
    "Won't Do",
    "Won't Fix",
    "Duplicate",
    "Declined",
    "Cannot Reproduce",
    "Incomplete",
    "Invalid",
    "Abandoned",
    "Obsolete",
    "Rejected",
  ],
  staleAfterMs: 86_400_000,
  maxAgeMs: 86_400_000,
  reconcile: null,
};

export const jiraSettings: SourceSettings = {
  ...common,
  id: "jira",
  kind: "jira",
  fields: {
    estimate: ["customfield_10106", "customfield_10072"],
    epicLink: ["customfield_10201", "customfield_10006"],
    tags: ["customfield_10071"],
    rating: ["customfield_10075", "customfield_10073"],
    approver: ["customfield_10080"],
    promisedAt: ["customfield_10070"],
  },
};

export const linearSettings: SourceSettings = { ...common, id: "linear", kind: "linear" };
