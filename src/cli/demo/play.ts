/** One performance of the demo on a running service: the past told at once, the present as it goes, and summed up. */
import type { Config } from "../../config/config.ts";
import type { Api } from "../api.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { objectivesOf } from "../objectives.ts";
import { waitUntilSettled } from "../settled.ts";
import { standingOf } from "../standing.ts";
import { createMail, emptyTally, type Mail, type Tally } from "./mail.ts";
import type { PastStep } from "./past.ts";
import type { PastSpan } from "./past-span.ts";
import { createRandom } from "./random.ts";
import { repeat } from "./repeat.ts";
import type { Screen } from "./screen.ts";
import { writeScript } from "./script.ts";
import type { StoryClock } from "./story-clock.ts";
import type { StoryEvent } from "./story-event.ts";
import { printSummary } from "./summary.ts";
import { tellPast } from "./tell-past.ts";
import { tellStory } from "./telling.ts";
import type { Tracker } from "./tracker.ts";
import { type SimulatedSource, simulateSources } from "./trackers.ts";

export interface Stage {
  api: Api;
  config: Config;
  clock: StoryClock;
  past: PastSpan;
  /** Whether all that was told has become progress. */
  isAtRest: () => Promise<boolean>;
  screen: Screen;
  /** Called when the past is told, and there is something to look at. */
  onOpen: () => Promise<void>;
  /** Ends the performance. */
  signal: AbortSignal;
}

export interface Performance {
  pauseMs: number;
  /** Of the events that happen while you look; null: until stopped. */
  limit: number | null;
  seed: number;
}

const screenEveryMs = 500;

/** As long as a slow machine takes for what is left of a long story; whoever pressed Ctrl-C does not wait so long. */
const patienceMs = { ended: 120_000, stopped: 3_000 };

const recentKept = 8;

/** Resolves with the exit code: 0 when everything was processed and something moved. */
export async function play(cli: Cli, stage: Stage, performance: Performance): Promise<ExitCode> {
  const { api, config, clock, screen, signal, onOpen } = stage;
  const { pauseMs, limit, seed } = performance;
  const before = standingOf(await objectivesOf(api));
  const sources = simulateSources(config);
  const tally = emptyTally();
  const mails = mailsOf(stage, sources, tally, seed);
  const { past, story } = writeScript(config, sources, stage.past, seed);
  if (stage.past.isTold) await lookBack(stage, past, mails, tally);
  else for (const step of past) step.happen();
  screen.open();
  await onOpen();
  const recent: StoryEvent[] = [];
  let told = 0;
  const show = async () => screen.show({ objectives: await objectivesOf(api), told, recent });
  const onEvent = (event: StoryEvent) => {
    told += 1;
    if (event.headline !== undefined) screen.announce(event.headline);
    recent.push(event);
    if (recent.length > recentKept) recent.shift();
  };
  const stopShowing = repeat(show, screenEveryMs);
  try {
    await tellStory({ story, mails, api, clock: clock.now, tally, pauseMs, limit, signal, onEvent });
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

async function lookBack(
  { api, clock, screen, signal, isAtRest }: Stage,
  steps: readonly PastStep[],
  mails: ReadonlyMap<Tracker, Mail>,
  tally: Tally,
) {
  await tellPast({ steps, mails, api, clock, tally, signal, isAtRest, onDay: (day) => screen.lookBack(day) });
  // What is counted at the end is what happened while you looked, and whatever went wrong.
  Object.assign(tally, { ...emptyTally(), failures: tally.failures });
}

function mailsOf({ api, clock }: Stage, sources: readonly SimulatedSource[], tally: Tally, seed: number) {
  return new Map(
    sources.map(({ sourceId, tracker, secret }, index) => {
      const receiver = { kind: tracker.kind, url: `${api.url}/webhooks/${encodeURIComponent(sourceId)}`, secret };
      return [tracker, createMail({ receiver, random: createRandom(seed + index + 1), clock: clock.now, tally })];
    }),
  );
}
