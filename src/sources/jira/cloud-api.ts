/** The few of jira.js's functions that we use. It is loaded when first needed: it is large, and `webhooks only` needs none of it. */
import { z } from "zod";
import { isCodedError } from "../../errors.ts";
import { readAs } from "../answer.ts";
import type { SourceSettings, TrackerDeps } from "../source.ts";
import { fieldsToFetch, needsSiteFields } from "./fetched-fields.ts";
import { scopeOf } from "./jql.ts";
import { refusedScope, requireBrowsing, requireSomebody } from "./rights.ts";
import { createTransport } from "./transport.ts";

const ParsedQueries = z.object({ queries: z.array(z.object({ errors: z.array(z.string()).nullish() })) });

/** Sites answer with fewer where fields are asked for. */
const pageSize = 100;

/** Answers are Jira's own JSON, unread: jira.js's schemas turn some texts into dates, and all of a page for one odd item. */
export interface CloudApi {
  checkAccess(): Promise<void>;
  search(jql: string, token: string | null): Promise<unknown>;
  bulkFetch(ids: readonly string[]): Promise<unknown>;
  /** Null where Jira says that there is no such issue. */
  findIssue(id: string): Promise<unknown>;
}

export function createCloudApi(settings: SourceSettings, deps: TrackerDeps): CloudApi {
  const transport = createTransport(settings, deps);
  const client = once(async () => {
    const { createCloudClient } = await import("jira.js/cloud");
    const sendRequest = async <Value>(request: Parameters<typeof transport.send>[0]) =>
      (await transport.send(request)) as Value;
    return createCloudClient({ sendRequest });
  });
  const fields = once(async () => {
    const siteFields: unknown = needsSiteFields(settings) ? await (await client()).issueFields.getFields() : [];
    return [...fieldsToFetch(settings, readAs(z.array(z.unknown()), siteFields, settings.id, "field"))];
  });
  return {
    async checkAccess() {
      const { myself, permissions, jql } = await client();
      requireSomebody(await myself.getCurrentUser(), settings.id);
      requireBrowsing(await permissions.getMyPermissions({ permissions: "BROWSE_PROJECTS" }), settings.id);
      const parsed: unknown = await jql.parseJqlQueries({ queries: [scopeOf(settings)], validation: "strict" });
      const { queries } = readAs(ParsedQueries, parsed, settings.id, "jql/parse");
      const complaint = queries.flatMap(({ errors }) => errors ?? [])[0];
      if (complaint !== undefined) throw refusedScope(settings.id, complaint);
    },
    async search(jql, token) {
      const { issueSearch } = await client();
      const page = { jql, fields: await fields(), maxResults: pageSize };
      return issueSearch.searchAndReconsileIssuesUsingJqlPost(
        token === null ? page : { ...page, nextPageToken: token },
      );
    },
    async bulkFetch(ids) {
      const { issues } = await client();
      return issues.bulkFetchIssues({ issueIdsOrKeys: [...ids], fields: await fields(), expand: [] });
    },
    async findIssue(id) {
      const { issues } = await client();
      try {
        return await issues.getIssue({ issueIdOrKey: id, fields: await fields() });
      } catch (error) {
        if (isCodedError(error) && error.code === "NOT_FOUND") return null;
        throw error;
      }
    },
  };
}

/** The value of the first call that succeeds, for all later ones. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
