import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { type Service, type ServiceOptions, startService } from "../main.ts";
import { isAtRest } from "../store/at-rest.ts";
import { createApi } from "./api.ts";
import { type Cli, type ExitCode, printLine } from "./cli.ts";
import { loadDemoConfig } from "./demo/demo-config.ts";
import { demoHeading } from "./demo/heading.ts";
import { openPage } from "./demo/open-page.ts";
import { isUnused, pastSpan, weeksOf } from "./demo/past-span.ts";
import { play } from "./demo/play.ts";
import { createScreen } from "./demo/screen.ts";
import { makeUpSecrets } from "./demo/secrets.ts";
import { createStoryClock } from "./demo/story-clock.ts";
import { createLogger } from "./logger.ts";
import { parsePositive, parseWhole } from "./option-values.ts";

interface DemoFlags {
  speed?: number;
  events?: number;
  port?: number;
  seed: number;
  open?: boolean;
}

/** The example configuration that comes with okr-sync; the story is about its objectives. */
const exampleConfigDir = fileURLToPath(new URL("../../config/", import.meta.url));

/** At speed 1 something happens so often: calm to watch. */
const calmPauseMs = 500;

/** `demo`: everything in one process, with a simulated Jira site and Linear workspace that have weeks of work behind them. */
export function demoVerb(cli: Cli): Command {
  return new Command("demo")
    .description("see it work: a simulated Jira site and Linear workspace send signed webhooks to the real receiver")
    .option("--speed <factor>", "1 is about two events a second (default: 1, or no pause with --events)", parsePositive)
    .option(
      "--events <number>",
      "stop after so many events beyond the past, wait for them, print a summary",
      parseWhole(1, 10_000_000),
    )
    .option(
      "--port <port>",
      "port of the API (default: PORT, or any free one where that is taken)",
      parseWhole(0, 65_535),
    )
    .option("--seed <number>", "tell another story", parseWhole(0, 2 ** 32 - 1), 1)
    .option("--open", "open the page in the browser, once there is something to look at")
    .action((flags: DemoFlags) => cli.run(() => demo(cli, flags)));
}

async function demo(cli: Cli, { speed, events, port, seed, open }: DemoFlags): Promise<ExitCode> {
  const signal = cli.stopSignal();
  const given = cli.env();
  const raw = { ...given.raw, ...(await makeUpSecrets(exampleConfigDir)) };
  const env = { ...given, raw, configDir: exampleConfigDir, dataDir: "memory:", port: port ?? given.port };
  const config = await loadDemoConfig(env, cli.clock());
  printLine(cli, "Starting the service …");
  const isLasting = env.databaseUrl !== null;
  const past = pastSpan(config, cli.clock(), !isLasting || (await isUnused(cli)));
  const clock = createStoryClock(cli.clock, past.isTold ? past.from : null);
  const log = createLogger(given.raw["LOG_LEVEL"] === undefined ? "error" : env.logLevel, 2);
  const service = await startOnFreePort({ env, config, log, clock: clock.now }, port === undefined);
  try {
    const url = service.url ?? "";
    const api = createApi(url, config.access.tokens.find(({ role }) => role === "admin")?.token ?? null);
    const heading = demoHeading(cli, { url, config, past, isLasting });
    const screen = createScreen(cli, { heading, past: `Telling ${weeksOf(past)} weeks of history …` });
    const onOpen = async () => {
      if (open !== true || (await openPage(`${url}/`))) return;
      screen.announce(`Nothing here opens pages by itself: ${url}/ is where to look.`);
    };
    const pauseMs = speed === undefined && events !== undefined ? 0 : calmPauseMs / (speed ?? 1);
    const isAtRestNow = () => isAtRest(service.deps.database.db);
    const stage = { api, config, clock, past, signal, screen, isAtRest: isAtRestNow, onOpen };
    return await play(cli, stage, { pauseMs, limit: events ?? null, seed });
  } finally {
    await service.close();
  }
}

/** Where nobody asked for a port, one that is taken already is no reason to give up. */
async function startOnFreePort(options: ServiceOptions, mayChoose: boolean): Promise<Service> {
  try {
    return await startService(options);
  } catch (error) {
    if (!mayChoose || (error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return startService({ ...options, env: { ...options.env, port: 0 } });
  }
}
