import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/cli/demo/random.ts";
import { createStory, type StoryEvent } from "../../../src/cli/demo/story.ts";
import { simulateSources } from "../../../src/cli/demo/trackers.ts";
import { isOpen, type WorkItem } from "../../../src/cli/demo/work-item.ts";
import type { Config, SourceConfig } from "../../../src/config/config.ts";
import type { IssueState } from "../../../src/domain/issue.ts";
import { newestStates } from "../../../src/domain/version.ts";
import { sourceOf } from "../../../src/sources/index.ts";

const startedAt = new Date("2026-11-02T10:00:00.000Z");

function sourceConfig(kind: SourceConfig["kind"]): SourceConfig {
  return {
    id: kind,
    kind,
    baseUrl: kind === "linear" ? null : "https://acme.atlassian.net",
    apiUrl: null,
    webhookSecrets: ["s"],
    webhookAuth: null,
    auth: null,
    fields: { estimate: ["customfield_10016"] },
    canceledResolutions: ["Won't Do"],
    staleAfterMs: 86_400_000,
    maxAgeMs: 86_400_000,
    reconcile: null,
  };
}

const config: Config = {
  periods: [],
  objectives: [],
  mapping: { conventions: { label: "kr:", field: null }, rules: [] },
  sources: [sourceConfig("jira"), sourceConfig("linear")],
  access: { tokens: [] },
  files: {},
};

/** A story, what it sent to each source, and the trackers as it left them. */
function tell(seed: number, length: number) {
  const sources = simulateSources(config);
  const trackers = sources.map(({ tracker }) => tracker);
  const story = createStory(trackers, [{ keyResultId: "churn", start: 6, target: 4 }], createRandom(seed));
  const events: StoryEvent[] = [];
  for (let told = 0; told < length; told += 1) events.push(story.next(new Date(startedAt.getTime() + told * 10)));
  return { sources, events };
}

/** What our source makes of every webhook of a story. */
function normalise({ sources, events }: ReturnType<typeof tell>) {
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

describe.each([1, 2, 3])("a story of 600 events with seed %i", (seed) => {
  const told = tell(seed, 600);
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
    for (const act of [...acts, "moved to", "label", "deleted", "check-in"]) expect(summaries).toContain(act);
  });

  it("never piles up more open stories than teams take on", () => {
    for (const { tracker } of told.sources) {
      const open = tracker.items().filter((item) => item.kind === "story" && isOpen(item));
      expect(open.length).toBeLessThanOrEqual(30);
    }
  });
});

describe("createStory", () => {
  it("tells the same story for the same seed, and another for another", () => {
    const summaries = (seed: number) => tell(seed, 200).events.map(({ summary }) => summary);
    expect(summaries(7)).toEqual(summaries(7));
    expect(summaries(7)).not.toEqual(summaries(8));
  });

  it("moves numbers within its first twenty events", () => {
    const { events } = tell(1, 20);
    expect(events.some(({ kind }) => kind === "checkIn")).toBe(true);
  });

  it("gives the epics of the example's rules their keys", () => {
    const [{ tracker }] = tell(1, 10).sources as [ReturnType<typeof tell>["sources"][number]];
    const epics = tracker.items().filter(({ kind }) => kind === "container");
    expect(epics.map(({ key, title }) => `${key} ${title}`)).toEqual([
      "SHOP-1 New shop platform",
      "SHOP-2 Beta feedback",
      "SHOP-3 Open in Portugal",
      "SHOP-4 Open in Norway",
      "SHOP-12 Checkout",
    ]);
  });
});

describe("a simulated tracker", () => {
  it("gives no two changes the same millisecond", () => {
    const [{ tracker }] = simulateSources(config) as [ReturnType<typeof simulateSources>[number]];
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
    const [{ tracker }] = simulateSources(config) as [ReturnType<typeof simulateSources>[number]];
    expect(() => tracker.change("nope", { title: "b" }, startedAt)).toThrow(RangeError);
  });
});
