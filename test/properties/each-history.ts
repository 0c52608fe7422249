/** Plays many histories: first the seeds that ever failed, then by chance; one that fails says how to play it again. */
import * as fc from "fast-check";
import { chosenSeed, failedSeeds, type Seed, seedText } from "./failed-seeds.ts";

export interface Plan {
  runs: number;
  longest: number;
  /** Of the runs themselves; another one each time where it is left out. */
  seed?: number;
  /** So many runs again and again, until this time is over. */
  forMs?: number | undefined;
}

const anySeed = (longest: number): fc.Arbitrary<Seed> =>
  fc.record({ seed: fc.nat(), mutations: fc.nat(longest), lossy: fc.boolean() });

/** Shorter histories of a seed are beginnings of its longer ones, so that shrinking finds the shortest that fails. */
export async function eachHistory(
  { runs, longest, seed, forMs = 0 }: Plan,
  check: (seed: Seed) => void | Promise<void>,
) {
  const chosen = chosenSeed();
  const explained = async (each: Seed) => {
    try {
      await check(each);
    } catch (error) {
      throw new Error(`OKR_SYNC_TEST_SEED=${seedText(each)} plays it again. ${(error as Error).message}`, {
        cause: error,
      });
    }
  };
  for (const each of chosen === null ? failedSeeds : [chosen]) await explained(each);
  if (chosen !== null) return;
  const property = fc.asyncProperty(anySeed(longest), explained);
  const startMs = performance.now();
  do await fc.assert(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }) });
  while (performance.now() - startMs < forMs);
}
