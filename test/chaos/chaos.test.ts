/**
 * Whatever is killed, cut or flushed: nothing that was acknowledged is lost, and nothing happens twice.
 * CHAOS_SEED=<seed> CHAOS_LANE=<postgres+redis|postgres|embedded> plays one seed again.
 */
import { afterAll, describe, expect, inject, it } from "vitest";
import { pairings, type Pairing } from "../servers/pairing.ts";
import { failedSeeds } from "./failed-seeds.ts";
import { type Outcome, runSeed } from "./harness.ts";
import { pointsOf } from "./kill-plan.ts";
import { openLane } from "./lane.ts";

interface Size {
  /** Fresh seeds of a run. */
  seeds: number;
  deliveries: number;
  perSecond: number;
  faults: number;
}

/** In all more than 20 seeds and 20,000 deliveries. */
const sizes: Readonly<Record<Pairing, Size>> = {
  "postgres+redis": { seeds: 8, deliveries: 1_120, perSecond: 250, faults: 6 },
  postgres: { seeds: 7, deliveries: 1_120, perSecond: 250, faults: 6 },
  embedded: { seeds: 6, deliveries: 620, perSecond: 150, faults: 3 },
};
/** A busy machine takes several times as long as an idle one. */
const laneDeadlineMs = 20 * 60_000;

const { CHAOS_SEED: oneSeed, CHAOS_LANE: oneLane } = process.env;
const firstSeed = oneSeed === undefined ? Math.floor(Date.now() / 1_000) % 1_000_000_000 : Number(oneSeed);
const outcomes: (Outcome & { pairing: Pairing })[] = [];

function seedsOf(pairing: Pairing): number[] {
  if (oneSeed !== undefined) return [firstSeed];
  const fresh = Array.from({ length: sizes[pairing].seeds }, (_, index) => firstSeed + index);
  return [...failedSeeds[pairing], ...fresh];
}

// Each process and each server wants to be ended with this one.
process.setMaxListeners(64);

describe.concurrent("under chaos", () => {
  for (const pairing of pairings.filter((each) => oneLane === undefined || each === oneLane)) {
    it(
      `loses nothing and does nothing twice on ${pairing}`,
      async () => {
        const lane = await openLane(pairing, inject("sharedFolder"));
        try {
          for (const seed of seedsOf(pairing)) {
            // The seed alone says which named points come up.
            const outcome = await runSeed(lane, { seed, turn: seed, ...sizes[pairing] });
            outcomes.push({ ...outcome, pairing });
            process.stdout.write(`${lineOf(pairing, outcome)}\n`);
          }
        } finally {
          await lane.close();
        }
        const found = outcomes.filter((outcome) => outcome.pairing === pairing && outcome.complaints.length > 0);
        expect(found.map(({ seed, complaints }) => ({ seed, complaints: complaints.slice(0, 20) }))).toEqual([]);
      },
      laneDeadlineMs,
    );
  }

  afterAll(() => {
    const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
    const points = new Set(outcomes.flatMap((outcome) => outcome.points));
    process.stdout.write(
      `chaos: ${outcomes.length} seeds from ${firstSeed}, ${sum((o) => o.acknowledged)} acknowledged, ${sum((o) => o.lost)} lost, ` +
        `${sum((o) => o.doubled)} doubled, ${sum((o) => o.kills)} kills, ${points.size} of ${pointsOf("all").length} named points, ` +
        `${sum((o) => o.starts)} starts, ${sum((o) => o.struck.length)} faults, ${sum((o) => o.lostAnswers)} lost answers, ` +
        `${sum((o) => o.retries)} retries, ${sum((o) => o.repeats)} repeats\n`,
    );
  });
});

function lineOf(pairing: Pairing, outcome: Outcome): string {
  const { seed, acknowledged, kills, points, struck, complaints, seconds } = outcome;
  const verdict = complaints.length === 0 ? "ok" : `${complaints.length} COMPLAINTS`;
  const took = seconds.map((each) => each.toFixed(1)).join(" + ");
  const happened = [...points, ...struck].join(", ");
  return `chaos ${pairing} seed ${seed}: ${verdict}, ${acknowledged} acknowledged, ${kills} kills, ${took} s; ${happened}`;
}
