/** Objectives with their key results, as the API lists them. */
import { ObjectiveAnswer } from "../http/schemas/objective.ts";
import { pageOf } from "../http/schemas/page.ts";
import type { Api } from "./api.ts";

const Page = pageOf(ObjectiveAnswer);

/** All objectives of the service, page by page. */
export async function objectivesOf(api: Api): Promise<readonly ObjectiveAnswer[]> {
  const objectives: ObjectiveAnswer[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const page: { items: ObjectiveAnswer[]; nextCursor: string | null } = Page.parse(
      await api.get(`/api/v1/objectives${query}`),
    );
    objectives.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return objectives;
}
