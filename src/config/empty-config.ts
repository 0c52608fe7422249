/** What is in force before anything was ever accepted: nothing to measure, nothing to hear. */
import type { Config } from "./config.ts";

export const emptyConfig: Config = {
  periods: [],
  objectives: [],
  mapping: { conventions: { label: null, field: null }, rules: [] },
  sources: [],
  access: { tokens: [] },
  files: {},
};
