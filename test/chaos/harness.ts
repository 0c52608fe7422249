/** One seed: an installation, its trackers' mail, what goes wrong meanwhile, and the verdict. All chance comes from the seed. */
import { setTimeout as pause } from "node:timers/promises";
import { createRandom } from "../../src/cli/demo/random.ts";
import { chaosEnv, readChaosConfig } from "./config.ts";
import { type Means, pickFault } from "./faults.ts";
import { startFleet } from "./fleet.ts";
import type { Lane } from "./lane.ts";
import { disordered, writeMail } from "./mail.ts";
import { sendAll, startSent } from "./sender.ts";
import { settle } from "./settle.ts";
import { judge, type Verdict } from "./verdict.ts";

export interface SeedSettings {
  seed: number;
  /** Which of the named points come up. */
  turn: number;
  deliveries: number;
  perSecond: number;
  /** How many, besides the named points. */
  faults: number;
}

export interface Outcome extends Verdict {
  seed: number;
  acknowledged: number;
  retries: number;
  repeats: number;
  kills: number;
  starts: number;
  points: string[];
  struck: string[];
  lostAnswers: number;
  /** What starting, sending, settling and judging took. */
  seconds: readonly number[];
}

const progressPauseMs = 10;
const sendDeadlineMs = 180_000;

/** Never rejects for what it finds: that is in the complaints. */
export async function runSeed(lane: Lane, settings: SeedSettings): Promise<Outcome> {
  const lap = createLaps();
  const random = createRandom(settings.seed);
  const place = await lane.openPlace();
  const lostBefore = lane.proxy?.lostAnswers() ?? 0;
  const { content, mail } = writeMail(settings.seed, settings.deliveries, Date.now());
  const fleet = await startFleet({
    parts: lane.parts,
    configDir: place.configDir,
    dataDir: place.dataDir,
    env: { ...place.env, ...chaosEnv, LOG_LEVEL: "info" },
    random,
    turn: settings.turn,
  });
  lap.end();
  try {
    const { sent, struck } = await sendUnderFire({ lane, place, fleet, random }, mail, settings);
    lap.end();
    await fleet.calm();
    const unsettled = await settle(place, fleet);
    lap.end();
    await fleet.stop("in good order");
    const { config, compiled } = await readChaosConfig(place.configDir);
    const today = new Date().toISOString().slice(0, 10);
    const database = await place.openDatabase();
    const verdict = await judge(database, { config, compiled, content, acknowledged: sent.acknowledged, today });
    await database.close();
    lap.end();
    const unsent = mail.length - sent.acknowledged.size;
    return {
      ...verdict,
      complaints: [
        ...sent.refused,
        ...unsettled,
        ...fleet.tally.crashes.map((crash) => `a process ended by itself: ${crash}`),
        ...(unsent === 0 ? [] : [`${unsent} deliveries could not be delivered`]),
        ...verdict.complaints,
      ],
      seed: settings.seed,
      acknowledged: sent.acknowledged.size,
      retries: sent.retries,
      repeats: sent.repeats,
      kills: fleet.tally.kills,
      starts: fleet.tally.starts,
      points: fleet.tally.points,
      struck,
      lostAnswers: (lane.proxy?.lostAnswers() ?? 0) - lostBefore,
      seconds: lap.seconds,
    };
  } finally {
    await fleet.stop("kill");
    await place.remove();
  }
}

function createLaps(): { end(): void; seconds: number[] } {
  const seconds: number[] = [];
  let last = performance.now();
  return {
    seconds,
    end() {
      const now = performance.now();
      seconds.push((now - last) / 1_000);
      last = now;
    },
  };
}

async function sendUnderFire(means: Means, mail: Parameters<typeof sendAll>[0], settings: SeedSettings) {
  const { fleet, random } = means;
  const over = new AbortController();
  // Chances of their own: how the sender or the fleet fares must not decide what goes wrong.
  const own = (number: number) => createRandom(settings.seed * 10 + number);
  const shares = Array.from({ length: settings.faults }, () => random.next()).sort((a, b) => a - b);
  const sent = startSent();
  const progress = () => sent.acknowledged.size / mail.length;
  const firing = fire({ ...means, random: own(1) }, shares, progress, over.signal);
  const sender = { url: () => fleet.url(), random: own(2), perSecond: settings.perSecond };
  await sendAll(disordered(mail, random), { ...sender, deadlineMs: sendDeadlineMs }, sent);
  over.abort();
  return { sent, struck: await firing };
}

/** Strikes when these shares of the mail are acknowledged, so that a slow machine sees as much go wrong as a fast one. */
async function fire(
  means: Means,
  shares: readonly number[],
  progress: () => number,
  over: AbortSignal,
): Promise<string[]> {
  const { random } = means;
  const struck: string[] = [];
  const strikes: Promise<void>[] = [];
  for (const share of shares) {
    while (progress() < share && !over.aborted) await pause(progressPauseMs);
    // Drawn in any case, so that the same seed draws the same faults.
    const fault = pickFault(means.lane, random);
    if (over.aborted) continue;
    struck.push(fault.name);
    strikes.push(fault.strike(means));
    // A server that is down is first brought up again; a process that stands still is no reason to spare the others.
    if (!fault.name.includes("stand still")) await strikes.at(-1);
  }
  await Promise.all(strikes);
  return struck;
}
