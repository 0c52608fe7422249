import { describeHistories } from "./describe-histories.ts";

describeHistories({
  core: { runs: 5_000 },
  stores: {
    embedded: { atOnce: { runs: 170 }, onBullmq: { runs: 30 } },
    "postgres+redis": { atOnce: { runs: 50 }, onBullmq: { runs: 50 } },
  },
  timeoutMs: 10 * 60_000,
});
