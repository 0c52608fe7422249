/** Not part of the test run: `npm run test:long [-- minutes]` plays histories of fresh seeds until the time is over. */
import { describeHistories } from "./properties/describe-histories.ts";

const defaultMinutes = 10;
const totalMs = Number(process.env.OKR_SYNC_TEST_MINUTES ?? defaultMinutes) * 60_000;
const share = (part: number, runs: number) => ({ runs, forMs: totalMs * part });

describeHistories({
  core: share(0.2, 200),
  stores: {
    embedded: { atOnce: share(0.2, 5), onBullmq: share(0.2, 5) },
    "postgres+redis": { atOnce: share(0.2, 5), onBullmq: share(0.2, 5) },
  },
  timeoutMs: totalMs + 10 * 60_000,
});
