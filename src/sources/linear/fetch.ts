/** Linear's API: issues, then projects, then initiatives, each to its end. */
import { z } from "zod";
import type { IssueKind, IssueRef, IssueState } from "../../domain/issue.ts";
import { codedError, isCodedError } from "../../errors.ts";
import { fetchTime, readAs } from "../answer.ts";
import { createPageChain, type PageChain } from "../page-chain.ts";
import type { FetchedIssues, FetchedPage, FetchRequest, SourceSettings, Tracker, TrackerDeps } from "../source.ts";
import { Connection, nextOf, withWholeLists } from "./connections.ts";
import { fetchedState } from "./fetched-state.ts";
import { pageQuery, pageSizes, singleQuery, viewerQuery } from "./queries.ts";
import { createTransport, type Transport } from "./transport.ts";

const kinds: readonly IssueKind[] = ["issue", "project", "initiative"];
type Filters = Readonly<Record<IssueKind, object>>;

/** Which kind a walk is at, and Linear's cursor in it. */
const Cursor = z.object({ kind: z.enum(["issue", "project", "initiative"]), after: z.string().nullable() });
type Cursor = z.infer<typeof Cursor>;

const Page = z.object({ page: Connection });
const Single = z.object({ single: z.record(z.string(), z.unknown()) });
const Viewer = z.object({
  viewer: z.object({ id: z.string(), active: z.boolean().nullish() }),
  teams: z.object({ nodes: z.array(z.object({ key: z.string() })) }),
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Ids in one filter. */
const batchSize = 25;

interface Linear {
  settings: SourceSettings;
  deps: TrackerDeps;
  transport: Transport;
}

export function open(settings: SourceSettings, deps: TrackerDeps): Tracker | null {
  if (settings.auth === null) return null;
  const linear: Linear = { settings, deps, transport: createTransport(settings, deps) };
  const pages = createPageChain(`${settings.id}: pages`);
  const children = createPageChain(`${settings.id}: children`);
  return {
    checkAccess: () => checkAccess(linear),
    fetchPage: (request) => fetchPage(linear, pages, request),
    fetchIssues: (refs) => fetchIssues(linear, refs),
    async fetchChildren(ref, cursor) {
      const id = idOf(settings, ref);
      if (id === null) return { states: [], cursor: null, total: null };
      return walk(linear, children, filtersBeneath(id), cursor);
    },
  };
}

/** A team that is configured and cannot be seen would look like a team without issues. */
async function checkAccess({ settings, transport }: Linear): Promise<void> {
  const { viewer, teams } = readAs(Viewer, await transport.ask("viewer", viewerQuery, {}), settings.id, "viewer");
  const visible = new Set(teams.nodes.map(({ key }) => key.toLowerCase()));
  const wanted = settings.reconcile?.teams ?? [];
  const hidden = wanted.filter((team) => !visible.has(team.toLowerCase()));
  if (viewer.active === false || visible.size === 0 || hidden.length > 0) {
    const which = hidden.length > 0 ? `the team ${hidden.join(", ")}` : "any team";
    throw codedError("SOURCE_UNAUTHORISED", `${settings.id}: the token may not see ${which}`);
  }
}

async function fetchPage(linear: Linear, chain: PageChain, request: FetchRequest): Promise<FetchedPage> {
  const teams = linear.settings.reconcile?.teams ?? null;
  const changed = request.scope === "all" || request.since === null ? {} : { updatedAt: { gte: request.since } };
  const inTeams = teams === null ? {} : { team: { key: { in: teams } } };
  // Projects and initiatives belong to several teams or to none: all of them are fetched.
  const filters: Filters = { issue: { ...changed, ...inTeams }, project: changed, initiative: changed };
  const page = await walk(linear, chain, filters, request.cursor);
  // Rights that went away meanwhile look like an early end.
  if (page.cursor === null) await checkAccess(linear);
  return page;
}

function filtersBeneath(id: string): Filters {
  const above = { id: { eq: id } };
  return {
    issue: { or: [{ parent: above }, { project: above }] },
    project: { initiatives: { some: above } },
    initiative: { ancestors: { some: above } },
  };
}

async function walk(linear: Linear, chain: PageChain, filters: Filters, cursor: string | null): Promise<FetchedPage> {
  const { kind, after } = parseCursor(cursor);
  const { connection, states } = await fetchKind(linear, kind, filters[kind], after);
  const next = nextOf(linear.settings.id, connection);
  const following = next === null ? kinds[kinds.indexOf(kind) + 1] : kind;
  const nextCursor = following === undefined ? null : JSON.stringify({ kind: following, after: next } satisfies Cursor);
  chain.follow(cursor, nextCursor);
  return { states, cursor: nextCursor, total: null };
}

/** From the beginning for the first page, and for what an older version may have stored. */
function parseCursor(text: string | null): Cursor {
  const first: Cursor = { kind: "issue", after: null };
  if (text === null) return first;
  try {
    return Cursor.safeParse(JSON.parse(text)).data ?? first;
  } catch {
    return first;
  }
}

async function fetchKind(
  { settings, deps, transport }: Linear,
  kind: IssueKind,
  filter: object,
  after: string | null,
): Promise<{ connection: Connection; states: readonly IssueState[] }> {
  const at = fetchTime(deps);
  const variables = { filter, first: pageSizes[kind], after };
  const answer = await transport.ask(`${kind}s`, pageQuery(kind), variables);
  const { page } = readAs(Page, answer, settings.id, `${kind}s`);
  const states: IssueState[] = [];
  for (const node of page.nodes) {
    const whole = await withWholeLists(settings.id, transport, kind, node);
    const state = fetchedState(settings, deps, kind, whole, at);
    if (state !== null) states.push(state);
  }
  return { connection: page, states };
}

async function fetchIssues(linear: Linear, refs: readonly IssueRef[]): Promise<FetchedIssues> {
  const wanted = new Map(refs.map((ref) => [idOf(linear.settings, ref), ref]));
  const ids = [...wanted.keys()].filter((id) => id !== null);
  const found = new Map<IssueRef, IssueState>();
  for (let index = 0; index < ids.length; index += batchSize) {
    const batch = ids.slice(index, index + batchSize);
    for (const kind of kinds) {
      const left = batch.filter((id) => !found.has(wanted.get(id)!));
      const filter = { id: { in: left } };
      if (left.length === 0) break;
      const { states } = await fetchKind(linear, kind, filter, null);
      for (const state of states) found.set(state.issue.ref, state);
    }
  }
  const missing: IssueRef[] = [];
  for (const id of ids) {
    const ref = wanted.get(id)!;
    const state = found.get(ref) ?? (await fetchSingle(linear, id));
    if (state === "missing" || state?.issue.removed === true) missing.push(ref);
    else if (state !== null) found.set(ref, state);
  }
  if (missing.length > 0) await checkAccess(linear);
  return { states: [...found.values()].filter(({ issue }) => !issue.removed), missing };
}

/** A filter leaves out silently what the token may not see: only Linear's own refusal says that there is nothing. */
async function fetchSingle(linear: Linear, id: string): Promise<IssueState | "missing" | null> {
  const { settings, deps, transport } = linear;
  for (const kind of kinds) {
    const at = fetchTime(deps);
    try {
      const answer = await transport.ask(kind, singleQuery(kind), { id });
      const { single } = readAs(Single, answer, settings.id, kind);
      return fetchedState(settings, deps, kind, await withWholeLists(settings.id, transport, kind, single), at);
    } catch (error) {
      if (!isCodedError(error) || error.code !== "NOT_FOUND") throw error;
    }
  }
  return "missing";
}

/** The UUID in a ref of this source; null for anything else, which Linear never gave out. */
function idOf(settings: SourceSettings, ref: IssueRef): string | null {
  const id = ref.startsWith(`${settings.id}:`) ? ref.slice(settings.id.length + 1) : "";
  return uuid.test(id) ? id : null;
}
