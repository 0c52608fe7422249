/** The HTTP layer over a fresh database, real sources, a clock to turn, and a queue that only remembers. */
import { createHmac } from "node:crypto";
import { pino } from "pino";
import { parseConfig } from "../../src/config/parse.ts";
import type { CurrentConfig, Deps } from "../../src/deps.ts";
import { compileConfig } from "../../src/config/compile.ts";
import { createConfigParser } from "../../src/config/config-parser.ts";
import { type AppOptions, createApp } from "../../src/http/app.ts";
import type { HttpApp } from "../../src/http/http-app.ts";
import { type JobName, jobNames, type JobQueue } from "../../src/queue/jobs.ts";
import { sourceOf } from "../../src/sources/index.ts";
import type { Database } from "../../src/store/database.ts";
import { openPairing, type Pairing } from "../servers/pairing.ts";

export const jiraSecret = "It's a Secret to Everybody";
export const linearSecret = "test-signing-secret";

const okrs = `
periods:
  - { id: 2026-Q4, start: 2026-10-01, due: 2026-12-31 }
  - { id: 2026-Q3, start: 2026-07-01, due: 2026-09-30 }
objectives:
  - id: launch
    title: Launch
    period: 2026-Q4
    team: commerce
    kind: committed
    keyResults:
      - { id: platform, title: Platform, owner: ann, weight: 2, measure: { kind: completion, by: estimate } }
      - { id: improvements, title: Improvements, measure: { kind: total, by: count, target: 5 } }
      - { id: satisfaction, title: Satisfaction, measure: { kind: metric, unit: "%", start: 60, target: 85 } }
      - { id: uptime, title: Uptime, measure: { kind: metric, unit: "%", keep: { min: 99.5 } } }
      - { id: gate, title: Gate, measure: { kind: milestone } }
  - id: grow
    title: Grow
    period: 2026-Q4
    team: growth
    rollup: withChildren
    keyResults:
      - { id: launched, title: Launched, measure: { kind: objective, objective: launch } }
  - id: past
    title: Past
    period: 2026-Q3
    team: commerce
    parent: grow
    keyResults:
      - { id: done-deal, title: Deal, measure: { kind: total, by: estimate, aggregate: average, start: 1, target: 3, unit: pt } }
`;

const mapping = `
conventions: { label: "kr:" }
rules:
  - { id: epic, keyResult: platform, when: { source: jira, within: SHOP-12 } }
  - { id: feedback, keyResult: improvements, when: { label: beta-feedback } }
`;

const sources = `
sources:
  - { id: jira, kind: jira, baseUrl: "https://acme.atlassian.net", webhookSecrets: ["${jiraSecret}", second] }
  - { id: dc, kind: jira, baseUrl: "https://jira.acme.example", webhookAuth: { header: X-Okr-Token, values: [tok-1] } }
  - { id: linear, kind: linear, webhookSecrets: ["${linearSecret}"] }
`;

export const access = `
tokens:
  - { name: wall, role: viewer, token: viewer-token-0123456789 }
  - { name: ann, role: editor, token: editor-token-0123456789 }
  - { name: root, role: admin, token: admin-token-0123456789 }
`;

/** The configuration that the tests run on, compiled. */
export function testConfig(files: Record<string, string> = {}): CurrentConfig {
  const texts = { "okrs.yaml": okrs, "mapping.yaml": mapping, "sources.yaml": sources, ...files };
  const result = parseConfig(texts, { env: {}, readFile: () => ({ ok: false, why: "none" }) as never });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { config } = result;
  return { config, revision: 7, mapping: compileConfig(config) };
}

/** A queue that remembers what it was rung for; `failing` makes it refuse everything. */
export interface RememberingQueue extends JobQueue {
  jobs: { name: JobName; payload: unknown }[];
  failing: boolean;
}

export function rememberingQueue(): RememberingQueue {
  const queue: RememberingQueue = {
    jobs: [],
    failing: false,
    async enqueue(name, payload) {
      await queue.ping();
      queue.jobs.push({ name, payload });
    },
    async counts() {
      await queue.ping();
      const none = { waiting: 0, active: 0, delayed: 0, failed: 0 };
      return Object.fromEntries(jobNames.map((name) => [name, none])) as Awaited<ReturnType<JobQueue["counts"]>>;
    },
    async ping() {
      if (queue.failing) throw new Error("the queue is down");
    },
    async keepSchedules() {},
    async close() {},
  };
  return queue;
}

export interface TestService {
  app: HttpApp;
  deps: Deps;
  database: Database;
  queue: RememberingQueue;
  /** What `deps.clock` says. */
  now: Date;
  current: CurrentConfig;
  /** Lines of the log, parsed. */
  logged: Record<string, unknown>[];
  close(): Promise<void>;
}

export interface TestServiceOptions extends AppOptions {
  pairing?: Pairing;
  files?: Record<string, string>;
  database?: Database;
}

/** Opens everything; `close` closes it. */
export async function openTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const { pairing = "embedded", files, database, ...appOptions } = options;
  const paired = database === undefined ? await openPairing(pairing) : null;
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const queue = rememberingQueue();
  const service = {
    database: database ?? paired!.database,
    queue,
    logged,
    now: new Date("2026-11-02T10:00:00.000Z"),
    current: testConfig(files),
  };
  const deps: Deps = {
    database: service.database,
    queue,
    current: () => service.current,
    adoptNewest: async () => {},
    sourceOf,
    openTracker: () => null,
    parser: createConfigParser({ env: {}, clock: () => service.now }),
    clock: () => service.now,
    log,
  };
  const app = createApp(deps, appOptions);
  await app.ready();
  return Object.assign(service, {
    deps,
    app,
    async close() {
      await app.close();
      await paired?.close();
    },
  });
}

/** `X-Hub-Signature` of a body. */
export function signJira(body: string | Uint8Array, secret = jiraSecret): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** `Linear-Signature` of a body. */
export function signLinear(body: string | Uint8Array, secret = linearSecret): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}
