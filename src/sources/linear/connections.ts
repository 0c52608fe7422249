/** Nested lists, such as an issue's labels: the first page comes with the issue, longer ones are fetched to their end. */
import { z } from "zod";
import type { IssueKind } from "../../domain/issue.ts";
import { codedError } from "../../errors.ts";
import { readAs } from "../answer.ts";
import { createPageChain } from "../page-chain.ts";
import { nestedLists, nestedQuery } from "./queries.ts";
import type { Transport } from "./transport.ts";

export const Connection = z.object({
  nodes: z.array(z.unknown()),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
});
export type Connection = z.infer<typeof Connection>;

const Owner = z.object({ owner: z.object({ list: Connection }) });
const Node = z.record(z.string(), z.unknown());

/** The node with plain lists in place of its connections, as webhooks have it. */
export async function withWholeLists(
  source: string,
  transport: Transport,
  kind: IssueKind,
  data: unknown,
): Promise<unknown> {
  const node = readAs(Node, data, source, kind);
  const whole: Record<string, unknown> = { ...node };
  for (const [name, list] of Object.entries(nestedLists[kind])) {
    const first = readAs(Connection, node[name], source, `${kind}.${name}`);
    const nodes = [...first.nodes];
    const chain = createPageChain(`${source}: ${kind}.${name}`);
    let after = nextOf(source, first);
    while (after !== null) {
      const variables = { id: node.id, after };
      const answer = await transport.ask(`${kind}.${name}`, nestedQuery(kind, name, list), variables);
      const page = readAs(Owner, answer, source, `${kind}.${name}`).owner.list;
      nodes.push(...page.nodes);
      const next = nextOf(source, page);
      chain.follow(after, next);
      after = next;
    }
    whole[name] = nodes;
  }
  return whole;
}

/** Null where there is no next page; throws where one is promised without saying where. */
export function nextOf(source: string, { pageInfo }: Connection): string | null {
  if (!pageInfo.hasNextPage) return null;
  if (pageInfo.endCursor) return pageInfo.endCursor;
  throw codedError("SOURCE_ANSWER_INVALID", `${source}: a next page without a cursor`);
}
