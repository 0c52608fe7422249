/** What is put in force when a process starts. */
import type { Logger } from "pino";
import type { Config } from "../src/config/config.ts";
import type { ConfigParser } from "../src/config/config-parser.ts";
import { formatProblem } from "../src/config/problem.ts";
import { codedError } from "../src/errors.ts";
import type { InForce } from "./in-force.ts";

/**
 * `folder`: what the folder holds, as a new revision where it differs from the newest. `stored`: the newest revision, and
 * nothing where there is none. `stored-or-folder`: the newest revision, and the folder where there is none.
 */
export type ConfigChoice = "folder" | "stored" | "stored-or-folder";

export interface FirstConfig {
  /** A configuration that is loaded already is accepted like a folder's. */
  choice: Config | ConfigChoice;
  dir: string;
  parser: ConfigParser;
  log: Logger;
  /** Why this process must not run on a configuration; null where it may. */
  objectionTo: (config: Config) => string | null;
}

/** What is to be accepted whatever the store holds; null where that decides. Throws CONFIG_INVALID with all problems. */
export async function readGiven(first: FirstConfig): Promise<Config | null> {
  const { choice, objectionTo } = first;
  if (choice === "stored" || choice === "stored-or-folder") return null;
  const given = choice === "folder" ? await readFolder(first) : choice;
  const objection = objectionTo(given);
  if (objection !== null) throw codedError("ENV_INVALID", objection);
  return given;
}

/** Puts what was given, or what the choice says, in force; true where that is a new revision. */
export async function putFirst(inForce: InForce, given: Config | null, first: FirstConfig): Promise<boolean> {
  if (given !== null) return inForce.accept(given);
  await inForce.adoptNewest();
  if (inForce.current().revision > 0 || first.choice === "stored") return false;
  return inForce.accept(await readFolder(first));
}

async function readFolder({ dir, parser, log }: FirstConfig): Promise<Config> {
  const result = await parser.load(dir);
  for (const warning of result.warnings) log.warn({ problem: formatProblem(warning) }, "configuration");
  if (result.ok) return result.config;
  const problems = result.problems.map(formatProblem);
  throw codedError("CONFIG_INVALID", `the configuration in ${dir} cannot be used:\n${problems.join("\n")}`);
}
