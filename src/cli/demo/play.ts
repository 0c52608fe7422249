/** One performance of the demo on a running service: told, shown, and summed up. */
import type { Config } from "../../config/config.ts";
import type { Api } from "../api.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { objectivesOf } from "../objectives.ts";
import { waitUntilSettled } from "../settled.ts";
import { standingOf } from "../standing.ts";
import { createMail, emptyTally, type Tally } from "./mail.ts";
import { createRandom } from "./random.ts";
import { repeat } from "./repeat.ts";
import type { Screen } from "./screen.ts";
import { statedMetrics } from "./stated-metrics.ts";
import { createStory } from "./story.ts";
import { printSummary } from "./summary.ts";
import { tellStory } from "./telling.ts";
import { type SimulatedSource, simulateSources } from "./trackers.ts";

export interface Stage {
  api: Api;
  config: Config;
  screen: Screen;
  /** Ends the performance. */
  signal: AbortSignal;
}

export interface Performance {
  pauseMs: number;
  /** Null: until stopped. */
  limit: number | null;
  seed: number;
}

const screenEveryMs = 500;

/** As long as a slow machine takes for what is left of a long story; whoever pressed Ctrl-C does not wait so long. */
const patienceMs = { ended: 120_000, stopped: 3_000 };

const recentKept = 8;

/** Resolves with the exit code: 0 when everything was processed and something moved. */
export async function play(cli: Cli, stage: Stage, { pauseMs, limit, seed }: Performance): Promise<ExitCode> {
  const { api, config, screen, signal } = stage;
  const { clock } = cli;
  const before = standingOf(await objectivesOf(api));
  const sources = simulateSources(config);
  const trackers = sources.map(({ tracker }) => tracker);
  const tally = emptyTally();
  const story = createStory(trackers, statedMetrics(config), createRandom(seed));
  const mails = mailsOf(cli, sources, api.url, tally, seed);
  const recent: string[] = [];
  let told = 0;
  const show = async () => screen.show({ objectives: await objectivesOf(api), told, recent });
  const onEvent = ({ summary }: { summary: string }) => {
    told += 1;
    recent.push(summary);
    if (recent.length > recentKept) recent.shift();
  };
  const stopShowing = repeat(show, screenEveryMs);
  try {
    await tellStory({ story, mails, api, clock, tally, pauseMs, limit, signal, onEvent });
    const settled = await waitUntilSettled(api, signal.aborted ? patienceMs.stopped : patienceMs.ended);
    if (!settled && !signal.aborted) tally.failures.push("what was sent is still not processed");
    await stopShowing();
    await show();
  } finally {
    await stopShowing();
    screen.end();
  }
  return printSummary(cli, { api, before, told, tally, stopped: signal.aborted });
}

function mailsOf({ clock }: Cli, sources: readonly SimulatedSource[], url: string, tally: Tally, seed: number) {
  return new Map(
    sources.map(({ sourceId, tracker, secret }, index) => {
      const receiver = { kind: tracker.kind, url: `${url}/webhooks/${encodeURIComponent(sourceId)}`, secret };
      return [tracker, createMail({ receiver, random: createRandom(seed + index + 1), clock, tally })];
    }),
  );
}
