/** `GET /api/v1/key-results/:id/contributions` and `/history`. */
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { exactSum } from "../../domain/exact-sum.ts";
import type { LedgerGroup } from "../../domain/measure.ts";
import { capped } from "../../domain/reading.ts";
import { groupContributions } from "../../store/contributions.ts";
import { listHistory } from "../../store/views/changes.ts";
import { type ContributionView, type LedgerFilter, listLedger } from "../../store/views/contributions.ts";
import { historyAnswer } from "../answers/history-answer.ts";
import { getKeyResult } from "../get-subject.ts";
import type { HttpApp } from "../http-app.ts";
import { readCursor, toPage } from "../pages.ts";
import { ErrorAnswer } from "../schemas/error.ts";
import { type ContributionAnswer, HistoryAnswer, LedgerPage, LedgerQuery } from "../schemas/ledger.ts";
import { givenInstant } from "../schemas/text.ts";

const Params = z.object({ id: z.string() });
const Range = z.object({
  from: givenInstant.optional().describe("Only what happened then or later; an instant or a day."),
  to: givenInstant.optional().describe("Only what happened before or then; an instant or a day's first."),
});
const errors = { 400: ErrorAnswer, 401: ErrorAnswer, 403: ErrorAnswer, 404: ErrorAnswer };

/** Points of a history: the newest ones, more than any chart has pixels for. */
const greatestHistory = 10_000;

export function registerLedger(app: HttpApp, deps: Deps) {
  const { db } = deps.database;
  app.route({
    method: "GET",
    url: "/api/v1/key-results/:id/contributions",
    config: { role: "viewer" },
    schema: {
      summary: "List the ledger of a key result",
      tags: ["key results"],
      params: Params,
      querystring: LedgerQuery,
      response: { 200: LedgerPage, ...errors },
    },
    handler: async ({ params, query }) => {
      const { id } = getKeyResult(deps.current().config, params.id);
      const after = query.cursor === undefined ? null : readCursor(query.cursor, [/^[^\0]+$/])[0]!;
      const [rows, groups] = await Promise.all([
        listLedger(db, id, { after, limit: query.limit + 1 }, filterOf(query)),
        groupContributions(db, [id]),
      ]);
      return { ...toPage(rows, query.limit, ({ ref }) => [ref], contributionAnswer), sums: sumsOf(groups) };
    },
  });
  app.route({
    method: "GET",
    url: "/api/v1/key-results/:id/history",
    config: { role: "viewer" },
    schema: {
      summary: "Show how a key result came to its value",
      tags: ["key results"],
      params: Params,
      querystring: Range,
      response: { 200: HistoryAnswer, ...errors },
    },
    handler: async ({ params, query }) => {
      const keyResult = getKeyResult(deps.current().config, params.id);
      const range = { from: query.from ?? null, to: query.to ?? null, limit: greatestHistory };
      return historyAnswer(keyResult, await listHistory(db, keyResult.id, range));
    },
  });
}

function filterOf({ query, counted, match }: z.infer<typeof LedgerQuery>): LedgerFilter {
  const parted = match?.indexOf(":") ?? -1;
  const kind = (parted < 0 ? match : match?.slice(0, parted)) as ContributionView["matchKind"] | undefined;
  return {
    query,
    counted: counted === undefined ? undefined : counted === "true",
    match: kind === undefined ? undefined : { kind, id: parted < 0 ? null : match!.slice(parted + 1) },
  };
}

function contributionAnswer(row: ContributionView): ContributionAnswer {
  const { ref, key, title, url, source, statusCategory, status, weight, size, credit, counted, reason } = row;
  const { matchKind: kind, matchId: id, viaRef, viaKey, viaTitle } = row;
  const issue = { ref, key, title, url, source, statusCategory, status };
  const via = viaRef === null ? null : { ref: viaRef, key: viaKey, title: viaTitle };
  return { issue, match: { kind, id }, weight, size, credit, counted, reason, via };
}

function sumsOf(groups: readonly LedgerGroup[]): { size: number; credited: number } {
  const counted = groups.filter((group) => group.counted);
  const sizeOf = ({ weight, size }: LedgerGroup) => capped(weight * size);
  return {
    size: exactSum(counted.map((group) => ({ count: group.count, value: sizeOf(group) }))),
    credited: exactSum(counted.map((group) => ({ count: group.count, value: sizeOf(group) * group.credit }))),
  };
}
