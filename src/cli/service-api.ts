/** Where a verb's answers come from: the running service at `--url`, else the store, opened by this process for a moment. */
import { randomBytes } from "node:crypto";
import type { Config } from "../config/config.ts";
import { isConfigFile } from "../config/config-files.ts";
import { configDigest } from "../config/digest.ts";
import { readFolder } from "../config/folder/folder.ts";
import { formatProblem, loadConfig } from "../config/load.ts";
import type { Env } from "../env.ts";
import { codedError, isCodedError } from "../errors.ts";
import { type ConfigChoice, type Part, type Service, startService } from "../main.ts";
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

/**
 * Calls `work` with the API of the service at `--url`, or of one that this process starts on loopback and closes again. Most
 * verbs go by the configuration in force, and leave it as it is; those whose business is with the trackers accept the folder.
 */
export async function withApi<T>(
  cli: Cli,
  options: ServiceOptions,
  parts: readonly Part[],
  work: (api: Api) => Promise<T>,
  config: ConfigChoice = "stored-or-folder",
): Promise<T> {
  if (options.url !== undefined) return work(createApi(options.url, options.token ?? null));
  return withOwnService(cli, { parts, config }, async (_service, api) => {
    const result = await work(api);
    if (parts.includes("workers")) await waitUntilSettled(api, patienceMs);
    return result;
  });
}

export interface OwnServiceOptions {
  parts: readonly Part[];
  config: ConfigChoice;
}

/** Starts the service on a loopback port of its own with a token that only this process knows, and closes it afterwards. */
export async function withOwnService<T>(
  cli: Cli,
  { parts, config }: OwnServiceOptions,
  work: (service: Service, api: Api) => Promise<T>,
): Promise<T> {
  const env = cli.env();
  const token = randomBytes(24).toString("base64url");
  const service = await startService({
    env: { ...env, host: "127.0.0.1", port: 0 },
    config,
    tokens: [{ name: "okr-sync", role: "admin", token }],
    log: createLogger("error", 2),
    clock: cli.clock,
    only: parts,
    schedules: false,
  }).catch((error: unknown) => {
    throw withHint(error);
  });
  try {
    if (config === "stored-or-folder") await sayIfFolderDiffers(cli, env.configDir, service);
    return await work(service, createApi(service.url ?? "", token));
  } finally {
    await service.close();
  }
}

/** Who has just edited the folder would look for the change in vain. */
async function sayIfFolderDiffers(cli: Cli, dir: string, { deps }: Service): Promise<void> {
  const { config, revision } = deps.current();
  const { files } = await readFolder(dir);
  if (files === null) return;
  const own = Object.fromEntries(Object.entries(files).filter(([name]) => isConfigFile(name)));
  if (configDigest(own) === configDigest(config.files)) return;
  cli.printError(
    `okr-sync: this goes by configuration revision ${revision}, and ${dir} holds another one: ` +
      `"okr-sync plan" says what that would change, "okr-sync start" puts it in force.\n`,
  );
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
