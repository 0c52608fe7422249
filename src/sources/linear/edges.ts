/** What a Linear issue, project or initiative belongs to. */
import type { Edge, EdgeKind } from "../../domain/issue.ts";
import type { LinearInitiative, LinearIssue, LinearProject, Related } from "./schema.ts";

/** Addresses of projects and initiatives end with their slug id: `…/project/zulip-project-532c1333013b`. */
const slugInUrl = /\/(?:project|initiative)\/(?:[^/?#]*-)?([0-9a-f]{8,})(?:[/?#]|$)/;

export function issueEdges(source: string, { parentId, parent, projectId, project }: LinearIssue): readonly Edge[] {
  return [
    ...edgeTo(source, "parent", parentId ?? parent?.id, parent),
    ...edgeTo(source, "project", projectId ?? project?.id, project),
  ];
}

export function projectEdges(source: string, { initiatives }: LinearProject): readonly Edge[] {
  return (initiatives ?? []).flatMap((initiative) => edgeTo(source, "initiative", initiative.id, initiative));
}

/**
 * Above an initiative. These are `parent` edges: an initiative's list of contents names projects only, and it must not
 * overrule what a sub-initiative says of itself.
 */
export function initiativeEdges(source: string, initiative: LinearInitiative): readonly Edge[] {
  const above = [...(initiative.parentInitiatives ?? []), initiative.parentInitiative].filter((each) => !!each);
  const byId = new Map(above.map((each) => [each.id, each]));
  return [...byId.values()].flatMap((each) => edgeTo(source, "parent", each.id, each));
}

function edgeTo(
  source: string,
  kind: EdgeKind,
  id: string | null | undefined,
  copy: Related | null | undefined,
): readonly Edge[] {
  if (!id) return [];
  // A copy of another id is a left-over: the id decides.
  const known = copy?.id === id ? copy : null;
  const url = known?.url ?? null;
  const slug = known?.slugId ?? slugInUrl.exec(url ?? "")?.[1] ?? null;
  const name = known?.name ?? known?.title ?? null;
  return [{ kind, ref: `${source}:${id}`, key: known?.identifier ?? null, name, slug, url }];
}
