/** The workers on a real database with the queue's jobs run at once, in this process: what a history amounts to, without waiting. */
import { pino } from "pino";
import { processorsOf } from "../../workers/index.ts";
import { type Config, keyResultsOf } from "../../src/config/config.ts";
import type { Deps } from "../../src/deps.ts";
import type { IssueState } from "../../src/domain/issue.ts";
import { compileConfig } from "../../src/config/compile.ts";
import { createConfigParser } from "../../src/config/config-parser.ts";
import type { JobName, JobPayloads, JobQueue } from "../../src/queue/jobs.ts";
import type { Source } from "../../src/sources/source.ts";
import { acceptConfig } from "../../src/store/accept-config.ts";
import type { Database } from "../../src/store/database.ts";
import { recordDeliveries } from "../../src/store/record-deliveries.ts";

type Job = { [N in JobName]: [name: N, payload: JobPayloads[N]] }[JobName];

export interface Workbench {
  deps: Deps;
  /** Stores each group of states as one delivery, and processes the deliveries of the call together. */
  deliver(...groups: readonly IssueState[][]): Promise<void>;
  /** Runs jobs until none is left. */
  drain(): Promise<void>;
  /** Puts another configuration in force, as a restart with it would. */
  accept(config: Config): Promise<void>;
}

/** A source whose payloads are states already: `{"states": […]}`. */
export const plainSource: Source = {
  kind: "plain",
  verify: () => ({ ok: true }),
  deliveryId: () => null,
  open: () => null,
  normalise: (_settings, payload) => ({
    outcome: "issues",
    event: "plain",
    states: (payload as { states: IssueState[] }).states,
  }),
};

export async function openWorkbench(
  database: Database,
  config: Config,
  now: string | (() => string) = "2026-11-15T12:00:00.000Z",
): Promise<Workbench> {
  const jobs: Job[] = [];
  const clock = () => new Date(typeof now === "string" ? now : now());
  const queue: JobQueue = {
    enqueue: async (...job) => void jobs.push(job as unknown as Job),
    keepSchedules: async () => {},
    counts: () => Promise.reject(new Error("nobody counts here")),
    ping: async () => {},
    close: async () => {},
  };
  let current: ReturnType<Deps["current"]>;
  const deps: Deps = {
    database,
    queue,
    current: () => current,
    adoptNewest: async () => {},
    sourceOf: () => plainSource,
    openTracker: () => null,
    parser: createConfigParser({ env: {}, clock }),
    clock,
    log: pino({ level: "silent" }),
  };
  const processors = processorsOf(deps, []);
  const run = ([name, payload]: Job) =>
    (processors[name] as (payload: unknown, context: { attempt: number; lastAttempt: boolean }) => Promise<void>)(
      payload,
      {
        attempt: 1,
        lastAttempt: true,
      },
    );
  let deliveries = 0;
  async function drain() {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await run(job);
  }
  async function accept(next: Config) {
    const keyResults = keyResultsOf(next);
    const keyResultIds = keyResults.map(({ id }) => id);
    const accepted = {
      digest: JSON.stringify(next),
      files: next.files,
      sources: next.sources.map(({ id }) => id),
      keyResultIds,
    };
    const revision = await acceptConfig(database.db, accepted, clock());
    current = { config: next, revision, mapping: compileConfig(next) };
    jobs.push(["rematch", { roots: ["*"] }], ["roll-up", { keyResultIds }]);
    await drain();
  }
  await accept(config);
  return {
    deps,
    drain,
    accept,
    async deliver(...groups) {
      for (const [source, own] of Map.groupBy(groups, ([first]) => first?.issue.source ?? "jira")) {
        const recorded = await recordDeliveries(
          database.db,
          own.map((states) => ({
            source,
            trackerDeliveryId: null,
            body: Buffer.from(JSON.stringify({ states, delivery: (deliveries += 1) })),
            headers: {},
            receivedAt: clock(),
          })),
        );
        jobs.push(["ingest", { deliveryIds: recorded.map(({ id }) => id) }]);
      }
      await drain();
    },
  };
}
