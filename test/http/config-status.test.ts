import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clearRefusal, recordRefusal } from "../../src/store/config-refusals.ts";
import { listEventsAfter } from "../../src/store/views/events.ts";
import { markMatched, recordRevision } from "../../src/store/revisions.ts";
import { openTestService, type TestService } from "./test-service.ts";

let service: TestService;
beforeAll(async () => {
  service = await openTestService();
});
afterAll(() => service.close());

const acceptedAt = new Date("2026-11-02T09:00:00.000Z");
const problems = ["okrs.yaml:3:5: unknown key"];

async function statusOf({ app }: TestService) {
  return (await app.inject({ url: "/api/v1/status" })).json();
}

const refuse = (stays = false) =>
  service.database.db.transaction().execute((trx) => recordRefusal(trx, { at: service.now, problems }, { stays }));

describe("GET /api/v1/status shows of the configuration", () => {
  it("its revision, since when, and whether every issue has been matched by it", async () => {
    const { db } = service.database;
    const revision = await recordRevision(db, { digest: "d", files: {}, on: "2026-11-02" }, acceptedAt);
    service.current = { ...service.current, revision };
    const shown = { revision, acceptedAt: acceptedAt.toISOString(), matchedAt: null, refused: null, unreadable: null };
    expect(await statusOf(service)).toMatchObject({ revision, config: shown });
    await markMatched(db, service.now);
    expect((await statusOf(service)).config).toEqual({ ...shown, matchedAt: service.now.toISOString() });
  });

  it("nothing of its times where none was ever accepted", async () => {
    const { revision } = service.current;
    service.current = { ...service.current, revision: 0 };
    expect((await statusOf(service)).config).toMatchObject({ revision: 0, acceptedAt: null, matchedAt: null });
    service.current = { ...service.current, revision };
  });

  it("what was refused, by every web process, until it is put right", async () => {
    await refuse();
    const other = await openTestService({ database: service.database });
    for (const each of [service, other]) {
      expect((await statusOf(each)).config.refused).toEqual({ at: service.now.toISOString(), problems });
    }
    await service.database.db.transaction().execute((trx) => clearRefusal(trx, service.now));
    expect((await statusOf(other)).config.refused).toBeNull();
    await other.close();
  });

  it("the newer revision that this process cannot read", async () => {
    const unreadable = { revision: 9, problems };
    service.current = { ...service.current, unreadable };
    expect((await statusOf(service)).config.unreadable).toEqual(unreadable);
    const { unreadable: _gone, ...rest } = service.current;
    service.current = rest;
  });
});

describe("the event stream", () => {
  it("hears of a refusal once, and of its end", async () => {
    const { db } = service.database;
    const before = (await listEventsAfter(db, "0", 100)).at(-1)?.id ?? "0";
    await refuse();
    await refuse();
    await refuse(true);
    await db.transaction().execute((trx) => clearRefusal(trx, service.now));
    await db.transaction().execute((trx) => clearRefusal(trx, service.now));
    const { revision } = service.current;
    const told = (await listEventsAfter(db, before, 100)).map((event) => event.kind !== "progress" && event.data);
    expect(told).toEqual([
      { state: "refused", revision, problems },
      { state: "accepted", revision },
    ]);
  });
});
