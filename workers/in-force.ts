/** The configuration in force in this process, and how another one takes its place: whole, between two pieces of work. */
import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import { compileConfig } from "../src/config/compile.ts";
import { type AccessToken, type Config, keyResultsOf } from "../src/config/config.ts";
import type { ConfigParser } from "../src/config/config-parser.ts";
import { configDigest } from "../src/config/digest.ts";
import { emptyConfig } from "../src/config/empty-config.ts";
import { formatProblem } from "../src/config/problem.ts";
import type { Clock, CurrentConfig } from "../src/deps.ts";
import { codedError } from "../src/errors.ts";
import { acceptConfig } from "../src/store/accept-config.ts";
import type { Database } from "../src/store/database.ts";
import { findRevisionInForce, newestRevisionId, type RevisionInForce } from "../src/store/revisions.ts";
import { createTurn } from "./turn.ts";

export interface InForceOptions {
  database: Database;
  parser: ConfigParser;
  clock: Clock;
  log: Logger;
  /** Why this process must not run on a configuration that is fine in itself; null where it may. */
  objectionTo: (config: Config) => string | null;
  /** Instead of the tokens of each configuration. */
  tokens?: readonly AccessToken[] | undefined;
}

export interface InForce {
  current: () => CurrentConfig;
  /** Makes this the newest revision, unless it is that already, and goes over to it. True where it is a new one. */
  accept: (config: Config) => Promise<boolean>;
  /** Goes over to the newest revision; throws CONFIG_OUTDATED where that cannot be read here. */
  adoptNewest: () => Promise<void>;
  /** The same texts read again: what they refer to, such as secrets in files, may have changed. */
  refresh: (config: Config) => void;
}

/** Nothing is in force, as revision 0, until something is accepted or adopted. */
export function createInForce(options: InForceOptions): InForce {
  const { database, clock, log } = options;
  let current: CurrentConfig = { config: emptyConfig, revision: 0, mapping: compileConfig(emptyConfig) };
  /** One change at a time: an older one that takes longer must not end on top of a newer. */
  const inTurn = createTurn();

  function put(config: Config, revision: number, mapping = compileConfig(config)): void {
    current = { config: withTokens(config), revision, mapping };
  }

  function withTokens(config: Config): Config {
    return options.tokens ? { ...config, access: { tokens: options.tokens } } : config;
  }

  async function accept(config: Config): Promise<boolean> {
    const before = await newestRevisionId(database.db);
    const mapping = compileConfig(config);
    const revision = await acceptConfig(database.db, acceptable(config), clock());
    put(config, revision, mapping);
    if (revision !== before) log.info({ revision }, "configuration accepted");
    return revision !== before;
  }

  async function adopt(): Promise<void> {
    if ((await newestRevisionId(database.db)) === current.revision) return clearTrouble();
    const newest = await findRevisionInForce(database.db);
    if (newest === null) {
      throw codedError("CONFIG_OUTDATED", "the database no longer holds any configuration; start okr-sync again");
    }
    const read = await readRevision(options, newest);
    if (Array.isArray(read)) throw outdated(newest.id, read);
    put(read, newest.id);
    log.info({ revision: newest.id }, "configuration adopted");
  }

  function clearTrouble(): void {
    const { unreadable, ...rest } = current;
    if (unreadable !== undefined) current = rest;
  }

  function outdated(revision: number, problems: readonly string[]): Error {
    const unreadable = { revision, problems };
    if (!isDeepStrictEqual(current.unreadable, unreadable)) {
      log.error(
        unreadable,
        "the configuration in force cannot be read by this process; it matches nothing until it can",
      );
    }
    current = { ...current, unreadable };
    const why = `configuration revision ${revision} is in force, and this process cannot read it`;
    return codedError("CONFIG_OUTDATED", `${why}:\n${problems.join("\n")}`);
  }

  return {
    current: () => current,
    accept: (config) => inTurn(() => accept(config)),
    adoptNewest: () => inTurn(adopt),
    refresh(config) {
      if (configDigest(config.files) !== configDigest(current.config.files)) return;
      current = { ...current, config: withTokens(config) };
    },
  };
}

function acceptable(config: Config) {
  return {
    digest: configDigest(config.files),
    files: config.files,
    sources: config.sources.map((source) => source.id),
    keyResultIds: keyResultsOf(config).map((keyResult) => keyResult.id),
  };
}

/** References are resolved with this process's own environment. Problems where that, or the configuration, does not do. */
async function readRevision(
  { parser, objectionTo }: InForceOptions,
  { files }: RevisionInForce,
): Promise<Config | string[]> {
  const result = await parser.parse(files);
  if (!result.ok) return result.problems.map(formatProblem);
  const objection = objectionTo(result.config);
  return objection === null ? result.config : [objection];
}
