/** Our own GraphQL, one query a page: the SDK's models would ask once more for every relation. See spec protocols.md section 6. */
import type { IssueKind } from "../../domain/issue.ts";

/**
 * A query may cost 10,000 points: 0.1 a property, 1 an object, and a connection its contents times `first`. The first page
 * of nested lists is short, because it is paid for by every node; `connections.ts` fetches what is longer.
 */
export const pageSizes: Readonly<Record<IssueKind, number>> = { issue: 100, project: 50, initiative: 25 };

/** The nested lists of each kind: arguments of their own, and what is read of each node. */
export const nestedLists: Readonly<Record<IssueKind, Readonly<Record<string, NestedList>>>> = {
  issue: { labels: { first: 10, args: "", node: "id name" } },
  project: {
    labels: { first: 10, args: "", node: "id name" },
    teams: { first: 10, args: "", node: "id key" },
    initiatives: { first: 10, args: "includeArchived: true", node: "id name url" },
  },
  initiative: {
    projects: { first: 50, args: "includeArchived: true, includeSubInitiatives: false", node: "id name url" },
    labels: { first: 10, args: "", node: "id name" },
    parentInitiatives: { first: 10, args: "includeArchived: true", node: "id name url" },
  },
};

export interface NestedList {
  first: number;
  args: string;
  node: string;
}

const person = "{ id name email }";
const times = "createdAt updatedAt startedAt completedAt archivedAt trashed";

/** What `issue.ts` reads, in the shape of the webhooks, so that both give the same state. */
const ownFields: Readonly<Record<IssueKind, string>> = {
  issue: `id identifier number title priority priorityLabel estimate url previousIdentifiers ${times}
    state { name type } team { key } cycle { name number } projectMilestone { name }
    assignee ${person} creator ${person} parent { id } project { id name url }`,
  project: `id slugId name priority url ${times} status { name type } lead ${person} creator { id }`,
  initiative: `id slugId name priority url status ${times} owner ${person} creator ${person}`,
};

const filterTypes: Readonly<Record<IssueKind, string>> = {
  issue: "IssueFilter",
  project: "ProjectFilter",
  initiative: "InitiativeFilter",
};

/** In the order of their creation, so that updates do not shift them; archived and trashed ones included. */
export function pageQuery(kind: IssueKind): string {
  return `query ${kind}Page($filter: ${filterTypes[kind]}, $first: Int!, $after: String) {
  page: ${kind}s(filter: $filter, first: $first, after: $after, includeArchived: true, orderBy: createdAt) {
    nodes { ${fieldsOf(kind)} }
    pageInfo { hasNextPage endCursor }
  }
}`;
}

/** One by its id; an error where there is none. */
export function singleQuery(kind: IssueKind): string {
  return `query ${kind}ById($id: String!) { single: ${kind}(id: $id) { ${fieldsOf(kind)} } }`;
}

/** More of a nested list. */
export function nestedQuery(kind: IssueKind, list: string, { args, node }: NestedList): string {
  return `query ${kind}List($id: String!, $after: String) {
  owner: ${kind}(id: $id) {
    list: ${list}(first: 100, after: $after${args === "" ? "" : `, ${args}`}) {
      nodes { ${node} }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;
}

export const viewerQuery = "query viewer { viewer { id active } teams(first: 250) { nodes { key } } }";

function fieldsOf(kind: IssueKind): string {
  const lists = Object.entries(nestedLists[kind]).map(([list, { first, args, node }]) => {
    return `${list}(first: ${first}${args === "" ? "" : `, ${args}`}) { nodes { ${node} } pageInfo { hasNextPage endCursor } }`;
  });
  return [ownFields[kind], ...lists].join("\n    ");
}
