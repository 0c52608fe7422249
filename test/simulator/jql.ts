/** As much of JQL as is asked of the simulated sites: clauses, AND, OR and parentheses; ORDER BY is by creation. */
import type { Content } from "./content.ts";
import { spaceOf, type Item } from "./item.ts";

export type Search = { ok: true; matches: (item: Item) => boolean } | { ok: false; message: string };

const token = /\s*("[^"]*"|'[^']*'|cf\[\d+\]|>=|<=|!=|[(),=<>]|[^\s(),=<>!]+)/gy;

/** `visible` are the projects that the token may see: others do not exist to it. */
export function parseJql(content: Content, jql: string, visible: readonly string[]): Search {
  const [where = "", order = ""] = jql.split(/\bORDER BY\b/i);
  if (where.trim() === "") return { ok: false, message: "Unbounded JQL queries are not allowed here." };
  if (order.trim() !== "" && order.trim() !== "created ASC, key ASC")
    return { ok: false, message: `No order by ${order.trim()}` };
  const tokens = [...where.matchAll(token)].map((match) => match[1]!);
  let at = 0;
  const next = () => tokens[at++] ?? "";
  const isNext = (word: string) => (tokens[at] ?? "").toLowerCase() === word;

  function either(): (item: Item) => boolean {
    const left = both();
    if (!isNext("or")) return left;
    next();
    const right = either();
    return (item) => left(item) || right(item);
  }

  function both(): (item: Item) => boolean {
    const left = single();
    if (!isNext("and")) return left;
    next();
    const right = both();
    return (item) => left(item) && right(item);
  }

  function single(): (item: Item) => boolean {
    if (!isNext("(")) return clause(content, next(), next(), values(), visible);
    next();
    const inner = either();
    next();
    return inner;
  }

  function values(): readonly string[] {
    if (!isNext("(")) return [unquoted(next())];
    next();
    const list: string[] = [];
    while (!isNext(")") && at < tokens.length) {
      const value = next();
      if (value !== ",") list.push(unquoted(value));
    }
    next();
    return list;
  }

  try {
    const matches = either();
    if (at < tokens.length) return { ok: false, message: `Error in the JQL Query: unexpected ${tokens[at]}` };
    return { ok: true, matches: (item) => !item.gone && visible.includes(spaceOf(item)) && matches(item) };
  } catch (error) {
    return { ok: false, message: (error as Error).message };
  }
}

function clause(
  content: Content,
  field: string,
  operator: string,
  values: readonly string[],
  visible: readonly string[],
): (item: Item) => boolean {
  const name = unquoted(field).toLowerCase();
  const isEquality = operator === "=" || operator.toLowerCase() === "in";
  if (name === "project" && isEquality) {
    const unknown = values.find((value) => !visible.includes(value));
    if (unknown !== undefined) throw new Error(`The value '${unknown}' does not exist for the field 'project'.`);
    return (item) => values.includes(spaceOf(item));
  }
  if (name === "created" && operator === ">=") return ({ createdAtMs }) => createdAtMs >= Date.parse(values[0]!);
  const minutes = /^-(\d+)m$/.exec(values[0] ?? "")?.[1];
  if (name === "updated" && operator === ">=" && minutes !== undefined) {
    return ({ updatedAtMs }) => updatedAtMs >= content.nowMs() - Number(minutes) * 60_000;
  }
  if ((name === "parent" || name === "cf[10006]") && operator === "=") {
    return (item) => {
      const parent = content.find(item.site, item.parent);
      const bySubtask = item.site === "cloud" || (item.kind === "subtask") === (name === "parent");
      return parent !== null && bySubtask && (parent.id === values[0] || parent.key === values[0]);
    };
  }
  throw new Error(`Field '${field}' does not exist or you do not have permission to view it.`);
}

function unquoted(text: string): string {
  return /^["'].*["']$/.test(text) ? text.slice(1, -1) : text;
}
