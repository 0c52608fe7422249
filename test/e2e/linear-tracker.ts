/** Linear issues, projects and initiatives, and what Linear sends about them, in the shapes of the real payloads. */
import { createHash } from "node:crypto";
import type { SignedDelivery, Signer } from "./signing.ts";

const states = {
  Triage: "triage",
  Backlog: "backlog",
  Todo: "unstarted",
  "In Progress": "started",
  Done: "completed",
  Canceled: "canceled",
  Duplicate: "duplicate",
};

export interface LinearIssueFacts {
  /** `ENG-1`; the UUID belongs to `was` or, where that is left out, to this. */
  identifier: string;
  /** The first identifier of an issue that changed its team. */
  was?: string;
  title?: string;
  state?: keyof typeof states;
  estimate?: number;
  /** Identifier of the parent issue. */
  parent?: string;
  project?: { slug: string; name: string };
  labels?: string[];
  startedAt?: string;
  completedAt?: string;
  archivedAt?: string;
  trashed?: true;
}

export interface LinearProjectFacts {
  slug: string;
  name: string;
  status?: "backlog" | "planned" | "started" | "paused" | "completed" | "canceled";
  labels?: string[];
  initiatives?: string[];
}

export interface LinearInitiativeFacts {
  name: string;
  status?: "Proposed" | "Planned" | "Active" | "Completed" | "Canceled";
  projects?: { slug: string; name: string }[];
}

export type Step<F> = { [K in keyof F]?: F[K] | undefined } & { removed?: true };

interface Workspace {
  sign: Signer;
  /** When the deliveries are sent, epoch milliseconds. */
  sentAtMs: number;
}

export type LinearWorkspace = Workspace;

export function linearIssueHistory(workspace: Workspace, first: LinearIssueFacts, ...steps: Step<LinearIssueFacts>[]) {
  return history(workspace, "Issue", issueData, first, steps);
}

export function linearProjectHistory(
  workspace: Workspace,
  first: LinearProjectFacts,
  ...steps: Step<LinearProjectFacts>[]
) {
  return history(workspace, "Project", projectData, first, steps);
}

export function linearInitiativeHistory(
  workspace: Workspace,
  first: LinearInitiativeFacts,
  ...steps: Step<LinearInitiativeFacts>[]
) {
  return history(workspace, "Initiative", initiativeData, first, steps);
}

/** Deliveries in the order in which Linear sends them: create, then one a step, an hour apart. */
function history<F>(
  { sign, sentAtMs }: Workspace,
  type: string,
  dataOf: (facts: F) => object,
  first: F,
  steps: readonly (Partial<Record<keyof F, unknown>> & { removed?: true })[],
): SignedDelivery[] {
  let facts = first;
  let editedAt = hour(0);
  const event = (action: string, at: string, extra: object = {}) => {
    const data = { createdAt: "2026-10-01T00:00:00.000Z", updatedAt: editedAt, ...dataOf(facts), ...extra };
    return {
      action,
      actor: null,
      createdAt: at,
      data,
      type,
      organizationId: uuidOf("acme"),
      webhookTimestamp: sentAtMs,
    };
  };
  const deliveries = [sign(event("create", editedAt))];
  steps.forEach(({ removed, ...change }, index) => {
    const at = hour(index + 1);
    facts = { ...facts, ...change };
    if (removed) {
      deliveries.push(sign(event("remove", at, { trashed: true, archivedAt: at })));
      return;
    }
    editedAt = at;
    deliveries.push(sign({ ...event("update", at), updatedFrom: { updatedAt: hour(index) } }));
  });
  return deliveries;
}

/** A key that has no value is left out, as Linear does. */
function issueData(facts: LinearIssueFacts): object {
  const [team = "", number = ""] = facts.identifier.split("-");
  const state = facts.state ?? "Todo";
  return {
    id: uuidOf(facts.was ?? facts.identifier),
    identifier: facts.identifier,
    number: Number(number),
    title: facts.title ?? `Work on ${facts.identifier}`,
    priority: 0,
    ...(facts.estimate === undefined ? {} : { estimate: facts.estimate }),
    state: { id: uuidOf(team + state), name: state, type: states[state], color: "#e2e2e2" },
    stateId: uuidOf(team + state),
    team: { id: uuidOf(team), key: team, name: `Team ${team}` },
    teamId: uuidOf(team),
    previousIdentifiers: facts.was === undefined ? [] : [facts.was],
    ...(facts.parent === undefined ? {} : { parentId: uuidOf(facts.parent) }),
    ...(facts.project === undefined
      ? {}
      : { projectId: uuidOf(facts.project.slug), project: projectChild(facts.project) }),
    ...labelsOf(facts.labels),
    ...given({ startedAt: facts.startedAt, completedAt: facts.completedAt, archivedAt: facts.archivedAt }),
    url: `https://linear.app/acme/issue/${facts.identifier}/work`,
  };
}

function projectData(facts: LinearProjectFacts): object {
  const type = facts.status ?? "backlog";
  return {
    id: uuidOf(facts.slug),
    name: facts.name,
    slugId: facts.slug,
    statusId: uuidOf(type),
    status: { id: uuidOf(type), name: type, type, color: "#bec2c8" },
    teamIds: [uuidOf("ENG")],
    ...labelsOf(facts.labels),
    initiatives: (facts.initiatives ?? []).map((name) => ({ id: uuidOf(name), name })),
    url: `https://linear.app/acme/project/x-${facts.slug}`,
  };
}

function initiativeData(facts: LinearInitiativeFacts): object {
  return {
    id: uuidOf(facts.name),
    name: facts.name,
    status: facts.status ?? "Planned",
    projects: (facts.projects ?? []).map(projectChild),
    url: `https://linear.app/acme/initiative/${uuidOf(facts.name)}`,
  };
}

function projectChild({ slug, name }: { slug: string; name: string }) {
  return { id: uuidOf(slug), name, url: `https://linear.app/acme/project/x-${slug}` };
}

function labelsOf(names: readonly string[] = []) {
  return { labelIds: names.map(uuidOf), labels: names.map((name) => ({ id: uuidOf(name), name, color: "#bb87fc" })) };
}

function given(fields: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** One UUID a name. */
export function uuidOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function hour(step: number): string {
  return new Date(Date.UTC(2026, 9, 20, 8 + step)).toISOString();
}
