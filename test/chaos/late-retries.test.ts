/** Linear sends the same bytes again 1 min, 1 h and 6 h later (spec reliability.md, finding 1): accepted once, and once only. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { processorsOf } from "../../workers/index.ts";
import type { JobName } from "../../src/queue/jobs.ts";
import { acceptConfig } from "../../src/store/accept-config.ts";
import { openTestService, signLinear, type TestService } from "../http/test-service.ts";
import { databasePairings, eachPairing } from "../servers/pairing.ts";

const minute = 60_000;
const hour = 60 * minute;
const retriesMs = [minute, hour, 6 * hour];
const maxAgeMs = 24 * hour;
const startMs = Date.parse("2026-11-02T10:00:00.000Z");

eachPairing((pairing) => {
  describe("a byte-identical retry", () => {
    let service: TestService;
    let number = 0;
    beforeAll(async () => {
      service = await openTestService({ pairing });
      const { sources } = service.current.config;
      const accepted = { digest: "late", files: {}, sources: sources.map(({ id }) => id), keyResultIds: [] };
      const revision = await acceptConfig(service.database.db, accepted, new Date(startMs));
      service.current = { ...service.current, revision };
    });
    afterAll(() => service.close());

    /** An issue that counts toward a key result, signed at the start of the clock. */
    function freshIssue() {
      number += 1;
      const at = new Date(startMs).toISOString();
      const id = `00000000-0000-4000-8000-00000000000${number}`;
      const state = { id, name: "Done", type: "completed" };
      const data = { id, identifier: `ENG-${number}`, title: "Late", createdAt: at, updatedAt: at, state };
      const named = { ...data, number, team: { id, key: "ENG", name: "Eng" }, labels: [{ id, name: "beta-feedback" }] };
      const payload = { action: "create", type: "Issue", createdAt: at, data: named, webhookTimestamp: startMs };
      return { body: JSON.stringify(payload), id };
    }

    async function postAfter(ms: number, { body, id }: { body: string; id: string }) {
      service.now = new Date(startMs + ms);
      const headers = {
        "content-type": "application/json",
        "linear-signature": signLinear(body),
        "linear-delivery": id,
        "linear-timestamp": String(startMs),
      };
      return service.app.inject({ method: "POST", url: "/webhooks/linear", payload: body, headers });
    }

    /** Runs what was rung for, and what that rings for. */
    async function work() {
      const processors = processorsOf(service.deps, []) as Record<
        JobName,
        (payload: unknown, context: { attempt: number; lastAttempt: boolean }) => Promise<void>
      >;
      for (let job = service.queue.jobs.shift(); job !== undefined; job = service.queue.jobs.shift()) {
        await processors[job.name](job.payload, { attempt: 1, lastAttempt: true });
      }
    }

    async function effects() {
      const { rows } = await sql<Record<"deliveries" | "issues" | "changes" | "ended", number>>`
        select (select count(*) from okr_sync.deliveries)::int as deliveries,
               (select count(*) from okr_sync.deliveries where status = 'processed' and attempts = 1)::int as ended,
               (select count(*) from okr_sync.issues)::int as issues,
               (select count(*) from okr_sync.progress_changes where subject_id = 'improvements')::int as changes
      `.execute(service.database.db);
      return rows[0]!;
    }

    it("of what was acknowledged is acknowledged as a duplicate at each of Linear's times, and does nothing", async () => {
      const issue = freshIssue();
      const first = await postAfter(0, issue);
      expect(first.json()).toMatchObject({ duplicate: false });
      await work();
      const before = await effects();
      for (const ms of retriesMs) {
        const answer = await postAfter(ms, issue);
        expect(answer.statusCode).toBe(200);
        expect(answer.json()).toEqual({ deliveryId: first.json().deliveryId, duplicate: true });
        expect(service.queue.jobs).toEqual([]);
        await work();
        expect(await effects()).toEqual(before);
      }
      expect(before.ended).toBe(before.deliveries);
    });

    it.each(retriesMs)("of what never came is accepted %d ms late, and takes effect once", async (ms) => {
      const issue = freshIssue();
      const before = await effects();
      const answer = await postAfter(ms, issue);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({ duplicate: false });
      await work();
      const { deliveries, ended, issues, changes } = before;
      const after = { deliveries: deliveries + 1, ended: ended + 1, issues: issues + 1, changes: changes + 1 };
      expect(await effects()).toEqual(after);
      for (const later of retriesMs.filter((each) => each > ms)) {
        expect((await postAfter(later, issue)).json()).toMatchObject({ duplicate: true });
      }
      await work();
      expect(await effects()).toEqual(after);
    });

    it("is accepted at the end of maxAge and refused a millisecond later, known or not, without a trace", async () => {
      const known = freshIssue();
      expect((await postAfter(maxAgeMs, known)).statusCode).toBe(200);
      await work();
      const before = await effects();
      expect((await postAfter(maxAgeMs + 1, known)).statusCode).toBe(401);
      expect((await postAfter(maxAgeMs + 1, freshIssue())).statusCode).toBe(401);
      expect(await effects()).toEqual(before);
      expect(service.queue.jobs).toEqual([]);
    });
  });
}, databasePairings);
