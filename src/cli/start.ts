import { Command, InvalidArgumentError } from "commander";
import { type Part, runService } from "../main.ts";
import type { Cli } from "./cli.ts";
import { createLogger } from "./logger.ts";

const parts = ["web", "workers"] as const satisfies readonly Part[];

/** `start`: the service, until SIGTERM or Ctrl-C. */
export function startVerb(cli: Cli): Command {
  return new Command("start")
    .description("run the service: all parts, or some when several processes share DATABASE_URL")
    .option("--only <parts>", `parts to run, separated by commas: ${parts.join(", ")}`, parseParts)
    .option("--no-migrate", "leave the database as it is instead of migrating it first")
    .action((options: { only?: Part[]; migrate: boolean }) => cli.run(() => start(cli, options)));
}

async function start(cli: Cli, { only, migrate }: { only?: Part[]; migrate: boolean }): Promise<0> {
  const env = cli.env();
  const log = createLogger(env.logLevel, 1);
  const service = { env, log, clock: cli.clock, migrate, watch: true };
  await runService(only === undefined ? service : { ...service, only });
  if (env.databaseUrl === null) {
    log.info(
      { folder: env.dataDir },
      "embedded database: what was acknowledged survives a killed process, not a power cut; set DATABASE_URL for that",
    );
  }
  return 0;
}

function parseParts(text: string): Part[] {
  const names = text.split(",").map((name) => name.trim());
  const chosen = parts.filter((part) => names.includes(part));
  const unknown = names.find((name) => !parts.some((part) => part === name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`"${unknown}" is no part; the parts are ${parts.join(", ")}.`);
  return chosen;
}
