import { createHmac } from "node:crypto";
import { describeSource } from "../contracts/source.ts";
import { sourceOf } from "../../src/sources/index.ts";
import { jiraDeleted, jiraUpdated } from "./jira/payload.ts";
import { linearIssue } from "./linear/payload.ts";
import { jiraSettings, linearSettings } from "./settings.ts";

const hmac = (body: Uint8Array, secret: string) => createHmac("sha256", secret).update(body).digest("hex");

describeSource("Jira", () => ({
  source: sourceOf("jira"),
  settings: jiraSettings,
  sign: (body, secret) => ({ "x-hub-signature": `sha256=${hmac(body, secret)}` }),
  signatureHeader: "x-hub-signature",
  deliveryHeader: "x-atlassian-webhook-identifier",
  nowMs: Date.parse("2026-11-02T10:00:00.000Z"),
  update: jiraUpdated,
  removal: jiraDeleted,
  needed: [
    ["issue", "issue"],
    ["issue.id", "issue.id"],
    ["issue.key", "issue.key"],
    ["issue.fields", "issue.fields"],
    ["issue.fields.updated", "issue.fields.updated"],
    ["issue.fields.status", "issue.fields.status"],
    ["issue.fields.status.name", "issue.fields.status.name"],
    ["issue.fields.status.statusCategory", "issue.fields.status.statusCategory"],
    ["issue.fields.issuetype", "issue.fields.issuetype"],
    ["issue.fields.issuetype.name", "issue.fields.issuetype.name"],
  ],
}));

describeSource("Linear", () => ({
  source: sourceOf("linear"),
  settings: linearSettings,
  sign: (body, secret) => ({ "linear-signature": hmac(body, secret) }),
  signatureHeader: "linear-signature",
  deliveryHeader: "linear-delivery",
  nowMs: Date.parse("2026-11-02T10:00:00.000Z"),
  update: () => linearIssue("update"),
  removal: () => linearIssue("remove", { trashed: true, archivedAt: "2026-11-02T09:59:00.000Z" }),
  needed: [
    ["data", "data"],
    ["data.id", "data.id"],
    ["data.updatedAt", "data.updatedAt"],
    ["data.state", "data.state"],
    ["data.state.name", "data.state.name"],
    ["data.state.type", "data.state.type"],
  ],
}));
