import type { AddressInfo } from "node:net";
import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEventStreamPublisher } from "../../src/publishers/event-stream.ts";
import { recordAlerts } from "../../src/store/alerts.ts";
import { notifyChanges } from "../../src/store/notify-changes.ts";
import { recorded, seedChange } from "./seed.ts";
import { openTestService, type TestService, type TestServiceOptions } from "./test-service.ts";

interface Event {
  id?: string;
  event: string;
  data: Record<string, unknown>;
}

/** Follows a stream; `next` waits for the next events. */
async function follow(service: TestService, lastEventId?: string) {
  const { port } = service.app.server.address() as AddressInfo;
  const headers = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: "127.0.0.1", port, path: "/api/v1/events", headers }, resolve).on("error", reject);
  });
  let text = "";
  let woken = () => {};
  response.on("data", (chunk: Buffer) => {
    text += chunk.toString();
    woken();
  });
  const ended = new Promise<void>((resolve) => response.once("close", resolve));
  const events = () => text.split("\n\n").slice(0, -1).flatMap(parseEvent);
  return {
    response,
    ended,
    text: () => text,
    async next(count: number): Promise<Event[]> {
      while (events().length < count) await new Promise<void>((resolve) => (woken = resolve));
      return events();
    },
    async until(pattern: RegExp) {
      while (!pattern.test(text)) await new Promise<void>((resolve) => (woken = resolve));
    },
    stop: () => response.destroy(),
  };
}

function parseEvent(block: string): Event[] {
  const lines = new Map(
    block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  const event = lines.get("event");
  if (event === undefined) return [];
  const id = lines.get("id");
  return [{ ...(id === undefined ? {} : { id }), event, data: JSON.parse(lines.get("data")!) }];
}

async function open(options: TestServiceOptions = {}) {
  const service = await openTestService(options);
  await service.app.listen({ host: "127.0.0.1", port: 0 });
  return service;
}

const at = new Date("2026-11-02T09:00:00.000Z");

/** A change of a key result's progress, as a roll-up records it. */
function change(service: TestService, before: number | null, after: number) {
  const made = (progress: number) => recorded("key_result", "platform", { progress });
  return seedChange(service.database, before === null ? null : made(before), made(after), at);
}

describe("GET /api/v1/events", () => {
  let service: TestService;
  beforeAll(async () => {
    service = await open();
  });
  afterAll(() => service.close());

  it("tells of changes as they are published, health before progress where that moved", async () => {
    const stream = await follow(service);
    expect(stream.response.headers["content-type"]).toBe("text/event-stream");
    await stream.until(/connected/);
    const publisher = createEventStreamPublisher((id) => notifyChanges(service.database.db, id));
    const id = await change(service, 0.1, 0.5);
    await publisher.publish([{ id, subject: "key_result", subjectId: "platform" }]);
    const named = { subject: "key_result", id: "platform", at: at.toISOString() };
    expect(await stream.next(2)).toEqual([
      { event: "health", data: { ...named, health: "on_track", previousHealth: "off_track" } },
      {
        id,
        event: "progress",
        data: {
          ...named,
          value: 0.5,
          progress: 0.5,
          rawProgress: 0.5,
          previousValue: 0.1,
          previousProgress: 0.1,
          revision: 7,
          cause: { kind: "delivery", id: "1", issue: "jira:1" },
        },
      },
    ]);
    stream.stop();
  });

  it("resumes after the last event that was seen, then goes on live, nothing twice and nothing missed", async () => {
    const first = await change(service, 0.5, 0.51);
    const missed: string[] = [];
    for (let i = 2; i < 30; i += 1) missed.push(await change(service, 0.5, 0.5 + i / 100));
    const stream = await follow(service, first);
    await stream.next(missed.length);
    const live = await change(service, 0.6, 0.61);
    await notifyChanges(service.database.db, live);
    const events = await stream.next(missed.length + 1);
    expect(events.map(({ id }) => id)).toEqual([...missed, live]);
    stream.stop();
  });

  it("tells alerts between changes in the one order of their ids, and resumes among them", async () => {
    const { db } = service.database;
    const alert = (data: object) => recordAlerts(db, [{ kind: "source", data }], at);
    const first = await alert({ source: "jira", condition: "stale", active: true });
    const second = await change(service, 0.5, 0.51);
    const third = (await recordAlerts(db, [{ kind: "health", data: { id: "platform", health: "stale" } }], at))!;
    const stream = await follow(service, first!);
    const events = await stream.next(2);
    expect(events.map(({ id, event }) => [id, event])).toEqual([
      [second, "progress"],
      [third, "health"],
    ]);
    const live = (await alert({ source: "jira", condition: "stale", active: false }))!;
    await notifyChanges(db, live);
    expect((await stream.next(3)).at(-1)).toEqual({
      id: live,
      event: "source",
      data: { source: "jira", condition: "stale", active: false, at: at.toISOString() },
    });
    stream.stop();
  });

  it("is never ahead of what is read after it", async () => {
    const stream = await follow(service);
    await stream.until(/connected/);
    for (let i = 1; i <= 20; i += 1) {
      const progress = 0.7 + i / 100;
      const id = await change(service, 0.6, progress);
      await notifyChanges(service.database.db, id);
      await stream.until(new RegExp(`id: ${id}\n`));
      const get = (url: string) => service.app.inject({ method: "GET", url });
      expect((await get("/api/v1/key-results/platform")).json().progress).toBe(progress);
      expect((await get("/api/v1/overview")).json().lastEventId).toBe(id);
    }
    stream.stop();
  });

  it("sends each of many followers what it has not seen, though they resume at different places", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.push(await change(service, 0.1, 0.2 + i / 100));
    const streams = await Promise.all(ids.map((id) => follow(service, id)));
    const live = await change(service, 0.6, 0.65);
    await notifyChanges(service.database.db, live);
    for (const [i, stream] of streams.entries()) {
      const wanted = [...ids.slice(i + 1), live];
      expect((await stream.next(wanted.length)).map(({ id }) => id)).toEqual(wanted);
      stream.stop();
    }
  });

  it.each(["x", "-1", "99999999999999999999999"])("takes %j for no id, and goes on live", async (lastEventId) => {
    const stream = await follow(service, lastEventId);
    await stream.until(/connected/);
    const id = await change(service, 0.6, 0.62);
    await notifyChanges(service.database.db, id);
    expect((await stream.next(1)).map((event) => event.id)).toEqual([id]);
    stream.stop();
  });

  it("serves many streams, and forgets those that went away", async () => {
    const streams = await Promise.all(Array.from({ length: 40 }, () => follow(service)));
    await Promise.all(streams.map((stream) => stream.until(/connected/)));
    streams.slice(0, 20).forEach((stream) => stream.stop());
    const id = await change(service, 0.6, 0.63);
    await notifyChanges(service.database.db, id);
    for (const stream of streams.slice(20)) expect((await stream.next(1))[0]!.id).toBe(id);
    streams.slice(20).forEach((stream) => stream.stop());
  });
});

describe("an event stream", () => {
  it("finds by polling what no notification announced, and sends heartbeats", async () => {
    const service = await open({ eventStreams: { pollMs: 20, heartbeatMs: 10 } });
    const stream = await follow(service);
    await stream.until(/heartbeat/);
    const id = await change(service, null, 0.2);
    expect((await stream.next(2)).at(-1)).toMatchObject({ id, event: "progress" });
    stream.stop();
    await service.close();
  });

  it("ends when the service closes, and holds it up no longer", async () => {
    const service = await open();
    const stream = await follow(service);
    await stream.until(/connected/);
    await service.app.close();
    await stream.ended;
    await service.close();
  });
});
