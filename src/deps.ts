/** What the top layers (http, workers, cli) are handed by `main.ts`. */
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import type { ConfigParser } from "./config/config-parser.ts";
import type { CompiledMapping } from "./domain/mapping.ts";
import type { JobQueue } from "./queue/jobs.ts";
import type { Source, Tracker } from "./sources/source.ts";
import type { Database } from "./store/database.ts";

/** Injected so that tests move time; never `new Date()` elsewhere. */
export type Clock = () => Date;

/** The configuration in force and its number; 0 where none was ever accepted. */
export interface CurrentConfig {
  config: Config;
  revision: number;
  mapping: CompiledMapping;
  /** A newer revision that is in force, and why this process cannot go over to it; left out where there is none. */
  unreadable?: UnreadableRevision;
}

export interface UnreadableRevision {
  revision: number;
  /** Each as `file:line:column: message`. */
  problems: readonly string[];
}

export interface Deps {
  database: Database;
  queue: JobQueue;
  /** The configuration in force now; ask again for each piece of work. */
  current: () => CurrentConfig;
  /** Goes over to the newest revision, where `current` is another; throws CONFIG_OUTDATED where this process cannot. */
  adoptNewest: () => Promise<void>;
  /** Reads other configurations than the one in force. */
  parser: ConfigParser;
  /** The adapter of a kind of source, from the register in `sources/index.ts`. */
  sourceOf: (kind: string) => Source;
  /** The API of a configured source; null where it has no `auth`. */
  openTracker: (source: string) => Tracker | null;
  clock: Clock;
  log: Logger;
}
