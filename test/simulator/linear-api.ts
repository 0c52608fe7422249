/** Linear's GraphQL: issues, projects and initiatives, by filter and by id. */
import type { Content } from "./content.ts";
import { complexityOf, page, parseQuery, select, type Field } from "./graphql.ts";
import { spaceOf, spaces, type Item, type Kind } from "./item.ts";
import { linearNode, type Node } from "./linear-node.ts";
import type { Answer } from "./api-request.ts";

export interface LinearApi {
  content: Content;
  /** Teams that the token may see. */
  visible: readonly string[];
}

const kindsOf: Readonly<Record<string, readonly Kind[]>> = {
  issue: ["issue", "subtask"],
  project: ["container"],
  initiative: ["initiative"],
};

const dearestQuery = 10_000;

export interface Priced {
  answer: Answer;
  complexity: number;
}

/** What it would answer if nothing were wrong; `complexity` is what the query costs. */
export function answerLinear(api: LinearApi, body: { query?: string; variables?: Record<string, unknown> }): Priced {
  try {
    const query = parseQuery(body.query ?? "", body.variables ?? {});
    const complexity = complexityOf(query.fields);
    if (complexity > dearestQuery) return { answer: refused("INPUT_ERROR", "Query too complex"), complexity };
    const data = Object.fromEntries(query.fields.map((field) => [field.alias, root(api, field)]));
    return { answer: { status: 200, json: { data } }, complexity };
  } catch (error) {
    const code = (error as { code?: string }).code ?? "GRAPHQL_VALIDATION_FAILED";
    return { answer: refused(code, (error as Error).message), complexity: 1 };
  }
}

function notFound(message: string): Error {
  return Object.assign(new Error(message), { code: "INPUT_ERROR" });
}

function refused(code: string, message: string): Answer {
  const type = code === "INPUT_ERROR" ? "invalid input" : "graphql error";
  return { status: 400, json: { data: null, errors: [{ message, extensions: { code, type, userError: true } }] } };
}

function root(api: LinearApi, field: Field): unknown {
  if (field.name === "viewer") return select({ id: "me", active: true }, field.fields);
  if (field.name === "teams")
    return page(
      api.visible.map((key) => ({ id: key, key })),
      field,
    );
  const many = kindsOf[field.name.replace(/s$/, "")];
  if (field.name.endsWith("s") && many !== undefined) return list(api, many, field);
  const kinds = kindsOf[field.name];
  if (kinds === undefined) throw new Error(`Cannot query field "${field.name}"`);
  const item = api.content.find("linear", String(field.args.id));
  if (item === null || item.gone || !kinds.includes(item.kind) || !isVisible(api, item)) {
    throw notFound(`Entity not found: ${field.name}`);
  }
  return select(linearNode(api.content, item), field.fields);
}

/** By creation; the cursor is an id, which serves even where its owner is gone. Nodes are made for one page only. */
function list(api: LinearApi, kinds: readonly Kind[], { args, fields }: Field): unknown {
  if (args.orderBy !== undefined && args.orderBy !== "createdAt")
    throw new Error(`No order by ${JSON.stringify(args.orderBy)}`);
  const items = api.content.items("linear");
  const after = typeof args.after === "string" ? api.content.indexOf("linear", args.after) + 1 : 0;
  const first = Number(args.first ?? 50);
  if (first > 250) throw new Error("first: at most 250");
  const shown: Item[] = [];
  let hasNextPage = false;
  for (let index = after; index < items.length && !hasNextPage; index += 1) {
    const item = items[index]!;
    if (item.gone || !kinds.includes(item.kind) || !isVisible(api, item)) continue;
    if (args.includeArchived !== true && item.archivedAtMs !== null) continue;
    if (!fits(item, args.filter as Filter)) continue;
    if (shown.length === first) hasNextPage = true;
    else shown.push(item);
  }
  const nodes: readonly Node[] = shown.map((item) => linearNode(api.content, item));
  return select({ nodes, pageInfo: { hasNextPage, endCursor: shown.at(-1)?.id ?? null } }, fields);
}

function isVisible({ visible }: LinearApi, item: Item): boolean {
  return kindsOf.issue!.includes(item.kind) ? visible.includes(spaceOf(item)) : visible.length > 0;
}

type Filter = Readonly<Record<string, unknown>> | null | undefined;
type Comparator = { eq?: string; in?: readonly string[]; gte?: string };

/** Throws on a filter that Linear does not have, or that we do not play. */
function fits(item: Item, filter: Filter): boolean {
  return Object.entries(filter ?? {}).every(([name, value]) => {
    if (name === "or") return (value as readonly Filter[]).some((each) => fits(item, each));
    if (name === "id") return compares(item.id, value as Comparator);
    if (name === "updatedAt") return item.updatedAtMs >= Date.parse((value as Comparator).gte!);
    if (name === "team") return compares(spaceOf(item), (value as { key: Comparator }).key);
    if (name === "parent") return item.parent !== null && compares(item.parent, (value as { id: Comparator }).id);
    if (name === "project") return item.project !== null && compares(item.project, (value as { id: Comparator }).id);
    const some = (value as { some?: { id: Comparator } }).some;
    if (name === "initiatives" && some !== undefined) return item.initiatives.some((id) => compares(id, some.id));
    if (name === "ancestors" && some !== undefined) return item.parent !== null && compares(item.parent, some.id);
    throw new Error(`Unknown filter ${name}`);
  });
}

function compares(value: string, comparator: Comparator): boolean {
  return comparator.in === undefined ? value === comparator.eq : comparator.in.includes(value);
}

/** Every team, for a token that may see all. */
export const allTeams = spaces.linear;
