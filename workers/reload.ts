/** A folder that has changed → the configuration in force, or a refusal that everybody can see. */
import type { Logger } from "pino";
import type { Config } from "../src/config/config.ts";
import type { ConfigParser } from "../src/config/config-parser.ts";
import { configDigest } from "../src/config/digest.ts";
import type { ConfigResult } from "../src/config/parse.ts";
import { formatProblem } from "../src/config/problem.ts";
import type { Clock } from "../src/deps.ts";
import { clearRefusal, findRefusal, recordRefusal } from "../src/store/config-refusals.ts";
import type { Database } from "../src/store/database.ts";
import type { InForce } from "./in-force.ts";

export interface ReloadOptions {
  database: Database;
  parser: ConfigParser;
  inForce: InForce;
  objectionTo: (config: Config) => string | null;
  /** Of the folder as it was accepted at the start. */
  digest: string;
  /** After a new revision, with what was in force before. */
  onAccepted: (before: Config) => Promise<void>;
  clock: Clock;
  log: Logger;
}

export interface Reload {
  /** What the folder holds by now. */
  heard(result: ConfigResult): Promise<void>;
  /** Says again what is wrong with the folder, where another process has been told that all is well. */
  remind(): Promise<void>;
}

/** More of them would help nobody, and they are kept and sent. */
const keptProblems = 100;

/**
 * Only a folder whose texts have changed is accepted: one that stays as it is must not undo what another process has
 * accepted since. Rejects where the store cannot be written.
 */
export function createReload(options: ReloadOptions): Reload {
  const { database, parser, inForce, log } = options;
  let { digest } = options;
  let refused: readonly string[] = [];

  async function heard(result: ConfigResult): Promise<void> {
    const problems = await problemsOf(result);
    if (problems.length > 0) return refuse(problems);
    if (!result.ok) return;
    const { config } = result;
    const now = configDigest(config.files);
    if (now !== digest) {
      for (const warning of result.warnings) log.warn({ problem: formatProblem(warning) }, "configuration");
      const before = inForce.current().config;
      const isNew = await inForce.accept(config);
      digest = now;
      if (isNew) await options.onAccepted(before);
    } else {
      if (refused.length > 0) await database.db.transaction().execute((trx) => clearRefusal(trx, options.clock()));
      await refresh(result);
    }
    if (refused.length > 0) log.info("the configuration folder is in order again");
    refused = [];
  }

  async function problemsOf(result: ConfigResult): Promise<string[]> {
    if (!result.ok) return result.problems.map(formatProblem);
    const objection = options.objectionTo(result.config);
    return objection === null ? [] : [objection];
  }

  async function refuse(problems: readonly string[]): Promise<void> {
    const kept = problems.slice(0, keptProblems);
    if (problems.length > kept.length) kept.push(`and ${problems.length - kept.length} more`);
    const isKnown = JSON.stringify(kept) === JSON.stringify(refused);
    refused = kept;
    if (!isKnown) {
      log.error({ problems: kept }, "the changed configuration is refused; the last good one stays in force");
    }
    await record(false);
  }

  async function record(stays: boolean): Promise<void> {
    const refusal = { at: options.clock(), problems: refused };
    await database.db.transaction().execute((trx) => recordRefusal(trx, refusal, { stays }));
  }

  /** The texts are the same, but a file that they refer to has changed, or another process's configuration is in force. */
  async function refresh(result: Extract<ConfigResult, { ok: true }>): Promise<void> {
    const { files } = inForce.current().config;
    if (configDigest(files) === digest) return inForce.refresh(result.config);
    const own = await parser.parse(files);
    if (own.ok) inForce.refresh(own.config);
    else log.error({ problems: own.problems.map(formatProblem) }, "what the configuration refers to cannot be read");
  }

  return {
    heard,
    async remind() {
      if (refused.length > 0 && (await findRefusal(database.db)) === null) await record(true);
    },
  };
}
