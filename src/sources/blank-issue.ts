import type { Issue, IssueKind } from "../domain/issue.ts";

/** What an issue has to have; everything else is empty until an adapter fills it. */
type Known = Pick<Issue, "source" | "key" | "title" | "type" | "level" | "status" | "statusCategory" | "updatedAt">;

/** An issue of which no more is known than its identity, type and status. `id` is the tracker's own. */
export function blankIssue(kind: IssueKind, id: string, known: Known): Issue {
  return {
    ref: `${known.source}:${id}`,
    kind,
    previousKeys: [],
    slug: null,
    url: null,
    resolution: null,
    priority: null,
    project: null,
    team: [],
    labels: [],
    components: [],
    versions: [],
    sprints: [],
    cycle: [],
    milestone: null,
    assignee: [],
    creator: [],
    estimate: null,
    fields: {},
    createdAt: null,
    startedAt: null,
    completedAt: null,
    archived: false,
    removed: false,
    edges: [],
    statedEdges: [],
    contains: null,
    ...known,
  };
}

/** The filled ones, each once, in their order. */
export function distinctTexts(texts: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(texts.filter((text) => typeof text === "string" && text !== ""))] as string[];
}
