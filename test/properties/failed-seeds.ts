/** Every seed that ever failed, and how much happened in its history: they are played first, for ever. */

export interface Seed {
  seed: number;
  mutations: number;
  lossy: boolean;
}

export const failedSeeds: readonly Seed[] = [
  // Archived by a webhook, brought back without one: the fetched state lost for ever.
  { seed: 1_370_426_576, mutations: 24, lossy: true },
];

/** `OKR_SYNC_TEST_SEED=<seed>:<mutations>:<lossy or whole>` plays that history alone. */
export function chosenSeed(text = process.env.OKR_SYNC_TEST_SEED): Seed | null {
  const [, seed, mutations, kind] = /^(\d+):(\d+):(lossy|whole)$/.exec(text ?? "") ?? [];
  if (seed === undefined || mutations === undefined) return null;
  return { seed: Number(seed), mutations: Number(mutations), lossy: kind === "lossy" };
}

/** As `chosenSeed` reads it. */
export function seedText({ seed, mutations, lossy }: Seed): string {
  return `${seed}:${mutations}:${lossy ? "lossy" : "whole"}`;
}
