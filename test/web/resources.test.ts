import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Api, Reading } from "../../src/web/api/api.ts";
import { keepUnchanged } from "../../src/web/api/keep-unchanged.ts";
import { allPages } from "../../src/web/api/pages.ts";
import { createResources } from "../../src/web/api/resources.ts";
import { concerns } from "../../src/web/live/live-updates.ts";

/** Answers as the service would, in order; the last one again and again. */
function answering(...readings: Reading<unknown>[]) {
  const asked: { path: string; etag: string | null }[] = [];
  const api = {
    async read(path: string, etag: string | null = null) {
      asked.push({ path, etag });
      return readings[Math.min(asked.length, readings.length) - 1]!;
    },
  } as Api;
  return { api, asked };
}

const read = (data: unknown, etag: string | null = null): Reading<unknown> => ({ kind: "read", data, etag });
const failed: Reading<unknown> = { kind: "failed", failure: { code: "UNREACHABLE", message: "" } };
const open = (api: Api) =>
  createResources(
    api,
    () => ({ leastMs: 100, spreadMs: 100 }),
    () => 0.5,
  );

describe("createResources", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("asks once, however many use it, and not before one does", async () => {
    const { api, asked } = answering(read(1));
    const resources = open(api);
    const state = resources.at<number>("/a");
    expect([asked.length, state.value.data, state.value.loading]).toEqual([0, null, true]);
    resources.use("/a");
    resources.use("/a");
    await vi.runAllTimersAsync();
    expect(asked).toHaveLength(1);
    expect(state.value).toEqual({ data: 1, failure: null, loading: false });
  });

  it("makes one request of a burst of changes, and none for what nobody shows", async () => {
    const { api, asked } = answering(read(1, '"1"'), read(2));
    const resources = open(api);
    const release = resources.use("/a");
    await vi.runAllTimersAsync();
    for (let i = 0; i < 50; i += 1) resources.outdate((key) => key === "/a");
    await vi.advanceTimersByTimeAsync(149);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([
      { path: "/a", etag: null },
      { path: "/a", etag: '"1"' },
    ]);
    release();
    resources.outdate(() => true);
    await vi.runAllTimersAsync();
    expect(asked).toHaveLength(2);
    resources.use("/a");
    await vi.runAllTimersAsync();
    expect(asked).toHaveLength(3);
  });

  it("keeps what it had when a renewal fails, and says so", async () => {
    const { api } = answering(read(1), failed, read(2));
    const resources = open(api);
    resources.use("/a");
    await vi.runAllTimersAsync();
    await resources.renew("/a");
    expect(resources.at("/a").value).toMatchObject({ data: 1, failure: { code: "UNREACHABLE" } });
    await resources.renew("/a");
    expect(resources.at("/a").value).toMatchObject({ data: 2, failure: null });
  });

  it("keeps an answer that still holds", async () => {
    const { api } = answering(read({ a: 1 }, '"x"'), { kind: "unchanged" });
    const resources = open(api);
    resources.use("/a");
    await vi.runAllTimersAsync();
    const before = resources.at("/a").value.data;
    await resources.renew("/a");
    expect(resources.at("/a").value).toEqual({ data: before, failure: null, loading: false });
  });

  it("shows a patch at once, and asks for the whole answer after it", async () => {
    const { api, asked } = answering(read({ n: 1 }, '"x"'), read({ n: 3 }));
    const resources = open(api);
    resources.patch("/a", () => 7);
    resources.use("/a");
    await vi.runAllTimersAsync();
    resources.patch<{ n: number }>("/a", ({ n }) => ({ n: n + 1 }));
    expect(resources.at("/a").value.data).toEqual({ n: 2 });
    await resources.renew("/a");
    expect(asked[1]).toEqual({ path: "/a", etag: null });
  });

  it("asks again for what changed while it was being asked for", async () => {
    const { api, asked } = answering(read(1), read(2));
    const resources = open(api);
    resources.use("/a");
    resources.outdate(() => true);
    await vi.runAllTimersAsync();
    expect(asked).toHaveLength(2);
    expect(resources.peek("/a")).toBe(2);
  });
});

describe("allPages", () => {
  it("reads page after page, and shows what is there", async () => {
    const pages = [
      { items: [1, 2], nextCursor: "a b", sums: 1 },
      { items: [3], nextCursor: null, sums: 2 },
    ];
    const { api, asked } = answering(read(pages[0]), read(pages[1]));
    const parts: unknown[] = [];
    const reading = await allPages<(typeof pages)[0]>("/list?x=1")(api, null, (part) => parts.push(part.items));
    expect(asked.map(({ path }) => path)).toEqual(["/list?x=1&limit=1000", "/list?x=1&limit=1000&cursor=a%20b"]);
    expect(parts).toEqual([[1, 2]]);
    expect(reading).toMatchObject({ kind: "read", data: { items: [1, 2, 3], nextCursor: null, sums: 2 } });
  });

  it("fails where a page does", async () => {
    const { api } = answering(failed);
    expect(await allPages("/list")(api, null, () => {})).toEqual(failed);
  });
});

describe("keepUnchanged", () => {
  it("gives the newer answer, made of parts of the older one wherever they are equal", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
        expect(keepUnchanged(previous, next)).toEqual(next);
        expect(keepUnchanged(previous, structuredClone(previous))).toBe(previous);
      }),
    );
  });

  it("compares items with their namesakes, so that an insertion renews nothing else", () => {
    const previous = [
      { id: "a", n: [1] },
      { id: "b", n: [2] },
    ];
    const next = keepUnchanged(previous, [
      { id: "new", n: [0] },
      { id: "a", n: [1] },
      { id: "b", n: [3] },
    ]);
    expect(next[1]).toBe(previous[0]);
    expect(next[2]).not.toBe(previous[1]);
  });
});

describe("concerns", () => {
  const progress = {
    kind: "progress",
    subject: "key_result",
    id: "a",
    value: 1,
    progress: 1,
    rawProgress: 1,
    previousProgress: 0,
  } as const;
  it.each([
    [progress, "/api/v1/overview?period=x", true],
    [progress, "/api/v1/key-results/a", true],
    [progress, "/api/v1/key-results/a/history", true],
    [progress, "/api/v1/key-results/ab/history", false],
    [progress, "/api/v1/key-results/b", false],
    [progress, "/api/v1/links?keyResult=a&limit=1000", true],
    [
      { kind: "health", subject: "key_result", id: "a", health: "done", previousHealth: "stale" } as const,
      "/api/v1/key-results/a/history",
      false,
    ],
    [{ kind: "source", source: "jira" } as const, "/api/v1/overview", true],
    [{ kind: "source", source: "jira" } as const, "/api/v1/key-results/a", false],
    [{ kind: "config" } as const, "/api/v1/anything", true],
  ])("%j at %s: %s", (event, key, expected) => {
    expect(concerns(event, key)).toBe(expected);
  });
});
