/** One of several processes on one database: its own configuration in force, and jobs that any of them may take. */
import { pino } from "pino";
import { parseConfig } from "../../src/config/parse.ts";
import type { Config } from "../../src/config/config.ts";
import { createConfigParser } from "../../src/config/config-parser.ts";
import type { Deps } from "../../src/deps.ts";
import type { JobName, JobPayloads, JobQueue } from "../../src/queue/jobs.ts";
import type { Database } from "../../src/store/database.ts";
import { createInForce, type InForce } from "../../workers/in-force.ts";
import { processorsOf } from "../../workers/index.ts";
import { plainSource } from "./workbench.ts";

export type Job = { [N in JobName]: [name: N, payload: JobPayloads[N]] }[JobName];

export interface Process {
  deps: Deps;
  inForce: InForce;
  run(job: Job): Promise<void>;
  /** What was logged at `error`. */
  errors: string[];
}

export interface ProcessOptions {
  database: Database;
  jobs: Job[];
  env?: Readonly<Record<string, string>>;
  objectionTo?: (config: Config) => string | null;
}

export function openProcess({ database, jobs, env = {}, objectionTo = () => null }: ProcessOptions): Process {
  const clock = () => new Date("2026-11-15T12:00:00.000Z");
  const parser = createConfigParser({ env, clock });
  const errors: string[] = [];
  const write = (line: string) => void errors.push((JSON.parse(line) as { msg: string }).msg);
  const log = pino({ level: "error" }, { write });
  const inForce = createInForce({ database, parser, clock, log, objectionTo });
  const queue: JobQueue = {
    enqueue: async (...job) => void jobs.push(job as unknown as Job),
    keepSchedules: async () => {},
    counts: () => Promise.reject(new Error("nobody counts here")),
    ping: async () => {},
    close: async () => {},
  };
  const { current, adoptNewest } = inForce;
  const openTracker = () => null;
  const deps: Deps = {
    database,
    queue,
    current,
    adoptNewest,
    parser,
    sourceOf: () => plainSource,
    openTracker,
    clock,
    log,
  };
  const processors = processorsOf(deps, []);
  return {
    deps,
    inForce,
    errors,
    run: ([name, payload]) =>
      (processors[name] as (given: unknown, context: object) => Promise<void>)(payload, {
        attempt: 1,
        lastAttempt: true,
      }),
  };
}

/** Texts of a configuration with these rules: label → key result. Its secret is a variable. */
export function textsOf(rules: Readonly<Record<string, string>>, more = ""): Record<string, string> {
  const keyResult = (id: string, measure: string) => `      - { id: ${id}, title: ${id}, measure: ${measure} }`;
  return {
    "okrs.yaml": `periods: [{ id: q4, start: 2026-10-01, due: 2026-12-31 }]
objectives:
  - id: launch
    title: Launch
    period: q4
    keyResults:
${keyResult("share", "{ kind: completion, by: count }")}
${keyResult("points", "{ kind: total, by: estimate, target: 50 }")}
${keyResult("stated", "{ kind: metric, start: 0, target: 10 }")}
${more}`,
    "mapping.yaml": `rules:\n${Object.entries(rules)
      .map(([label, keyResultId]) => `  - { id: ${label}, keyResult: ${keyResultId}, when: { label: ${label} } }\n`)
      .join("")}`,
    "sources.yaml":
      'sources: [{ id: jira, kind: jira, baseUrl: "https://acme.example", webhookSecrets: ["${SECRET:-s-0123456789}"] }]\n',
  };
}

export function configOf(texts: Readonly<Record<string, string>>): Config {
  const result = parseConfig(texts, { env: {}, readFile: () => ({ ok: false, reason: "does not exist" }) });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}
