/** A tracker under test: one simulated site, its server, and our adapter with a clock that only sleeping moves. */
import { pino } from "pino";
import type { IssueState } from "../../src/domain/issue.ts";
import { sourceOf } from "../../src/sources/index.ts";
import type { FetchRequest, SourceSettings, Tracker } from "../../src/sources/source.ts";
import type { Content } from "./content.ts";
import { createContent } from "./create-content.ts";
import type { SiteName } from "./item.ts";
import { settingsOf } from "./settings.ts";
import { startTrackerServer, type TrackerServer, type TrackerServerOptions } from "./tracker-server.ts";

export interface Bench {
  content: Content;
  server: TrackerServer;
  settings: SourceSettings;
  tracker: Tracker;
  /** Another one, as after a restart; the signal calls its work off. */
  open(changes?: Partial<SourceSettings>, signal?: AbortSignal): Tracker;
  /** All that was slept so far, in milliseconds. */
  slept: number[];
  /** Moves the clock, as sleeping does. */
  pass(ms: number): void;
  close(): Promise<void>;
}

export interface BenchOptions extends TrackerServerOptions {
  seed?: number;
  size?: number;
  timeoutMs?: number;
}

const startMs = Date.parse("2026-11-02T10:00:00.000Z");

export async function openBench(site: SiteName, options: BenchOptions = {}): Promise<Bench> {
  let nowMs = startMs;
  const slept: number[] = [];
  const { seed = 7, size = 60, timeoutMs = 5_000, ...serverOptions } = options;
  const none = { cloud: 0, server: 0, linear: 0 };
  const content = createContent({ seed, nowMs: () => nowMs, sizes: { ...none, [site]: size } });
  const server = await startTrackerServer(content, serverOptions);
  const settings = settingsOf(site, server.url(site));
  const open = (changes: Partial<SourceSettings> = {}, signal?: AbortSignal): Tracker => {
    const opened = sourceOf(settings.kind).open(
      { ...settings, ...changes },
      {
        fetch: globalThis.fetch,
        nowMs: () => nowMs,
        sleep: async (ms) => {
          slept.push(ms);
          nowMs += ms;
        },
        log: pino({ level: "silent" }),
        signal,
        timeoutMs,
        random: () => 0.5,
      },
    );
    if (opened === null) throw new Error("the source has auth");
    return opened;
  };
  const pass = (ms: number) => void (nowMs += ms);
  return { content, server, settings, tracker: open(), open, slept, pass, close: () => server.close() };
}

export const everything: Omit<FetchRequest, "cursor"> = { scope: "all", since: null };

/** All pages to the end; `between` runs after each but the last. */
export async function fetchAll(
  fetchPage: (cursor: string | null) => ReturnType<Tracker["fetchPage"]>,
  between: (pages: number) => void = () => {},
): Promise<IssueState[]> {
  const states: IssueState[] = [];
  let cursor: string | null = null;
  for (let pages = 1; ; pages += 1) {
    const page: Awaited<ReturnType<Tracker["fetchPage"]>> = await fetchPage(cursor);
    states.push(...page.states);
    if (page.cursor === null) return states;
    if (pages > 5_000) throw new Error("there is no end of pages");
    cursor = page.cursor;
    between(pages);
  }
}

export function refsOf(states: readonly IssueState[]): string[] {
  return states.map(({ issue }) => issue.ref).toSorted();
}
