/** As much of GraphQL as one query with variables needs: parse, price and run it over plain objects. */
import type { Connected, Node } from "./linear-node.ts";

export interface Field {
  /** The key in the answer. */
  alias: string;
  name: string;
  args: Readonly<Record<string, unknown>>;
  fields: readonly Field[];
}

export interface Query {
  name: string;
  fields: readonly Field[];
}

const token = /\s*(?:#[^\n]*\n\s*)*([A-Za-z_]\w*|\$\w+|-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|[{}()[\]:!,=])/y;

/** Throws on what is no query. `variables` replace their names in arguments. */
export function parseQuery(text: string, variables: Readonly<Record<string, unknown>>): Query {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) tokens.push(match[1]!);
  let at = 0;
  const peek = () => tokens[at] ?? "";
  const take = (wanted?: string) => {
    const next = tokens[at++] ?? "";
    if (wanted !== undefined && next !== wanted) throw new Error(`Syntax Error: expected ${wanted}, found ${next}`);
    return next;
  };

  function value(): unknown {
    const next = take();
    if (next.startsWith("$")) return variables[next.slice(1)] ?? null;
    if (next.startsWith('"')) return JSON.parse(next);
    if (next === "true" || next === "false") return next === "true";
    return /^-?\d/.test(next) ? Number(next) : next;
  }

  function args(): Record<string, unknown> {
    const given: Record<string, unknown> = {};
    if (peek() !== "(") return given;
    take("(");
    while (peek() !== ")") {
      if (peek() === ",") take();
      const name = take();
      take(":");
      given[name] = value();
    }
    take(")");
    return given;
  }

  function selection(): Field[] {
    const fields: Field[] = [];
    if (peek() !== "{") return fields;
    take("{");
    while (peek() !== "}") {
      const first = take();
      const name = peek() === ":" ? (take(), take()) : first;
      fields.push({ alias: first, name, args: args(), fields: selection() });
    }
    take("}");
    return fields;
  }

  take("query");
  const name = take();
  while (peek() !== "{" && peek() !== "") take();
  return { name, fields: selection() };
}

/** 0.1 a property, 1 an object, and the nodes of a connection times `first`, which is 50 by default. */
export function complexityOf(fields: readonly Field[], times = 1): number {
  return fields.reduce((sum, field) => {
    if (field.fields.length === 0) return sum + 0.1 * times;
    const isConnection = field.fields.some(({ name }) => name === "nodes");
    const inner = isConnection ? times * Number(field.args.first ?? 50) : times;
    const own = field.name === "nodes" || field.name === "pageInfo" || isConnection ? 0 : times;
    return (
      sum +
      own +
      (field.name === "nodes" ? times : 0) +
      complexityOf(field.fields, field.name === "pageInfo" ? 0 : inner)
    );
  }, 0);
}

/** Reads what is asked for and nothing else; throws on a field that is not there. */
export function select(source: Node, fields: readonly Field[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => {
      if (!Object.hasOwn(source, field.name)) throw new Error(`Cannot query field "${field.name}"`);
      return [field.alias, selected(source[field.name], field)];
    }),
  );
}

function selected(value: unknown, field: Field): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("connection" in value) return page((value as Connected).connection, field);
  if (Array.isArray(value))
    return field.fields.length === 0 ? value : value.map((each) => select(each as Node, field.fields));
  return select(value as Node, field.fields);
}

/** Cursors are ids; what is archived is left out unless `includeArchived`. */
export function page(nodes: readonly Node[], { args, fields }: Field): Record<string, unknown> {
  const visible =
    args.includeArchived === true ? nodes : nodes.filter(({ archivedAt }) => (archivedAt ?? null) === null);
  const start = typeof args.after === "string" ? visible.findIndex(({ id }) => id === args.after) + 1 : 0;
  const first = Number(args.first ?? 50);
  const shown = visible.slice(start, start + first);
  const pageInfo = {
    hasNextPage: start + first < visible.length,
    endCursor: (shown.at(-1)?.id as string | undefined) ?? null,
  };
  return select({ nodes: shown, pageInfo }, fields);
}
