/** Where a verb's answers come from: the running service at `--url`, else the store, opened by this process for a moment. */
import { randomBytes } from "node:crypto";
import { formatProblem, loadConfig } from "../config/load.ts";
import type { Config } from "../config/config.ts";
import type { Env } from "../env.ts";
import { codedError, isCodedError } from "../errors.ts";
import { type Part, type Service, startService } from "../main.ts";
import { type Api, createApi } from "./api.ts";
import type { Cli } from "./cli.ts";
import { createLogger } from "./logger.ts";
import { waitUntilSettled } from "./settled.ts";

/** What a verb leaves for the workers is done before the process ends; the sweep of the next one does what is left. */
const patienceMs = 20_000;

export interface ServiceOptions {
  url?: string | undefined;
  token?: string | undefined;
}

/** Calls `work` with the API of the service at `--url`, or of one that this process starts on loopback and closes again. */
export async function withApi<T>(
  cli: Cli,
  options: ServiceOptions,
  parts: readonly Part[],
  work: (api: Api) => Promise<T>,
): Promise<T> {
  if (options.url !== undefined) return work(createApi(options.url, options.token ?? null));
  return withOwnService(cli, parts, async (_service, api) => {
    const result = await work(api);
    if (parts.includes("workers")) await waitUntilSettled(api, patienceMs);
    return result;
  });
}

/** Starts the service on a loopback port of its own with a token that only this process knows, and closes it afterwards. */
export async function withOwnService<T>(
  cli: Cli,
  parts: readonly Part[],
  work: (service: Service, api: Api, config: Config) => Promise<T>,
): Promise<T> {
  const env = cli.env();
  const loaded = await loadOwnConfig(env, cli.clock());
  const token = randomBytes(24).toString("base64url");
  const config: Config = { ...loaded, access: { tokens: [{ name: "okr-sync", role: "admin", token }] } };
  const service = await startService({
    env: { ...env, host: "127.0.0.1", port: 0 },
    config,
    log: createLogger("error", 2),
    clock: cli.clock,
    only: parts,
    schedules: false,
  }).catch((error: unknown) => {
    throw withHint(error);
  });
  try {
    return await work(service, createApi(service.url ?? "", token), config);
  } finally {
    await service.close();
  }
}

/** The configuration of the folder that the environment names; throws CONFIG_INVALID with all problems. */
export async function loadOwnConfig(env: Env, now: Date): Promise<Config> {
  const result = await loadConfig(env.configDir, { env: env.raw, now });
  if (result.ok) return result.config;
  const problems = result.problems.map(formatProblem).join("\n");
  throw codedError("CONFIG_INVALID", `the configuration in ${env.configDir} cannot be used:\n${problems}`);
}

/** The embedded database takes one process: whoever meets its lock is told how to ask the service instead. */
function withHint(error: unknown): unknown {
  if (!isCodedError(error) || error.code !== "DATABASE_LOCKED") return error;
  const hint = "A running service holds the embedded database: give its address, such as --url http://127.0.0.1:3000.";
  return codedError("DATABASE_LOCKED", `${error.message}\n${hint}`, error);
}
