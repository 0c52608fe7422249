/** The fields of JQL that issues have here, by the name as documentation writes it. */
import type { ClauseCompiler } from "./checks.ts";
import { dateClause, resolvedClause } from "./date-clause.ts";
import { numberClause } from "./number-clause.ts";
import { searchClause } from "./search-clause.ts";
import { resolutionClause, statusCategoryClause } from "./status-clause.ts";
import { textClause } from "./text-clause.ts";
import { aboveClause, keyClause, parentClause } from "./tree-clause.ts";

const order = (what: string) => `; the order of ${what} is not held`;
const points = numberClause("estimate");
const created = dateClause("createdAt");
const updated = dateClause("updatedAt");
const type = textClause("type");

export const jqlFields: Readonly<Record<string, ClauseCompiler>> = {
  project: textClause("project"),
  issuetype: type,
  type,
  status: textClause("status", order("statuses")),
  statusCategory: statusCategoryClause,
  resolution: resolutionClause,
  priority: textClause("priority", order("priorities")),
  labels: textClause("label"),
  component: textClause("component"),
  fixVersion: textClause("version", order("versions")),
  sprint: textClause("sprint"),
  assignee: textClause("assignee"),
  creator: textClause("creator"),
  key: keyClause,
  issuekey: keyClause,
  issue: keyClause,
  id: keyClause,
  parent: parentClause,
  "Epic Link": aboveClause(0),
  parentEpic: aboveClause({ lt: 1 }),
  summary: searchClause("title"),
  created,
  createdDate: created,
  updated,
  updatedDate: updated,
  resolved: resolvedClause,
  resolutiondate: resolvedClause,
  "Story Points": points,
  "Story point estimate": points,
  estimate: points,
  hierarchyLevel: numberClause("level"),
  team: textClause("team"),
  cycle: textClause("cycle"),
  milestone: textClause("milestone"),
  initiative: textClause("initiative"),
};
