/** The few resources of Jira's REST v2 that we use. */
import { z } from "zod";
import { codedError, isCodedError } from "../../errors.ts";
import { readAs } from "../answer.ts";
import type { SourceSettings, TrackerDeps } from "../source.ts";
import { fieldsToFetch, needsSiteFields } from "./fetched-fields.ts";
import { scopeOf } from "./jql.ts";
import { refusedScope, requireBrowsing, requireSomebody } from "./rights.ts";
import { createTransport } from "./transport.ts";

export interface ServerApi {
  checkAccess(): Promise<void>;
  search(jql: string, startAt: number, maxResults: number): Promise<unknown>;
  /** Null where Jira says that there is no such issue. */
  findIssue(id: string): Promise<unknown>;
}

export function createServerApi(settings: SourceSettings, deps: TrackerDeps): ServerApi {
  const transport = createTransport(settings, deps);
  const get = (url: string, searchParams: Readonly<Record<string, unknown>> = {}) =>
    transport.send({ url, searchParams });
  const post = (url: string, body: object) => transport.send({ url, method: "POST", body });

  let known: readonly string[] | null = null;
  async function fields(): Promise<readonly string[]> {
    const siteFields = known === null && needsSiteFields(settings) ? await get("/rest/api/2/field") : [];
    known ??= fieldsToFetch(settings, readAs(z.array(z.unknown()), siteFields, settings.id, "field"));
    return known;
  }

  return {
    async checkAccess() {
      requireSomebody(await get("/rest/api/2/myself"), settings.id);
      const asked = { permissions: "BROWSE_PROJECTS" };
      requireBrowsing(await get("/rest/api/2/mypermissions", asked), settings.id);
      try {
        await post("/rest/api/2/search", { jql: scopeOf(settings), maxResults: 0, validateQuery: true });
      } catch (error) {
        if (isCodedError(error) && error.code === "REQUEST_INVALID")
          throw refusedScope(settings.id, error.message, error);
        throw error;
      }
    },
    async search(jql, startAt, maxResults) {
      try {
        return await post("/rest/api/2/search", {
          jql,
          startAt,
          maxResults,
          fields: await fields(),
          validateQuery: true,
        });
      } catch (error) {
        if (!isCodedError(error) || error.code !== "REQUEST_INVALID") throw error;
        throw codedError("SOURCE_ANSWER_INVALID", error.message, error);
      }
    },
    async findIssue(id) {
      try {
        return await get(`/rest/api/2/issue/${id}`, { fields: (await fields()).join(",") });
      } catch (error) {
        if (isCodedError(error) && error.code === "NOT_FOUND") return null;
        throw error;
      }
    },
  };
}
