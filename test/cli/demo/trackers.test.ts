import { describe, expect, it } from "vitest";
import { type SimulatedSource, simulateSources } from "../../../src/cli/demo/trackers.ts";
import { isOpen, type WorkItem } from "../../../src/cli/demo/work-item.ts";
import type { IssueState } from "../../../src/domain/issue.ts";
import { newestStates } from "../../../src/domain/version.ts";
import { sourceOf } from "../../../src/sources/index.ts";
import { demoConfig, tell } from "./stage.ts";

const startedAt = new Date("2026-11-20T10:00:00.000Z");
const config = await demoConfig(startedAt);

function tellAll(seed: number, live: number) {
  const told = tell(config, { seed, now: startedAt, live });
  return { ...told, events: [...told.past, ...told.live].map(({ event }) => event) };
}

/** What our source makes of every webhook of a story. */
function normalise({ sources, events }: ReturnType<typeof tellAll>) {
  return events.flatMap((event) => {
    if (event.kind !== "webhook") return [];
    const sourceId = sources.find(({ tracker }) => tracker === event.tracker)?.sourceId;
    const settings = config.sources.find(({ id }) => id === sourceId)!;
    const payload: unknown = JSON.parse(JSON.stringify(event.event.payload));
    return [sourceOf(settings.kind).normalise(settings, payload, startedAt.toISOString())];
  });
}

const categories: Readonly<Record<WorkItem["state"], string>> = {
  todo: "unstarted",
  doing: "started",
  review: "started",
  done: "completed",
  dropped: "canceled",
};

describe.each([1, 2, 3])("a past and 900 events with seed %i", (seed) => {
  const told = tellAll(seed, 900);
  const normalised = normalise(told);
  const states = normalised.flatMap((one): readonly IssueState[] => (one.outcome === "issues" ? one.states : []));
  const present = newestStates(states);

  it("sends nothing that a source ignores or cannot read", () => {
    expect(normalised.filter(({ outcome }) => outcome !== "issues")).toEqual([]);
  });

  it("leaves our issues as the trackers' items are", () => {
    for (const { sourceId, tracker } of told.sources) {
      for (const item of tracker.items()) {
        const issue = present.get(`${sourceId}:${item.id}`)?.issue;
        const expected = {
          title: item.title,
          statusCategory: categories[item.state],
          removed: false,
          completedAt: item.state === "done" ? item.closedAt : null,
        };
        expect(issue).toMatchObject(expected);
        if (item.kind === "story")
          expect(issue).toMatchObject({ key: item.key, estimate: item.estimate, labels: item.labels });
      }
    }
  });

  it("leaves what the trackers deleted as removed, and nothing else", () => {
    const there = new Set(
      told.sources.flatMap(({ sourceId, tracker }) => tracker.items().map(({ id }) => `${sourceId}:${id}`)),
    );
    const removed = [...present.values()].filter(({ issue }) => issue.removed);
    expect(removed.length).toBeGreaterThan(0);
    expect(removed.filter(({ issue }) => there.has(issue.ref))).toEqual([]);
    expect(present.size).toBe(there.size + removed.length);
  });

  it("comes out the same in the opposite order, each webhook twice", () => {
    expect(newestStates([...states, ...states].toReversed())).toEqual(present);
  });

  it("does everything that teams do, and states numbers", () => {
    const summaries = told.events.map(({ summary }) => summary).join("\n");
    const acts = ["created", "split off", "estimated", "started", "in review", "completed", "reopened", "cancelled"];
    const others = ["moved to", "label", "deleted", "check-in", "linked to", "planned", "prioritised", "renamed"];
    for (const act of [...acts, ...others]) expect(summaries).toContain(act);
  });

  it("never piles up more open stories than teams take on", () => {
    for (const { tracker } of told.sources) {
      const stories = tracker.items().filter((item) => item.kind === "story");
      expect(stories.filter(isOpen).length / stories.length).toBeLessThan(0.55);
    }
  });
});

describe("createTracker", () => {
  it("gives the epics of the example's rules their keys", () => {
    const [{ tracker }] = tellAll(1, 0).sources as [SimulatedSource];
    const epics = tracker.items().filter(({ kind }) => kind === "container");
    expect(epics.map(({ key, title }) => `${key} ${title}`)).toEqual([
      "SHOP-1 New shop platform",
      "SHOP-2 Beta feedback",
      "SHOP-3 Open in Portugal",
      "SHOP-4 Open in Norway",
      "SHOP-5 Search that finds",
      "SHOP-12 Checkout",
    ]);
  });
});

describe("a simulated tracker", () => {
  it("gives no two changes the same millisecond", () => {
    const [{ tracker }] = simulateSources(config) as [SimulatedSource];
    const draft = {
      kind: "story",
      type: "Story",
      title: "a",
      estimate: null,
      labels: [],
      priority: "Low",
      parentId: null,
    } as const;
    const first = tracker.create(draft, startedAt).item;
    const second = tracker.create(draft, startedAt).item;
    const third = tracker.change(first.id, { title: "b" }, new Date(startedAt.getTime() - 5_000)).item;
    expect(new Set([first.updatedAt, second.updatedAt, third.updatedAt]).size).toBe(3);
    expect(third.updatedAt > second.updatedAt).toBe(true);
  });

  it("refuses to change what it does not hold", () => {
    const [{ tracker }] = simulateSources(config) as [SimulatedSource];
    expect(() => tracker.change("nope", { title: "b" }, startedAt)).toThrow(RangeError);
  });
});
