/** One Linear issue, project or initiative → ours. `at` is where it stands in its payload, for the failure's path. */
import type { Instant, Issue, StatusCategory } from "../../domain/issue.ts";
import { blankIssue, distinctTexts } from "../blank-issue.ts";
import type { SourceSettings } from "../source.ts";
import { failed, parsePart, type Result } from "../state.ts";
import { initiativeEdges, issueEdges, projectEdges } from "./edges.ts";
import { grades } from "./grade.ts";
import { LinearInitiative, LinearIssue, LinearProject, type Common } from "./schema.ts";
import { categoryOf, initiativeCategories, issueCategories, projectCategories } from "./status.ts";

/** By `priority`, where there is no `priorityLabel`. */
const priorityLabels: readonly string[] = ["No priority", "Urgent", "High", "Medium", "Low"];

export function issueOf(settings: SourceSettings, data: unknown, at: string): Result<Issue> {
  const parsed = parsePart(LinearIssue, data, at);
  if (!parsed.ok) return parsed;
  const issue = parsed.value;
  const key = issue.identifier ?? composedKey(issue);
  if (key === null) return failed(`${at}.identifier`, "neither an identifier nor a team's key with a number");
  const statusCategory = categoryOf(issueCategories, issue.state.type);
  if (statusCategory === null) return failed(`${at}.state.type`, "not a state's type that Linear has");
  const known = { source: settings.id, key, title: issue.title ?? key, ...grades.issue };
  const status = { status: issue.state.name, statusCategory, updatedAt: issue.updatedAt };
  const value: Issue = {
    ...blankIssue("issue", issue.id, { ...known, ...status }),
    ...commonFields(issue, statusCategory),
    team: distinctTexts([issue.team?.key ?? key.slice(0, Math.max(key.lastIndexOf("-"), 0))]),
    cycle: distinctTexts([issue.cycle?.name, issue.cycle?.number?.toString()]),
    milestone: issue.projectMilestone?.name ?? null,
    assignee: distinctTexts([issue.assignee?.name, issue.assignee?.email, issue.assigneeId ?? issue.assignee?.id]),
    estimate: Number.isFinite(issue.estimate) ? issue.estimate! + 0 : null,
    edges: issueEdges(settings.id, issue),
    statedEdges: ["parent", "project"],
  };
  return { ok: true, value };
}

export function projectOf(settings: SourceSettings, data: unknown, at: string): Result<Issue> {
  const parsed = parsePart(LinearProject, data, at);
  if (!parsed.ok) return parsed;
  const project = parsed.value;
  const type = project.status?.type ?? project.state;
  if (!type) return failed(`${at}.status`, "neither a status nor a state");
  const statusCategory = categoryOf(projectCategories, type);
  const typePath = project.status ? "status.type" : "state";
  if (statusCategory === null) return failed(`${at}.${typePath}`, "not a project's status that Linear has");
  const known = { source: settings.id, key: project.slugId ?? project.id, title: project.name, ...grades.project };
  const status = { status: project.status?.name ?? type, statusCategory, updatedAt: project.updatedAt };
  const value: Issue = {
    ...blankIssue("project", project.id, { ...known, ...status }),
    ...commonFields(project, statusCategory),
    slug: project.slugId ?? null,
    team: distinctTexts((project.teams ?? []).map(({ key }) => key)),
    assignee: distinctTexts([project.lead?.name, project.lead?.email, project.leadId ?? project.lead?.id]),
    edges: projectEdges(settings.id, project),
    // Older payloads do not know initiatives, and so say nothing about them.
    statedEdges: project.initiatives ? ["initiative"] : [],
  };
  return { ok: true, value };
}

export function initiativeOf(settings: SourceSettings, data: unknown, at: string): Result<Issue> {
  const parsed = parsePart(LinearInitiative, data, at);
  if (!parsed.ok) return parsed;
  const initiative = parsed.value;
  const statusCategory = categoryOf(initiativeCategories, initiative.status);
  if (statusCategory === null) return failed(`${at}.status`, "not an initiative's status that Linear has");
  const { id, name, slugId, status, updatedAt, owner, ownerId, projects } = initiative;
  const known = { source: settings.id, key: slugId ?? id, title: name, ...grades.initiative };
  const value: Issue = {
    ...blankIssue("initiative", id, { ...known, status, statusCategory, updatedAt }),
    ...commonFields(initiative, statusCategory),
    slug: slugId ?? null,
    assignee: distinctTexts([owner?.name, owner?.email, ownerId ?? owner?.id]),
    edges: initiativeEdges(settings.id, initiative),
    statedEdges: ["parent"],
    contains: projects?.map((project) => `${settings.id}:${project.id}`) ?? null,
  };
  return { ok: true, value };
}

function composedKey({ team, number }: LinearIssue): string | null {
  return team && typeof number === "number" ? `${team.key}-${number}` : null;
}

function commonFields(data: Common, category: StatusCategory): Partial<Issue> {
  return {
    url: data.url,
    previousKeys: distinctTexts(data.previousIdentifiers ?? []),
    priority: data.priorityLabel ?? priorityLabels[data.priority ?? -1] ?? null,
    labels: distinctTexts((data.labels ?? []).map(({ name }) => name)),
    creator: distinctTexts([data.creator?.name, data.creator?.email, data.creatorId ?? data.creator?.id]),
    createdAt: data.createdAt,
    startedAt: data.startedAt,
    completedAt: completedAtOf(data, category),
    archived: data.archivedAt !== undefined && data.archivedAt !== null,
  };
}

function completedAtOf({ completedAt }: Common, category: StatusCategory): Instant | null {
  return category === "completed" ? completedAt : null;
}
