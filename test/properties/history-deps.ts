/** What the workers are handed while a history is played: a real database, real sources, and trackers that are simulated. */
import { pino } from "pino";
import { type Config, keyResultsOf } from "../../src/config/config.ts";
import type { CurrentConfig, Deps } from "../../src/deps.ts";
import { compileConfig } from "../../src/config/compile.ts";
import { createConfigParser } from "../../src/config/config-parser.ts";
import type { JobQueue } from "../../src/queue/jobs.ts";
import { sourceOf } from "../../src/sources/index.ts";
import { acceptConfig } from "../../src/store/accept-config.ts";
import type { Database } from "../../src/store/database.ts";

export interface Stage {
  nowMs(): number;
  config: Config;
}

export interface StagedDeps extends Deps {
  /** Puts another history on: its clock, its trackers. */
  enter(stage: Stage): void;
  /** Puts a configuration in force; its marks are rung for. */
  accept(config: Config): Promise<void>;
}

const log = pino({ level: "silent" });

export function stagedDeps(database: Database, queue: JobQueue): StagedDeps {
  let stage: Stage | null = null;
  let current: CurrentConfig | null = null;
  let accepted = 0;
  const entered = () => {
    if (stage === null) throw new Error("no history is on");
    return stage;
  };
  const clock = () => new Date(entered().nowMs());
  return {
    database,
    queue,
    log,
    clock,
    sourceOf,
    current() {
      if (current === null) throw new Error("no configuration is in force");
      return current;
    },
    adoptNewest: async () => {},
    parser: createConfigParser({ env: {}, clock }),
    openTracker(id) {
      const settings = entered().config.sources.find((source) => source.id === id);
      if (settings === undefined) return null;
      const nowMs = () => entered().nowMs();
      return sourceOf(settings.kind).open(settings, { fetch: globalThis.fetch, nowMs, sleep: async () => {}, log });
    },
    enter: (next) => void (stage = next),
    async accept(config) {
      const keyResults = keyResultsOf(config);
      const keyResultIds = keyResults.map(({ id }) => id);
      const sources = config.sources.map(({ id }) => id);
      const digest = `history ${(accepted += 1)}`;
      const revision = await acceptConfig(database.db, { digest, files: {}, sources, keyResultIds }, clock());
      current = { config, revision, mapping: compileConfig(config) };
      await queue.enqueue("rematch", { roots: ["*"] });
      await queue.enqueue("roll-up", { keyResultIds });
    },
  };
}
