/** The example configuration as the demo runs it: its own copy, with the periods moved to today. */
import type { Config } from "../../config/config.ts";
import { formatProblem, parseConfig } from "../../config/load.ts";
import { readSecretFile } from "../../config/folder/regular-file.ts";
import type { Env } from "../../env.ts";
import { codedError } from "../../errors.ts";
import { loadOwnConfig } from "../service-api.ts";
import { movePeriods } from "./moved-periods.ts";

/** The folder itself stays as it is. Throws CONFIG_INVALID with all problems. */
export async function loadDemoConfig(env: Env, now: Date): Promise<Config> {
  const config = await loadOwnConfig(env, now);
  const files = movePeriods(config.files, config.periods, now.toISOString().slice(0, 10));
  const moved = parseConfig(files, { env: env.raw, now, readFile: readSecretFile });
  if (moved.ok) return moved.config;
  const problems = moved.problems.map(formatProblem).join("\n");
  throw codedError("CONFIG_INVALID", `the configuration in ${env.configDir} cannot be moved to today:\n${problems}`);
}
