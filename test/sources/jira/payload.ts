/** A Jira issue as Cloud sends it, small enough to read. */

type Fields = Record<string, unknown>;

export function jiraIssue(fields: Fields = {}): Record<string, unknown> & { fields: Fields } {
  return {
    id: "10021",
    key: "SHOP-12",
    self: "https://acme.atlassian.net/rest/api/2/10021",
    fields: {
      summary: "Checkout",
      status: { name: "In Progress", statusCategory: { id: 4, key: "indeterminate", name: "In Arbeit" } },
      issuetype: { name: "Story", subtask: false, hierarchyLevel: 0 },
      project: { key: "SHOP" },
      created: "2026-10-01T10:00:00.000+0200",
      updated: "2026-11-02T10:58:00.000+0100",
      labels: ["kr:platform-complete"],
      priority: { name: "High" },
      resolution: null,
      ...fields,
    },
  };
}

export function jiraUpdated(fields: Fields = {}): Record<string, unknown> {
  return { timestamp: 1793613480500, webhookEvent: "jira:issue_updated", issue: jiraIssue(fields) };
}

/** 2026-11-02T09:59:00.000Z. */
export function jiraDeleted(fields: Fields = {}): Record<string, unknown> {
  return { timestamp: 1793613540000, webhookEvent: "jira:issue_deleted", issue: jiraIssue(fields) };
}
