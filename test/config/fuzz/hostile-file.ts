/** Seeded configuration files that nobody wrote in good faith, up to 1 MiB. */
import { createRandom } from "../../../src/cli/demo/random.ts";
import { crowds } from "./crowds.ts";
import type { Maker } from "./maker.ts";
import { mutated } from "./mutate.ts";
import { scalars } from "./scalars.ts";
import { structures } from "./structures.ts";

export interface HostileFile {
  kind: string;
  file: string;
  text: string;
}

const makers: Readonly<Record<string, Maker>> = { mutated, ...structures, ...scalars, ...crowds };

export const hostileKinds: readonly string[] = Object.keys(makers);

/** The same file for the same seed; kinds take turns. */
export function hostileFile(seed: number): HostileFile {
  const random = createRandom(seed);
  const kind = hostileKinds[seed % hostileKinds.length]!;
  return { kind, ...makers[kind]!(random) };
}
