/** Fields of Jira that a rule cannot be about, because no snapshot of an issue holds them. */

const onlySummary = "only the summary of an issue is held; write summary ~";
const orAlias = 'or give the field an alias under "fields" in sources.yaml';
const timeTracking = `time tracking is not held; use "Story Points", ${orAlias}`;
const people = `only assignee and creator are held; use those, ${orAlias}`;
const filters = "saved filters are kept in Jira; write the query out";
const dates = `this date is not held; ${orAlias.replace("or ", "")}`;

/** By the folded name. */
const reasons: Readonly<Record<string, string>> = {
  text: onlySummary,
  description: onlySummary,
  comment: onlySummary,
  environment: onlySummary,
  reporter: people,
  watcher: people,
  watchers: people,
  voter: people,
  votes: people,
  worklogauthor: people,
  affectedversion: "only fixVersion is held",
  due: dates,
  duedate: dates,
  lastviewed: dates,
  statuscategorychangeddate: dates,
  timespent: timeTracking,
  originalestimate: timeTracking,
  timeoriginalestimate: timeTracking,
  remainingestimate: timeTracking,
  timeestimate: timeTracking,
  workratio: timeTracking,
  worklogdate: timeTracking,
  worklogcomment: timeTracking,
  filter: filters,
  request: filters,
  savedfilter: filters,
  searchrequest: filters,
  category: "the categories of projects are not held; name the projects",
  projecttype: "the types of projects are not held; name the projects",
  level: "security levels are not held (for the level in the hierarchy, write hierarchyLevel)",
  attachments: "attachments are not held",
  issuelinktype: "links between issues are not held",
  issuelink: "links between issues are not held",
};

/** Null for a name that is none of Jira's that are refused. */
export function fieldRefusal(foldedName: string, written: string): string | null {
  return Object.hasOwn(reasons, foldedName) ? `${written} is not supported: ${reasons[foldedName]!}` : null;
}
