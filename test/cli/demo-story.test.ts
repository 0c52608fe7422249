/** The demo as a user runs it, and what the API tells of it meanwhile. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createApi } from "../../src/cli/api.ts";
import { objectivesOf } from "../../src/cli/objectives.ts";
import { dayMs } from "../../src/domain/day.ts";
import type { ObjectiveAnswer } from "../../src/http/schemas/objective.ts";
import { bin, environment } from "./run-cli.ts";

const emptyFolder = fileURLToPath(new URL(".", import.meta.url));

interface History {
  points: { at: string; progress: number | null; value: number | null; cause: { kind: string } }[];
  scope: { at: string; inScope: number; completed: number }[];
}

/** A demo in a process of its own, at a multiple of its calm speed; its output line by line. */
function startDemo(args: readonly string[]) {
  const child = spawn("node", [bin, "demo", "--port", "0", ...args], { cwd: emptyFolder, env: environment() });
  const lines: string[] = [];
  const errors: string[] = [];
  createInterface(child.stdout).on("line", (line) => lines.push(line));
  createInterface(child.stderr).on("line", (line) => errors.push(line));
  const ended = once(child, "close") as Promise<[number | null]>;
  return {
    lines,
    errors,
    /** Resolves with the first line that matches. */
    said: (pattern: RegExp) =>
      vi.waitFor(
        () => {
          const line = lines.find((each) => pattern.test(each));
          if (line === undefined) throw new Error(`not said: ${pattern}\n${[...lines, ...errors].join("\n")}`);
          return line;
        },
        { timeout: 100_000, interval: 100 },
      ),
    async stop() {
      child.kill("SIGTERM");
      return (await ended)[0];
    },
  };
}

describe("the demo, while it runs", () => {
  let demo: ReturnType<typeof startDemo>;
  let api: ReturnType<typeof createApi>;
  let opening: readonly ObjectiveAnswer[];
  let openedAt: number;
  beforeAll(async () => {
    demo = startDemo(["--speed", "4"]);
    const page = await demo.said(/^Page +http/);
    api = createApi(page.replace(/^Page +/, ""), null);
    opening = await objectivesOf(api);
    openedAt = Date.now();
    await demo.said(/▶ .* is achieved/);
  });
  afterAll(() => demo.stop());

  const runningOf = (objectives: readonly ObjectiveAnswer[]) =>
    objectives.filter(({ period }) => period === opening[0]!.period);
  const historyOf = async (id: string) => (await api.get(`/api/v1/key-results/${id}/history`)) as History;
  const progressOf = async (id: string) =>
    (await objectivesOf(api)).flatMap(({ keyResults }) => keyResults).find((each) => each.id === id)?.progress;

  it("says first where the page is, and that the period has been moved", () => {
    const heading = demo.lines.filter((line) => /^(Page|API|Description|Period) /.test(line));
    expect(heading.map((line) => line.split(" ")[0])).toEqual(["Page", "API", "Description", "Period"]);
    expect(demo.lines[1]).toMatch(/^Telling \d+ weeks of history/);
  });

  it("opens with objectives on track, at risk or off track, and with none that is stale or has no data", () => {
    const healths = runningOf(opening).map(({ health }) => health);
    expect(healths).toContain("on_track");
    expect(healths.some((health) => health === "off_track")).toBe(true);
    const all = runningOf(opening).flatMap(({ keyResults }) => keyResults.map(({ health }) => health));
    expect(new Set(all)).toEqual(new Set(["on_track", "at_risk", "off_track"]));
  });

  it("has weeks of history behind every key result of the period", async () => {
    for (const { id, measure } of runningOf(opening).flatMap(({ keyResults }) => keyResults)) {
      const { points, scope } = await historyOf(id);
      const times = points.map(({ at }) => Date.parse(at));
      expect(points.length, id).toBeGreaterThanOrEqual(5);
      expect(Math.max(...times) - Math.min(...times), id).toBeGreaterThan(35 * dayMs);
      expect(times, id).toEqual(times.toSorted((a, b) => a - b));
      expect(new Set(points.map(({ at }) => at.slice(0, 10))).size, id).toBeGreaterThanOrEqual(4);
      if (["completion", "total", "milestone"].includes(measure.kind)) {
        expect(Math.max(...scope.map(({ inScope }) => inScope)), id).toBeGreaterThan(scope[0]!.inScope);
      }
    }
  });

  it("has check-ins with a note of each of the past weeks", async () => {
    const { items } = (await api.get("/api/v1/key-results/churn/check-ins")) as {
      items: { at: string; note: string; confidence: number }[];
    };
    expect(items.length).toBeGreaterThanOrEqual(6);
    expect(items.filter(({ note }) => note === "")).toEqual([]);
    expect(new Set(items.map(({ note }) => note)).size).toBeGreaterThan(4);
  });

  it("has linked an epic, whose issues count", async () => {
    const links = (await api.get("/api/v1/links")) as { items: { keyResult: string; ref: string | null }[] };
    expect(links.items[0]).toMatchObject({ keyResult: "platform-complete", ref: expect.stringContaining("jira:") });
    const { sums } = (await api.get("/api/v1/key-results/platform-complete/contributions?match=link")) as {
      sums: { size: number };
    };
    expect(sums.size).toBeGreaterThan(0);
  });

  it("has let scope grow, and the number fall", async () => {
    const { points, scope } = await historyOf("platform-complete");
    const opened = scope.findLast(({ at }) => Date.parse(at) < openedAt)!;
    expect(scope.at(-1)!.inScope).toBeGreaterThan(opened.inScope);
    const live = points.filter(({ at }) => Date.parse(at) >= openedAt).map(({ progress }) => progress ?? 0);
    const falls = live.slice(1).map((progress, index) => live[index]! - progress);
    expect(Math.max(...falls)).toBeGreaterThan(0.02);
  });

  it("has a key result that is achieved", async () => {
    await vi.waitFor(async () => expect(await progressOf("beta-improvements")).toBe(1), { timeout: 20_000 });
    const { points } = await historyOf("beta-improvements");
    expect(points.at(-1)).toMatchObject({ progress: 1, value: 5 });
  });

  it("ends on SIGTERM with nothing refused and nothing failed", async () => {
    expect(await demo.stop(), demo.errors.join("\n")).toBe(0);
    expect(demo.errors).toEqual([]);
    expect(demo.lines.at(-1)).toMatch(/0 refused, 0 failed in processing/);
  });
});
