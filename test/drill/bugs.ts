/** The bugs that the drill plants, one after another; each has to be caught by the tests that it names. */
import { domainBugs } from "./bugs/domain.ts";
import { matchingBugs } from "./bugs/matching.ts";
import { receivingBugs } from "./bugs/receiving.ts";
import { reconcilingBugs } from "./bugs/reconciling.ts";
import { rollingUpBugs } from "./bugs/rolling-up.ts";

export interface Edit {
  file: string;
  /** Occurs exactly once in the file. */
  old: string;
  new: string;
}

export interface Bug {
  name: string;
  /** What a user would see of it. */
  harm: string;
  edits: readonly Edit[];
  /** Test files, at least one test of which has to fail. */
  tests: readonly string[];
}

export const bugs: readonly Bug[] = [
  ...receivingBugs,
  ...domainBugs,
  ...matchingBugs,
  ...rollingUpBugs,
  ...reconcilingBugs,
];
